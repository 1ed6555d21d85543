// diglot align: a text and its translation, segment by segment, to look at, review and keep.
#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "app/align_files.h"
#include "app/alignment_report.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "importers/output_file.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

/// Units of the memory that words are learned from, at most.
constexpr std::size_t kMostExamples = 20000;
/// Below this a report marks a pair as doubtful.
constexpr double kDoubtful = 0.9;

struct Options {
    std::string source_file, target_file;
    std::string source = "zh-TW", target = "en";
    std::string beads, dictionary, report, srx;
    bool lines = false;
    bool apply = false;
    double least = 0.5;
};

void refuse(Session& session, const Diagnostic& reason) {
    session.console.note(to_string(reason));
    session.exit = Exit::kComplaints;
}

void write_whole(const std::string& path, const std::string& text) {
    OutputFile file(path);
    file.write(text);
    file.commit();
}

std::string bead_side(std::size_t start, std::size_t end) {
    std::string text = "[";
    for (std::size_t i = start; i < end; ++i) text += (i > start ? "," : "") + std::to_string(i);
    return text + "]";
}

/// `[0]:[0,1]` a line: the segments by number, from 0.
std::string beads_text(const std::vector<Bead>& beads) {
    std::string text;
    for (const Bead& bead : beads)
        text += bead_side(bead.source_start, bead.source_end) + ":" +
                bead_side(bead.target_start, bead.target_end) + "\n";
    return text;
}

void print_json(Session& session, const std::vector<Bead>& beads,
                const std::vector<AlignedPair>& pairs, const AlignmentStored& stored) {
    JsonWriter json;
    json.begin_object().key("change");
    if (stored.change)
        json.value(stored.change);
    else
        json.null();
    json.member("added", stored.added).member("known", stored.known);
    json.member("left_out", stored.left_out).key("beads").begin_array();
    for (std::size_t b = 0; b < pairs.size(); ++b) {
        json.begin_object()
            .member("source", pairs[b].source)
            .member("target", pairs[b].target)
            .member("confidence", pairs[b].confidence);
        if (b < beads.size()) {
            json.member("source_start", beads[b].source_start)
                .member("source_end", beads[b].source_end)
                .member("target_start", beads[b].target_start)
                .member("target_end", beads[b].target_end);
        }
        json.end_object();
    }
    session.console.line(json.end_array().end_object().text());
}

void finish(Session& session, const Options& options, const LanguageTag& source,
            const LanguageTag& target, const std::vector<Bead>& beads,
            const std::vector<AlignedPair>& pairs) {
    AlignmentStored stored;
    if (options.apply)
        stored =
            store_alignment(session.open_or_create(), session.change_request(options.source_file),
                            source, target, pairs, options.least);
    if (session.json) return print_json(session, beads, pairs, stored);
    if (options.apply) {
        session.say(tr("{} added, {} known already, {} left out",
                       counted(static_cast<std::int64_t>(stored.added), "unit", "units"),
                       grouped(static_cast<std::int64_t>(stored.known)),
                       grouped(static_cast<std::int64_t>(stored.left_out))));
        return;
    }
    if (!options.beads.empty() || !options.report.empty()) return;
    for (const AlignedPair& pair : pairs) {
        session.console.line(fmt::format("{:.2f}  {}", pair.confidence, pair.source));
        session.console.line("      " + pair.target);
    }
    session.say(tr("a preview; --apply stores it, --report FILE writes it for review"));
}

/// SRC is a reviewed table.
void apply_review(Session& session, const Options& options) {
    if (!options.apply) throw UsageError(tr("one file alone is a reviewed table: add --apply"));
    const Result<ReviewedAlignment> reviewed = read_alignment_tsv(options.source_file);
    if (!reviewed) return refuse(session, reviewed.error());
    finish(session, options, reviewed->source, reviewed->target, {}, reviewed->pairs);
}

std::optional<AlignmentSide> read_side(Session& session, const Options& options,
                                       const std::string& path, const std::string& lang,
                                       const SegmentationRules& rules) {
    const LanguageTag tag = parse_language(lang);
    if (options.lines) {
        const Result<std::string> text = read_text_file(path);
        if (text) return side_by_lines(*text, tag);
        refuse(session, text.error());
        return std::nullopt;
    }
    Result<AlignmentSide> side = side_of_document(path, tag, rules);
    if (side) return std::move(side).value();
    refuse(session, side.error());
    return std::nullopt;
}

void run(Session& session, const Options& options) {
    if (options.target_file.empty()) return apply_review(session, options);
    SegmentationRules rules = default_segmentation();
    if (!options.srx.empty()) {
        Result<SegmentationRules> own = read_srx(options.srx);
        if (!own) return refuse(session, own.error());
        rules = *own;
    }
    const auto source = read_side(session, options, options.source_file, options.source, rules);
    const auto target =
        source ? read_side(session, options, options.target_file, options.target, rules)
               : std::nullopt;
    if (!source || !target) return;
    AlignmentOptions how;
    if (!options.dictionary.empty()) {
        auto entries = read_dictionary(options.dictionary);
        if (!entries) return refuse(session, entries.error());
        how.dictionary = std::move(entries.value());
        turn_to_fit(*source, *target, how.dictionary);
    }
    if (std::filesystem::exists(session.path()))
        learn_from(session.open_existing(), source->lang, target->lang, kMostExamples, how);
    Progress progress(session.console, session.quiet);
    how.progress = [&](double share) {
        throw_if_interrupted();
        progress.show(tr("align"), static_cast<std::uint64_t>(share * 1000), 1000, 0, "");
    };
    const std::vector<Bead> beads = align(*source, *target, how);
    progress.clear();
    if (!options.beads.empty()) write_whole(options.beads, beads_text(beads));
    const std::vector<AlignedPair> pairs = aligned_pairs(*source, *target, beads);
    Options how_to_end = options;
    if (alignment_trust(beads) < kLeastAlignmentTrust) {
        session.console.note(
            tr("these two do not look like translations of each other; nothing is stored but "
               "from a reviewed table"));
        session.exit = Exit::kComplaints;
        how_to_end.apply = false;
    }
    if (!options.report.empty()) {
        const bool page = std::filesystem::path(options.report).extension() == ".html";
        write_whole(options.report,
                    page ? alignment_html(source->lang, target->lang, pairs, kDoubtful)
                         : alignment_tsv(source->lang, target->lang, pairs));
    }
    finish(session, how_to_end, source->lang, target->lang, beads, pairs);
}

}  // namespace

void add_align_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("align", tr("A text and its translation, segment by segment"));
    command
        ->add_option(
            "SRC", options->source_file,
            tr("The text (also Markdown, HTML, DOCX, ODT, SRT); or, without TGT, a reviewed "
               "table to apply"))
        ->required();
    command->add_option("TGT", options->target_file, tr("Its translation"));
    command->add_option("-s,--source", options->source, tr("Language of the text"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("-t,--target", options->target, tr("Language of the translation"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_flag("--lines", options->lines, tr("Each line is a segment"));
    command->add_option("--srx", options->srx, tr("Segmentation rules of your own"))
        ->type_name("FILE");
    command
        ->add_option("--dictionary", options->dictionary,
                     tr("Terms that translate each other, two a line with a tab between"))
        ->type_name("FILE");
    command
        ->add_option("--beads", options->beads,
                     tr("Write which segments belong together, [0]:[0,1] a line"))
        ->type_name("FILE");
    command
        ->add_option("--report", options->report,
                     tr("Write the pairs for review: a table to edit, or a page (.html)"))
        ->type_name("FILE");
    command->add_flag("--apply", options->apply, tr("Store the pairs in the memory"));
    command->add_option("--min-confidence", options->least, tr("Store no pair below this, 0 to 1"))
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->footer(
        tr("Examples:\n"
           "  diglot align data/sample-article.zh-TW.txt data/sample-article.en.txt\n"
           "  diglot align data/sample-article.zh-TW.txt data/sample-article.en.txt --report "
           "review.tsv\n"
           "  diglot align review.tsv --apply\n"
           "Words are learned from the glossary, the memory and the texts themselves.\n"
           "Exit status 1: a file cannot be read as text, or the two are no translations of each "
           "other."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
