// A backup put in the place of the Diglot file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"

namespace diglot {

struct RestoreRequest {
    std::string backup;
    std::string path;    ///< The Diglot file; it may be missing, or damaged.
    bool force = false;  ///< Though it has what the backup has not, or cannot be read.
    OpenOptions open;
};

struct Restored {
    /// Whether it was done. If not: why, in `reason`, or in `newer`.
    bool done = false;
    /// Change sets, the latest first, that the file has and the backup has not, or has undone where
    /// the file has not (and the reverse).
    std::vector<ChangeInfo> newer;
    std::string reason;      ///< Why the file that is there cannot be compared; else empty.
    std::string kept_aside;  ///< Where the file that was there is now; empty if there was none.
    std::int64_t units = 0;  ///< In the restored file.
    std::int64_t concepts = 0;
};

/// The backup is copied, brought up to date and verified before anything else; it itself is not
/// touched. What stood in its place is never removed: it gets a name of its own beside it. Throws
/// IoError where the backup is none, is damaged, or another process has the file open; then nothing
/// has changed.
Restored restore(const RestoreRequest& request);

}  // namespace diglot
