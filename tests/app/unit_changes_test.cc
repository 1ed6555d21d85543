#include "app/unit_changes.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/diglot_file.h"
#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ChangeUnitsTest : public testing::Test {
protected:
    void add(const std::vector<std::string>& targets) {
        ChangeSet change(file_.database(), file_.log(), {});
        for (const std::string& target : targets) file_.memory().add(version("甲", target), change);
        file_.memory().flush();
        change.commit();
    }

    /// Gives units new targets, and notes who was changed and who was left.
    void change(const std::map<std::int64_t, std::string>& targets, bool apply) {
        IdRanges ids;
        for (const auto& [id, target] : targets) ids.append(id);
        changed_.clear();
        left_.clear();
        std::optional<ChangeSet> set;
        if (apply) set.emplace(file_.database(), file_.log(), ChangeRequest());
        change_units(file_.memory(), ids, apply,
                     {[&](std::int64_t id) {
                          std::optional<Unit> unit = file_.memory().find(id);
                          unit->variants[1].segment = Segment(targets.at(id));
                          return unit;
                      },
                      [&](std::int64_t id) { changed_.push_back(id); },
                      [&](std::int64_t id) { left_.push_back(id); }});
        if (set) set->commit();
    }

    std::vector<std::string> targets() {
        std::vector<std::string> all;
        file_.memory().for_each({}, [&](const Unit& unit) {
            all.push_back(unit.variants[1].segment.text);
            return true;
        });
        return all;
    }

    DiglotFile file_{":memory:"};
    std::vector<std::int64_t> changed_, left_;
};

TEST_F(ChangeUnitsTest, OneTakesWhatAnotherGivesUpWhateverTheirOrder) {
    add({"a", "b", "c", "d"});
    for (const bool apply : {false, true}) {
        change({{1, "b"}, {2, "c"}, {3, "e"}, {4, "a"}}, apply);
        EXPECT_THAT(changed_, ElementsAre(3, 2, 1, 4)) << apply;
        EXPECT_THAT(left_, IsEmpty());
    }
    EXPECT_THAT(targets(), ElementsAre("b", "c", "e", "a"));
}

TEST_F(ChangeUnitsTest, LeavesTheSecondOfTwoThatBecomeTheSameAndWhoWaitsForIt) {
    add({"a", "b", "c", "d"});
    for (const bool apply : {false, true}) {
        change({{1, "x"}, {2, "x"}, {3, "b"}}, apply);
        EXPECT_THAT(changed_, ElementsAre(1)) << apply;
        EXPECT_THAT(left_, ElementsAre(2, 3)) << apply;
        change({{4, "c"}}, apply);
        EXPECT_THAT(left_, ElementsAre(4)) << apply;
    }
    EXPECT_THAT(targets(), ElementsAre("x", "b", "c", "d"));
}

TEST_F(ChangeUnitsTest, TwoThatTakeEachOthersTextsStay) {
    add({"a", "b"});
    for (const bool apply : {false, true}) {
        change({{1, "b"}, {2, "a"}}, apply);
        EXPECT_THAT(changed_, IsEmpty()) << apply;
        EXPECT_THAT(left_, ElementsAre(1, 2)) << apply;
    }
    EXPECT_THAT(targets(), ElementsAre("a", "b"));
}

TEST_F(ChangeUnitsTest, OfSeveralThatWaitForOneTheFirstTakesWhatItGivesUp) {
    add({"a", "b", "c"});
    for (const bool apply : {false, true}) {
        change({{1, "c"}, {2, "c"}, {3, "z"}}, apply);
        EXPECT_THAT(changed_, ElementsAre(3, 1)) << apply;
        EXPECT_THAT(left_, ElementsAre(2)) << apply;
    }
    EXPECT_THAT(targets(), ElementsAre("c", "b", "z"));
}

}  // namespace
}  // namespace diglot
