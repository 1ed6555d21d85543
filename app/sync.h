// Copies of one file that were worked on apart: what was done in one, packed for the others. The
// rule: docs/merging.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "core/result.h"
#include "glossary/concept_versions.h"
#include "tm/unit_merge.h"

namespace diglot {

struct SyncPacked {
    std::int64_t units = 0;
    std::int64_t concepts = 0;
    std::int64_t since = 0;  ///< Change sets after this one are in the pack; 0: all.
};

/// Writes what became of each unit and concept since change set `since` (default: since the copy
/// was made) into `path`, replaced as a whole. `progress` is told of both together. A pack may hold
/// more than its reader lacks. Throws IoError.
SyncPacked write_sync_pack(DiglotFile& file, const std::string& path,
                           std::optional<std::int64_t> since = {},
                           const WorkProgress& progress = {});

/// What became of units, or of concepts.
template <typename Conflict>
struct SyncTaken {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t removed = 0;
    std::int64_t unchanged = 0;
    /// Each kept in its unit or concept until decided (tm/unit_merge.h, glossary/
    /// concept_versions.h). "Ours" is the later version, by its dates, so that all copies come to
    /// the same.
    std::vector<Conflict> conflicts;
};

struct SyncApplied {
    std::optional<std::int64_t> change;  ///< Nothing where there was nothing new.
    SyncTaken<UnitMerge::Conflict> units;
    SyncTaken<DecidedConflict> concepts;

    std::size_t conflicts() const { return units.conflicts.size() + concepts.conflicts.size(); }
};

/// Takes in what a pack tells, as one change set. Applying it again changes nothing. Errors:
/// sync.not-a-pack, sync.version, sync.damaged. Throws IoError, StoreError, Interrupted; then
/// nothing has happened.
Result<SyncApplied> apply_sync_pack(DiglotFile& file, const std::string& path,
                                    const ChangeRequest& request,
                                    const WorkProgress& progress = {});

}  // namespace diglot
