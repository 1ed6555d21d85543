// Who keeps a Diglot file from being written: for the message a waiting person reads.
#pragma once

#include <string>

namespace diglot {

/// Command line and process number of the process that holds the write lock of the SQLite file at
/// `path`
/// ("diglot import big.tmx, process 4711"), or "another process" where the system does not tell.
/// SQLite holds byte 120 of the -shm file while it writes in WAL mode (sqlite.org/walformat.html,
/// "WAL Locks").
std::string describe_lock_holder(const std::string& path);

}  // namespace diglot
