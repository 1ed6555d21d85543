#include "app/unit_edit.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "app/history.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

using Outcome = UnitEdit::Outcome;

/// Two people with the same file open, each with a connection of their own.
class UnitEditTest : public testing::Test {
protected:
    UnitEditTest() : mine_(path("memory.diglot")), hers_(path("memory.diglot")) {
        ChangeSet change(mine_.database(), mine_.log(), {"mei", "import", ""});
        Unit unit;
        unit.source = 0;
        unit.variants.resize(2);
        unit.variants[0].lang = LanguageTag("zh-TW");
        unit.variants[0].segment = Segment("渡輪停駛。");
        unit.variants[1].lang = LanguageTag("en");
        unit.variants[1].segment = Segment("The ferry is suspended.");
        mine_.memory().add(unit, change);
        unit.variants[1].segment = Segment("No ferry.");
        mine_.memory().add(unit, change);
        mine_.memory().flush();
        change.commit();
    }
    ~UnitEditTest() override { std::filesystem::remove_all(folder_); }

    static UnitEdit edit(DiglotFile& file, std::optional<std::int64_t> revision,
                         const std::string& target) {
        return edit_unit(file, 1, revision,
                         [&](Unit& unit) { unit.variants[1].segment = Segment(target); },
                         {"tester", "edit", ""});
    }
    static std::string target(DiglotFile& file) {
        return file.memory().find(1)->variants[1].segment.text;
    }

    std::string path(const char* name) {
        std::filesystem::create_directories(folder_);
        return (folder_ / name).string();
    }
    std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) /
                                    (std::string("unit_edit_test.") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    DiglotFile mine_, hers_;
};

TEST_F(UnitEditTest, TwoWhoEditAtOnceGetAConflictAndNoLoss) {
    const UnitEdit read = look_at_unit(mine_, 1);
    EXPECT_EQ(read.revision, 1);
    ASSERT_EQ(edit(hers_, look_at_unit(hers_, 1).revision, "Hers.").outcome, Outcome::kEdited);
    const UnitEdit refused = edit(mine_, read.revision, "Mine.");
    EXPECT_EQ(refused.outcome, Outcome::kOtherRevision);
    EXPECT_EQ(refused.revision, 2);
    EXPECT_EQ(refused.unit->variants[1].segment.text, "Hers.");
    EXPECT_EQ(target(mine_), "Hers.");
    EXPECT_EQ(mine_.log().latest(), 2);  // No empty change set stays.
    EXPECT_EQ(edit(mine_, refused.revision, "Both.").outcome, Outcome::kEdited);
    EXPECT_EQ(target(hers_), "Both.");
}

TEST_F(UnitEditTest, SeesThatTheUnitWasRemovedMeanwhile) {
    {
        ChangeSet change(hers_.database(), hers_.log(), {"tester", "remove", ""});
        hers_.memory().remove(1);
        change.commit();
    }
    const UnitEdit refused = edit(mine_, 1, "Mine.");
    EXPECT_EQ(refused.outcome, Outcome::kOtherRevision);
    EXPECT_FALSE(refused.unit);
    EXPECT_EQ(edit(mine_, {}, "Mine.").outcome, Outcome::kUnknown);
    EXPECT_EQ(edit_unit(mine_, 7, 1, [](Unit&) {}, {}).outcome, Outcome::kUnknown);
}

TEST_F(UnitEditTest, ARevisionComesBackWithWhatItSaid) {
    ASSERT_EQ(edit(mine_, 1, "Later.").revision, 2);
    ASSERT_TRUE(hers_.log().undo(2));
    EXPECT_EQ(look_at_unit(mine_, 1).revision, 1);
    EXPECT_EQ(edit(mine_, 1, "Mine.").revision, 3);
}

TEST_F(UnitEditTest, WritesNothingThatAnotherUnitSays) {
    EXPECT_EQ(edit(mine_, 1, "No ferry.").outcome, Outcome::kSameAsAnother);
    EXPECT_EQ(target(hers_), "The ferry is suspended.");
    EXPECT_EQ(mine_.log().latest(), 1);
}

TEST_F(UnitEditTest, MakesNoChangeSetWhereNothingChanges) {
    const UnitEdit same = edit(mine_, 1, "The ferry is suspended.");
    EXPECT_EQ(same.outcome, Outcome::kUnchanged);
    EXPECT_EQ(same.revision, 1);
    EXPECT_FALSE(same.change);
    EXPECT_FALSE(same.unit->stamp.changed);
    EXPECT_EQ(mine_.log().latest(), 1);
}

TEST_F(UnitEditTest, NewTextEndsAReviewUnlessTheStateIsSaid) {
    const auto review = [](Unit& unit) { set_state(unit, unit_state::kReviewed); };
    ASSERT_EQ(edit_unit(mine_, 1, {}, review, {}, true).outcome, Outcome::kEdited);
    const UnitEdit noted = edit_unit(
        mine_, 1, {}, [](Unit& unit) { unit.annotations.push_back(Markup::leaf("note", {}, "n")); },
        {});
    EXPECT_FALSE(noted.review_ended);
    EXPECT_EQ(state_word(*noted.unit), unit_state::kReviewed);
    const UnitEdit edited = edit(mine_, {}, "Later.");
    EXPECT_TRUE(edited.review_ended);
    EXPECT_EQ(state_word(*hers_.memory().find(1)), "");
    const UnitEdit both = edit_unit(
        mine_, 1, {},
        [&](Unit& unit) {
            unit.variants[1].segment = Segment("Latest.");
            review(unit);
        },
        {}, true);
    EXPECT_FALSE(both.review_ended);
    EXPECT_EQ(state_word(*hers_.memory().find(1)), unit_state::kReviewed);
}

TEST_F(UnitEditTest, TellsEveryVersionThatThereWas) {
    edit(mine_, {}, "One.");
    edit(mine_, {}, "Two.");
    ASSERT_TRUE(mine_.log().undo(3));
    edit(mine_, {}, "Three.");
    {
        ChangeSet change(mine_.database(), mine_.log(), {"tester", "remove", ""});
        mine_.memory().remove(1);
        change.commit();
    }
    std::vector<std::string> told;
    for (const Version<Unit>& version : unit_history(hers_, 1)) {
        const auto text = [](const std::optional<Unit>& unit) {
            return unit ? unit->variants[1].segment.text : std::string("-");
        };
        told.push_back(std::to_string(version.change.id) + ": " + text(version.before) + " > " +
                       text(version.after) + (version.change.undone ? " (undone)" : "") +
                       (version.is_current ? " (now)" : ""));
    }
    EXPECT_EQ(told, (std::vector<std::string>{
                        "1: - > The ferry is suspended.", "2: The ferry is suspended. > One.",
                        "3: One. > Two. (undone)", "4: One. > Three.", "5: Three. > - (now)"}));
    EXPECT_TRUE(unit_history(hers_, 9).empty());
}

}  // namespace
}  // namespace diglot
