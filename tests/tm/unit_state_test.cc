// States of units: their names, setting aside and back, and what is out of use.
#include "tm/unit_state.h"

#include <gtest/gtest.h>

#include "tests/tm/unit_versions.h"
#include "tm/merge.h"
#include "tm/unit_condition.h"

namespace diglot {
namespace {

Unit unit_in(const std::string& state) {
    Unit unit = version("甲", "one");
    unit.annotations = {prop("x-client", "A"), note("a note")};
    if (!state.empty())
        unit.annotations.insert(unit.annotations.begin() + 1, prop("x-diglot-state", state));
    return unit;
}

TEST(UnitState, HasTheNamesPeopleUse) {
    EXPECT_EQ(state_named("new"), "unreviewed");
    EXPECT_EQ(state_named("set aside"), "set-aside");
    EXPECT_EQ(state_named("machine-translated"), "machine");
    EXPECT_EQ(state_named("from alignment"), "alignment");
    EXPECT_EQ(state_named("rejected"), "rejected");
    EXPECT_FALSE(state_named("wonderful"));
    EXPECT_EQ(state_names(), "new, reviewed, rejected, set-aside, machine, alignment");
}

TEST(UnitState, SettingAsideAndRestoringGivesTheSameUnit) {
    for (const std::string state : {"", "reviewed", "machine"}) {
        const Unit before = unit_in(state);
        Unit unit = before;
        ASSERT_TRUE(set_aside(unit, "length"));
        EXPECT_TRUE(is_set_aside(unit));
        EXPECT_TRUE(is_out_of_use(unit));
        EXPECT_EQ(unit.property("x-diglot-set-aside"), "length");
        EXPECT_FALSE(set_aside(unit, "empty"));
        ASSERT_TRUE(restore(unit));
        EXPECT_EQ(unit.annotations, before.annotations) << state;
        EXPECT_FALSE(restore(unit));
    }
}

TEST(UnitState, AnotherStateEndsSettingAside) {
    Unit unit = unit_in("machine");
    set_aside(unit, "length");
    ASSERT_TRUE(set_state(unit, "reviewed"));
    EXPECT_EQ(unit.annotations, unit_in("reviewed").annotations);
    EXPECT_FALSE(set_state(unit, "reviewed"));
    ASSERT_TRUE(set_state(unit, ""));
    EXPECT_EQ(unit.annotations, unit_in("").annotations);
}

TEST(UnitState, RejectedAndSetAsideAreOutOfUse) {
    for (const std::string state : {"", "reviewed", "unreviewed", "machine", "alignment"})
        EXPECT_FALSE(is_out_of_use(unit_in(state))) << state;
    for (const std::string state : {"rejected", "set-aside"})
        EXPECT_TRUE(is_out_of_use(unit_in(state))) << state;
}

TEST(UnitState, IsAskedForByEitherFieldAndAnyName) {
    Unit unit = unit_in("");
    set_aside(unit, "length");
    for (const char* condition :
         {"state=set-aside", "status=set-aside", "status=\"set aside\"", "status:set-aside"}) {
        const auto parsed = UnitCondition::parse(condition);
        ASSERT_TRUE(parsed) << condition;
        EXPECT_TRUE(parsed->holds(unit)) << condition;
        EXPECT_TRUE(parsed->asks_for_state()) << condition;
    }
    EXPECT_TRUE(UnitCondition::parse("status=new")->holds(unit_in("unreviewed")));
    EXPECT_FALSE(UnitCondition::parse("status!=set-aside")->holds(unit));
    EXPECT_FALSE(UnitCondition::parse("source:甲 and not origin:state")->asks_for_state());
}

TEST(UnitState, AnOlderFileDoesNotPutAUnitBackIntoUse) {
    Unit unit = unit_in("reviewed");
    const Unit file = unit;
    set_aside(unit, "length");
    unit.stamp.changed = Time{1'700'000'000};
    const Unit aside = unit;
    EXPECT_FALSE(merge_unit(unit, file).changed);
    EXPECT_EQ(to_jsonml(unit), to_jsonml(aside));
}

TEST(UnitState, ANewerReviewPutsAUnitBackIntoUse) {
    Unit unit = unit_in("machine");
    set_aside(unit, "length");
    Unit file = unit_in("reviewed");
    file.stamp.changed = Time{1'700'000'000};
    EXPECT_TRUE(merge_unit(unit, file).changed);
    EXPECT_EQ(state_word(unit), "reviewed");
    EXPECT_FALSE(unit.property("x-diglot-set-aside"));
    EXPECT_FALSE(unit.property("x-diglot-state-before"));
}

TEST(UnitState, MeetingAUnitThatIsSetAsideElsewhereChangesNothing) {
    Unit unit = unit_in("");
    Unit file = unit;
    set_aside(file, "length");
    EXPECT_FALSE(merge_unit(unit, file).changed);
    EXPECT_EQ(to_jsonml(unit), to_jsonml(unit_in("")));
}

}  // namespace
}  // namespace diglot
