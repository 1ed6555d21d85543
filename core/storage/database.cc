#include "core/storage/database.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <thread>
#include <utility>

#include <sqlite3.h>
#include <unistd.h>

#include "core/storage/lock_holder.h"
#include "core/storage/page_sums.h"
#include "core/storage/sqlite_error.h"

namespace diglot {
namespace {

/// Of an SQLite file (sqlite.org/fileformat2.html, 1.3).
constexpr std::uintmax_t kHeaderBytes = 100;
constexpr int kPageBytes =
    8192;  ///< Of a new file. SQLite's index of a long WAL takes 8 bytes of memory a page.
constexpr int kInterruptSteps = 100000;  ///< Of SQLite's virtual machine, a few milliseconds.
constexpr int kCacheKib =
    48 * 1024;  ///< Of pages in memory. More makes imports of many millions a little faster.

/// Refuses what is too short to be a Diglot file: one that was cut off, or another program's.
/// SQLite would make a database of it where it is empty, or one byte.
void check_length(const std::string& path, bool create) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size >= kHeaderBytes || std::filesystem::exists(path + "-wal")) return;
    if (size > 0) throw IoError(path + ": is not a Diglot file");
    if (!create) throw IoError(path + ": is empty, and not a Diglot file");
}

/// What is made of the file when it is empty, or written anew, has room for checksums. SQLite
/// forgets it after each VACUUM.
void ask_for_page_sums(sqlite3* connection) {
    int reserve = kPageSumBytes;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
}

/// A line of integrity_check, where it says of a page only that there was SQLITE_CORRUPT.
std::string explained(std::string line) {
    static const std::string kCode = "unable to get the page. error code=11";
    if (const std::size_t at = line.find(kCode); at != std::string::npos)
        line.replace(at, kCode.size(), "it is not what was written there");
    return line;
}

/// A file beside the one it shall become; removed unless it takes its place.
class PartFile {
public:
    explicit PartFile(const std::string& target)
        : target_(target), path_(target + ".part-" + std::to_string(getpid())) {
        remove();
    }
    ~PartFile() { remove(); }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::string& path() const { return path_; }
    void take_its_place() const {
        if (std::rename(path_.c_str(), target_.c_str()) != 0) {
            throw IoError(target_ + ": cannot be written: " + std::strerror(errno));
        }
    }

private:
    void remove() const {
        for (const char* suffix : {"", "-journal", "-wal", "-shm"})
            std::remove((path_ + suffix).c_str());
    }

    std::string target_;
    std::string path_;
};

}  // namespace

/// Waits while another connection writes, and after a second says for whom.
struct Database::Waiter {
    const Database& database;
    std::chrono::steady_clock::time_point since;
    bool told = false;
    bool patient = true;

    static int on_busy(void* self, int count) { return static_cast<Waiter*>(self)->wait(count); }

    int wait(int count) {
        using namespace std::chrono;
        if (!patient) return 0;
        const auto now = steady_clock::now();
        if (count == 0) {
            since = now;
            told = false;
        }
        if (now - since >= database.options_.wait) return 0;
        if (database.options_.interrupted && database.options_.interrupted()) return 0;
        if (!told && now - since >= seconds(1) && database.options_.waiting) {
            told = true;
            database.options_.waiting(describe_lock_holder(database.path_));
        }
        std::this_thread::sleep_for(milliseconds(std::min(1 + count, 50)));
        return 1;
    }
};

/// Does not wait, as long as it lives.
struct Database::Impatience {
    explicit Impatience(Waiter& one) : waiter(one) { waiter.patient = false; }
    ~Impatience() { waiter.patient = true; }
    Impatience(const Impatience&) = delete;
    Impatience& operator=(const Impatience&) = delete;
    Waiter& waiter;
};

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(const std::string& path, std::span<const Migration> migrations,
                   OpenOptions options)
    : path_(path),
      options_(std::move(options)),
      waiter_(std::make_unique<Waiter>(Waiter{*this, {}})) {
    const bool exists = path == ":memory:" || std::filesystem::exists(path);
    if (!exists && (!options_.create || options_.read_only)) {
        throw IoError(path + ": no such Diglot file");
    }
    if (path != ":memory:" && exists) check_length(path, options_.create);
    int flags = options_.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options_.create && !options_.read_only) flags |= SQLITE_OPEN_CREATE;
    sqlite3* connection = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, page_sum_vfs());
    connection_.reset(connection);
    if (code != SQLITE_OK) {
        throw IoError(path + ": cannot be opened: " +
                      (connection ? sqlite3_errmsg(connection) : "out of memory"));
    }
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_handler(connection, &Waiter::on_busy, waiter_.get());
    if (options_.interrupted) {
        const auto ask = [](void* self) {
            return static_cast<Database*>(self)->options_.interrupted() ? 1 : 0;
        };
        sqlite3_progress_handler(connection, kInterruptSteps, ask, this);
    }
    prepare_file(migrations);
}

/// Where several processes make or open a new file at once, SQLite reports "busy" at places where
/// it does not wait.
void Database::prepare_file(std::span<const Migration> migrations) {
    const auto start = std::chrono::steady_clock::now();
    for (;;) {
        try {
            check_is_ours();
            configure();
            return migrate(migrations);
        } catch (const StoreError& error) {
            const bool busy = (error.code() & 0xff) == SQLITE_BUSY;
            if (!busy || std::chrono::steady_clock::now() - start >= options_.wait) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

Database::~Database() = default;

/// Refuses what is no SQLite file or another program's, before a byte of it is changed.
void Database::check_is_ours() {
    try {
        const ReadSnapshot snapshot(
            *this);  // Both answers from one state: another process may be making the file.
        Statement id = prepare("PRAGMA application_id");
        id.step();
        const std::int64_t found = id.integer(0);
        Statement tables = prepare("SELECT count(*) FROM sqlite_schema");
        tables.step();
        const bool empty = tables.integer(0) == 0;
        if (found == kApplicationId || (found == 0 && empty)) return;
    } catch (const StoreError& error) {
        if ((error.code() & 0xff) != SQLITE_NOTADB) throw;
    }
    throw IoError(path_ + ": is not a Diglot file");
}

void Database::configure() {
    if (!options_.read_only) {
        // Both count only before the first table, and when all is written anew.
        execute("PRAGMA page_size = " + std::to_string(kPageBytes));
        ask_for_page_sums(connection_.get());
        // A commit survives the end of the process at once, and of the power after the next
        // checkpoint; either way the file is whole (sqlite.org/pragma.html#pragma_synchronous).
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = NORMAL");
    }
    // Temporary data goes to files, SQLite's default. In memory, the journal of a savepoint grows
    // by each page the part changes, and SQLite walks through all of it at the end of each
    // statement that fires a trigger.
    execute("PRAGMA temp_store = FILE");
    execute("PRAGMA cache_size = -" +
            std::to_string(kCacheKib));  // Last: it counts in pages, whose size is known now.
}

void Database::migrate(std::span<const Migration> migrations) {
    const auto version = [this] {
        Statement statement = prepare("PRAGMA user_version");
        statement.step();
        return statement.integer(0);
    };
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    if (version() > newest) {
        throw IoError(path_ + ": was written by a newer Diglot (schema " +
                      std::to_string(version()) + ", this program knows " + std::to_string(newest) +
                      ")");
    }
    if (version() == newest) return;
    if (options_.read_only) {
        throw IoError(path_ +
                      ": has an older schema; open it once for writing to bring it up to date");
    }
    Transaction transaction(
        *this);  // Whoever opened at the same time waits here, and then finds the work done.
    const std::int64_t from = version();
    for (const Migration& migration : migrations) {
        if (migration.version > from) execute(migration.sql);
    }
    execute("PRAGMA application_id = " + std::to_string(kApplicationId));
    execute("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
}

Statement Database::prepare(std::string_view sql) const {
    return Statement(connection_.get(), sql);
}

void Database::execute(const std::string& sql) const {
    char* message = nullptr;
    if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
        const std::string text = message ? message : sqlite3_errmsg(connection_.get());
        sqlite3_free(message);
        if (sqlite3_errcode(connection_.get()) == SQLITE_INTERRUPT) throw Interrupted();
        throw StoreError(sqlite3_extended_errcode(connection_.get()), text);
    }
}

std::int64_t Database::last_insert_id() const {
    return sqlite3_last_insert_rowid(connection_.get());
}
std::int64_t Database::changed_rows() const { return sqlite3_changes64(connection_.get()); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

void Database::begin_write() {
    try {
        execute("BEGIN IMMEDIATE");
    } catch (const StoreError& error) {
        if ((error.code() & 0xff) != SQLITE_BUSY) throw;
        if (options_.interrupted && options_.interrupted()) throw Interrupted();
        throw StoreError(error.code(), "is being written by " + describe_lock_holder(path_) +
                                           "; gave up after " +
                                           std::to_string(options_.wait.count() / 1000) + " s");
    }
}

void Database::backup(const std::string& target,
                      const std::function<void(std::int64_t, std::int64_t)>& progress) const {
    constexpr int kPagesAtATime = 4096;
    for (const char* suffix : {"-wal", "-shm"}) {
        // What stands there would be taken for the new file's.
        if (std::filesystem::exists(target + suffix)) {
            throw IoError(target + ": is in use, or was not closed in order (" + target + suffix +
                          " exists)");
        }
    }
    const PartFile part(target);
    {
        sqlite3* raw = nullptr;
        const int code =
            sqlite3_open_v2(part.path().c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                            has_page_sums() ? page_sum_vfs() : nullptr);
        const std::unique_ptr<sqlite3, Close> copy(raw);
        if (code != SQLITE_OK) {
            throw IoError(target +
                          ": cannot be written: " + (raw ? sqlite3_errmsg(raw) : "out of memory"));
        }
        const ReadSnapshot snapshot(*this);
        const std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)> backup(
            sqlite3_backup_init(raw, "main", connection_.get(), "main"), &sqlite3_backup_finish);
        if (!backup) fail(raw, target);
        int step = SQLITE_OK;
        while ((step = sqlite3_backup_step(backup.get(), kPagesAtATime)) == SQLITE_OK) {
            const std::int64_t total = sqlite3_backup_pagecount(backup.get());
            if (progress) progress(total - sqlite3_backup_remaining(backup.get()), total);
        }
        if (step != SQLITE_DONE)
            throw IoError(target + ": cannot be written: " + sqlite3_errstr(step));
    }
    part.take_its_place();
}

bool Database::has_page_sums() const { return reserves_page_sums(path_); }

void Database::copy_anew(const std::string& target) const {
    const PartFile part(target);
    ask_for_page_sums(connection_.get());
    prepare("VACUUM INTO ?").bind(1, part.path()).run();
    part.take_its_place();
}

void Database::vacuum() const {
    // SQLite reads also the pages that it overwrites. So they are not compared then; all that is to
    // stay was read, and compared, for the copy.
    {
        const PartFile part(path_ + ".vacuum");
        prepare("VACUUM INTO ?").bind(1, part.path()).run();
    }
    struct Uncompared {
        explicit Uncompared(sqlite3* one) : connection(one) { set(0); }
        ~Uncompared() { set(1); }
        void set(int compare) const {
            sqlite3_file_control(connection, "main", kComparePageSums, &compare);
        }
        sqlite3* connection;
    } const uncompared(connection_.get());
    ask_for_page_sums(connection_.get());
    execute("VACUUM");
}

bool Database::take_alone() {
    const Impatience impatience(*waiter_);
    try {
        Statement mode = prepare("PRAGMA journal_mode = DELETE");
        if (!mode.step() || mode.text(0) != "delete") return false;
        mode.reset();
        execute("BEGIN EXCLUSIVE");
        return true;
    } catch (const StoreError& error) {
        if ((error.code() & 0xff) == SQLITE_BUSY) return false;
        throw;
    }
}

std::vector<Database::Damage> Database::damage() const {
    std::vector<Damage> found;
    const auto read = [&](const std::string& table) {
        const std::string of = table.empty() ? "" : "(\"" + table + "\")";
        Statement rows = prepare("PRAGMA integrity_check" + of);
        while (rows.step()) {
            std::istringstream lines{std::string(rows.text(0))};
            for (std::string line; std::getline(lines, line);) {
                if (line != "ok" && !line.starts_with("***"))
                    found.push_back({table, explained(line)});
            }
        }
    };
    // After what it has found, the check itself may come upon a page that it cannot read.
    const auto check = [&](const std::string& table) {
        const std::size_t before = found.size();
        try {
            read(table);
        } catch (const StoreError& error) {
            if (!is_damage(error)) throw;
            if (found.size() == before) found.push_back({table, error.what()});
        }
        return found.size() == before;
    };
    if (check("")) return {};
    // The same again table by table: SQLite's lines name pages.
    const std::vector<Damage> whole = std::exchange(found, {});
    Statement tables = prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (tables.step()) check(std::string(tables.text(0)));
    return found.empty() ? whole : found;
}

std::vector<std::string> Database::reference_faults() const {
    std::vector<std::string> faults;
    Statement foreign = prepare("PRAGMA foreign_key_check");
    while (foreign.step()) {
        faults.push_back("row " + std::string(foreign.text(1)) + " of " +
                         std::string(foreign.text(0)) + " points to nothing in " +
                         std::string(foreign.text(2)));
    }
    return faults;
}

// ---- Transaction, Savepoint, ReadSnapshot

Transaction::Transaction(Database& database) : database_(database) { database_.begin_write(); }

std::unique_ptr<Transaction> Transaction::if_free(Database& database) {
    const Database::Impatience impatience(*database.waiter_);
    try {
        return std::make_unique<Transaction>(database);
    } catch (const StoreError& error) {
        const int code = error.code() & 0xff;
        if (code == SQLITE_BUSY || code == SQLITE_READONLY) return nullptr;
        throw;
    }
}

Transaction::~Transaction() {
    // After some errors (disk full) SQLite has rolled back by itself; a second ROLLBACK would only
    // complain.
    if (open_ && database_.in_transaction()) {
        try {
            database_.execute("ROLLBACK");
        } catch (const StoreError&) {
            // The file is safe: an uncommitted transaction never counts, whatever becomes of this
            // connection.
        }
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

Savepoint::Savepoint(Database& database) : database_(database) {
    database_.execute("SAVEPOINT part");
}

Savepoint::~Savepoint() {
    if (open_ && database_.in_transaction()) {
        try {
            database_.execute("ROLLBACK TO part; RELEASE part");
        } catch (const StoreError&) {
            // As in ~Transaction: what surrounds it will not be committed either.
        }
    }
}

void Savepoint::keep() {
    database_.execute("RELEASE part");
    open_ = false;
}

ReadSnapshot::ReadSnapshot(const Database& database)
    : database_(database), own_(!database.in_transaction()) {
    if (own_) database_.execute("BEGIN");
}

ReadSnapshot::~ReadSnapshot() {
    if (own_ && database_.in_transaction()) {
        try {
            database_.execute("COMMIT");
        } catch (const StoreError&) {
            // Nothing was written.
        }
    }
}

}  // namespace diglot
