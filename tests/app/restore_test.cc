#include "app/restore.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class RestoreTest : public testing::Test {
protected:
    RestoreTest() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        DiglotFile file(path("a.diglot"));
        add(file, "one");
        file.database().backup(path("b.diglot"));
    }
    ~RestoreTest() override { fs::remove_all(folder_); }

    static void add(DiglotFile& file, const std::string& text) {
        ChangeSet change(file.database(), file.log(), {"wei", "add " + text, ""});
        Unit unit;
        unit.variants.resize(1);
        unit.variants[0].lang = LanguageTag("en");
        unit.variants[0].segment = Segment(text);
        file.memory().add(unit, change);
        file.memory().flush();
        change.commit();
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    RestoreRequest request(bool force = false) const {
        return {path("b.diglot"), path("a.diglot"), force, {}};
    }
    std::int64_t units(const std::string& path) const { return DiglotFile(path).memory().count(); }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
    }
    void spoil(const std::string& name, std::size_t at) const {
        std::fstream file(path(name), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(static_cast<std::streamoff>(at));
        file.put('\x55');
    }

    fs::path folder_ = fs::temp_directory_path() / ("diglot-restore-" + std::to_string(getpid()));
};

TEST_F(RestoreTest, TakesTheBackupAndKeepsWhatWasThere) {
    const Restored done = restore(request());
    EXPECT_TRUE(done.done);
    EXPECT_EQ(done.units, 1);
    EXPECT_EQ(units(path("a.diglot")), 1);
    EXPECT_EQ(units(done.kept_aside), 1);
    EXPECT_EQ(units(path("b.diglot")), 1);
}

TEST_F(RestoreTest, RefusesToPutAwayWhatIsNewerUnlessToldTo) {
    {
        DiglotFile file(path("a.diglot"));
        add(file, "two");
    }
    const Restored refused = restore(request());
    EXPECT_FALSE(refused.done);
    ASSERT_EQ(refused.newer.size(), 1U);
    EXPECT_EQ(refused.newer[0].command, "add two");
    EXPECT_EQ(units(path("a.diglot")), 2);
    EXPECT_EQ(files(), 2U);
    const Restored done = restore(request(true));
    EXPECT_TRUE(done.done);
    EXPECT_EQ(units(path("a.diglot")), 1);
    EXPECT_EQ(units(done.kept_aside), 2);
}

TEST_F(RestoreTest, CountsAnUndoAsNewer) {
    {
        DiglotFile file(path("a.diglot"));
        ASSERT_TRUE(file.log().undo(1));
    }
    const Restored refused = restore(request());
    EXPECT_FALSE(refused.done);
    EXPECT_EQ(refused.newer.size(), 1U);
}

TEST_F(RestoreTest, WaitsForNobodyWhoHasTheFileOpen) {
    const DiglotFile other(path("a.diglot"));
    EXPECT_THROW(restore(request()), IoError);
    EXPECT_EQ(files(), 4U);  // Two files, and the WAL and its index of the open one.
}

TEST_F(RestoreTest, TakesNoDamagedBackup) {
    spoil("b.diglot", 3 * 8192 + 100);
    try {
        restore(request(true));
        FAIL();
    } catch (const IoError& error) {
        EXPECT_THAT(error.what(), testing::StartsWith(path("b.diglot") + ": is damaged: "));
    }
    std::ofstream(path("b.diglot"), std::ios::trunc) << "a text";
    try {
        restore(request(true));
        FAIL();
    } catch (const IoError& error) {
        EXPECT_EQ(error.what(), path("b.diglot") + ": is not a Diglot file; nothing was changed");
    }
    EXPECT_EQ(units(path("a.diglot")), 1);
    EXPECT_EQ(files(), 2U);
}

TEST_F(RestoreTest, PutsADamagedFileAsideWhenToldTo) {
    spoil("a.diglot", 3);
    const Restored refused = restore(request());
    EXPECT_FALSE(refused.done);
    EXPECT_EQ(refused.reason, path("a.diglot") + ": is not a Diglot file");
    const Restored done = restore(request(true));
    EXPECT_TRUE(done.done);
    EXPECT_EQ(units(path("a.diglot")), 1);
    EXPECT_TRUE(fs::exists(done.kept_aside));
}

TEST_F(RestoreTest, MakesTheFileWhereThereIsNone) {
    fs::remove(path("a.diglot"));
    const Restored done = restore(request());
    EXPECT_TRUE(done.done);
    EXPECT_EQ(done.kept_aside, "");
    EXPECT_EQ(units(path("a.diglot")), 1);
}

/// The same tables and rows in a file without checksums, as versions before them made it.
void make_older(const std::string& from, const std::string& to) {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(to.c_str(), &raw), SQLITE_OK);
    const auto run = [&](const std::string& sql) {
        EXPECT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
    };
    run("ATTACH '" + from + "' AS whole");
    std::vector<std::string> todo;
    const auto take = [](void* list, int, char** columns, char**) {
        static_cast<std::vector<std::string>*>(list)->emplace_back(columns[0]);
        return 0;
    };
    sqlite3_exec(
        raw,
        "SELECT sql FROM whole.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE "
        "'sqlite%' UNION ALL SELECT 'INSERT INTO ' || name || ' SELECT * FROM whole.' || "
        "name FROM whole.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "UNION ALL SELECT 'UPDATE sqlite_sequence SET seq = ' || seq || ' WHERE name = ''' "
        "|| name || '''' FROM whole.sqlite_sequence",
        take, &todo, nullptr);
    std::vector<std::string> version;
    sqlite3_exec(raw, "PRAGMA whole.user_version", take, &version, nullptr);
    todo.push_back("PRAGMA user_version = " + version.at(0));
    for (const std::string& sql : todo) run(sql);
    run("PRAGMA application_id = " + std::to_string(kApplicationId));
    sqlite3_close(raw);
}

TEST_F(RestoreTest, GivesAnOlderFileItsChecksums) {
    make_older(path("b.diglot"), path("old.diglot"));
    {
        DiglotFile old(path("old.diglot"));
        EXPECT_FALSE(old.database().has_page_sums());
        add(old, "two");
        EXPECT_THAT(old.verify().faults, testing::IsEmpty());
        old.database().backup(path("b.diglot"));
    }
    EXPECT_FALSE(DiglotFile(path("old.diglot")).database().has_page_sums());
    RestoreRequest wanted = request();
    wanted.path = path("old.diglot");
    EXPECT_TRUE(restore(wanted).done);
    DiglotFile file(path("old.diglot"));
    EXPECT_TRUE(file.database().has_page_sums());
    EXPECT_EQ(file.memory().count(), 2);
    add(file, "three");
    EXPECT_THAT(file.verify().faults, testing::IsEmpty());
}

TEST_F(RestoreTest, WritesAnOlderFileAnewInItsPlaceWithChecksums) {
    make_older(path("b.diglot"), path("old.diglot"));
    DiglotFile other(path("old.diglot")), file(path("old.diglot"));
    file.database().vacuum();
    // Who opened it before writes checksums from now on, too.
    add(other, "two");
    other.database().execute("PRAGMA wal_checkpoint(TRUNCATE)");
    EXPECT_TRUE(other.database().has_page_sums());
    EXPECT_THAT(DiglotFile(path("old.diglot")).verify().faults, testing::IsEmpty());
    EXPECT_EQ(other.memory().count(), 2);
}

}  // namespace
}  // namespace diglot
