// diglot dedupe: units that say the same, and units that contradict each other.
#include <algorithm>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>

#include "app/cli/dedupe_decide.h"
#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/duplicate_removal.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "app/near_duplicates.h"

namespace diglot {
namespace {

struct Options {
    std::string keep;  ///< Empty: newest of duplicates, ask of what is for a person to decide.
    std::vector<std::string> respect{"codes", "punctuation"};
    std::string where;
    bool contradictions = false;
    double near = 0;  ///< Per cent; 0: not asked for.
    std::size_t limit = 20;
    bool all = true;     ///< --limit was not given.
    std::string report;  ///< csv, html
    std::string output = "-";
    bool apply = false;
    std::string decided;  ///< The table to apply.

    bool is_ask() const { return keep == "ask" || (keep.empty() && !is_duplicates()); }
    bool is_duplicates() const { return !contradictions && near == 0; }
    Score near_score() const { return Score::from_per_cent(near); }
};

DuplicateRule to_rule(const std::vector<std::string>& respect) {
    const auto respects = [&](const char* word) {
        return std::find(respect.begin(), respect.end(), word) != respect.end();
    };
    DuplicateRule rule;
    rule.fold = {!respects("case"), !respects("width"), !respects("script")};
    rule.punctuation = !respects("punctuation");
    rule.spaces = !respects("spaces");
    rule.codes = !respects("codes");
    return rule;
}

Keep to_keep(const std::string& word) {
    return word == "oldest"     ? Keep::kOldest
           : word == "used"     ? Keep::kUsed
           : word == "reviewed" ? Keep::kReviewed
                                : Keep::kNewest;
}

UnitFilter to_filter(DiglotFile& file, const Options& options) {
    UnitFilter filter;
    filter.where = parse_condition(options.where, file.log());
    filter.in_use = true;
    return filter;
}

DuplicateFinder look_through(Session& session, DiglotFile& file, const Options& options,
                             const DuplicateRule& rule) {
    DuplicateFinder finder(rule);
    Progress progress(session.console, session.quiet);
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    std::uint64_t done = 0;
    file.memory().for_each(to_filter(file, options), [&](const Unit& unit) {
        finder.add(unit);
        if (++done % 1024 == 0) {
            throw_if_interrupted();
            progress.show(tr("dedupe"), done, total, done, tr("units"));
        }
        return true;
    });
    progress.clear();
    return finder;
}

std::vector<UnitGroup> find_groups(Session& session, DiglotFile& file, const Options& options,
                                   const DuplicateRule& rule) {
    if (options.near == 0) {
        const DuplicateFinder finder = look_through(session, file, options, rule);
        return options.contradictions ? finder.contradictions() : finder.duplicates();
    }
    file.prepare_matches({});
    MatchPool pool(file, std::max(1U, std::thread::hardware_concurrency()));
    Progress progress(session.console, session.quiet);
    NearDuplicates found =
        find_near_duplicates(file, pool, to_filter(file, options), options.near_score(),
                             [&](std::int64_t done, std::int64_t total) {
                                 throw_if_interrupted();
                                 progress.show(tr("look-up"), static_cast<std::uint64_t>(done),
                                               static_cast<std::uint64_t>(total),
                                               static_cast<std::uint64_t>(done), tr("units"));
                             });
    progress.clear();
    if (found.cut > 0)
        session.say(tr("{} near {} others or more, of which the nearest were looked at",
                       counted(static_cast<std::int64_t>(found.cut), "text is", "texts are"),
                       kNearest));
    return std::move(found.groups);
}

std::vector<Unit> load(const Store& store, const UnitGroup& group) {
    std::vector<Unit> units;
    for (const std::int64_t id : group)
        if (auto unit = store.find(id)) units.push_back(std::move(*unit));
    return units;
}

/// Nothing where they are not what their fingerprints said, or are gone.
std::optional<DuplicateGroup> load_group(DiglotFile& file, const UnitGroup& group,
                                         const Options& options, const DuplicateRule& rule) {
    std::vector<Unit> units = options.is_duplicates() ? load_duplicates(file.memory(), group, rule)
                                                      : load(file.memory(), group);
    if (units.size() < 2) return std::nullopt;
    const std::optional<Keep> keep =
        options.is_ask() ? std::nullopt : std::optional(to_keep(options.keep));
    return propose_decisions(std::move(units), keep, options.near_score());
}

void write_group(JsonWriter& json, const DuplicateGroup& group) {
    json.begin_object();
    for (const DuplicateGroup::Row& row : group.rows)
        if (row.decision == DuplicateDecision::kKeep) json.member("keep", row.unit.id);
    json.key("units").begin_array();
    for (const DuplicateGroup::Row& row : group.rows) write_unit(json, row.unit);
    json.end_array();
    if (!group.rows.empty() && group.rows.front().alike) {
        json.key("alike").begin_array();
        for (const DuplicateGroup::Row& row : group.rows) json.value(row.alike->per_cent());
        json.end_array();
    }
    json.end_object();
}

void print_group(const Console& console, const DuplicateGroup& group) {
    for (const DuplicateGroup::Row& row : group.rows) {
        const bool gone = row.decision == DuplicateDecision::kJoin;
        const bool kept = row.decision == DuplicateDecision::kKeep;
        const std::string mark = kept ? "+" : gone ? "-" : " ";
        const Style style = kept ? Style::kGreen : gone ? Style::kRed : Style::kPlain;
        console.line(console.styled(style, mark + " " + tr("unit {}", row.unit.id)) + "  " +
                     console.styled(Style::kDim, row.unit.origin) +
                     (row.alike ? "  " + tr("{:g} %", row.alike->per_cent()) : ""));
        for (const Variant& variant : row.unit.variants)
            console.line("    " + variant.lang.text() + "  " + one_line(variant.segment));
    }
    console.line("");
}

std::int64_t extra_units(const std::vector<UnitGroup>& groups) {
    std::int64_t extra = 0;
    for (const UnitGroup& group : groups) extra += static_cast<std::int64_t>(group.size()) - 1;
    return extra;
}

std::string summary(const std::vector<UnitGroup>& groups, const Options& options) {
    const std::string number = counted(static_cast<std::int64_t>(groups.size()), "group", "groups");
    const std::int64_t extra = extra_units(groups);
    if (options.contradictions)
        return tr("{} of units with one source and different targets", number);
    if (options.near > 0)
        return tr("{} of {} with sources at least {:g} % alike", number,
                  counted(extra + static_cast<std::int64_t>(groups.size()), "unit", "units"),
                  options.near);
    if (options.is_ask()) return tr("{} of duplicates", number);
    return tr("{} of duplicates; {} would be removed; --apply removes", number,
              counted(extra, "unit", "units"));
}

void show_groups(Session& session, DiglotFile& file, const std::vector<UnitGroup>& groups,
                 const Options& options, const DuplicateRule& rule) {
    JsonWriter json;
    if (session.json)
        json.begin_object().member("groups", groups.size()).key("shown").begin_array();
    for (std::size_t i = 0; i < groups.size() && i < options.limit; ++i) {
        const auto group = load_group(file, groups[i], options, rule);
        if (!group) continue;
        if (session.json)
            write_group(json, *group);
        else
            print_group(session.console, *group);
    }
    if (session.json) {
        json.end_array().member(options.contradictions ? "contradicting"
                                : options.near > 0     ? "near"
                                                       : "to_remove",
                                extra_units(groups));
        session.console.line(json.end_object().text());
    } else {
        session.console.line(summary(groups, options));
    }
}

/// All groups, or as many as --limit says, as a table or page to decide in.
void write_report(Session& session, DiglotFile& file, const std::vector<UnitGroup>& groups,
                  const Options& options, const DuplicateRule& rule) {
    const std::string title = options.contradictions ? tr("Contradictions")
                              : options.near > 0     ? tr("Near-duplicates")
                                                     : tr("Duplicates");
    const std::unique_ptr<DuplicateReport> report = options.report == "csv"
                                                        ? duplicate_csv(options.output)
                                                        : duplicate_page(options.output, title);
    Progress progress(session.console, session.quiet);
    const std::size_t count = options.all ? groups.size() : std::min(options.limit, groups.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 64 == 0) {
            throw_if_interrupted();
            progress.show(tr("report"), i, count, i, tr("groups"));
        }
        if (const auto group = load_group(file, groups[i], options, rule)) report->add(*group);
    }
    progress.clear();
    report->finish();
    session.say(summary(groups, options));
    if (options.output != "-")
        session.say(
            options.report == "csv"
                ? tr("decide in {}: keep, join or remove; then `diglot dedupe --apply {}`",
                     options.output, options.output)
                : tr("decide in {} and save the table; then `diglot dedupe --apply decided.csv`",
                     options.output));
}

void ask_and_apply(Session& session, DiglotFile& file, const std::vector<UnitGroup>& groups,
                   const Options& options, const DuplicateRule& rule) {
    std::vector<std::vector<DecidedUnit>> decided;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        throw_if_interrupted();
        const auto group = load_group(file, groups[i], options, rule);
        if (!group) continue;
        const Answer answer = ask_about(session, *group, i + 1, groups.size());
        if (answer.ends) break;
        if (!answer.decided.empty()) decided.push_back(answer.decided);
    }
    carry_out_decisions(session, decided, {});
}

void remove_all_but_one(Session& session, DiglotFile& file, const std::vector<UnitGroup>& groups,
                        const Options& options, const DuplicateRule& rule) {
    Progress progress(session.console, session.quiet);
    const DuplicatesRemoved removed =
        remove_duplicates(file, groups,
                          {to_filter(file, options), rule, to_keep(options.keep),
                           session.change_request(), [&](std::int64_t done, std::int64_t total) {
                               progress.show(tr("dedupe"), static_cast<std::uint64_t>(done),
                                             static_cast<std::uint64_t>(total),
                                             static_cast<std::uint64_t>(done), tr("groups"));
                           }});
    progress.clear();
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (removed.change)
            json.value(*removed.change);
        else
            json.null();
        session.console.line(json.member("removed", removed.units).end_object().text());
        return;
    }
    session.console.line(tr("removed {}", counted(removed.units, "unit", "units")));
    if (removed.change)
        session.say(tr("change set {}; `diglot undo` takes it back", *removed.change));
}

void check_options(const Options& options) {
    if (!options.decided.empty() && (!options.report.empty() || !options.is_duplicates()))
        throw UsageError(
            tr("dedupe: --apply FILE takes what was decided in a table; it goes with "
               "no --report, --near or --contradictions"));
    if (options.apply && !options.report.empty())
        throw UsageError(tr("dedupe: --report is to be decided in first; then --apply FILE"));
    if (options.apply && options.contradictions && options.keep != "ask")
        throw UsageError(
            tr("dedupe: contradictions are for a person to decide; --apply is not, but with --keep "
               "ask, or --report and --apply FILE"));
    if (options.apply && options.near > 0 && options.keep != "ask")
        throw UsageError(
            tr("dedupe: near-duplicates are for a person to decide; --apply is not, but with "
               "--keep ask, or --report and --apply FILE"));
    if (options.report.empty() && options.output != "-")
        throw UsageError(tr("dedupe: --output goes with --report csv or html"));
}

void run(Session& session, const Options& options) {
    check_options(options);
    if (!options.decided.empty()) return apply_table(session, options.decided);
    DiglotFile& file = session.open_existing();
    const DuplicateRule rule = to_rule(options.respect);
    const std::vector<UnitGroup> groups = find_groups(session, file, options, rule);
    if (!options.apply) {
        if (options.report.empty())
            show_groups(session, file, groups, options, rule);
        else
            write_report(session, file, groups, options, rule);
        if (options.contradictions && !groups.empty()) session.exit = Exit::kComplaints;
        return;
    }
    if (options.is_ask()) return ask_and_apply(session, file, groups, options, rule);
    remove_all_but_one(session, file, groups, options, rule);
}

/// Which units: what is looked for, and among which.
void add_search_options(CLI::App& command, Options& options) {
    command
        .add_option("--respect", options.respect,
                    tr("What makes a difference beside the words: any of case, width, script, "
                       "punctuation, spaces, codes; or none"))
        ->capture_default_str()
        ->delimiter(',')
        ->check(
            CLI::IsMember({"case", "width", "script", "punctuation", "spaces", "codes", "none"}));
    CLI::Option* contradictions =
        command.add_flag("--contradictions", options.contradictions,
                         tr("Instead: units with the same source and different targets"));
    command
        .add_option("--near", options.near,
                    tr("Instead: units whose sources are at least so many per cent alike, as "
                       "`match` counts before penalties"))
        ->type_name("PER CENT")
        ->check(CLI::Range(50.0, 100.0))
        ->excludes(contradictions);
    command
        .add_option("--where", options.where,
                    tr("Only among units that fit a condition; docs/filters.md"))
        ->type_name("CONDITION");
}

}  // namespace

void add_dedupe_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "dedupe", tr("Find units that say the same, and with --apply keep one of each"));
    command
        ->add_option("--keep", options->keep,
                     tr("Which one stays: newest (of duplicates the default), oldest, used (most), "
                        "reviewed; or ask. It gets the others' notes, properties and contexts"))
        ->check(CLI::IsMember({"newest", "oldest", "used", "reviewed", "ask"}));
    add_search_options(*command, *options);
    CLI::Option* limit = command->add_option("--limit", options->limit,
                                             tr("Groups that are shown; in a report: all"));
    limit->capture_default_str();
    command
        ->add_option("--report", options->report,
                     tr("A table (csv) or a page (html) to decide in: keep, join, remove"))
        ->check(CLI::IsMember({"csv", "html"}));
    command->add_option("-o,--output", options->output, tr("Where the report goes"))
        ->type_name("FILE");
    CLI::Option* apply =
        command
            ->add_option("--apply", options->decided,
                         tr("Remove what is shown as too much; with a FILE what was decided in it"))
            ->type_name("[FILE]")
            ->expected(0, 1);
    command->footer(
        tr("Examples:\n"
           "  diglot dedupe\n"
           "  diglot dedupe --keep reviewed --respect case,punctuation,codes --apply\n"
           "  diglot dedupe --contradictions --where from:zh-TW\n"
           "  diglot dedupe --near 90 --report csv -o near.csv   # fill in the column decision\n"
           "  diglot dedupe --apply near.csv\n"
           "Exit status 1: there are contradictions; units of the table were changed since."));
    command->callback([&session, options, limit, apply] {
        options->all = limit->count() == 0;
        options->apply = apply->count() > 0 && options->decided.empty();
        run(session, *options);
    });
}

}  // namespace diglot
