// Two memories joined unit by unit, with or without the version both come from.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "app/diglot_file.h"
#include "app/unit_spool.h"
#include "tm/unit_merge.h"

namespace diglot {

/// A unit of the merged memory, or one of ours that is not in it.
struct MergedUnit {
    std::optional<Unit> before;  ///< Ours; nothing where it is added.
    std::optional<Unit> after;   ///< Nothing where it is removed.
    bool changed = false;        ///< Whether the two say different things.
};

struct MergeCounts {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    std::int64_t unchanged = 0;
    std::vector<UnitMerge::Conflict> conflicts;

    std::int64_t undecided() const;
};

/// Which unit is which in three memories; made once, walked as often as wanted.
class MemoryMerge {
public:
    /// `base` may be null: then nothing is removed. All must outlive this.
    MemoryMerge(const UnitSpool* base, const UnitSpool& ours, const UnitSpool& theirs);

    /// Visits the units of ours in their order, what only theirs has behind the unit it follows
    /// there. Each is joined as merge_units() says; undecided conflicts keep both versions.
    MergeCounts walk(const DecideUnit& decide,
                     const std::function<void(MergedUnit&&)>& visit) const;

private:
    UnitMerge merge(std::uint32_t base, std::uint32_t ours, std::uint32_t theirs,
                    const DecideUnit& decide) const;
    void show(std::uint32_t base, std::uint32_t ours, std::uint32_t theirs,
              const DecideUnit& decide, const std::function<void(MergedUnit&&)>& visit,
              MergeCounts& counts) const;

    const UnitSpool* base_;
    const UnitSpool& ours_;
    const UnitSpool& theirs_;
    std::vector<std::uint32_t> base_of_ours_, base_of_theirs_;
    std::vector<std::uint32_t> theirs_of_ours_, ours_of_theirs_;
};

/// Makes the memory of `file` what the merge says; ours must be its units. Returns the texts of
/// those that could not be added or changed because another unit says the same: these are left as
/// they were. Requires an open change set.
std::vector<std::string> carry_out(DiglotFile& file, const MemoryMerge& merge,
                                   const DecideUnit& decide, ChangeSet& change,
                                   MergeCounts& counts);

}  // namespace diglot
