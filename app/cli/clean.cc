// diglot clean: units that are dirt, and texts that can be mended.
#include "app/clean.h"

#include <map>
#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "app/cli/edit_state.h"
#include "app/cli/memory_text.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

struct Options {
    std::vector<std::string> rules;
    std::vector<std::string> only;
    std::vector<std::string> skip;
    std::string where;
    std::size_t limit = 3;
    bool restore = false;
    bool apply = false;
};

/// One unit that a rule has something against, kept to be shown under that rule.
struct Example {
    Unit unit;  ///< As it was.
    CleaningFinding finding;
};
using Examples = std::map<const CleaningRule*, std::vector<Example>>;

void keep(Examples& examples, const Unit& unit, const CleanedUnit& cleaned, std::size_t limit) {
    for (const CleaningFinding& finding : cleaned.findings) {
        std::vector<Example>& of_rule = examples[finding.rule];
        if (of_rule.size() < limit) of_rule.push_back({unit, finding});
    }
}

void print_example(const Session& session, const Example& example) {
    const Console& console = session.console;
    const auto& [unit, finding] = example;
    console.line(
        "    " + console.styled(Style::kBold, tr("unit {}", unit.id)) + "  " + finding.message +
        (finding.outcome == CleaningOutcome::kLeft ? console.styled(Style::kDim, tr(" (left)"))
                                                   : ""));
    if (finding.outcome == CleaningOutcome::kMended && finding.before != finding.after)
        return console.line("        " + unit.variants[finding.variant].lang.text() + "  " +
                            word_diff_line(console, finding.before, finding.after));
    for (const Variant& variant : unit.variants)
        console.line("        " + variant.lang.text() + "  " + one_line(variant.segment));
}

void print_rule(const Session& session, const CleanReport::OfRule& rule, Examples& examples) {
    const auto number = [](std::uint64_t count) {
        return grouped(static_cast<std::int64_t>(count));
    };
    std::string counts;
    const auto add = [&](std::uint64_t count, const std::string& text) {
        if (count > 0) counts += (counts.empty() ? "" : ", ") + text;
    };
    add(rule.mended, tr("{} to mend", number(rule.mended)));
    add(rule.set_aside, tr("{} to set aside", number(rule.set_aside)));
    add(rule.left, tr("{} left", number(rule.left)));
    session.console.line(session.console.styled(Style::kCyan, std::string(rule.rule->name())) +
                         ": " + counts);
    for (const Example& example : examples[rule.rule]) print_example(session, example);
}

void write_rule(JsonWriter& json, const CleanReport::OfRule& rule, Examples& examples) {
    json.begin_object().member("rule", rule.rule->name()).member("mended", rule.mended);
    json.member("set_aside", rule.set_aside).member("left", rule.left);
    json.key("examples").begin_array();
    for (const auto& [unit, finding] : examples[rule.rule]) {
        json.begin_object().member("unit", unit.id).member("outcome", to_string(finding.outcome));
        json.member("message", finding.message);
        json.member("lang", unit.variants[finding.variant].lang.text());
        if (finding.before != finding.after)
            json.member("before", finding.before).member("after", finding.after);
        json.key("texts").begin_object();
        for (const Variant& variant : unit.variants)
            json.member(variant.lang.text(), variant.segment.text);
        json.end_object().end_object();
    }
    json.end_array().end_object();
}

void write_report(const Session& session, const CleanReport& report, Examples& examples) {
    JsonWriter json;
    json.begin_object().member("looked_at", report.looked_at).member("mended", report.mended);
    json.member("set_aside", report.set_aside).key("rules").begin_array();
    for (const CleanReport::OfRule& rule : report.rules) write_rule(json, rule, examples);
    json.end_array().key("change");
    if (report.change)
        json.value(*report.change);
    else
        json.null();
    session.console.line(json.end_object().text());
}

void print_report(const Session& session, const CleanReport& report, Examples& examples,
                  bool applied) {
    for (const CleanReport::OfRule& rule : report.rules)
        if (rule.units() > 0 && !applied) print_rule(session, rule, examples);
    const auto units = [](std::uint64_t count) {
        return counted(static_cast<std::int64_t>(count), "unit", "units");
    };
    const std::string looked_at = units(report.looked_at);
    if (report.mended + report.set_aside == 0)
        return session.console.line(tr("{}: nothing to clean", looked_at));
    const std::string set_aside = grouped(static_cast<std::int64_t>(report.set_aside));
    if (!applied)
        return session.console.line(
            tr("of {}, {} would be mended and {} set aside; --apply makes the change", looked_at,
               units(report.mended), set_aside));
    session.console.line(
        tr("of {}, {} mended and {} set aside", looked_at, units(report.mended), set_aside));
    session.say(
        tr("change set {}; `diglot undo` takes it back, `clean --restore` what is set aside",
           *report.change));
}

/// Everything that is set aside, or what fits the condition of it.
void run_restore(Session& session, const Options& options) {
    if (!options.rules.empty() || !options.only.empty() || !options.skip.empty())
        throw UsageError(
            tr("clean: --restore goes with --where, not with rules; "
               "prop.x-diglot-set-aside says which rule it was"));
    StateRequest request;
    request.filter.where = parse_condition(
        options.where.empty() ? "state=set-aside" : "state=set-aside and (" + options.where + ")",
        session.open_existing().log());
    request.apply = options.apply;
    request.change = session.change_request();
    run_change_states(session, std::move(request));
}

void run(Session& session, const Options& options) {
    if (options.restore) return run_restore(session, options);
    CleanRequest request;
    request.only = options.rules;
    request.only.insert(request.only.end(), options.only.begin(), options.only.end());
    request.skip = options.skip;
    DiglotFile& file = session.open_existing();
    request.filter.where = parse_condition(options.where, file.log());
    request.apply = options.apply;
    request.change = session.change_request();
    Progress progress(session.console, session.quiet);
    request.progress = [&](std::int64_t done, std::int64_t total) {
        progress.show(tr("clean"), static_cast<std::uint64_t>(done),
                      static_cast<std::uint64_t>(total), 0, "");
    };
    std::unique_ptr<MemoryCleaner> cleaner;
    try {
        cleaner = std::make_unique<MemoryCleaner>(file, request);
    } catch (const std::invalid_argument& error) {
        throw UsageError(std::string("clean: ") + error.what());
    }
    Examples examples;
    const CleanReport report = cleaner->run([&](const Unit& unit, const CleanedUnit& cleaned) {
        keep(examples, unit, cleaned, options.limit);
    });
    progress.clear();
    if (session.json)
        write_report(session, report, examples);
    else
        print_report(session, report, examples, options.apply);
}

}  // namespace

void add_clean_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "clean", tr("Find dirt in the memory: a preview, or --apply mends it or sets it aside"));
    command->add_option("RULE", options->rules,
                        tr("Only these rules; `diglot explain` lists them (docs/cleaning.md)"));
    command->add_option("--only", options->only, tr("The same"))->type_name("RULE")->delimiter(',');
    command->add_option("--skip", options->skip, tr("Not these rules"))
        ->type_name("RULE")
        ->delimiter(',');
    command->add_option("--where", options->where, tr("Only units that fit; docs/filters.md"))
        ->type_name("CONDITION");
    command->add_option("--limit", options->limit, tr("Show so many units of each rule"))
        ->capture_default_str();
    command->add_flag("--restore", options->restore,
                      tr("Put what is set aside back into use; with --where some of it"));
    command->add_flag("--apply", options->apply, tr("Make the change, as one change set"));
    command->footer(
        tr("Examples:\n"
           "  diglot clean\n"
           "  diglot clean mojibake entities --apply\n"
           "  diglot clean --skip length --where origin:web --apply\n"
           "  diglot clean --restore --where prop.x-diglot-set-aside:length --apply\n"
           "What is set aside stays in the memory but out of matches; `export --where "
           "status=set-aside` writes it."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
