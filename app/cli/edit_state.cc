#include "app/cli/edit_state.h"

#include <CLI/CLI.hpp>

#include "app/cli/text.h"
#include "app/cli/unit_text.h"
#include "app/json_writer.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

constexpr std::uint64_t kShownUnits = 10;  ///< Before anything is changed.

void write_report(const Session& session, const StateReport& report,
                  const std::vector<std::int64_t>& ids) {
    JsonWriter json;
    json.begin_object().member("found", report.units).key("units").begin_array();
    for (const std::int64_t id : ids) json.value(id);
    json.end_array().key("change");
    if (report.change)
        json.value(*report.change);
    else
        json.null();
    session.console.line(json.end_object().text());
}

}  // namespace

void add_state_options(CLI::App& command, StateOptions& options) {
    command
        .add_option("--state", options.state,
                    tr("New state: {} or none; set aside and rejected are kept out of matches; "
                       "with new text, "
                       "too",
                       state_names()))
        ->type_name("STATE");
    command
        .add_option("--where", options.where,
                    tr("With --state: units that fit a condition, shown first; docs/filters.md"))
        ->type_name("CONDITION");
    command.add_flag("--apply", options.apply, tr("Change what the condition fits"));
}

void run_edit_states(Session& session, const StateOptions& options) {
    StateRequest request;
    request.state = parse_state(options.state);
    request.filter.where = parse_condition(options.where, session.open_existing().log());
    request.apply = options.apply;
    request.change = session.change_request();
    run_change_states(session, std::move(request));
}

std::string parse_state(const std::string& word) {
    if (word == "none") return {};
    const auto state = state_named(word);
    if (!state)
        throw UsageError(
            tr("there is no state \"{}\"; use one of {} or none", word, state_names()));
    return *state;
}

void run_change_states(Session& session, StateRequest request) {
    DiglotFile& file = session.open_existing();
    Progress progress(session.console, session.quiet);
    const auto total = static_cast<std::uint64_t>(file.memory().count());
    request.progress = [&](std::uint64_t seen) {
        if (seen % 1024 == 0) progress.show(tr("edit"), seen, total, seen, tr("units"));
    };
    std::vector<std::int64_t> ids;
    std::uint64_t told = 0;
    const StateReport report = change_states(file, request, [&](const Unit& unit) {
        if (session.json) return ids.push_back(unit.id);
        if (request.apply || ++told > kShownUnits) return;
        progress.clear();
        print_unit(session.console, unit);
    });
    progress.clear();
    report_states(session, report, ids, request.apply);
}

void report_states(Session& session, const StateReport& report,
                   const std::vector<std::int64_t>& ids, bool applied) {
    for (const std::int64_t id : report.unknown) {
        session.console.note(tr("there is no unit {}", id));
        session.exit = Exit::kComplaints;
    }
    if (session.json) return write_report(session, report, ids);
    const std::string units = counted(static_cast<std::int64_t>(report.units), "unit", "units");
    if (!applied)
        return session.console.line(tr("{} would be changed; --apply changes them", units));
    session.console.line(tr("changed {}", units));
    if (report.change)
        session.say(tr("change set {}; `diglot undo` takes it back", *report.change));
}

}  // namespace diglot
