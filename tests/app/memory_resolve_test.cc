#include "app/memory_resolve.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class ResolveTest : public testing::Test {
protected:
    ResolveTest() {
        const Unit base = version("甲", "one"), ours = version("甲", "mine"),
                   theirs = version("甲", "hers");
        ChangeSet change(file_.database(), file_.log(), {});
        file_.memory().add(*merge_units(&base, &ours, &theirs, {}).unit, change);
        file_.memory().flush();
        change.commit();
    }
    ~ResolveTest() override { fs::remove_all(folder_); }

    static fs::path make_folder() {
        const fs::path folder =
            fs::temp_directory_path() / ("diglot-resolve-" + std::to_string(getpid()));
        fs::create_directories(folder);
        return folder;
    }
    std::string path() const { return (folder_ / "a.diglot").string(); }

    static MergeSide nobody(const UnitConflict&) { return MergeSide::kUndecided; }
    static MergeSide theirs(const UnitConflict&) { return MergeSide::kTheirs; }

    fs::path folder_ = make_folder();
    DiglotFile file_{path()};
};

TEST_F(ResolveTest, ListsWhileSomebodyElseWrites) {
    OpenOptions impatient;
    impatient.wait = std::chrono::milliseconds(50);
    DiglotFile mine(path(), impatient);
    const ChangeSet writing(file_.database(), file_.log(), {});
    const Resolved found = list_conflicts(mine, nobody, {});
    EXPECT_EQ(found.conflicts.size(), 1u);
    EXPECT_EQ(found.undecided(), 1);
    EXPECT_EQ(list_conflicts(mine, theirs, {}).changed, 1);
    EXPECT_THROW(resolve(mine, theirs, {}, {}), StoreError);
}

TEST_F(ResolveTest, ListsInAFileThatIsReadOnly) {
    OpenOptions options;
    options.create = false;
    options.read_only = true;
    DiglotFile mine(path(), options);
    EXPECT_EQ(list_conflicts(mine, nobody, {}).undecided(), 1);
}

TEST_F(ResolveTest, DecidesAsOneChangeSet) {
    const Resolved decided = resolve(file_, theirs, {}, {});
    EXPECT_EQ(decided.changed, 1);
    ASSERT_TRUE(decided.change);
    EXPECT_EQ(file_.memory().find(1)->variants[1].segment.text, "hers");
    EXPECT_TRUE(list_conflicts(file_, theirs, {}).conflicts.empty());
}

}  // namespace
}  // namespace diglot
