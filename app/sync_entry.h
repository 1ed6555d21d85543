// What copies of a file tell each other of one unit or concept, and how it stands in a file.
// Templates over what travels (app/synced_kinds.h), instantiated for each of it. Private to
// app/sync.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/synced_kinds.h"
#include "core/storage/sync_log.h"

namespace diglot {

/// A unit's or concept's way to what it is.
template <typename Kind>
struct SyncEntry {
    std::int64_t id = 0;                   ///< In the file it was read from; 0 from a pack.
    std::vector<std::string> names;        ///< Under which copies know it.
    std::vector<std::uint64_t> known;      ///< state_of() all it ever was; 0: it did not exist.
    std::vector<std::uint64_t> retracted;  ///< Of these, what was undone.
    std::size_t length = 0;                ///< How many states that count it went through.
    std::optional<typename Kind::Value> value;  ///< As it is now; nothing: removed.

    std::uint64_t state() const { return value ? Kind::state_of(*value) : 0; }
    bool knows(std::uint64_t state) const {
        return std::find(known.begin(), known.end(), state) != known.end();
    }
    bool has_retracted(std::uint64_t state) const {
        return std::find(retracted.begin(), retracted.end(), state) != retracted.end();
    }
};

/// What has that id, as its file's log tells; no names where another has taken its place, or it
/// never counted.
template <typename Kind>
SyncEntry<Kind> entry_of(const Kind& kind, const SyncLog& sync, std::int64_t id);

/// Of the states that count, the latest that `other` knows too; nothing where there is none.
template <typename Kind>
std::optional<typename Kind::Value> common_version(const Kind& kind, const SyncLog& sync,
                                                   std::int64_t id, const SyncEntry<Kind>& other);

/// Those here that are meant by any of the names, in the order of these. Where none of them is
/// there any more, one that was removed.
template <typename Kind>
std::vector<std::int64_t> find_named(const Kind& kind, const SyncLog& sync,
                                     const std::vector<std::string>& names);

}  // namespace diglot
