// Units whose sources are nearly the same, found by the matching engine.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "app/match_pool.h"
#include "tm/duplicates.h"

namespace diglot {

/// Near texts that are looked at of one text.
inline constexpr std::size_t kNearest = 50;

struct NearDuplicates {
    std::vector<UnitGroup> groups;  ///< Each ascending, and by their first units.
    /// Texts with at least kNearest near ones that were in no group with them yet.
    std::size_t cut = 0;
};

/// Groups the units that fit `filter`: two are in one group if their sources are in one language
/// and at least `near` of their core tokens alike (the raw score of docs/matching.md), or a third
/// joins them. Of units with just the same tokens one is looked up in the index and answers for
/// all; of the near ones that are not in its group yet the kNearest nearest are looked at. Memory:
/// 40 bytes a unit. `progress` may throw.
NearDuplicates find_near_duplicates(DiglotFile& file, MatchPool& pool, const UnitFilter& filter,
                                    Score near, const WorkProgress& progress);

}  // namespace diglot
