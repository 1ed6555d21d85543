// diglot edit --state, clean --restore: states of units, shown and changed.
#pragma once

#include <string>

#include "app/cli/session.h"
#include "app/unit_states.h"

namespace diglot {

/// What `edit` takes beside a number.
struct StateOptions {
    std::string state;
    std::string where;
    bool apply = false;

    bool given() const { return !state.empty() || !where.empty() || apply; }
};
/// --state, --where, --apply.
void add_state_options(CLI::App& command, StateOptions& options);
/// Of the units that fit the condition, shown first.
void run_edit_states(Session& session, const StateOptions& options);

/// The state that word means; empty for "none". Throws UsageError, with those there are.
std::string parse_state(const std::string& word);

/// Changes the states, with a preview of some units unless request.apply, and says what became of
/// it. Unknown numbers make the exit status 1.
void run_change_states(Session& session, StateRequest request);
/// Says what became of it: `ids` are those that were found. Unknown numbers make the exit status 1.
void report_states(Session& session, const StateReport& report,
                   const std::vector<std::int64_t>& ids, bool applied);

}  // namespace diglot
