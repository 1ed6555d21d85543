// Units whose sources are nearly the same, found by the matching engine.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "app/match_pool.h"
#include "tm/duplicates.h"

namespace diglot {

struct NearDuplicates {
    std::vector<UnitGroup> groups;  ///< Each ascending, and by their first units.
    /// Texts that are near to more others than were looked at.
    std::size_t cut = 0;
};

/// Groups the units that fit `filter`: two are in one group if their sources are in one language
/// and at least `near` of their core tokens alike (the raw score of docs/matching.md), or a third
/// joins them. Every source is looked up in the index; of its near ones the kNearest nearest are
/// looked at, not counting those with just its tokens. Memory: 40 bytes a unit. `progress` may
/// throw.
NearDuplicates find_near_duplicates(DiglotFile& file, MatchPool& pool, const UnitFilter& filter,
                                    Score near, const WorkProgress& progress);

inline constexpr std::size_t kNearest = 50;

}  // namespace diglot
