// diglot harvest: a published text and its translation made into units and candidates for terms.
#include "app/harvest.h"

#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

/// Units of the memory that words are learned from, at most.
constexpr std::size_t kMostExamples = 20000;

struct Options {
    std::string source_file, target_file;
    std::string source = "zh-TW", target = "en";
    std::string dictionary;
    double least = 0.7;
    bool apply = false;
};

void print_json(Session& session, const Harvest& found, const AlignmentStored& stored) {
    JsonWriter json;
    json.begin_object().key("change");
    if (stored.change)
        json.value(stored.change);
    else
        json.null();
    json.member("added", stored.added).member("known", stored.known).member("trust", found.trust);
    json.key("pairs").begin_array();
    for (const HarvestedPair& one : found.pairs) {
        json.begin_object().member("source", one.pair.source).member("target", one.pair.target);
        json.member("confidence", one.pair.confidence).member("kept", one.refused.empty());
        if (!one.refused.empty()) json.member("refused", one.refused);
        json.key("findings").begin_array();
        for (const Finding& finding : one.findings)
            json.begin_object()
                .member("rule", finding.rule)
                .member("severity", to_string(finding.severity))
                .member("message", finding.message)
                .end_object();
        json.end_array().end_object();
    }
    json.end_array().key("terms").begin_array();
    for (const ExtractedTerm& term : found.terms)
        json.begin_object()
            .member("term", term.term)
            .member("translation", term.translation)
            .member("texts", term.texts)
            .end_object();
    session.console.line(json.end_array().end_object().text());
}

void print_text(const Session& session, const Harvest& found) {
    const Console& console = session.console;
    std::size_t kept = 0;
    for (const HarvestedPair& one : found.pairs) {
        if (one.refused.empty()) ++kept;
        if (one.refused.empty() && one.findings.empty()) continue;
        console.line(console.styled(
            one.refused.empty() ? Style::kYellow : Style::kRed,
            one.refused.empty() ? tr("kept, but look:") : tr("refused: {}", one.refused)));
        console.line("  " + one.pair.source);
        console.line("  " + one.pair.target);
        if (!one.refused.empty()) continue;
        for (const Finding& finding : one.findings)
            console.line(fmt::format("  [{}] {}", finding.rule, finding.message));
    }
    if (!found.terms.empty()) {
        console.line(tr("candidates for the glossary (term add, or term extract for a table):"));
        Table table("llr");
        for (const ExtractedTerm& term : found.terms)
            table.add({"  " + term.term, term.translation, std::to_string(term.texts)});
        table.print(console);
    }
    console.line(tr("{} of {} kept, {}", counted(static_cast<std::int64_t>(kept), "pair", "pairs"),
                    found.pairs.size(),
                    counted(static_cast<std::int64_t>(found.terms.size()), "candidate for a term",
                            "candidates for terms")));
}

class Run {
public:
    Run(Session& session, const Options& options) : session_(session), options_(options) {}

    void operator()() {
        const auto source = side(options_.source_file, options_.source);
        const auto target = source ? side(options_.target_file, options_.target) : std::nullopt;
        if (!source || !target) return;
        AlignmentOptions how;
        if (!add_dictionary(*source, *target, how)) return;
        HarvestOptions wanted;
        wanted.least_confidence = options_.least;
        std::optional<TermRecognizer> terms;
        if (std::filesystem::exists(session_.path())) {
            DiglotFile& file = session_.open_existing();
            learn_from(file, source->lang, target->lang, kMostExamples, how);
            terms = file.glossary().recognizer();
            wanted.context.glossary = &*terms;
            if (file.memory().count() > 0) wanted.context.memory = &file.matches();
            wanted.is_known = [&](std::string_view text) { return is_whole_term(*terms, text); };
        }
        const Harvest found = gather(*source, *target, how, wanted);
        finish(*source, *target, found);
    }

private:
    std::optional<AlignmentSide> side(const std::string& path, const std::string& lang) {
        Result<AlignmentSide> read =
            side_of_document(path, parse_language(lang), default_segmentation());
        if (read) return std::move(read).value();
        session_.console.note(to_string(read.error()));
        session_.exit = Exit::kComplaints;
        return std::nullopt;
    }

    bool add_dictionary(const AlignmentSide& source, const AlignmentSide& target,
                        AlignmentOptions& how) {
        if (options_.dictionary.empty()) return true;
        auto entries = read_dictionary(options_.dictionary);
        if (!entries) {
            session_.console.note(to_string(entries.error()));
            session_.exit = Exit::kComplaints;
            return false;
        }
        how.dictionary = std::move(entries.value());
        turn_to_fit(source, target, how.dictionary);
        return true;
    }

    static bool is_whole_term(const TermRecognizer& terms, std::string_view text) {
        bool whole = false;
        terms.scan(text, {}, [&](const TermHit& hit) {
            whole = whole || (hit.start == 0 && hit.end == text.size());
        });
        return whole;
    }

    Harvest gather(const AlignmentSide& source, const AlignmentSide& target, AlignmentOptions& how,
                   const HarvestOptions& wanted) {
        Progress progress(session_.console, session_.quiet);
        how.progress = [&](double share) {
            throw_if_interrupted();
            progress.show(tr("align"), static_cast<std::uint64_t>(share * 1000), 1000, 0, "");
        };
        return harvest(source, target, align(source, target, how), wanted);
    }

    void finish(const AlignmentSide& source, const AlignmentSide& target, const Harvest& found) {
        AlignmentStored stored;
        const bool alike = found.trust >= kLeastAlignmentTrust;
        if (options_.apply && alike)
            stored = store_alignment(session_.open_or_create(),
                                     session_.change_request(options_.source_file), source.lang,
                                     target.lang, found.kept(), options_.least);
        if (session_.json)
            print_json(session_, found, stored);
        else
            print_text(session_, found);
        if (!alike) {
            session_.console.note(
                tr("these two do not look like translations of each other; "
                   "nothing is stored"));
            session_.exit = Exit::kComplaints;
        } else if (options_.apply) {
            session_.say(tr("{} added, {} known already",
                            counted(static_cast<std::int64_t>(stored.added), "unit", "units"),
                            grouped(static_cast<std::int64_t>(stored.known))));
        } else {
            session_.say(tr("a preview; --apply stores what is kept"));
        }
    }

    Session& session_;
    const Options& options_;
};

}  // namespace

void add_harvest_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "harvest", tr("A published text and its translation: aligned, checked, with candidates for "
                      "terms; --apply stores what is sure"));
    command
        ->add_option("SRC", options->source_file,
                     tr("The text: plain, Markdown, HTML, DOCX, ODT, SRT"))
        ->required();
    command->add_option("TGT", options->target_file, tr("Its translation"))->required();
    command->add_option("-s,--source", options->source, tr("Language of the text"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("-t,--target", options->target, tr("Language of the translation"))
        ->type_name("LANG")
        ->capture_default_str();
    command
        ->add_option("--dictionary", options->dictionary,
                     tr("Terms that translate each other, two a line with a tab between"))
        ->type_name("FILE");
    command->add_option("--min-confidence", options->least, tr("Keep no pair below this, 0 to 1"))
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_flag("--apply", options->apply, tr("Store what is kept, as one change set"));
    command->footer(
        tr("Examples:\n"
           "  diglot harvest data/sample-article.zh-TW.txt data/sample-article.en.txt\n"
           "  diglot harvest article.zh-TW.docx article.en.docx --apply\n"
           "Exit status 1: a file cannot be read, or the two are no translations of each other."));
    command->callback([&session, options] { Run(session, *options)(); });
}

}  // namespace diglot
