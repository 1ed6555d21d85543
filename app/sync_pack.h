// What a pack says of one unit, and how it stands in a file. Private to app/sync.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "core/result.h"
#include "core/storage/sync_log.h"

namespace diglot {

/// A unit's way to what it is.
struct SyncEntry {
    std::int64_t id = 0;                   ///< In the file it was read from; 0 from a pack.
    std::vector<std::string> names;        ///< Under which copies know it.
    std::vector<std::uint64_t> known;      ///< state_of() all it ever was; 0: it did not exist.
    std::vector<std::uint64_t> retracted;  ///< Of these, what was undone.
    std::size_t length = 0;                ///< How many states that count it went through.
    std::optional<Unit> unit;              ///< As it is now; nothing: removed.

    std::uint64_t state() const;
    bool knows(std::uint64_t state) const;
    bool has_retracted(std::uint64_t state) const;
};

/// The unit with that id, as its file's log tells; no names where another unit has taken its place,
/// or it never counted.
SyncEntry entry_of(DiglotFile& file, const SyncLog& sync, std::int64_t id);

/// Of the states that count, the latest that `other` knows too; nothing where there is none.
std::optional<Unit> common_version(DiglotFile& file, const SyncLog& sync, std::int64_t id,
                                   const SyncEntry& other);

/// The unit here that is meant by any of the names; one that is there before one that is removed.
std::optional<std::int64_t> find_named(DiglotFile& file, const SyncLog& sync,
                                       const std::vector<std::string>& names);

/// A text file, JsonML: a line that says what it is, two lines a unit, a last line.
void write_entries(const std::string& path,
                   const std::function<void(const std::function<void(const SyncEntry&)>&)>& all);
/// Errors: sync.not-a-pack, sync.version, sync.damaged.
Result<std::vector<SyncEntry>> read_entries(const std::string& path);

}  // namespace diglot
