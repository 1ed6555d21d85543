#include "core/storage/sqlite_error.h"

#include <sqlite3.h>

#include "core/storage/database.h"

namespace diglot {

void fail(sqlite3* connection, const std::string& what) {
    const int code = connection ? sqlite3_extended_errcode(connection) : SQLITE_NOMEM;
    const std::string reason = connection ? sqlite3_errmsg(connection) : "out of memory";
    throw StoreError(code, what.empty() ? reason : what + ": " + reason);
}

void check(sqlite3* connection, int code) {
    if (code != SQLITE_OK) fail(connection, "");
}

bool is_damage(const StoreError& error) {
    const int code = error.code() & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

}  // namespace diglot
