// diglot analyze: how much of some texts the memory knows, and how much work is left.
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/analysis_report.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "importers/output_file.h"
#include "importers/srx_reader.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string source = "zh-TW";
    std::string target = "en";
    std::string srx;
    std::string report = "text";
    std::string output = "-";
    std::vector<std::string> weights;
    bool no_internal = false;
    bool no_memory = false;
};

/// "tm_100=30": per cent of a band's words.
std::array<int, kBands> weights_of(const std::vector<std::string>& changed) {
    std::array<int, kBands> weights{};
    for (std::size_t i = 0; i < kBands; ++i) weights[i] = band_name(static_cast<Band>(i)).weight;
    for (const std::string& text : changed) {
        const std::size_t equals = text.find('=');
        const std::string key = text.substr(0, equals);
        std::size_t at = 0;
        while (at < kBands && key != band_name(static_cast<Band>(at)).key) ++at;
        std::string keys;
        for (std::size_t i = 0; i < kBands; ++i)
            keys += std::string(i ? ", " : "") + band_name(static_cast<Band>(i)).key;
        if (at == kBands)
            throw UsageError(
                tr("analyze: --weight: there is no band \"{}\"; they are {}", key, keys));
        const std::string number = equals == std::string::npos ? "" : text.substr(equals + 1);
        if (number.empty() || number.size() > 3 ||
            number.find_first_not_of("0123456789") != std::string::npos)
            throw UsageError(
                tr("analyze: --weight wants BAND=PER-CENT, as in tm_100=30, not \"{}\"", text));
        weights[at] = std::stoi(number);
    }
    return weights;
}

void print_file(const Session& session, const AnalysisReport& report, const FileAnalysis& file,
                const std::string& name) {
    session.console.line(session.console.styled(Style::kBold, name));
    Table table("lrrrrrrr");
    table.add({"", tr("segments"), tr("words"), tr("Han"), tr("other words"), tr("characters"),
               tr("with spaces"), tr("GMX-V")});
    const auto row = [&](const std::string& label, const BandCounts& counts) {
        const TextCounts& text = counts.text;
        const auto number = [](std::uint64_t n) { return grouped(static_cast<std::int64_t>(n)); };
        table.add({label, number(counts.segments), number(text.words()), number(text.asian),
                   number(text.other_words), number(text.characters), number(text.with_spaces),
                   fmt::format("{:.0f}", gmx_words(text, report.characters_per_word))});
    };
    for (std::size_t i = 0; i < kBands; ++i)
        if (file.bands[i].segments > 0)
            row(tr(band_name(static_cast<Band>(i)).shown), file.bands[i]);
    row(tr("total"), file.total());
    table.print(session.console);
    session.console.line(tr("weighted words: {}", grouped(static_cast<std::int64_t>(
                                                      weighted_words(file, report.weights)))));
}

void print_text(const Session& session, const AnalysisReport& report) {
    for (const FileAnalysis& file : report.files) {
        print_file(session, report, file, file.path + " (" + file.format + ")");
        session.console.line("");
    }
    if (report.files.size() > 1) {
        print_file(session, report, report.total(), tr("all files"));
        session.console.line("");
    }
    session.console.line(report.rules());
}

void write(const Session& session, const Options& options, const AnalysisReport& report) {
    const std::string kind = session.json ? "json" : options.report;
    if (kind == "text") return print_text(session, report);
    OutputFile file(options.output);
    file.write(kind == "json"  ? analysis_json(report)
               : kind == "csv" ? analysis_csv(report)
                               : analysis_html(report));
    file.commit();
}

void run(Session& session, const Options& options) {
    AnalysisReport report;
    report.weights = weights_of(options.weights);
    report.source = parse_language(options.source);
    report.target = parse_language(options.target);
    report.characters_per_word = gmx_characters_per_word(report.source);
    if (options.report == "text" && options.output != "-")
        throw UsageError(tr("analyze: --output goes with --report json, csv or html"));
    std::optional<SegmentationRules> own;
    if (!options.srx.empty()) {
        const Result<SegmentationRules> read = read_srx(options.srx);
        if (!read) throw UsageError(to_string(read.error()));
        own = *read;
    }
    std::unique_ptr<MatchPool> pool;
    if (!options.no_memory && !std::filesystem::exists(session.path())) {
        session.say(tr("{} is not there: analysed without a memory", session.path()));
    } else if (!options.no_memory) {
        DiglotFile& file = session.open_existing();
        file.prepare_matches(report.source);
        pool = std::make_unique<MatchPool>(file, std::max(1u, std::thread::hardware_concurrency()));
        report.has_memory = true;
    }
    Analysis analysis(pool.get(), {report.source, report.target, !options.no_internal, {}});
    Progress progress(session.console, session.quiet);
    for (const std::string& path : options.files) {
        const Result<SourceText> text = read_source_text(
            path, {report.source, report.target, own ? &*own : &default_segmentation()});
        if (!text) {
            progress.clear();
            session.console.note(to_string(text.error()));
            session.exit = Exit::kComplaints;
            continue;
        }
        analysis.add(*text, [&](std::size_t done) {
            throw_if_interrupted();
            progress.show(path, done, text->segments.size(), done, tr("segments"));
        });
    }
    report.files = analysis.finish([&](std::size_t done) {
        throw_if_interrupted();
        progress.show(tr("internal matches"), done, 0, done, tr("segments"));
    });
    progress.clear();
    if (!report.files.empty()) write(session, options, report);
}

}  // namespace

void add_analyze_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "analyze", tr("How much of some texts the memory knows: segments and words by band"));
    command
        ->add_option("FILE", options->files,
                     tr("Documents (text, Markdown, HTML, DOCX, ODT, SRT) and bilingual files"))
        ->required();
    command->add_option("-s,--source", options->source, tr("Source language"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("-t,--target", options->target, tr("Target language"))
        ->type_name("LANG")
        ->capture_default_str();
    command->add_option("--report", options->report, tr("text, json, csv or html"))
        ->check(CLI::IsMember({"text", "json", "csv", "html"}))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, tr("Where the report goes"))
        ->type_name("FILE")
        ->capture_default_str();
    command
        ->add_option("--weight", options->weights,
                     tr("BAND=PER-CENT: how much a band's words count in the weighted count"))
        ->type_name("BAND=N")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_flag("--no-internal", options->no_internal,
                      tr("Do not look for likeness among the texts themselves"));
    command->add_flag("--no-memory", options->no_memory, tr("Without the Diglot file"));
    command->add_option("--srx", options->srx, tr("Segmentation rules of your own"))
        ->type_name("FILE");
    command->footer(
        tr("Examples:\n"
           "  diglot analyze data/sample-article.zh-TW.txt\n"
           "  diglot analyze --report html -o analysis.html chapter1.docx chapter2.docx\n"
           "  diglot analyze --weight tm_100=0 --weight repetitions=0 job.xlf\n"
           "Exit status 1: a file could not be read."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
