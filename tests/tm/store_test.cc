// Units in the store where the short keys of different ones are equal.
#include "tm/store.h"

#include <gtest/gtest.h>

#include "tests/tm/match_memory.h"
#include "tm/index_store.h"

namespace diglot {
namespace {

TEST(Store, TakesAnEditBackThoughAnotherUnitHasTheSameKey) {
    const std::vector<Migration> migrations = {{1, ChangeLog::kSchema},
                                               {2, Store::kSchema},
                                               {4, IndexStore::kSchema},
                                               {5, Store::kCompactSchema}};
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

}  // namespace
}  // namespace diglot
