// diglot edit --state, clean --restore: states of units, shown and changed.
#pragma once

#include <string>

#include "app/cli/session.h"
#include "app/unit_states.h"

namespace diglot {

/// The state that word means; empty for "none". Throws UsageError, with those there are.
std::string parse_state(const std::string& word);

/// Changes the states, with a preview of some units unless request.apply, and says what became of
/// it. Unknown numbers make the exit status 1.
void run_change_states(Session& session, StateRequest request);

}  // namespace diglot
