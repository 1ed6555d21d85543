// What SQLite says went wrong, as a StoreError. Private to the files that call SQLite.
#pragma once

#include <string>

struct sqlite3;

namespace diglot {

/// Throws the connection's last error (out of memory where there is none), after `what`.
[[noreturn]] void fail(sqlite3* connection, const std::string& what);
/// Throws unless `code` is SQLITE_OK.
void check(sqlite3* connection, int code);

}  // namespace diglot
