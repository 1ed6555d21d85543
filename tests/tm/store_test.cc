// Units in the store where the short keys of different ones are equal.
#include "tm/store.h"

#include <filesystem>
#include <optional>

#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/tm/match_memory.h"
#include "tm/index_store.h"

namespace diglot {
namespace {

TEST(Store, TakesAnEditBackThoughAnotherUnitHasTheSameKey) {
    const std::vector<Migration> migrations = {{1, ChangeLog::kSchema},
                                               {2, Store::kSchema},
                                               {4, IndexStore::kSchema},
                                               {5, Store::kCompactSchema},
                                               {7, IndexStore::kFingerprintSchema}};
    Database database(":memory:", migrations);
    ChangeLog log(database, {Store::aggregate()});
    Store store(database);
    {
        ChangeSet change(database, log, {"me", "add", ""});
        store.add(unit_of("one", "一"), change);
        store.add(unit_of("two", "二"), change);
        store.flush();
        change.commit();
    }
    // As chance will have it now and then.
    database.execute(
        "DELETE FROM unit_key WHERE unit = 2; UPDATE unit SET key = (SELECT key FROM unit WHERE id "
        "= 1);"
        "INSERT INTO unit_key SELECT key, id FROM unit WHERE id = 2");
    ChangeSet edit(database, log, {"me", "edit", ""});
    Unit unit = *store.find(2);
    unit.variants[0].segment = Segment("three");
    ASSERT_EQ(store.update(unit), Updated::kUpdated);
    edit.commit();
    ASSERT_TRUE(log.undo(edit.id()).ok());
    EXPECT_EQ(store.find(2)->variants[0].segment.text, "two");
}

/// A file that another connection writes too.
class StoreInAFile : public testing::Test {
protected:
    StoreInAFile()
        : folder_(std::filesystem::temp_directory_path() /
                  ("diglot-store-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(folder_);
        database_.emplace(path(), migrations_);
        ChangeLog log(*database_, {Store::aggregate()});
        Store store(*database_);
        ChangeSet change(*database_, log, {"me", "add", ""});
        store.add(unit_of("one", "一"), change);
        store.flush();
        change.commit();
    }
    ~StoreInAFile() override { std::filesystem::remove_all(folder_); }

    std::string path() const { return (folder_ / "a.diglot").string(); }
    void write_elsewhere(const std::string& sql) const {
        Database(path(), migrations_).execute(sql);
    }
    /// Whether `store` sees what another connection has written since.
    bool sees_others(const Store& store) const {
        write_elsewhere("INSERT INTO unit (key, previous, next) VALUES (77, 0, 0)");
        return store.count() == 2;
    }

    const std::vector<Migration> migrations_ = {{1, ChangeLog::kSchema},
                                                {2, Store::kSchema},
                                                {4, IndexStore::kSchema},
                                                {5, Store::kCompactSchema},
                                                {7, IndexStore::kFingerprintSchema}};
    std::filesystem::path folder_;
    std::optional<Database> database_;
};

TEST_F(StoreInAFile, SeesWhatOthersWriteAfterAVisitorThrew) {
    const Store store(*database_);
    const auto visit = [](const SourceRow&) { throw std::runtime_error("enough"); };
    EXPECT_THROW(store.with_row(1, 0, visit), std::runtime_error);
    EXPECT_TRUE(sees_others(store));
}

TEST_F(StoreInAFile, SeesWhatOthersWriteAfterAUnitCouldNotBeRead) {
    write_elsewhere("UPDATE unit SET meta = '9'");  // No such shape.
    const Store store(*database_);
    EXPECT_THROW(store.find(1), StoreError);
    EXPECT_TRUE(sees_others(store));
}

TEST_F(StoreInAFile, SeesWhatOthersWriteAfterAVariantCouldNotBeRead) {
    write_elsewhere("UPDATE variant SET lang = 99");
    const Store store(*database_);
    EXPECT_THROW(store.find(1), StoreError);
    EXPECT_TRUE(sees_others(store));
}

}  // namespace
}  // namespace diglot
