// diglot remove: units of the memory, by their numbers or by a condition.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/interrupt.h"
#include "app/json_writer.h"

namespace diglot {
namespace {

/// The unit, or nothing and a message.
std::optional<Unit> find_or_complain(Session& session, DiglotFile& file, std::int64_t id) {
    std::optional<Unit> unit = file.memory().find(id);
    if (!unit) {
        session.console.note(tr("there is no unit {}", id));
        session.exit = Exit::kComplaints;
    }
    return unit;
}

struct RemoveOptions {
    std::vector<std::int64_t> ids;
    std::string where;
    bool apply = false;
};

constexpr std::size_t kShownUnits = 10;  ///< Before anything is removed.

/// What a condition means, shown: removing it is another step.
void preview_removal(Session& session, DiglotFile& file, const std::vector<std::int64_t>& ids) {
    if (session.json) {
        JsonWriter json;
        json.begin_object().member("found", ids.size()).key("units").begin_array();
        for (const std::int64_t id : ids) json.value(id);
        session.console.line(json.end_array().end_object().text());
        return;
    }
    for (std::size_t i = 0; i < ids.size() && i < kShownUnits; ++i)
        if (const auto unit = file.memory().find(ids[i])) print_unit(session.console, *unit);
    session.console.line(tr("{} would be removed; --apply removes",
                            counted(static_cast<std::int64_t>(ids.size()), "unit", "units")));
}

void run_remove(Session& session, const RemoveOptions& options) {
    if (options.ids.empty() == options.where.empty())
        throw UsageError(tr("remove: give numbers of units, or --where"));
    DiglotFile& file = session.open_existing();
    std::vector<std::int64_t> ids = options.ids;
    // Before the look: what no longer fits once somebody else has changed it must stay.
    std::optional<ChangeSet> change;
    if (options.where.empty() || options.apply)
        change.emplace(file.database(), file.log(), session.change_request());
    if (!options.where.empty()) {
        UnitFilter filter;
        filter.where = parse_condition(options.where, file.log());
        file.memory().for_each(filter, [&](const Unit& unit) {
            throw_if_interrupted();
            ids.push_back(unit.id);
            return true;
        });
        if (!options.apply) return preview_removal(session, file, ids);
    }
    std::int64_t removed = 0;
    for (const std::int64_t id : ids) {
        throw_if_interrupted();
        if (find_or_complain(session, file, id) && file.memory().remove(id)) ++removed;
    }
    if (removed > 0) change->commit();
    if (session.json) {
        JsonWriter json;
        json.begin_object().key("change");
        if (removed > 0)
            json.value(change->id());
        else
            json.null();
        json.member("removed", removed).end_object();
        session.console.line(json.text());
    } else {
        session.console.line(tr("removed {}", counted(removed, "unit", "units")));
        if (removed > 0) session.say(tr("change set {}; `diglot undo` takes it back", change->id()));
    }
}

}  // namespace

void add_remove_command(CLI::App& program, Session& session) {
    auto options = std::make_shared<RemoveOptions>();
    CLI::App* command = program.add_subcommand("remove", tr("Remove units"));
    command->add_option("ID", options->ids, tr("Numbers of units"));
    command
        ->add_option("--where", options->where,
                     tr("Units that fit a condition, shown first; docs/filters.md"))
        ->type_name("CONDITION");
    command->add_flag("--apply", options->apply, tr("Remove what the condition fits"));
    command->footer(
        tr("Examples:\n"
           "  diglot remove 42 43\n"
           "  diglot remove --where 'origin=old.tmx and changed<2020' --apply"));
    command->callback([&session, options] { run_remove(session, *options); });
}

}  // namespace diglot
