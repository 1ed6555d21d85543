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
/// Of the unit with that number, at once, or (0) of those that fit, shown first. Throws UsageError
/// where not just one of the two is given, or a new text too.
void run_edit_state(Session& session, const StateOptions& options, std::int64_t id, bool new_text);

/// The state that word means; empty for "none". Throws UsageError, with those there are.
std::string parse_state(const std::string& word);

/// Changes the states, with a preview of some units unless request.apply, and says what became of
/// it. Unknown numbers make the exit status 1.
void run_change_states(Session& session, StateRequest request);

}  // namespace diglot
