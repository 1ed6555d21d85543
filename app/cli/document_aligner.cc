#include "app/cli/document_aligner.h"

#include <filesystem>

#include <fmt/format.h>

#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

/// Units of the memory that words are learned from, at most.
constexpr std::size_t kMostExamples = 20000;

bool is_folder_name(const std::string& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool refuse(Session& session, const Diagnostic& reason) {
    session.console.note(to_string(reason));
    session.exit = Exit::kComplaints;
    return false;
}

}  // namespace

bool AlignerOptions::is_folder() const {
    const bool first = is_folder_name(source_file);
    if (!target_file.empty() && first != is_folder_name(target_file))
        throw UsageError(tr("{} is a folder, and {} is none: name two documents, or folders",
                            first ? source_file : target_file, first ? target_file : source_file));
    return first;
}

DocumentAligner::DocumentAligner(Session& session, const AlignerOptions& options)
    : session_(session), options_(options) {}

bool DocumentAligner::prepare() {
    rules_ = default_segmentation();
    if (!options_.srx.empty()) {
        Result<SegmentationRules> own = read_srx(options_.srx);
        if (!own) return refuse(session_, own.error());
        rules_ = *own;
    }
    if (options_.dictionary.empty()) return true;
    auto entries = read_dictionary(options_.dictionary);
    if (!entries) return refuse(session_, entries.error());
    dictionary_ = std::move(entries.value());
    return true;
}

DocumentPairs DocumentAligner::find_pairs() const {
    const LanguageTag source = parse_language(options_.source);
    const LanguageTag target = parse_language(options_.target);
    DocumentPairs found =
        options_.target_file.empty()
            ? find_document_pairs(options_.source_file, source, target)
            : find_document_pairs(options_.source_file, options_.target_file, source, target);
    for (const UnpairedDocument& one : found.alone)
        session_.console.note(tr("left out: {}: {}", one.path, tr(one.reason.c_str())));
    if (!found.alone.empty()) session_.exit = Exit::kComplaints;
    if (found.pairs.empty()) {
        session_.exit = Exit::kComplaints;
        session_.console.note(
            tr("no two documents whose names say that they are {} and {} of one text",
               options_.source, options_.target));
    }
    return found;
}

DocumentPair DocumentAligner::single_pair() const {
    return {fs::path(options_.source_file).stem().string(), options_.source_file,
            options_.target_file, parse_language(options_.source), parse_language(options_.target)};
}

std::optional<AlignmentSide> DocumentAligner::read_side(const std::string& path,
                                                        const LanguageTag& lang) {
    if (options_.lines) {
        const Result<std::string> text = read_text_file(path);
        if (text) return side_by_lines(*text, lang);
        refuse(session_, text.error());
        return std::nullopt;
    }
    Result<AlignmentSide> side = side_of_document(path, lang, *rules_);
    if (side) return std::move(side).value();
    refuse(session_, side.error());
    return std::nullopt;
}

const AlignmentOptions& DocumentAligner::learned(const LanguageTag& source,
                                                 const LanguageTag& target) {
    const auto [known, is_new] = learned_.try_emplace({source, target});
    if (is_new && fs::exists(session_.path()))
        learn_from(session_.open_existing(), source, target, kMostExamples, known->second);
    return known->second;
}

std::optional<AlignedDocuments> DocumentAligner::align(const DocumentPair& pair) {
    auto source = read_side(pair.source, pair.source_lang);
    auto target = source ? read_side(pair.target, pair.target_lang) : std::nullopt;
    if (!source || !target) return std::nullopt;
    AlignmentOptions how = learned(source->lang, target->lang);
    auto dictionary = dictionary_;
    turn_to_fit(*source, *target, dictionary);
    how.dictionary.insert(how.dictionary.begin(), dictionary.begin(), dictionary.end());
    Progress progress(session_.console, session_.quiet);
    const std::string label = options_.is_folder() ? pair.name : tr("align");
    how.progress = [&](double share) {
        throw_if_interrupted();
        progress.show(label, static_cast<std::uint64_t>(share * 1000), 1000, 0, "");
    };
    AlignedDocuments aligned{std::move(*source), std::move(*target), {}, 0, false};
    aligned.beads = diglot::align(aligned.source, aligned.target, how);
    aligned.trust = alignment_trust(aligned.beads);
    aligned.is_alike = look_like_translations(aligned.source, aligned.target, aligned.beads, how);
    return aligned;
}

void print_outcomes(const Session& session, const std::vector<PairOutcome>& outcomes) {
    Table table("lrrrrrl");
    table.add(
        {tr("documents"), tr("source"), tr("target"), tr("pairs"), tr("kept"), tr("sure"), ""});
    const auto number = [](std::size_t n) { return grouped(static_cast<std::int64_t>(n)); };
    for (const PairOutcome& one : outcomes)
        table.add({one.documents.name, number(one.source_segments), number(one.target_segments),
                   number(one.pairs), number(one.kept), fmt::format("{:.2f}", one.trust),
                   one.refused});
    table.print(session.console);
}

void write_outcomes(JsonWriter& json, const std::vector<PairOutcome>& outcomes,
                    const std::vector<UnpairedDocument>& alone) {
    json.key("documents").begin_array();
    for (const PairOutcome& one : outcomes) {
        json.begin_object()
            .member("name", one.documents.name)
            .member("source_file", one.documents.source)
            .member("target_file", one.documents.target)
            .member("source_lang", one.documents.source_lang.text())
            .member("target_lang", one.documents.target_lang.text())
            .member("source_segments", one.source_segments)
            .member("target_segments", one.target_segments)
            .member("pairs", one.pairs)
            .member("kept", one.kept)
            .member("trust", one.trust);
        if (!one.refused.empty()) json.member("refused", one.refused);
        json.end_object();
    }
    json.end_array().key("alone").begin_array();
    for (const UnpairedDocument& one : alone)
        json.begin_object().member("path", one.path).member("reason", one.reason).end_object();
    json.end_array();
}

}  // namespace diglot
