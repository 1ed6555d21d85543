// How matches are shown: as JSON, and to a person.
#pragma once

#include "app/cli/session.h"
#include "tm/match.h"

namespace diglot {

/// Prints the matches of one query; `min` is the threshold in per cent, named where there are none. With `explained`, also
/// what differs.
void print_answer(const Session& session, const MatchQuery& query, const Matches& matches, double min, bool explained);

}  // namespace diglot
