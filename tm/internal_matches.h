// How alike the segments of a text are to those before them: what translating it will itself add to
// the memory.
#pragma once

#include <functional>
#include <vector>

#include "core/score.h"
#include "tm/match.h"

namespace diglot {

/// For each segment the best score, after penalties, of one before it; zero where none reaches
/// `least`. Every pair that can reach it by its lengths is compared: seconds for ten thousand
/// segments. `tick` is called after each segment and may throw.
std::vector<Score> internal_matches(const std::vector<Segment>& segments,
                                    const Penalties& penalties, Score least,
                                    const std::function<void()>& tick = {});

}  // namespace diglot
