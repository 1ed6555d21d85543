#include "core/storage/foreign_database.h"

#include <sqlite3.h>

namespace diglot {
namespace {

/// "file:…?mode=ro", with what means something in a URI escaped (sqlite.org/uri.html, 3.1).
std::string uri_of(const std::string& path, const char* query) {
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            static constexpr char kDigits[] = "0123456789ABCDEF";
            uri += '%';
            uri += kDigits[static_cast<unsigned char>(c) >> 4];
            uri += kDigits[static_cast<unsigned char>(c) & 15];
        } else {
            uri += c;
        }
    }
    return uri + query;
}

/// SQLite opens a file when it first reads it.
int try_to_read(sqlite3* connection) {
    return sqlite3_exec(connection, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr,
                        nullptr);
}

}  // namespace

bool is_other_schema(const StoreError& error) { return (error.code() & 0xff) == SQLITE_ERROR; }

void ForeignDatabase::Close::operator()(sqlite3* connection) const { sqlite3_close(connection); }

ForeignDatabase::ForeignDatabase(const std::string& path) {
    for (const char* query : {"?mode=ro", "?mode=ro&immutable=1"}) {
        sqlite3* connection = nullptr;
        const int code =
            sqlite3_open_v2(uri_of(path, query).c_str(), &connection,
                            SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
        connection_.reset(connection);
        if (code == SQLITE_OK && try_to_read(connection) != SQLITE_CANTOPEN) break;
    }
    if (!connection_) throw IoError(path + ": cannot be opened: out of memory");
    sqlite3_extended_result_codes(connection_.get(), 1);
    if (sqlite3_errcode(connection_.get()) == SQLITE_CANTOPEN)
        throw IoError(path + ": cannot be opened: " + sqlite3_errmsg(connection_.get()));
}

ForeignDatabase::~ForeignDatabase() = default;

Statement ForeignDatabase::prepare(std::string_view sql) const {
    return Statement(connection_.get(), sql);
}

bool ForeignDatabase::has_table(std::string_view table) const {
    Statement statement = prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    return statement.bind(1, table).step();
}

bool ForeignDatabase::has_column(std::string_view table, std::string_view column) const {
    Statement statement = prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
    return statement.bind(1, table).bind(2, column).step();
}

bool ForeignDatabase::is_ours() const {
    Statement statement = prepare("PRAGMA application_id");
    return statement.step() && statement.integer(0) == kApplicationId;
}

}  // namespace diglot
