// How matches are shown: as JSON, and to a person.
#pragma once

#include <optional>
#include <vector>

#include "app/cli/session.h"
#include "tm/fragments.h"
#include "tm/match.h"

namespace diglot {

/// What was found for one query.
struct FoundMatches {
    Matches matches;
    std::optional<std::vector<Fragment>> fragments;  ///< Where they were asked for.
};

/// Prints one answer; `min` is the threshold in per cent, named where there is no match. With
/// `explained`, also what differs, and what other tools would say.
void print_answer(const Session& session, const MatchQuery& query, const FoundMatches& answer,
                  double min, bool explained);

}  // namespace diglot
