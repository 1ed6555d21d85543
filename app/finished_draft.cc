#include <map>

#include <fmt/format.h>

#include "app/interrupt.h"
#include "app/translation_draft.h"
#include "importers/format.h"
#include "tm/fit_codes.h"

namespace diglot {
namespace {

/// The units of an XLIFF file by their names, but alternative translations.
class FinishedSink : public Sink {
public:
    void header(Markup) override {}
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}
    void add(Unit unit, Position at) override {
        throw_if_interrupted();
        if (xliff::find_prop(unit.annotations, xliff::kAlternativeProp) || unit.variants.size() < 2)
            return;
        const std::string id = xliff::prop_value(unit.annotations, xliff::kIdProp);
        if (id.empty()) return;
        if (original.empty()) original = xliff::prop_value(unit.annotations, xliff::kFileProp);
        units.try_emplace(id, std::move(unit), at);
    }

    std::string original;
    std::map<std::string, std::pair<Unit, Position>> units;
};

Diagnostic fault(const char* code, std::string message, const std::string& path, Position at = {}) {
    return {Severity::kError, code, std::move(message), at, path, {}};
}

/// The translation with this document's codes; its text alone where another program changed them.
Segment fitted(const Segment& source, const Unit& unit) {
    const Segment& target = unit.variants[1].segment;
    if (const auto fit = fit_codes(source, unit.variants[0].segment, target)) return *fit;
    return source.content.empty() ? Segment(target.text) : target;
}

}  // namespace

Result<std::string> read_original(const std::string& path) {
    FinishedSink sink;
    const Result<ReadSummary> read = read_file(path, {}, sink);
    if (!read) return read.error();
    if (sink.units.empty())
        return fault("translate.no-units", "holds no translated units that a draft has", path);
    return sink.original;
}

Result<FinishedDraft> read_finished(const std::string& path, const TranslationDraft& draft,
                                    bool take_unreviewed) {
    FinishedSink sink;
    const Result<ReadSummary> read = read_file(path, {}, sink);
    if (!read) return read.error();
    FinishedDraft finished;
    finished.original = sink.original;
    for (const DraftSegment& segment : draft.segments()) {
        std::optional<Segment>& translated = finished.translated.emplace_back();
        finished.confirmed.push_back(false);
        const auto found =
            sink.units.find(fmt::format("{}.{}", segment.block + 1, segment.part + 1));
        if (found == sink.units.end() || found->second.first.variants[1].segment.text.empty()) {
            ++finished.open;
            continue;
        }
        const auto& [unit, at] = found->second;
        if (unit.variants[0].segment.text != segment.source.text)
            return fault(
                "translate.other-document",
                fmt::format("unit {} translates \"{}\", but the document has \"{}\" there: "
                            "it is another one, or was changed since",
                            found->first, unit.variants[0].segment.text, segment.source.text),
                path, at);
        const bool unreviewed = unit.property(xliff::kReviewProp) == "unreviewed";
        if (unreviewed && unit.variants[1].segment.text == segment.source.text) {
            ++finished.open;  // The source copied, and nobody has touched it.
            continue;
        }
        if (unreviewed) ++finished.unreviewed;
        finished.confirmed.back() = !unreviewed;
        if (!unreviewed || take_unreviewed) translated = fitted(segment.source, unit);
    }
    if (finished.open == draft.segments().size())
        return fault("translate.no-units", "holds no translated units of this document", path);
    return finished;
}

DraftStored store_finished(DiglotFile& file, const ChangeRequest& request,
                           const TranslationDraft& draft, const FinishedDraft& finished,
                           const DraftOptions& options, const std::string& origin) {
    DraftStored stored;
    ChangeSet change(file.database(), file.log(), request);
    file.memory().set_origin(origin, {});
    const std::vector<DraftSegment>& segments = draft.segments();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!finished.translated[i]) continue;
        Unit unit;
        unit.variants.resize(2);
        unit.variants[0].lang = options.source;
        unit.variants[0].segment = segments[i].source;
        unit.variants[1].lang = options.target;
        unit.variants[1].segment = *finished.translated[i];
        unit.source = 0;
        unit.origin = origin;
        if (!finished.confirmed[i])
            unit.annotations.push_back(
                Markup::leaf("prop", {{"type", std::string(xliff::kReviewProp)}}, "unreviewed"));
        unit.stamp.created = Time::now();
        unit.stamp.created_by = request.user;
        for (Variant& variant : unit.variants) variant.lang_spelling = variant.lang.text();
        if (i > 0) unit.context.previous = fingerprint(segments[i - 1].source);
        if (i + 1 < segments.size()) unit.context.next = fingerprint(segments[i + 1].source);
        const bool added = file.memory().add(unit, change) == Added::kAdded;
        ++(added ? stored.added : stored.known);
    }
    file.memory().flush();
    if (stored.added + stored.known == 0) return stored;
    change.commit();
    stored.change = change.id();
    return stored;
}

}  // namespace diglot
