#include "core/storage/database.h"

#include <filesystem>
#include <fstream>
#include <optional>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "core/storage/lock_holder.h"

namespace diglot {
namespace {

const Migration kOne[] = {{1, "CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT)"}};
const Migration kTwo[] = {kOne[0], {2, "ALTER TABLE word ADD COLUMN note TEXT"}};

class DatabaseTest : public testing::Test {
protected:
    DatabaseTest() {
        folder_ =
            std::filesystem::temp_directory_path() / ("diglot-test-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
    }
    ~DatabaseTest() override { std::filesystem::remove_all(folder_); }
    std::string path(const char* name) const { return (folder_ / name).string(); }

    std::filesystem::path folder_;
};

std::int64_t count(const Database& database) {
    Statement rows = database.prepare("SELECT count(*) FROM word");
    rows.step();
    return rows.integer(0);
}

TEST_F(DatabaseTest, RunsMigrationsOnceAndInOrder) {
    Database(path("a"), kOne).execute("INSERT INTO word (text) VALUES ('x')");
    Database second(path("a"), kTwo);
    Statement row = second.prepare("SELECT text, note FROM word");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0), "x");
    EXPECT_TRUE(row.is_null(1));
}

TEST_F(DatabaseTest, RefusesAFileFromANewerProgram) {
    { Database database(path("a"), kTwo); }
    try {
        Database database(path("a"), kOne);
        FAIL();
    } catch (const IoError& error) {
        EXPECT_EQ(error.what(),
                  path("a") + ": was written by a newer Diglot (schema 2, this program knows 1)");
    }
}

TEST_F(DatabaseTest, RefusesWhatIsNoDiglotFileAndLeavesItAlone) {
    const std::string text(5000, 'x');
    std::ofstream(path("a")) << text;
    EXPECT_THROW(Database(path("a"), kOne), IoError);
    std::ifstream file(path("a"));
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);
}

TEST_F(DatabaseTest, DoesNotCreateAFileThatIsOnlyToBeRead) {
    OpenOptions options;
    options.create = false;
    EXPECT_THROW(Database(path("a"), kOne, options), IoError);
    EXPECT_FALSE(std::filesystem::exists(path("a")));
}

TEST_F(DatabaseTest, RollsBackATransactionThatIsNotCommitted) {
    Database database(path("a"), kOne);
    {
        Transaction transaction(database);
        database.execute("INSERT INTO word (text) VALUES ('x')");
    }
    EXPECT_EQ(count(database), 0);
    {
        Transaction transaction(database);
        database.execute("INSERT INTO word (text) VALUES ('kept')");
        {
            Savepoint part(database);
            database.execute("INSERT INTO word (text) VALUES ('lost')");
        }
        transaction.commit();
    }
    EXPECT_EQ(count(database), 1);
}

TEST_F(DatabaseTest, ReadersSeeTheOldStateWhileAWriterWorks) {
    Database writer(path("a"), kOne);
    Database reader(path("a"), kOne);
    Transaction transaction(writer);
    writer.execute("INSERT INTO word (text) VALUES ('x')");
    EXPECT_EQ(count(reader), 0);
    transaction.commit();
    EXPECT_EQ(count(reader), 1);
}

TEST_F(DatabaseTest, NamesTheProcessThatHoldsTheFile) {
    { Database database(path("a"), kOne); }
    int to_child[2];
    int to_parent[2];
    ASSERT_EQ(pipe(to_child), 0);
    ASSERT_EQ(pipe(to_parent), 0);
    const pid_t child = fork();
    char byte = 0;
    if (child == 0) {
        Database database(path("a"), kOne);
        Transaction transaction(database);
        (void)!write(to_parent[1], "x", 1);
        (void)!read(to_child[0], &byte, 1);
        _exit(0);
    }
    ASSERT_EQ(read(to_parent[0], &byte, 1), 1);
    OpenOptions options;
    options.wait = std::chrono::milliseconds(1200);
    std::string told;
    options.waiting = [&](const std::string& holder) { told = holder; };
    {
        Database database(path("a"), kOne, options);
        try {
            Transaction transaction(database);
            FAIL();
        } catch (const StoreError& error) {
            const std::string message = error.what();
            EXPECT_NE(message.find("is being written by"), std::string::npos) << message;
            EXPECT_NE(message.find("process " + std::to_string(child)), std::string::npos)
                << message;
        }
        EXPECT_NE(told.find("process " + std::to_string(child)), std::string::npos) << told;
    }
    ASSERT_EQ(write(to_child[1], "x", 1), 1);
    int status = 0;
    waitpid(child, &status, 0);
}

TEST_F(DatabaseTest, BacksUpWhileATransactionIsOpenElsewhere) {
    Database writer(path("a"), kOne);
    writer.execute("INSERT INTO word (text) VALUES ('x')");
    Transaction transaction(writer);
    writer.execute("INSERT INTO word (text) VALUES ('uncommitted')");
    Database reader(path("a"), kOne);
    reader.backup(path("b"));
    Database copy(path("b"), kOne);
    EXPECT_EQ(count(copy), 1);
    EXPECT_TRUE(copy.damage().empty());
}

TEST_F(DatabaseTest, AnInterruptedBackupLeavesTheOldOneAndNothingElse) {
    Database database(path("a"), kOne);
    database.backup(path("b"));
    for (int i = 0; i < 200; ++i)
        database.execute("INSERT INTO word (text) VALUES (zeroblob(200000))");
    EXPECT_THROW(
        database.backup(path("b"), [](std::int64_t, std::int64_t) { throw Interrupted(); }),
        Interrupted);
    Database copy(path("b"), kOne);
    EXPECT_EQ(count(copy), 0);
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        EXPECT_EQ(entry.path().string().find(".part-"), std::string::npos) << entry.path();
    }
}

TEST_F(DatabaseTest, DoesNotBackUpOverAFileThatIsInUse) {
    Database database(path("a"), kOne);
    Database other(path("b"), kOne);
    other.execute("INSERT INTO word (text) VALUES ('x')");
    EXPECT_THROW(database.backup(path("b")), IoError);
    EXPECT_EQ(count(other), 1);
}

TEST_F(DatabaseTest, IsMadeOnceByManyProcessesAtATime) {
    for (int round = 0; round < 5; ++round) {
        const std::string file = path(("many" + std::to_string(round)).c_str());
        std::vector<pid_t> children;
        for (int i = 0; i < 8; ++i) {
            const pid_t child = fork();
            if (child == 0) {
                try {
                    Database database(file, kOne);
                    Transaction transaction(database);
                    database.execute("INSERT INTO word (text) VALUES ('x')");
                    transaction.commit();
                    _exit(0);
                } catch (const std::exception& error) {
                    std::fprintf(stderr, "%s\n", error.what());
                    _exit(1);
                }
            }
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = 1;
            waitpid(child, &status, 0);
            EXPECT_EQ(status, 0);
        }
        Database database(file, kOne);
        EXPECT_EQ(count(database), 8);
    }
}

TEST_F(DatabaseTest, EndsALongStatementWhenInterrupted) {
    bool stop = false;
    OpenOptions options;
    options.interrupted = [&] { return stop; };
    Database database(path("a"), kOne, options);
    stop = true;
    EXPECT_THROW(
        database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "
            "INSERT INTO word (id) SELECT max(i) FROM n"),
        Interrupted);
    stop = false;
    EXPECT_EQ(count(database), 0);
}

TEST_F(DatabaseTest, BackupIntoAMissingFolderIsAnIoErrorAndLeavesNothing) {
    Database database(path("a"), kOne);
    EXPECT_THROW(database.backup(path("no/such/folder")), IoError);
}

/// Bytes SQLite holds after a transaction has changed every row, in a part of its own or not.
std::int64_t memory_to_change_all(Database& database, bool in_a_part) {
    const Transaction transaction(database);
    std::optional<Savepoint> part;
    if (in_a_part) part.emplace(database);
    database.execute("UPDATE word SET text = text || 'y'");
    return sqlite3_memory_used();
}

TEST_F(DatabaseTest, KeepsWhatASavepointMustTakeBackOutOfMemory) {
    Database database(path("a"), kOne);
    database.execute(
        "INSERT INTO word (text) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 2000) "
        "SELECT hex(zeroblob(3000)) FROM n");  // 2000 pages: 16 MB.
    const std::int64_t without = memory_to_change_all(database, false);
    EXPECT_LT(memory_to_change_all(database, true) - without, 1 << 20);
}

}  // namespace
}  // namespace diglot
