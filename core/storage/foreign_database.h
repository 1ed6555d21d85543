// An SQLite file of another program: read, never written.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/storage/database.h"

namespace diglot {

/// What every SQLite file begins with (sqlite.org/fileformat2.html, 1.3.1).
inline constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};

/// Whether SQLite says that a query does not fit the file's tables: they are not as expected.
bool is_other_schema(const StoreError& error);

class ForeignDatabase {
public:
    /// Nothing beside the file is made: where it is in WAL mode in a folder that cannot be written,
    /// what the WAL holds is not seen. Throws IoError.
    explicit ForeignDatabase(const std::string& path);
    ~ForeignDatabase();
    ForeignDatabase(const ForeignDatabase&) = delete;
    ForeignDatabase& operator=(const ForeignDatabase&) = delete;

    /// Throws StoreError, as stepping does; is_damage() tells a damaged file.
    Statement prepare(std::string_view sql) const;
    bool has_table(std::string_view table) const;
    bool has_column(std::string_view table, std::string_view column) const;
    /// Whether it is a Diglot file.
    bool is_ours() const;

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace diglot
