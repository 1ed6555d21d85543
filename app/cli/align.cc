// diglot align: a text and its translation, segment by segment, to look at, review and keep.
#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "app/alignment_report.h"
#include "app/cli/document_aligner.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/json_writer.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

/// Below this a report marks a pair as doubtful.
constexpr double kDoubtful = 0.9;

struct Options {
    AlignerOptions files;
    std::string beads, report;
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

void begin_json(JsonWriter& json, const AlignmentStored& stored) {
    json.begin_object().key("change");
    if (stored.change)
        json.value(stored.change);
    else
        json.null();
    json.member("added", stored.added).member("known", stored.known);
    json.member("left_out", stored.left_out);
}

void print_json(Session& session, const std::vector<Bead>& beads,
                const std::vector<AlignedPair>& pairs, const AlignmentStored& stored) {
    JsonWriter json;
    begin_json(json, stored);
    json.key("beads").begin_array();
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

void say_stored(const Session& session, const AlignmentStored& stored) {
    session.say(tr("{} added, {} known already, {} left out",
                   counted(static_cast<std::int64_t>(stored.added), "unit", "units"),
                   grouped(static_cast<std::int64_t>(stored.known)),
                   grouped(static_cast<std::int64_t>(stored.left_out))));
}

void finish(Session& session, const Options& options, const AlignmentToStore& text,
            const std::vector<Bead>& beads) {
    AlignmentStored stored;
    if (options.apply)
        stored = store_alignment(session.open_or_create(),
                                 session.change_request(options.files.source_file), {text},
                                 options.least);
    if (session.json) return print_json(session, beads, text.pairs, stored);
    if (options.apply) return say_stored(session, stored);
    if (!options.beads.empty() || !options.report.empty()) return;
    for (const AlignedPair& pair : text.pairs) {
        session.console.line(fmt::format("{:.2f}  {}", pair.confidence, pair.source));
        session.console.line("      " + pair.target);
    }
    session.say(tr("a preview; --apply stores it, --report FILE writes it for review"));
}

std::string name_of(const std::string& path) { return fs::path(path).filename().string(); }

/// SRC is a reviewed table.
void apply_review(Session& session, const Options& options) {
    if (!options.apply) throw UsageError(tr("one file alone is a reviewed table: add --apply"));
    const std::string& path = options.files.source_file;
    const Result<ReviewedAlignment> reviewed = read_alignment_tsv(path);
    if (!reviewed) return refuse(session, reviewed.error());
    finish(session, options, {name_of(path), reviewed->source, reviewed->target, reviewed->pairs},
           {});
}

void write_review(const std::string& path, const AlignmentToStore& text) {
    const bool page = fs::path(path).extension() == ".html";
    write_whole(path, page ? alignment_html(text.source, text.target, text.pairs, kDoubtful)
                           : alignment_tsv(text.source, text.target, text.pairs));
}

AlignmentToStore text_of(const DocumentPair& documents, const AlignedDocuments& aligned) {
    return {name_of(documents.source), aligned.source.lang, aligned.target.lang,
            aligned_pairs(aligned.source, aligned.target, aligned.beads)};
}

void align_pair(Session& session, const Options& options, DocumentAligner& aligner) {
    const auto aligned = aligner.align(aligner.single_pair());
    if (!aligned) return;
    if (!options.beads.empty()) write_whole(options.beads, beads_text(aligned->beads));
    const AlignmentToStore text = text_of(aligner.single_pair(), *aligned);
    Options how_to_end = options;
    if (!aligned->is_alike) {
        session.console.note(
            tr("these two do not look like translations of each other; nothing is stored but "
               "from a reviewed table"));
        session.exit = Exit::kComplaints;
        how_to_end.apply = false;
    }
    if (!options.report.empty()) write_review(options.report, text);
    finish(session, how_to_end, text, aligned->beads);
}

/// A table and a page for each pair, named after it, in the folder that --report names.
void write_reviews(const Options& options, const DocumentPair& documents,
                   const AlignmentToStore& text) {
    if (options.report.empty()) return;
    const fs::path base = fs::path(options.report) / documents.name;
    fs::create_directories(base.parent_path());
    for (const char* suffix : {".tsv", ".html"}) write_review(base.string() + suffix, text);
}

PairOutcome outcome_of(const Options& options, const DocumentPair& documents,
                       const AlignedDocuments& aligned, const AlignmentToStore& text) {
    PairOutcome outcome{documents,
                        aligned.source.segments.size(),
                        aligned.target.segments.size(),
                        0,
                        0,
                        aligned.trust,
                        {}};
    for (const AlignedPair& pair : text.pairs) {
        if (pair.source.empty() || pair.target.empty()) continue;
        ++outcome.pairs;
        if (pair.confidence >= options.least) ++outcome.kept;
    }
    if (aligned.is_alike) return outcome;
    outcome.kept = 0;
    outcome.refused = tr("these two do not look like translations of each other");
    return outcome;
}

void align_folder(Session& session, const Options& options, DocumentAligner& aligner) {
    if (!options.beads.empty())
        throw UsageError(tr("align: --beads is for two documents, not for folders"));
    const DocumentPairs found = aligner.find_pairs();
    std::vector<PairOutcome> outcomes;
    std::vector<AlignmentToStore> texts;
    for (const DocumentPair& documents : found.pairs) {
        const auto aligned = aligner.align(documents);
        if (!aligned) {
            outcomes.push_back({documents, 0, 0, 0, 0, 0, tr("cannot be read")});
            continue;
        }
        AlignmentToStore text = text_of(documents, *aligned);
        write_reviews(options, documents, text);
        outcomes.push_back(outcome_of(options, documents, *aligned, text));
        if (aligned->is_alike)
            texts.push_back(std::move(text));
        else
            session.exit = Exit::kComplaints;
    }
    AlignmentStored stored;
    if (options.apply && !texts.empty())
        stored = store_alignment(session.open_or_create(),
                                 session.change_request(options.files.source_file), texts,
                                 options.least);
    if (session.json) {
        JsonWriter json;
        begin_json(json, stored);
        write_outcomes(json, outcomes, found.alone);
        return session.console.line(json.end_object().text());
    }
    if (outcomes.empty()) return;
    print_outcomes(session, outcomes);
    if (options.apply) return say_stored(session, stored);
    session.say(tr("a preview; --apply stores it, --report FOLDER writes each pair for review"));
}

void run(Session& session, const Options& options) {
    const bool folder = options.files.is_folder();
    if (options.files.target_file.empty() && !folder) return apply_review(session, options);
    DocumentAligner aligner(session, options.files);
    if (!aligner.prepare()) return;
    if (folder)
        align_folder(session, options, aligner);
    else
        align_pair(session, options, aligner);
}

}  // namespace

void add_align_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        program.add_subcommand("align", tr("A text and its translation, segment by segment"));
    command
        ->add_option(
            "SRC", options->files.source_file,
            tr("The text (also Markdown, HTML, DOCX, ODT, SRT); or, without TGT, a reviewed "
               "table to apply; or a folder of texts and translations"))
        ->required();
    command->add_option("TGT", options->files.target_file,
                        tr("Its translation; or the folder of translations"));
    command->add_option("-s,--source", options->files.source, tr("Language of the text"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("-t,--target", options->files.target, tr("Language of the translation"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_flag("--lines", options->files.lines, tr("Each line is a segment"));
    command->add_option("--srx", options->files.srx, tr("Segmentation rules of your own"))
        ->type_name("FILE");
    command
        ->add_option("--dictionary", options->files.dictionary,
                     tr("Terms that translate each other, two a line with a tab between"))
        ->type_name("FILE");
    command
        ->add_option("--beads", options->beads,
                     tr("Write which segments belong together, [0]:[0,1] a line"))
        ->type_name("FILE");
    command
        ->add_option(
            "--report", options->report,
            tr("Write the pairs for review: a table to edit, or a page (.html); of folders "
               "both for each pair of documents, into the folder FILE"))
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
           "  diglot align articles/              # every pair in it: a.zh.txt and a.en.txt, "
           "zh/b.docx and en/b.docx\n"
           "Words are learned from the glossary, the memory and the texts themselves.\n"
           "Exit status 1: a file cannot be read as text, or has no partner in the folder, or the "
           "two are no translations of each other."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
