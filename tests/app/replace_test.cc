#include "app/replace.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/tm/unit_versions.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class ReplaceTest : public testing::Test {
protected:
    ~ReplaceTest() override { fs::remove_all(folder_); }

    std::string path() const { return (folder_ / "a.diglot").string(); }

    static OpenOptions impatient() {
        OpenOptions options;
        options.wait = std::chrono::milliseconds(50);
        return options;
    }

    std::int64_t add(const Unit& unit) {
        ChangeSet change(file_.database(), file_.log(), {});
        file_.memory().add(unit, change);
        file_.memory().flush();
        change.commit();
        std::int64_t last = 0;
        file_.memory().for_each({}, [&](const Unit& one) {
            last = one.id;
            return true;
        });
        return last;
    }

    ReplaceReport replace(const std::string& pattern, const std::string& by, bool apply = true) {
        ReplaceRequest request{true, {}, *Regex::compile(pattern), by, {}, apply, {}, {}};
        told_.clear();
        return *replace_texts(file_, request,
                              [&](const ReplacedText& text) { told_.push_back(text); });
    }

    std::string target(std::int64_t id) {
        return file_.memory().find(id)->variants[1].segment.text;
    }

    static fs::path make_folder() {
        const fs::path folder =
            fs::temp_directory_path() / ("diglot-replace-" + std::to_string(getpid()));
        fs::create_directories(folder);
        return folder;
    }

    fs::path folder_ = make_folder();
    DiglotFile file_{path()};
    std::vector<ReplacedText> told_;
};

TEST_F(ReplaceTest, ReplacesInTheTargetOnlyAndCounts) {
    const std::int64_t id = add(version("NREL 與 NREL", "NREL and NREL"));
    const ReplaceReport report = replace("NREL", "NLR");
    EXPECT_EQ(report.units, 1);
    EXPECT_EQ(report.places, 2);
    EXPECT_EQ(target(id), "NLR and NLR");
    EXPECT_EQ(file_.memory().find(id)->variants[0].segment.text, "NREL 與 NREL");
    ASSERT_TRUE(report.change);
    ASSERT_TRUE(file_.log().undo(*report.change));
    EXPECT_EQ(target(id), "NREL and NREL");
}

TEST_F(ReplaceTest, APreviewChangesNothing) {
    const std::int64_t id = add(version("甲", "one"));
    const ReplaceReport report = replace("one", "two", false);
    EXPECT_EQ(report.units, 1);
    EXPECT_FALSE(report.change);
    ASSERT_EQ(told_.size(), 1);
    EXPECT_EQ(told_[0].after, "two");
    EXPECT_EQ(target(id), "one");
}

TEST_F(ReplaceTest, TakesGroupsAndALiteralDollar) {
    const std::int64_t id = add(version("百分之五", "5 percent of 20 dollars"));
    replace("(\\d+) percent", "$1%");
    replace("(\\d+) dollars", "\\$$1");
    EXPECT_EQ(target(id), "5% of $20");
}

TEST_F(ReplaceTest, RefusesAGroupThereIsNot) {
    ReplaceRequest request{true, {}, *Regex::compile("(a)"), "$2", {}, true, {}, {}};
    const auto report = replace_texts(file_, request, [](const ReplacedText&) {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, "replace.group");
}

TEST_F(ReplaceTest, LeavesAUnitThatWouldBeEmptyOrTheSameAsAnother) {
    const std::int64_t empty = add(version("乙", "gone"));
    const std::int64_t first = add(version("甲", "one"));
    const std::int64_t second = add(version("甲", "uno"));
    for (const bool apply : {false, true}) {
        EXPECT_EQ(replace("gone", "", apply).left, 1);
        const ReplaceReport report = replace("uno", "one", apply);
        EXPECT_EQ(report.units, 0);
        EXPECT_EQ(report.places, 0);
        EXPECT_EQ(report.left, 1);
        EXPECT_FALSE(report.change);
        ASSERT_EQ(told_.size(), 1);
        EXPECT_EQ(told_[0].unit, second);
        EXPECT_EQ(told_[0].why_left, "another unit says the same then");
    }
    EXPECT_EQ(target(empty), "gone");
    EXPECT_EQ(target(first), "one");
    EXPECT_EQ(target(second), "uno");
}

TEST_F(ReplaceTest, OfTwoUnitsThatBecomeTheSameOneIsLeft) {
    add(version("甲", "one a"));
    add(version("甲", "one b"));
    const ReplaceReport report = replace("one [ab]", "one");
    EXPECT_EQ(report.units, 1);
    EXPECT_EQ(report.places, 1);
    EXPECT_EQ(report.left, 1);
    EXPECT_TRUE(report.change);
}

TEST_F(ReplaceTest, APreviewSaysWhatApplyingDoes) {
    // Two that become the same; one that takes what the next gives up.
    for (const auto& targets : {std::pair("one a", "one b"), std::pair("one", "one one")}) {
        add(version(targets.first, targets.first));
        add(version(targets.first, targets.second));
    }
    std::vector<std::string> told[2];
    for (const bool apply : {false, true}) {
        const ReplaceReport letters = replace("one [ab]", "1", apply);
        EXPECT_EQ(letters.units, 1);
        EXPECT_EQ(letters.places, 1);
        EXPECT_EQ(letters.left, 1);
        for (const ReplacedText& text : told_)
            told[apply].push_back(std::to_string(text.unit) + text.after + text.why_left);
        const ReplaceReport doubled = replace("^one( one)?$", "$0 one", apply);
        EXPECT_EQ(doubled.units, 2);
        EXPECT_EQ(doubled.left, 0);
        for (const ReplacedText& text : told_)
            told[apply].push_back(std::to_string(text.unit) + text.after + text.why_left);
    }
    EXPECT_EQ(told[0], told[1]);
    EXPECT_EQ(target(1), "1");
    EXPECT_EQ(target(2), "one b");
    EXPECT_EQ(target(3), "one one");
    EXPECT_EQ(target(4), "one one one");
}

TEST_F(ReplaceTest, PutsTextInWhereNothingIsReplaced) {
    const std::int64_t id = add(version("甲", "the lab"));
    const ReplaceReport report = replace("^", "To ");
    EXPECT_EQ(report.places, 1);
    replace("$", ".");
    replace("\\b(?=lab)", "big ");
    EXPECT_EQ(target(id), "To the big lab.");
}

TEST_F(ReplaceTest, CountsReviewedUnitsAndLeavesTheirState) {
    Unit reviewed = version("甲", "lab one");
    set_state(reviewed, unit_state::kReviewed);
    const std::int64_t id = add(reviewed);
    add(version("乙", "lab two"));
    for (const bool apply : {false, true}) {
        const ReplaceReport report = replace("lab", "laboratory", apply);
        EXPECT_EQ(report.units, 2);
        EXPECT_EQ(report.reviewed, 1);
    }
    EXPECT_EQ(state_word(*file_.memory().find(id)), unit_state::kReviewed);
}

TEST_F(ReplaceTest, LeavesAUnitOfWhichOnlyWhiteSpaceWouldRemain) {
    const std::int64_t id = add(version("甲", "gone\u3000"));
    for (const bool apply : {false, true}) EXPECT_EQ(replace("gone", " ", apply).left, 1);
    EXPECT_EQ(target(id), "gone\u3000");
}

TEST_F(ReplaceTest, SaysNothingOfTheOtherTextsOfAUnitThatIsLeft) {
    Unit unit = version("甲", "word");
    unit.variants.push_back(variant_of("en-GB", "word and more"));
    const std::int64_t id = add(unit);
    const ReplaceReport report = replace("^word$|word and", "");
    EXPECT_EQ(report.units, 0);
    EXPECT_EQ(report.left, 1);
    ASSERT_EQ(told_.size(), 1);
    EXPECT_FALSE(told_[0].why_left.empty());
    EXPECT_EQ(target(id), "word");
}

TEST_F(ReplaceTest, NobodyChangesAUnitBetweenLookAndChange) {
    const std::int64_t id = add(version("甲", "the old name"));
    bool refused = false;
    ReplaceRequest request{true, {}, *Regex::compile("old"), "new", {}, true, {}, {}};
    request.progress = [&](std::uint64_t) {
        DiglotFile other(path(), impatient());
        try {
            ChangeSet change(other.database(), other.log(), {});
            Unit unit = *other.memory().find(id);
            unit.variants[1].segment = Segment("the old name, reviewed");
            other.memory().update(unit);
            change.commit();
        } catch (const StoreError&) {
            refused = true;
        }
    };
    const auto report = replace_texts(file_, request, [](const ReplacedText&) {});
    ASSERT_TRUE(report);
    EXPECT_TRUE(refused);
    EXPECT_EQ(target(id), "the new name");
}

}  // namespace
}  // namespace diglot
