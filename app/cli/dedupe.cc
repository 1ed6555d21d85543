// diglot dedupe: units that say the same, and units that contradict each other.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"
#include "tm/duplicates.h"

namespace diglot {
namespace {

struct Options {
    std::string keep = "newest";
    std::vector<std::string> respect{"codes", "punctuation"};
    std::string where;
    bool contradictions = false;
    std::size_t limit = 20;
    bool apply = false;
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

DuplicateFinder look_through(Session& session, DiglotFile& file, const Options& options,
                             const DuplicateRule& rule) {
    DuplicateFinder finder(rule);
    UnitFilter filter;
    filter.where = parse_condition(options.where, file.log());
    filter.in_use = true;
    Progress progress(session.console, session.quiet);
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    std::uint64_t done = 0;
    file.memory().for_each(filter, [&](const Unit& unit) {
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

std::vector<Unit> load(const Store& store, const UnitGroup& group) {
    std::vector<Unit> units;
    for (const std::int64_t id : group)
        if (auto unit = store.find(id)) units.push_back(std::move(*unit));
    return units;
}

/// Equal by their texts, not by fingerprints alone.
std::vector<Unit> load_duplicates(DiglotFile& file, const UnitGroup& group,
                                  const DuplicateRule& rule) {
    std::vector<Unit> units = load(file.memory(), group);
    if (units.empty()) return units;
    std::erase_if(units, [&, first = units.front()](const Unit& unit) {
        return !are_duplicates(first, unit, rule);
    });
    return units;
}

void write_group(JsonWriter& json, const std::vector<Unit>& units,
                 std::optional<std::size_t> kept) {
    json.begin_object();
    if (kept) json.member("keep", units[*kept].id);
    json.key("units").begin_array();
    for (const Unit& unit : units) write_unit(json, unit);
    json.end_array().end_object();
}

void print_group(const Console& console, const std::vector<Unit>& units,
                 std::optional<std::size_t> kept) {
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        const std::string mark = !kept ? " " : i == *kept ? "+" : "-";
        const Style style = !kept ? Style::kPlain : i == *kept ? Style::kGreen : Style::kRed;
        console.line(console.styled(style, mark + " " + tr("unit {}", unit.id)) + "  " +
                     console.styled(Style::kDim, unit.origin));
        for (const Variant& variant : unit.variants)
            console.line("    " + variant.lang.text() + "  " + one_line(variant.segment));
    }
    console.line("");
}

/// Removes all but one of each group; the one gets what the others know. Returns how many went.
std::int64_t remove_duplicates(Session& session, DiglotFile& file,
                               const std::vector<UnitGroup>& groups, const DuplicateRule& rule,
                               Keep keep, std::optional<std::int64_t>& change_id) {
    ChangeSet change(file.database(), file.log(), session.change_request());
    Progress progress(session.console, session.quiet);
    std::int64_t removed = 0;
    std::uint64_t done = 0;
    for (const UnitGroup& group : groups) {
        if (++done % 64 == 0) {
            throw_if_interrupted();
            progress.show(tr("dedupe"), done, groups.size(), done, tr("groups"));
        }
        std::vector<Unit> units = load_duplicates(file, group, rule);
        if (units.size() < 2) continue;
        const std::size_t kept = choose_unit(units, keep);
        Unit unit = std::move(units[kept]);
        units.erase(units.begin() + static_cast<std::ptrdiff_t>(kept));
        for (const Unit& other : units) removed += file.memory().remove(other.id) ? 1 : 0;
        file.memory().update(join_duplicates(std::move(unit), units));
    }
    progress.clear();
    if (removed == 0) return 0;
    change.commit();
    change_id = change.id();
    return removed;
}

void show_groups(Session& session, DiglotFile& file, const std::vector<UnitGroup>& groups,
                 const Options& options, const DuplicateRule& rule) {
    JsonWriter json;
    if (session.json)
        json.begin_object().member("groups", groups.size()).key("shown").begin_array();
    std::int64_t extra = 0;
    for (const UnitGroup& group : groups) extra += static_cast<std::int64_t>(group.size()) - 1;
    for (std::size_t i = 0; i < groups.size() && i < options.limit; ++i) {
        const std::vector<Unit> units = options.contradictions
                                            ? load(file.memory(), groups[i])
                                            : load_duplicates(file, groups[i], rule);
        if (units.size() < 2) continue;
        std::optional<std::size_t> kept;
        if (!options.contradictions) kept = choose_unit(units, to_keep(options.keep));
        if (session.json)
            write_group(json, units, kept);
        else
            print_group(session.console, units, kept);
    }
    if (session.json) {
        json.end_array().member(options.contradictions ? "contradicting" : "to_remove", extra);
        session.console.line(json.end_object().text());
        return;
    }
    const std::string number = counted(static_cast<std::int64_t>(groups.size()), "group", "groups");
    session.console.line(options.contradictions
                             ? tr("{} of units with one source and different targets", number)
                             : tr("{} of duplicates; {} would be removed; --apply removes", number,
                                  counted(extra, "unit", "units")));
}

void run(Session& session, const Options& options) {
    if (options.contradictions && options.apply)
        throw UsageError(tr("dedupe: contradictions are for a person to decide; --apply is not"));
    DiglotFile& file = session.open_existing();
    const DuplicateRule rule = to_rule(options.respect);
    const DuplicateFinder finder = look_through(session, file, options, rule);
    const std::vector<UnitGroup> groups =
        options.contradictions ? finder.contradictions() : finder.duplicates();
    if (!options.apply) {
        show_groups(session, file, groups, options, rule);
        if (options.contradictions && !groups.empty()) session.exit = Exit::kComplaints;
        return;
    }
    std::optional<std::int64_t> change;
    const std::int64_t removed =
        remove_duplicates(session, file, groups, rule, to_keep(options.keep), change);
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (change)
            json.value(*change);
        else
            json.null();
        session.console.line(json.member("removed", removed).end_object().text());
        return;
    }
    session.console.line(tr("removed {}", counted(removed, "unit", "units")));
    if (change) session.say(tr("change set {}; `diglot undo` takes it back", *change));
}

}  // namespace

void add_dedupe_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand(
        "dedupe", tr("Find units that say the same, and with --apply keep one of each"));
    command
        ->add_option("--keep", options->keep,
                     tr("Which one stays; it gets the others' notes, properties and contexts"))
        ->capture_default_str()
        ->check(CLI::IsMember({"newest", "oldest", "used", "reviewed"}));
    command
        ->add_option("--respect", options->respect,
                     tr("What makes a difference beside the words: any of case, width, script, "
                        "punctuation, spaces, codes; or none"))
        ->capture_default_str()
        ->delimiter(',')
        ->check(
            CLI::IsMember({"case", "width", "script", "punctuation", "spaces", "codes", "none"}));
    command->add_flag("--contradictions", options->contradictions,
                      tr("Instead: units with the same source and different targets"));
    command
        ->add_option("--where", options->where,
                     tr("Only among units that fit a condition; docs/filters.md"))
        ->type_name("CONDITION");
    command->add_option("--limit", options->limit, tr("Groups that are shown"))
        ->capture_default_str();
    command->add_flag("--apply", options->apply, tr("Remove what is shown as too much"));
    command->footer(
        tr("Examples:\n"
           "  diglot dedupe\n"
           "  diglot dedupe --keep reviewed --respect case,punctuation,codes --apply\n"
           "  diglot dedupe --contradictions --where from:zh-TW\n"
           "Exit status 1: there are contradictions."));
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace diglot
