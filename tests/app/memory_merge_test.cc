#include "app/memory_merge.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/tm/unit_versions.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

using Memory = std::vector<Unit>;

UnitSpool spool_of(const Memory& memory) {
    UnitSpool spool;
    for (const Unit& unit : memory) spool.add(unit);
    return spool;
}

Unit unit_called(const std::string& name, const std::string& source, const std::string& target) {
    Unit unit = version(source, target);
    unit.attributes = {{"tuid", name}};
    return unit;
}

struct Merged {
    std::multiset<std::string> forms;
    MergeCounts counts;
};

Merged merged(const Memory* base, const Memory& ours, const Memory& theirs, MergeSide side) {
    const UnitSpool was = spool_of(base ? *base : Memory{});
    const UnitSpool mine = spool_of(ours);
    const UnitSpool other = spool_of(theirs);
    Merged result;
    result.counts = MemoryMerge(base ? &was : nullptr, mine, other)
                        .walk([side](const UnitConflict&) { return side; },
                              [&](MergedUnit&& one) {
                                  if (one.after) result.forms.insert(canonical_form(*one.after));
                              });
    return result;
}

TEST(MemoryMerge, KeepsTheOrderOfOursAndPutsTheirsBehindTheirNeighbour) {
    const Memory base = {unit_called("1", "甲", "a"), unit_called("2", "乙", "b")};
    Memory ours = base, theirs = base;
    ours.push_back(unit_called("x", "丙", "c"));
    theirs.insert(theirs.begin() + 1, unit_called("y", "丁", "d"));
    theirs.insert(theirs.begin(), unit_called("z", "戊", "e"));
    const UnitSpool was = spool_of(base), mine = spool_of(ours), other = spool_of(theirs);
    std::string order;
    MemoryMerge(&was, mine, other).walk({}, [&](MergedUnit&& one) {
        order += one.after->variants[1].segment.text;
    });
    EXPECT_EQ(order, "eadbc");
}

TEST(MemoryMerge, WithoutABaseRemovesNothing) {
    const Memory ours = {unit_called("1", "甲", "a")}, theirs = {unit_called("2", "乙", "b")};
    const Merged both = merged(nullptr, ours, theirs, MergeSide::kOurs);
    EXPECT_EQ(both.forms.size(), 2u);
    EXPECT_EQ(both.counts.added, 1);
    EXPECT_EQ(both.counts.unchanged, 1);
}

TEST(MemoryMerge, PutsAChangedUnitOfTwoIntoADiglotFileAndTakesItBack) {
    DiglotFile file(":memory:");
    const auto contents = [&] {
        std::multiset<std::string> forms;
        file.memory().for_each({}, [&](const Unit& unit) {
            forms.insert(canonical_form(unit));
            return true;
        });
        return forms;
    };
    Memory base = {unit_called("1", "甲", "a"), unit_called("2", "乙", "b"),
                   unit_called("3", "丙", "c")};
    {
        ChangeSet change(file.database(), file.log(), {"t", "import", ""});
        for (const Unit& unit : base) file.memory().add(unit, change);
        file.memory().flush();
        change.commit();
    }
    const auto before = contents();
    // Two units change places: neither can be changed before the other.
    Memory theirs = base;
    std::swap(theirs[0].variants, theirs[1].variants);
    theirs.erase(theirs.begin() + 2);
    theirs.push_back(unit_called("4", "丁", "d"));
    UnitSpool ours;
    file.memory().for_each({}, [&](const Unit& unit) {
        ours.add(unit);
        return true;
    });
    const UnitSpool was = spool_of(base), other = spool_of(theirs);
    ChangeSet change(file.database(), file.log(), {"t", "merge", ""});
    MergeCounts counts;
    carry_out(file, MemoryMerge(&was, ours, other), {}, change, counts);
    change.commit();
    EXPECT_EQ(counts.removed, 1);
    EXPECT_EQ(counts.added, 1);
    EXPECT_TRUE(file.verify().faults.empty());
    ASSERT_TRUE(file.log().undo(2));
    EXPECT_EQ(contents(), before);
}

struct Author {
    std::mt19937& random;
    std::string name;
    int serial = 0;

    std::string word() { return name + std::to_string(++serial); }

    void act(Memory& memory) {
        const unsigned kind = random() % 8;
        if (kind == 0 || memory.empty()) {
            const auto at = static_cast<std::ptrdiff_t>(random() % (memory.size() + 1));
            memory.insert(memory.begin() + at, unit_called(word(), "源" + word(), word()));
            return;
        }
        const auto at = static_cast<std::ptrdiff_t>(random() % memory.size());
        Unit& unit = memory[static_cast<std::size_t>(at)];
        if (kind == 1) memory.erase(memory.begin() + at);
        if (kind >= 2 && kind < 6) unit.variants[random() % 2].segment = Segment(word());
        if (kind == 6) unit.annotations.push_back(note(word()));
        if (kind == 7) unit.annotations = {prop("client", word())};
    }
};

TEST(MemoryMerge, OfThousandRandomHistoriesIsTheSameFromBothSidesAndLosesNothing) {
    std::mt19937 random(7);
    for (int round = 0; round < 1000; ++round) {
        SCOPED_TRACE(round);
        Memory base;
        for (int i = 0; i < 8; ++i) {
            const std::string name = std::to_string(i);
            base.push_back(unit_called("base" + name, "源文" + name, "target " + name));
        }
        Memory a = base, b = base;
        Author ann{random, "a"}, ben{random, "b"};
        for (unsigned i = random() % 8; i > 0; --i) ann.act(a);
        for (unsigned i = random() % 8; i > 0; --i) ben.act(b);
        if (round % 4 == 0) std::shuffle(b.begin(), b.end(), random);
        const Merged ab = merged(&base, a, b, MergeSide::kOurs);
        const Merged ba = merged(&base, b, a, MergeSide::kTheirs);
        ASSERT_EQ(ab.forms, ba.forms);
        ASSERT_EQ(ab.counts.conflicts.size(), ba.counts.conflicts.size());
        // A unit that one side made or changed and the other left alone is there as it is.
        std::multiset<std::string> of_base;
        for (const Unit& unit : base) of_base.insert(canonical_form(unit));
        const auto tuid = [](const Unit& unit) { return *find_attribute(unit.attributes, "tuid"); };
        const auto find = [&](const Memory& memory, const std::string& name) {
            return std::find_if(memory.begin(), memory.end(),
                                [&](const Unit& unit) { return tuid(unit) == name; });
        };
        for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
            for (const Unit& unit : *one) {
                const auto there = find(*other, tuid(unit));
                const auto was = find(base, tuid(unit));
                const bool untouched =
                    was == base.end()
                        ? there == other->end()
                        : there != other->end() && canonical_form(*there) == canonical_form(*was);
                if (untouched) {
                    EXPECT_EQ(ab.forms.count(canonical_form(unit)), 1u) << tuid(unit);
                }
            }
        }
    }
}

}  // namespace
}  // namespace diglot
