#include "app/sync.h"

#include <fstream>

#include <gtest/gtest.h>

#include "app/memory_resolve.h"
#include "tests/app/sync_copies.h"

namespace diglot {
namespace {

void edit(const std::string& path, const std::string& name, const std::string& text) {
    DiglotFile file(path);
    change(file, "edit", [&](ChangeSet&) {
        for (Unit unit : all_units(file)) {
            if (name_of(unit) != name) continue;
            unit.variants[1].segment = Segment(text);
            ASSERT_EQ(file.memory().update(unit), Updated::kUpdated);
        }
    });
}

TEST_F(SyncTest, BringsTwoCopiesToTheSame) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 5);
    edit(a, "b1", "changed by a");
    edit(b, "b2", "changed by b");
    {
        DiglotFile file(b);
        change(file, "add", [&](ChangeSet& set) {
            file.memory().add(named("n", "新", "new"), set);
            file.memory().remove(1);
        });
    }
    const SyncApplied first = give(a, b);
    EXPECT_EQ(first.units.changed, 1);
    const SyncApplied second = give(b, a);
    EXPECT_EQ(second.units.changed, 1);
    EXPECT_EQ(second.units.added, 1);
    EXPECT_EQ(second.units.removed, 1);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(contents(a).size(), 5u);
    // Neither has anything new for the other.
    EXPECT_FALSE(give(a, b).change);
    EXPECT_FALSE(give(b, a).change);
}

TEST_F(SyncTest, KeepsBothVersionsOfAFieldThatBothChangedUntilItIsDecided) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    edit(a, "b0", "of a");
    edit(b, "b0", "of b");
    EXPECT_EQ(give(a, b).conflicts(), 1u);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    {
        DiglotFile file(b);
        const Resolved decided = resolve(
            file, [](const UnitConflict&) { return MergeSide::kTheirs; }, {}, {"t", "resolve", ""});
        EXPECT_EQ(decided.undecided(), 0);
        EXPECT_EQ(decided.changed, 1);
    }
    EXPECT_EQ(give(b, a).conflicts(), 0u);
    EXPECT_EQ(contents(a), contents(b));
    DiglotFile file(a);
    EXPECT_FALSE(file.memory().find(1)->property(kConflictProperty));
}

TEST_F(SyncTest, BothMayTakeInTheOthersChangesAtTheSameTime) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    edit(a, "b0", "of a");
    edit(b, "b0", "of b");
    {
        DiglotFile one(a), other(b);
        write_sync_pack(one, path("1"));
        write_sync_pack(other, path("2"));
        ASSERT_TRUE(apply_sync_pack(one, path("2"), {"t", "apply", ""}));
        ASSERT_TRUE(apply_sync_pack(other, path("1"), {"t", "apply", ""}));
    }
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(give(a, b).conflicts(), 0u);
    EXPECT_EQ(give(b, a).conflicts(), 0u);
}

TEST_F(SyncTest, AnUndoneChangeIsUndoneThereToo) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    const auto before = contents(a);
    edit(a, "b0", "a mistake");
    give(a, b);
    {
        DiglotFile file(a);
        ASSERT_TRUE(file.log().undo(2));
    }
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(b), before);
    EXPECT_EQ(contents(a), before);
}

TEST_F(SyncTest, WhatWasTakenInIsUndoneAndTakenInAgain) {
    const std::string a = path("a"), b = a + ".copy";
    make_base(a, 2);
    const auto before = contents(b);
    edit(a, "b0", "better");
    const SyncApplied applied = give(a, b);
    {
        DiglotFile file(b);
        ASSERT_TRUE(file.log().undo(*applied.change));
    }
    EXPECT_EQ(contents(b), before);
    give(a, b);
    EXPECT_EQ(contents(b), contents(a));
}

TEST_F(SyncTest, WorksWithoutAPointFromAPlainCopyOfTheFile) {
    const std::string a = path("a"), b = path("b");
    {
        DiglotFile file(a);
        change(file, "import", [&](ChangeSet& set) {
            file.memory().add(named("x", "甲", "one"), set);
            file.memory().add(named("y", "乙", "two"), set);
        });
        file.database().backup(b);
    }
    edit(a, "x", "uno");
    edit(b, "y", "due");
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(contents(a).size(), 2u);
}

TEST_F(SyncTest, RefusesWhatIsNoPackAndWhatBreaksOff) {
    const std::string a = path("a");
    make_base(a, 2);
    edit(a, "b0", "of a");
    DiglotFile file(a);
    write_sync_pack(file, path("pack"));
    std::ifstream in(path("pack"));
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    const auto code_of = [&](const std::string& text) {
        std::ofstream(path("broken")) << text;
        const auto applied = apply_sync_pack(file, path("broken"), {"t", "apply", ""});
        return applied ? std::string() : applied.error().code;
    };
    EXPECT_EQ(code_of("<tmx/>"), "sync.not-a-pack");
    EXPECT_EQ(code_of(""), "sync.not-a-pack");
    EXPECT_EQ(code_of(whole), "");
    for (std::size_t size = whole.find('\n') + 1; size + 1 < whole.size(); ++size)
        ASSERT_EQ(code_of(whole.substr(0, size)), "sync.damaged") << size;
}

}  // namespace
}  // namespace diglot
