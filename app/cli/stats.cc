// diglot stats: what is in the memory and the glossary.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/interrupt.h"
#include "app/statistics_report.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

constexpr std::size_t kShownBars = 12;
constexpr std::size_t kBarColumns = 24;

struct Options {
    std::string where;
    std::string report = "text";
    std::string output = "-";
};

StatisticsReport count(Session& session, const std::string& where) {
    DiglotFile& file = session.open_existing();
    const ReadSnapshot snapshot(file.database());
    StatisticsReport report;
    report.file = session.path();
    report.where = where;
    report.glossary = file.glossary().stats();
    UnitFilter filter;
    filter.where = parse_condition(where, file.log());
    StatisticsCounter counter;
    Progress progress(session.console, session.quiet);
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    std::uint64_t done = 0;
    file.memory().for_each(filter, [&](const Unit& unit) {
        if (++done % 1024 == 0) {
            throw_if_interrupted();
            progress.show(tr("stats"), done, total, done, tr("units"));
        }
        counter.add(unit);
        return true;
    });
    progress.clear();
    report.memory = counter.take();
    return report;
}

void print_languages(const Console& console, const StatisticsReport& report) {
    std::map<std::string, MemoryStatistics::Language> languages = report.memory.languages;
    for (const auto& [tag, terms] : report.glossary.languages) languages[tag];
    if (languages.empty()) return;
    Table table("lrrrr");
    const auto head = [&](const char* name) { return console.styled(Style::kDim, tr(name)); };
    table.add(
        {head("language"), head("segments"), head("terms"), head("characters"), head("longest")});
    for (const auto& [tag, counts] : languages) {
        const auto terms = report.glossary.languages.find(tag);
        table.add({tag, grouped(counts.segments),
                   grouped(terms == report.glossary.languages.end() ? 0 : terms->second),
                   grouped(counts.characters), grouped(counts.longest)});
    }
    table.print(console);
}

void print_chart(const Console& console, const StatisticsChart& chart) {
    console.line("");
    console.line(console.styled(Style::kBold, tr(chart.title.c_str())));
    std::int64_t greatest = 0;
    for (const auto& [name, value] : chart.bars) greatest = std::max(greatest, value);
    Table table("lrl");
    for (const auto& [name, value] : chart.bars) {
        std::vector<std::string> cells = {tr(name.c_str()), grouped(value)};
        if (value > 0)
            cells.push_back(console.styled(Style::kCyan, text_bar(value, greatest, kBarColumns)));
        table.add(std::move(cells));
    }
    table.print(console);
    if (chart.left_out > 0)
        console.line(console.styled(Style::kDim, chart.over_time
                                                     ? tr("and {} before", chart.left_out)
                                                     : tr("and {} more", chart.left_out)));
}

void print(const Console& console, const StatisticsReport& report) {
    const MemoryStatistics& memory = report.memory;
    console.line(report.file);
    console.line(counted(memory.units, "unit", "units") + ", " +
                 counted(report.glossary.concepts, "concept", "concepts") + ", " +
                 counted(report.glossary.terms, "term", "terms"));
    print_languages(console, report);
    if (memory.units == 0) return;
    console.line("");
    const auto line = [&](std::int64_t number, const char* what) {
        if (number > 0) console.line(tr(what, grouped(number)));
    };
    line(memory.duplicates, "{} too many by duplicates (diglot dedupe)");
    line(memory.contradictions,
         "{} with one source and different targets (dedupe --contradictions)");
    line(memory.with_codes, "{} with inline codes");
    line(memory.with_notes, "{} with notes");
    line(memory.used, "{} used");
    line(memory.undated, "{} without a date");
    for (const StatisticsChart& chart : charts_of(report, kShownBars)) print_chart(console, chart);
}

void run(Session& session, const Options& options) {
    if (options.report == "text" && options.output != "-")
        throw UsageError(tr("stats: --output goes with --report json or html"));
    const StatisticsReport report = count(session, options.where);
    const std::string kind = session.json ? "json" : options.report;
    if (kind == "text") return print(session.console, report);
    OutputFile file(options.output);
    file.write(kind == "json" ? statistics_json(report) + "\n" : statistics_html(report));
    file.commit();
}

}  // namespace

void add_stats_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "stats", tr("Count units, terms, languages, origins, people, states, lengths, duplicates, "
                    "and how the memory grew"));
    command
        ->add_option("--where", options->where,
                     tr("Only units that fit a condition; docs/filters.md"))
        ->type_name("CONDITION");
    command->add_option("--report", options->report, tr("text, json, or a page with charts (html)"))
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "json", "html"}));
    command->add_option("-o,--output", options->output, tr("Where the report goes"))
        ->type_name("FILE");
    command->footer(
        tr("Examples:\n"
           "  diglot stats\n"
           "  diglot stats --where 'origin:news and changed>=2025'\n"
           "  diglot stats --report html -o stats.html"));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
