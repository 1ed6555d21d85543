// One connection to one Diglot file, and what is done through it: statements, transactions.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace diglot {

/// "DGLT", in the header of every Diglot file (sqlite.org/fileformat2.html, 1.3.17).
inline constexpr int kApplicationId = 0x44474C54;

/// A prepared statement. Columns and parameters count as in SQLite: columns from 0, parameters
/// from 1. Every member may throw StoreError. Text bound as string_view must outlive the next
/// step() or reset().
class Statement {
public:
    Statement(sqlite3* connection, std::string_view sql);

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view text);        ///< Not copied.
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bind(int index, std::string&& text) = delete;  ///< It would be gone at step().
    Statement& bind_blob(int index, std::string_view bytes);  ///< Not copied.
    Statement& bind_null(int index);
    Statement& bind(int index, const std::optional<std::int64_t>& value);
    /// Null where the text is empty.
    Statement& bind_text_or_null(int index, std::string_view text);

    /// True while there is a row. After the last row the statement is reset and may be bound and
    /// run again.
    bool step();
    /// Runs to the end, and resets.
    void run();
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(
        int column) const;  ///< Valid until the next step() or reset(). Empty for null.
    std::string_view blob(int column) const;  ///< Likewise.
    bool is_null(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Resets a statement that is kept and run again, however the work with its rows ends. One left on
/// a row holds what its connection sees of the file as it was then.
class ResetOnExit {
public:
    explicit ResetOnExit(Statement& statement) : statement_(statement) {}
    ~ResetOnExit() { statement_.reset(); }
    ResetOnExit(const ResetOnExit&) = delete;
    ResetOnExit& operator=(const ResetOnExit&) = delete;

private:
    Statement& statement_;
};

/// Whether SQLite says that the file itself is damaged, rather than that something could not be
/// done.
bool is_damage(const StoreError& error);

/// One step of a schema: run once, in order, inside a transaction, and remembered in the file.
struct Migration {
    int version;      ///< Ascending over all modules; the file's version is the highest run.
    const char* sql;  ///< One or more statements.
};

struct OpenOptions {
    bool create = true;      ///< Else a missing file is an IoError.
    bool read_only = false;  ///< Opens for reading; a file of an older schema is refused.
    /// How long a write waits for another writer before StoreError (SQLITE_BUSY) names who holds
    /// the file.
    std::chrono::milliseconds wait{120000};
    /// Told once, when a write has waited for a second, who holds the file ("diglot import big.tmx,
    /// process 4711").
    std::function<void(const std::string& holder)> waiting;
    /// Asked now and then during long statements and while waiting; true makes them end with
    /// Interrupted.
    std::function<bool()> interrupted;
};

/// SQLite in WAL mode, with a checksum on each page: any number of readers beside one writer, in
/// any number of processes. A connection belongs to one thread at a time. Throws StoreError;
/// IoError when the file is missing, empty though it should not be made, no Diglot file, or newer
/// than we; then it is not touched.
class Database {
public:
    /// `path` may be ":memory:". Migrations of every module the program has, in ascending order.
    Database(const std::string& path, std::span<const Migration> migrations,
             OpenOptions options = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::string& path() const { return path_; }

    Statement prepare(std::string_view sql) const;
    void execute(const std::string& sql) const;  ///< One or more statements without parameters.
    std::int64_t last_insert_id() const;
    std::int64_t changed_rows() const;  ///< By the last statement that wrote.
    bool in_transaction() const;

    /// Copies the whole file, consistently, while others read and write it (SQLite online backup).
    /// Replaces `target` atomically. `progress` is told pages done and in all.
    void backup(
        const std::string& target,
        const std::function<void(std::int64_t done, std::int64_t total)>& progress = {}) const;

    /// Whether each page has its checksum (core/storage/page_sums.h). Files that versions before it
    /// made have none.
    bool has_page_sums() const;
    /// Writes all of it into a new file, with checksums, as backup() does.
    void copy_anew(const std::string& target) const;
    /// Writes the file anew in its place (VACUUM), also where pages that nothing refers to any more
    /// are damaged. Throws StoreError where others are; then nothing has changed.
    void vacuum() const;
    /// Takes the file for this connection alone until it ends, all of it in the one file, so that
    /// the file can be moved. False where another process has it open.
    bool take_alone();

    /// What SQLite finds wrong with the file itself (PRAGMA integrity_check).
    struct Damage {
        std::string table;  ///< Where, if it is in a table.
        std::string what;   ///< One line.
    };
    /// Empty if there is none.
    std::vector<Damage> damage() const;
    /// Rows that point to nothing (PRAGMA foreign_key_check), one line each.
    std::vector<std::string> reference_faults() const;

private:
    friend class Transaction;
    struct Waiter;
    struct Impatience;
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    void check_is_ours();
    void prepare_file(std::span<const Migration> migrations);
    void configure();
    void migrate(std::span<const Migration> migrations);
    void begin_write();

    std::string path_;
    OpenOptions options_;
    std::unique_ptr<Waiter> waiter_;
    std::unique_ptr<sqlite3, Close> connection_;
};

/// A write transaction; rolls back in its destructor unless committed. Waits for another writer as
/// OpenOptions says.
class Transaction {
public:
    explicit Transaction(Database& database);
    /// Without waiting: null where another connection writes just now, or the file may only be
    /// read.
    static std::unique_ptr<Transaction> if_free(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& database_;
    bool open_ = true;
};

/// Part of a transaction that can be taken back by itself (SQL SAVEPOINT); taken back in its
/// destructor unless kept.
class Savepoint {
public:
    explicit Savepoint(Database& database);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;

    void keep();

private:
    Database& database_;
    bool open_ = true;
};

/// One consistent view of the file over several reads (SQL BEGIN DEFERRED); ends in its destructor.
class ReadSnapshot {
public:
    explicit ReadSnapshot(const Database& database);
    ~ReadSnapshot();
    ReadSnapshot(const ReadSnapshot&) = delete;
    ReadSnapshot& operator=(const ReadSnapshot&) = delete;

private:
    const Database& database_;
    bool own_ = false;  ///< False inside a transaction, which is a snapshot already.
};

}  // namespace diglot
