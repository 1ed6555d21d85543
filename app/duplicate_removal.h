// Units that say the same: one of each group kept, the others removed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/diglot_file.h"
#include "tm/duplicates.h"

namespace diglot {

struct DuplicateRemoval {
    UnitFilter filter;  ///< Among which units the groups were looked for.
    DuplicateRule rule;
    Keep keep = Keep::kNewest;
    ChangeRequest change;
    WorkProgress progress;  ///< Told how many groups of how many are done; may throw.
};

struct DuplicatesRemoved {
    std::int64_t units = 0;
    std::optional<std::int64_t> change;  ///< Nothing where nothing was removed.
};

/// Units of the group that are there and are equal to the first of them by their texts, not by
/// fingerprints alone.
std::vector<Unit> load_duplicates(const Store& memory, const UnitGroup& group,
                                  const DuplicateRule& rule);

/// Removes all but one of each group; the one gets what the others know (join_duplicates()). What
/// somebody has changed since the groups were found is seen: each unit is read under the lock that
/// it is removed under, and those that no longer fit the filter or their group stay as they are.
/// One change set, none if nothing was removed. Throws StoreError, Interrupted.
DuplicatesRemoved remove_duplicates(DiglotFile& file, const std::vector<UnitGroup>& groups,
                                    const DuplicateRemoval& request);

}  // namespace diglot
