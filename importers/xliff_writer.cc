#include "importers/xliff_writer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

#include "importers/tmx_model.h"
#include "importers/tmx_printer.h"
#include "importers/tmx_speller.h"
#include "importers/xliff_carrier.h"
#include "importers/xliff_derived.h"

namespace diglot {
namespace {

using xliff::Version;

constexpr std::string_view kMatches = "urn:oasis:names:tc:xliff:matches:2.0";

/// A <file> has no more units than this, so that the ids to be told apart fit in memory.
constexpr std::size_t kMostInFile = 1'000'000;

bool is_named(const Unit& unit) {
    return xliff::find_prop(unit.annotations, xliff::kFileProp) != nullptr;
}

std::string file_name(const Unit& unit) {
    const std::string original = xliff::prop_value(unit.annotations, xliff::kFileProp);
    if (!original.empty()) return original;
    return unit.origin.empty() ? "memory" : unit.origin;
}

bool is_other_file(const Unit& a, const Unit& b) {
    return is_named(a) != is_named(b) || file_name(a) != file_name(b);
}

}  // namespace

struct XliffWriter::State {
    State(const std::string& path, XliffWriteOptions chosen)
        : options(std::move(chosen)), old(options.version == Version::k12), printer(path, false) {}

    // Units.

    /// Holds a unit back until the one after it is known, as TmxWriter does.
    void take(Unit unit, std::vector<XliffProposal> offered) {
        if (waiting && is_other_file(*waiting, unit)) {
            write_held(0);
            around.previous = 0;
        }
        if (xliff::find_prop(unit.annotations, xliff::kAlternativeProp) != nullptr) {
            alternatives.push_back(std::move(unit));
            if (!waiting || alternatives.size() >= xliff::kMostHeld) write_held(0);
            return;
        }
        write_held(fingerprint(unit.source_variant().segment));
        waiting = std::move(unit);
        proposals = std::move(offered);
    }

    /// The unit that waits and its alternatives, which are nobody's neighbours.
    void write_held(std::uint64_t next) {
        const bool apart = units_in_file + 1 >= kMostInFile;
        around.next = apart ? 0 : next;
        if (waiting) write(*waiting);
        waiting.reset();
        proposals.clear();
        const Context kept = around;
        for (const Unit& alternative : alternatives) {
            around = {};
            write(alternative);
        }
        alternatives.clear();
        around = kept;
        if (apart) around.previous = 0;
    }

    void write(const Unit& unit) {
        choose_languages(unit);
        const auto sources = answering(unit.variants, options.source);
        const auto targets = answering(unit.variants, options.target);
        std::vector<bool> used(unit.variants.size());
        bool any = false;
        for (const std::size_t s : sources) {
            for (const std::size_t t : targets) {
                if (s == t) continue;
                write_pair(unit, s, t);
                any = used[s] = used[t] = true;
            }
        }
        if (any)
            losses.add("variant in another language than " + options.source.text() + " and " +
                           options.target.text(),
                       static_cast<std::size_t>(std::count(used.begin(), used.end(), false)));
        else
            losses.add("unit without " + options.source.text() + " and " + options.target.text());
    }

    void choose_languages(const Unit& unit) {
        const std::size_t source = unit.source.value_or(0);
        if (options.source.empty()) options.source = unit.variants[source].lang;
        if (!options.target.empty()) return;
        for (const Variant& variant : unit.variants) {
            if (variant.lang.fit(options.source) == LanguageFit::kSame) continue;
            options.target = variant.lang;
            return;
        }
        options.target = options.source;
    }

    void write_pair(const Unit& unit, std::size_t s, std::size_t t) {
        const std::uint64_t print = fingerprint(unit.variants[s].segment);
        xliff::Record record = xliff::to_record(options.version, unit, s, t, around);
        if (!options.exact_codes)
            std::erase_if(record.carriage.items,
                          [](const auto& item) { return item.type == tmx::kSegmentProp; });
        around.previous = print;
        begin();
        begin_file(unit);
        give_id(record);
        carry_language(unit.variants[s], options.source, "source", record);
        carry_language(unit.variants[t], options.target, "target", record);
        if (old)
            write_12(record, unit.variants[s], unit.variants[t]);
        else
            write_21(record);
        ++units;
    }

    void give_id(xliff::Record& record) {
        if (!record.id.empty() && ids.insert(std::hash<std::string>()(record.id)).second) return;
        const std::string wanted = record.id;
        do {
            record.id = std::to_string(++last_id);
        } while (!ids.insert(std::hash<std::string>()(record.id)).second);
        record.carriage.derived.push_back({"id", record.id});
        if (!wanted.empty())
            record.carriage.items.push_back({"unit", std::string(xliff::kIdProp), wanted});
    }

    /// As the file writes the language, which a reader sees.
    std::string written(const LanguageTag& lang) const {
        return tmx::is_schema_language(lang.text()) ? lang.text() : "und";
    }

    void carry_language(const Variant& variant, const LanguageTag& of_file, const char* place,
                        xliff::Record& record) const {
        const std::string& spelled =
            variant.lang_spelling.empty() ? variant.lang.text() : variant.lang_spelling;
        if (spelled != written(old ? variant.lang : of_file))
            record.carriage.items.push_back({place, std::string(xliff::kLanguageItem), spelled});
    }

    // The document.

    void begin() {
        if (begun) return;
        begun = true;
        printer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        printer.open("xliff");
        printer.attribute("version", old ? "1.2" : "2.1");
        printer.attribute("xmlns", std::string(old ? xliff::kNamespace12 : xliff::kNamespace2));
        if (!old) {
            printer.attribute("xmlns:mda", std::string(xliff::kMetadata));
            printer.attribute("srcLang", written(options.source));
            printer.attribute("trgLang", written(options.target));
        }
        printer.attribute("xmlns:dg", std::string(xliff::kOwnNamespace));
        printer.raw("\n");
    }

    void begin_file(const Unit& unit) {
        const bool named = is_named(unit);
        std::string name = file_name(unit);
        if (in_file && name == file && named == file_named && units_in_file < kMostInFile) {
            ++units_in_file;
            return;
        }
        end_file();
        in_file = true;
        file = std::move(name);
        file_named = named;
        units_in_file = 1;
        printer.open("file");
        if (!old) printer.attribute("id", "f" + std::to_string(++files));
        printer.attribute("original", file);
        if (old) {
            printer.attribute("source-language", written(options.source));
            printer.attribute("target-language", written(options.target));
            printer.attribute("datatype", "plaintext");
            printer.attribute("tool-id", "diglot");
        }
        if (!named) printer.attribute("dg:derived", xliff::to_derived({{"original", file}}));
        printer.raw("\n");
        if (!old) return;
        printer.open("header");
        printer.open("tool");
        printer.attribute("tool-id", "diglot");
        printer.attribute("tool-name", "Diglot");
        printer.attribute("tool-version", DIGLOT_VERSION);
        printer.close();
        printer.close();
        printer.raw("\n");
        printer.open("body");
        printer.raw("\n");
    }

    void end_file() {
        if (!in_file) return;
        if (old) {
            printer.close();
            printer.raw("\n");
        }
        printer.close();
        printer.raw("\n");
        in_file = false;
        ids.clear();
        last_id = 0;
    }

    void optional_attribute(const char* name, const std::string& value) {
        if (!value.empty()) printer.attribute(name, value);
    }

    // XLIFF 1.2, <trans-unit>.

    void write_12(const xliff::Record& record, const Variant& source, const Variant& target) {
        printer.open("trans-unit");
        printer.attribute("id", record.id);
        optional_attribute("resname", record.name);
        optional_attribute("approved", record.approved);
        printer.attribute("xml:space", "preserve");
        optional_attribute("dg:derived", xliff::to_derived(record.carriage.derived));
        printer.raw("\n  ");
        printer.open("source");
        printer.attribute("xml:lang", written(source.lang));
        printer.nodes(record.source);
        printer.close();
        printer.raw("\n  ");
        printer.open("target");
        printer.attribute("xml:lang", written(target.lang));
        optional_attribute("state", record.state);
        optional_attribute("state-qualifier", record.detail);
        printer.nodes(record.target);
        printer.close();
        for (const Markup& note : record.notes) {
            printer.raw("\n  ");
            printer.node(note);
        }
        for (const XliffProposal& proposal : proposals) write_alternative(proposal);
        for (const auto& item : record.carriage.items) {
            printer.raw("\n  ");
            printer.open("dg:prop");
            printer.attribute("of", item.place);
            printer.attribute("type", item.type);
            printer.text(item.value);
            printer.close();
        }
        printer.raw("\n");
        printer.close();
        printer.raw("\n");
    }

    /// The contents of a proposal as the version takes them.
    xliff::Record record_of(const XliffProposal& proposal) const {
        Unit unit;
        unit.variants.resize(2);
        unit.variants[0].lang = options.source;
        unit.variants[0].segment = proposal.source;
        unit.variants[1].lang = options.target;
        unit.variants[1].segment = proposal.target;
        unit.source = 0;
        return xliff::to_record(options.version, unit, 0, 1, {});
    }

    static std::string quality_of(const XliffProposal& proposal) {
        return fmt::format("{}", std::min(proposal.quality, kFullScore).per_cent());
    }

    void write_alternative(const XliffProposal& proposal) {
        const xliff::Record record = record_of(proposal);
        printer.raw("\n  ");
        printer.open("alt-trans");
        printer.attribute("match-quality", quality_of(proposal) + "%");
        optional_attribute("origin", proposal.origin);
        printer.open("source");
        printer.attribute("xml:lang", written(options.source));
        printer.nodes(record.source);
        printer.close();
        printer.open("target");
        printer.attribute("xml:lang", written(options.target));
        printer.nodes(record.target);
        printer.close();
        printer.close();
    }

    // XLIFF 2.1, <unit>.

    void write_matches(const std::string& segment) {
        if (proposals.empty()) return;
        printer.open("mtc:matches");
        printer.attribute("xmlns:mtc", std::string(kMatches));
        for (const XliffProposal& proposal : proposals) {
            xliff::Record record = record_of(proposal);
            printer.open("mtc:match");
            printer.attribute("ref", "#" + segment);
            printer.attribute("matchQuality", quality_of(proposal));
            optional_attribute("origin", proposal.origin);
            std::vector<std::string> data;
            refer(record.source, data);
            refer(record.target, data);
            write_data(data);
            printer.open("source");
            printer.nodes(record.source);
            printer.close();
            printer.open("target");
            printer.nodes(record.target);
            printer.close();
            printer.close();
        }
        printer.close();
        printer.raw("\n");
    }

    void write_21(xliff::Record& record) {
        if (!proposals.empty() && record.segment.empty()) record.segment = "s1";
        printer.open("unit");
        printer.attribute("id", record.id);
        optional_attribute("name", record.name);
        printer.attribute("xml:space", "preserve");
        optional_attribute("dg:derived", xliff::to_derived(record.carriage.derived));
        printer.raw("\n");
        write_matches(record.segment);
        write_metadata(record.carriage);
        if (!record.notes.empty()) {
            printer.node(Markup::node("notes", {}, record.notes));
            printer.raw("\n");
        }
        std::vector<std::string> data;
        refer(record.source, data);
        refer(record.target, data);
        write_data(data);
        printer.open("segment");
        optional_attribute("id", record.segment);
        optional_attribute("state", record.state);
        optional_attribute("subState", record.detail);
        printer.open("source");
        printer.nodes(record.source);
        printer.close();
        printer.open("target");
        printer.nodes(record.target);
        printer.close();
        printer.close();
        printer.raw("\n");
        printer.close();
        printer.raw("\n");
    }

    void write_metadata(const xliff::Carriage& carriage) {
        if (carriage.items.empty()) return;
        printer.open("mda:metadata");
        for (const char* place : {"unit", "source", "target"}) {
            const auto is_here = [&](const auto& item) { return item.place == place; };
            if (std::none_of(carriage.items.begin(), carriage.items.end(), is_here)) continue;
            printer.open("mda:metaGroup");
            printer.attribute("category", std::string("x-diglot-") + place);
            for (const auto& item : carriage.items) {
                if (!is_here(item)) continue;
                printer.open("mda:meta");
                printer.attribute("type", item.type);
                printer.text(item.value);
                printer.close();
            }
            printer.close();
        }
        printer.close();
        printer.raw("\n");
    }

    /// Native code leaves its code for <originalData>; equal code is said once.
    static void refer(std::vector<Markup>& nodes, std::vector<std::string>& data) {
        const auto id_of = [&](const std::string& text) {
            const auto found = std::find(data.begin(), data.end(), text);
            const auto at = static_cast<std::size_t>(found - data.begin());
            if (found == data.end()) data.push_back(text);
            return "d" + std::to_string(at + 1);
        };
        for (Markup& node : nodes) {
            if (node.is_text()) continue;
            if (node.element == "ph") {
                if (!node.children.empty())
                    node.attributes.push_back({"dataRef", id_of(node.all_text())});
                node.children.clear();
            }
            for (Attribute& a : node.attributes) {
                const bool native =
                    a.name == "data" || a.name == "dataStart" || a.name == "dataEnd";
                if (!native) continue;
                a.name.insert(4, "Ref");
                a.value = id_of(a.value);
            }
            refer(node.children, data);
        }
    }

    void write_data(const std::vector<std::string>& data) {
        if (data.empty()) return;
        printer.open("originalData");
        for (std::size_t i = 0; i < data.size(); ++i) {
            printer.open("data");
            printer.attribute("id", "d" + std::to_string(i + 1));
            printer.text(data[i]);
            printer.close();
        }
        printer.close();
        printer.raw("\n");
    }

    XliffWriteOptions options;
    bool old = true;  ///< 1.2.
    TmxPrinter printer;
    LossCounter losses;
    bool begun = false;
    bool in_file = false;
    bool file_named = false;  ///< The units say themselves which file they are of.
    std::string file;
    std::size_t files = 0;
    std::size_t units_in_file = 0;
    std::unordered_set<std::size_t> ids;  ///< Hashes of those in the <file>.
    std::size_t last_id = 0;
    std::size_t units = 0;
    std::optional<Unit> waiting;
    std::vector<XliffProposal> proposals;  ///< Offered for it.
    std::vector<Unit> alternatives;        ///< Behind it.
    Context around;  ///< What the file's order makes of the place of the unit being written.
};

XliffWriter::XliffWriter(const std::string& path, XliffWriteOptions options)
    : state_(std::make_unique<State>(path, std::move(options))) {}

XliffWriter::~XliffWriter() = default;

void XliffWriter::add(Unit unit, std::vector<XliffProposal> proposals) {
    state_->take(std::move(unit), std::move(proposals));
}
void XliffWriter::end_units() { state_->write_held(0); }

std::size_t XliffWriter::units() const { return state_->units; }

std::vector<Loss> XliffWriter::finish() {
    state_->write_held(0);
    if (state_->options.source.empty()) state_->options.source = LanguageTag("und");
    if (state_->options.target.empty()) state_->options.target = state_->options.source;
    state_->begin();
    state_->end_file();
    state_->printer.close();
    state_->printer.raw("\n");
    state_->printer.finish();
    state_->losses.add("control character", state_->printer.dropped());
    return state_->losses.take();
}

}  // namespace diglot
