// diglot harvest: a published text and its translation made into units and candidates for terms.
#include "app/harvest.h"

#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/document_aligner.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct Options {
    AlignerOptions files;
    double least = 0.7;
    bool apply = false;
};

using Terms = std::vector<ExtractedTerm>;

void begin_json(JsonWriter& json, const AlignmentStored& stored) {
    json.begin_object().key("change");
    if (stored.change)
        json.value(stored.change);
    else
        json.null();
    json.member("added", stored.added).member("known", stored.known);
}

void write_pairs(JsonWriter& json, const Harvest& found) {
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
    json.end_array();
}

void write_terms(JsonWriter& json, const Terms& terms) {
    json.key("terms").begin_array();
    for (const ExtractedTerm& term : terms)
        json.begin_object()
            .member("term", term.term)
            .member("translation", term.translation)
            .member("texts", term.texts)
            .end_object();
    json.end_array();
}

/// What a person wants to see of the pairs: those that are refused, and findings. Returns how many
/// are kept.
std::size_t print_pairs(const Console& console, const Harvest& found) {
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
    return kept;
}

void print_terms(const Console& console, const Terms& terms) {
    if (terms.empty()) return;
    console.line(tr("candidates for the glossary (term add, or term extract for a table):"));
    Table table("llr");
    for (const ExtractedTerm& term : terms)
        table.add({"  " + term.term, term.translation, std::to_string(term.texts)});
    table.print(console);
}

void print_sum(const Console& console, std::size_t kept, std::size_t pairs, const Terms& terms) {
    console.line(tr("{} of {} kept, {}", counted(static_cast<std::int64_t>(kept), "pair", "pairs"),
                    pairs,
                    counted(static_cast<std::int64_t>(terms.size()), "candidate for a term",
                            "candidates for terms")));
}

class Run {
public:
    Run(Session& session, const Options& options)
        : session_(session), options_(options), aligner_(session, options.files) {}

    void operator()() {
        const bool folder = options_.files.is_folder();
        if (!folder && options_.files.target_file.empty())
            throw UsageError(
                tr("harvest: TGT is missing, the translation of {}", options_.files.source_file));
        if (!aligner_.prepare()) return;
        prepare();
        if (folder)
            gather_folder();
        else
            gather_pair();
    }

private:
    /// What pairs are checked against.
    void prepare() {
        wanted_.least_confidence = options_.least;
        if (!std::filesystem::exists(session_.path())) return;
        DiglotFile& file = session_.open_existing();
        terms_ = file.glossary().recognizer();
        wanted_.context.glossary = &*terms_;
        if (file.memory().count() > 0) wanted_.context.memory = &file.matches();
        wanted_.is_known = [&](std::string_view text) { return is_whole_term(*terms_, text); };
    }

    static bool is_whole_term(const TermRecognizer& terms, std::string_view text) {
        bool whole = false;
        terms.scan(text, {}, [&](const TermHit& hit) {
            whole = whole || (hit.start == 0 && hit.end == text.size());
        });
        return whole;
    }

    AlignmentStored store(const std::vector<AlignmentToStore>& texts) {
        if (!options_.apply || texts.empty()) return {};
        return store_alignment(session_.open_or_create(),
                               session_.change_request(options_.files.source_file), texts,
                               options_.least);
    }

    static AlignmentToStore text_of(const DocumentPair& documents, const Harvest& found) {
        return {std::filesystem::path(documents.source).filename().string(), found.source,
                found.target, found.kept()};
    }

    void gather_pair() {
        const DocumentPair documents = aligner_.single_pair();
        const auto aligned = aligner_.align(documents);
        if (!aligned) return;
        const Harvest found =
            harvest(aligned->source, aligned->target, aligned->beads, aligned->is_alike, wanted_);
        const Terms terms = harvested_terms({found}, wanted_);
        const AlignmentStored stored =
            found.is_alike ? store({text_of(documents, found)}) : AlignmentStored{};
        if (session_.json) {
            JsonWriter json;
            begin_json(json, stored);
            json.member("trust", found.trust);
            write_pairs(json, found);
            write_terms(json, terms);
            session_.console.line(json.end_object().text());
        } else {
            const std::size_t kept = print_pairs(session_.console, found);
            print_terms(session_.console, terms);
            print_sum(session_.console, kept, found.pairs.size(), terms);
        }
        if (found.is_alike) return say_stored(stored);
        session_.console.note(
            tr("these two do not look like translations of each other; "
               "nothing is stored"));
        session_.exit = Exit::kComplaints;
    }

    void gather_folder() {
        const DocumentPairs documents = aligner_.find_pairs();
        std::vector<PairOutcome> outcomes;
        std::vector<Harvest> all;
        std::vector<AlignmentToStore> texts;
        for (const DocumentPair& pair : documents.pairs) {
            const auto aligned = aligner_.align(pair);
            if (!aligned) {
                outcomes.push_back({pair, 0, 0, 0, 0, 0, tr("cannot be read")});
                continue;
            }
            Harvest found = harvest(aligned->source, aligned->target, aligned->beads,
                                    aligned->is_alike, wanted_);
            outcomes.push_back(outcome_of(pair, *aligned, found));
            if (!found.is_alike) {
                session_.exit = Exit::kComplaints;
                continue;
            }
            texts.push_back(text_of(pair, found));
            all.push_back(std::move(found));
        }
        if (outcomes.empty() && !session_.json) return;
        const Terms terms = harvested_terms(all, wanted_);
        const AlignmentStored stored = store(texts);
        if (session_.json) return print_folder_json(stored, outcomes, documents.alone, terms);
        print_folder(all, texts, outcomes, terms);
        say_stored(stored);
    }

    static PairOutcome outcome_of(const DocumentPair& pair, const AlignedDocuments& aligned,
                                  const Harvest& found) {
        PairOutcome outcome;
        outcome.documents = pair;
        outcome.source_segments = aligned.source.segments.size();
        outcome.target_segments = aligned.target.segments.size();
        outcome.trust = found.trust;
        for (const HarvestedPair& one : found.pairs) {
            if (one.pair.source.empty() || one.pair.target.empty()) continue;
            ++outcome.pairs;
            if (one.refused.empty()) ++outcome.kept;
        }
        if (found.is_alike) return outcome;
        outcome.kept = 0;
        outcome.refused = tr("these two do not look like translations of each other");
        return outcome;
    }

    void print_folder_json(const AlignmentStored& stored, const std::vector<PairOutcome>& outcomes,
                           const std::vector<UnpairedDocument>& alone, const Terms& terms) const {
        JsonWriter json;
        begin_json(json, stored);
        write_outcomes(json, outcomes, alone);
        write_terms(json, terms);
        session_.console.line(json.end_object().text());
    }

    void print_folder(const std::vector<Harvest>& all, const std::vector<AlignmentToStore>& texts,
                      const std::vector<PairOutcome>& outcomes, const Terms& terms) const {
        const Console& console = session_.console;
        std::size_t kept = 0, pairs = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            console.line(console.styled(Style::kBold, texts[i].origin));
            kept += print_pairs(console, all[i]);
            pairs += all[i].pairs.size();
        }
        print_terms(console, terms);
        print_outcomes(session_, outcomes);
        print_sum(console, kept, pairs, terms);
    }

    void say_stored(const AlignmentStored& stored) const {
        if (session_.json) return;
        if (options_.apply)
            session_.say(tr("{} added, {} known already",
                            counted(static_cast<std::int64_t>(stored.added), "unit", "units"),
                            grouped(static_cast<std::int64_t>(stored.known))));
        else
            session_.say(tr("a preview; --apply stores what is kept"));
    }

    Session& session_;
    const Options& options_;
    DocumentAligner aligner_;
    HarvestOptions wanted_;
    std::optional<TermRecognizer> terms_;
};

}  // namespace

void add_harvest_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "harvest", tr("A published text and its translation: aligned, checked, with candidates for "
                      "terms; --apply stores what is sure"));
    command
        ->add_option("SRC", options->files.source_file,
                     tr("The text: plain, Markdown, HTML, DOCX, ODT, SRT; or a folder of texts and "
                        "translations"))
        ->required();
    command->add_option("TGT", options->files.target_file,
                        tr("Its translation; or the folder of translations"));
    command->add_option("-s,--source", options->files.source, tr("Language of the text"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("-t,--target", options->files.target, tr("Language of the translation"))
        ->type_name("LANG")
        ->capture_default_str();
    command
        ->add_option("--dictionary", options->files.dictionary,
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
           "  diglot harvest articles/            # every pair in it: a.zh.txt and a.en.txt, "
           "zh/b.docx and en/b.docx\n"
           "Exit status 1: a file cannot be read, or has no partner in the folder, or the two are "
           "no translations of each other."));
    command->callback([&session, options] { Run(session, *options)(); });
}

}  // namespace diglot
