// Keeping the index: what changed waits as pending until there is enough of it for a segment; small
// segments are joined. Everything here happens inside the transaction that changes the units. How:
// docs/matching.md, "The index".
#pragma once

#include <string>
#include <vector>

#include "core/language_tag.h"
#include "core/storage/change_log.h"
#include "core/storage/database.h"

namespace diglot {

/// Units that may wait for a segment; queries look at each of them.
inline constexpr std::int64_t kMostPending = 1024;

/// Tells the index that rows of these units were added, changed, removed or brought back. In a
/// transaction.
void index_changed_units(const Database& database, const IdRanges& units,
                         const WorkProgress& progress = {});

/// Makes segments of what is pending, where there is more than may wait (a file from before the
/// index). In a transaction.
void index_pending_units(const Database& database, const WorkProgress& progress = {});

/// Lets the variants in a language be asked for that are not what their unit was translated from.
/// In a transaction.
void index_language(const Database& database, const LanguageTag& language,
                    const WorkProgress& progress = {});

/// Makes the whole index anew. In a transaction. `unreadable`: also its tables, which SQLite cannot
/// read; the file is to be vacuumed afterwards.
void rebuild_index(const Database& database, const WorkProgress& progress = {},
                   bool unreadable = false);

/// Where index and units disagree, one line each.
std::vector<std::string> index_faults(const Database& database);

}  // namespace diglot
