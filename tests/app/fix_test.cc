// Fixes of units of the memory and of texts line by line; of files: fix_file_test.cc.
#include "app/fix.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

Finding safe(std::int64_t unit, std::string target, std::string suggestion) {
    Finding finding;
    finding.rule = "punctuation";
    finding.place.unit = unit;
    finding.target = std::move(target);
    finding.suggestion = std::move(suggestion);
    finding.safe = true;
    return finding;
}

Unit unit_of(std::vector<std::pair<const char*, std::string>> texts) {
    Unit unit;
    for (const auto& [lang, text] : texts) {
        Variant& variant = unit.variants.emplace_back();
        variant.lang = LanguageTag(lang);
        variant.lang_spelling = lang;
        variant.segment = Segment(text);
    }
    unit.source = 0;
    return unit;
}

/// "before → after (why not)" of each target.
std::string to_text(const std::vector<FixedTarget>& told) {
    std::string all;
    for (const FixedTarget& target : told) {
        all += target.before + " → " + target.after;
        for (const std::string& why : target.why_not)
            if (!why.empty()) all += " (" + why + ")";
        all += "; ";
    }
    return all;
}

TEST(FixPlan, TakesSafeSuggestionsThatChangeSomething) {
    FixPlan plan;
    Finding unsafe = safe(1, "a", "b");
    unsafe.safe = false;
    plan.add(unsafe);
    plan.add(safe(2, "a", ""));
    plan.add(safe(3, "a", "a"));
    EXPECT_TRUE(plan.empty());
    plan.add(safe(4, "a", "b"));
    plan.add(safe(4, "a", "c"));
    EXPECT_EQ(plan.units(), 1u);
    EXPECT_EQ(plan.by_unit().at(4).size(), 2u);
}

TEST(PlanFixes, LeavesTheSourceAlone) {
    const Unit unit = unit_of({{"en", "a，b"}, {"en-GB", "a，b"}, {"de", "a，b"}, {"fr", "c"}});
    const auto own = plan_fixes(unit, {safe(1, "a，b", "a, b")}, {});
    ASSERT_EQ(own.size(), 2u);
    EXPECT_EQ(own[0].variant, 1u);
    EXPECT_EQ(own[1].variant, 2u);
    const auto german = plan_fixes(unit, {safe(1, "a，b", "a, b")}, LanguageTag("de"));
    ASSERT_EQ(german.size(), 2u);
    EXPECT_EQ(german[0].variant, 0u);
    EXPECT_EQ(german[1].variant, 1u);
    EXPECT_TRUE(plan_fixes(unit, {safe(1, "other", "x")}, {}).empty());
}

TEST(FixedName, StandsBeforeTheSuffix) {
    EXPECT_EQ(fixed_name("news.tmx"), "news.fixed.tmx");
    EXPECT_EQ(fixed_name("a.b/news"), "a.b/news.fixed");
    EXPECT_EQ(fixed_name("a.b/news.zh-TW.txt"), "a.b/news.zh-TW.fixed.txt");
    EXPECT_EQ(fixed_name(".hidden"), ".hidden.fixed");
    EXPECT_EQ(fixed_name("x/.hidden"), "x/.hidden.fixed");
}

class FixMemoryTest : public testing::Test {
protected:
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

    FixReport fix(const std::vector<Finding>& findings, bool preview = false) {
        FixPlan plan;
        for (const Finding& finding : findings) plan.add(finding);
        told_.clear();
        change_.reset();
        return fix_memory(
            file_, {{"ana", "check --fix", ""}, {}, preview}, plan,
            [&](const FixedTarget& target) { told_.push_back(target); }, change_);
    }

    std::string target(std::int64_t id) {
        return file_.memory().find(id)->variants[1].segment.text;
    }

    DiglotFile file_{":memory:"};
    std::vector<FixedTarget> told_;
    std::optional<std::int64_t> change_;
};

TEST_F(FixMemoryTest, EditsAsOneChangeSetThatIsUndone) {
    const auto one = add(unit_of({{"zh-TW", "一"}, {"en", "a，b"}}));
    const auto two = add(unit_of({{"zh-TW", "二"}, {"en", "c。"}}));
    const FixReport report = fix({safe(one, "a，b", "a, b"), safe(two, "c。", "c.")});
    EXPECT_EQ(report.fixed, 2u);
    EXPECT_EQ(report.left, 0u);
    EXPECT_EQ(to_text(told_), "a，b → a, b; c。 → c.; ");
    EXPECT_EQ(target(one), "a, b");
    EXPECT_EQ(target(two), "c.");
    const Unit unit = *file_.memory().find(one);
    EXPECT_EQ(unit.stamp.changed_by, "ana");
    EXPECT_TRUE(unit.variants[1].stamp.changed);
    EXPECT_EQ(unit.variants[0].stamp, Stamp());
    ASSERT_TRUE(change_);
    ASSERT_TRUE(file_.log().undo(*change_).ok());
    EXPECT_EQ(target(one), "a，b");
    EXPECT_EQ(file_.memory().find(one)->stamp, Stamp());
}

TEST_F(FixMemoryTest, ShowsAndChangesNothingInAPreview) {
    const auto one = add(unit_of({{"zh-TW", "一"}, {"en", "a，b"}}));
    EXPECT_EQ(fix({safe(one, "a，b", "a, b")}, true).fixed, 1u);
    EXPECT_EQ(to_text(told_), "a，b → a, b; ");
    EXPECT_EQ(target(one), "a，b");
    EXPECT_FALSE(change_);
}

TEST_F(FixMemoryTest, LeavesAUnitThatWouldSayWhatAnotherSays) {
    const auto one = add(unit_of({{"zh-TW", "一"}, {"en", "a，b"}}));
    add(unit_of({{"zh-TW", "一"}, {"en", "a, b"}}));
    const FixReport report = fix({safe(one, "a，b", "a, b")});
    EXPECT_EQ(report.fixed, 0u);
    EXPECT_EQ(report.left, 1u);
    EXPECT_EQ(to_text(told_), "a，b → a，b (another unit says the same); ");
    EXPECT_EQ(target(one), "a，b");
    EXPECT_FALSE(change_);
}

TEST_F(FixMemoryTest, APreviewSaysWhatApplyingDoes) {
    const auto one = add(unit_of({{"zh-TW", "一"}, {"en", "a，b"}}));
    const auto two = add(unit_of({{"zh-TW", "一"}, {"en", "a, b"}}));
    const auto three = add(unit_of({{"zh-TW", "一"}, {"en", "a ,b"}}));
    const std::vector<Finding> findings = {safe(one, "a，b", "a, b"), safe(two, "a, b", "a,b"),
                                           safe(three, "a ,b", "a, b")};
    std::string told[2];
    for (const bool preview : {true, false}) {
        const FixReport report = fix(findings, preview);
        EXPECT_EQ(report.fixed, 2u);
        EXPECT_EQ(report.left, 1u);
        told[preview] = to_text(told_);
    }
    EXPECT_EQ(told[0], told[1]);
    EXPECT_EQ(told[0], "a, b → a,b; a，b → a, b; a ,b → a ,b (another unit says the same); ");
    EXPECT_EQ(target(one), "a, b");
    EXPECT_EQ(target(two), "a,b");
    EXPECT_EQ(target(three), "a ,b");
}

TEST_F(FixMemoryTest, SaysWhatDoesNotGoTogether) {
    const auto one = add(unit_of({{"zh-TW", "一"}, {"en", "a，b"}}));
    const FixReport report =
        fix({safe(one, "a，b", "a, b"), safe(one, "a，b", "a; b"), safe(99, "x", "y")});
    EXPECT_EQ(report.fixed, 1u);
    EXPECT_EQ(report.left, 1u);
    EXPECT_EQ(to_text(told_), "a，b → a, b (another fix changes the same place); ");
}

class FixLinesTest : public testing::Test {
protected:
    FixLinesTest() { fs::create_directories(folder_); }
    ~FixLinesTest() override { fs::remove_all(folder_); }

    std::string path(const char* name) const { return (folder_ / name).string(); }

    std::string read(const char* name) const {
        std::ostringstream all;
        all << std::ifstream(path(name), std::ios::binary).rdbuf();
        return all.str();
    }

    /// Fixes "a.en" into "b.en".
    Result<FixReport> fix(std::string_view bytes, std::vector<Finding> findings) {
        std::ofstream(path("a.en"), std::ios::binary) << bytes;
        FixPlan plan;
        for (Finding& finding : findings) {
            finding.place.file = path("a.en");
            finding.place.position = {static_cast<std::size_t>(finding.place.unit), 1};
            plan.add(finding);
        }
        told_.clear();
        return fix_lines(path("a.en"), path("b.en"), plan,
                         [&](const FixedTarget& target) { told_.push_back(target); });
    }

    fs::path folder_ = fs::temp_directory_path() / ("diglot-fix-" + std::to_string(getpid()));
    std::vector<FixedTarget> told_;
};

TEST_F(FixLinesTest, KeepsEveryByteOfOtherLines) {
    const auto report = fix("\xEF\xBB\xBFone，\r\n\xFF\tkept \r\n\nfour。",
                            {safe(1, "one，", "one,"), safe(4, "four。", "four.")});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->fixed, 2u);
    EXPECT_EQ(read("b.en"), "\xEF\xBB\xBFone,\r\n\xFF\tkept \r\n\nfour.");
    EXPECT_EQ(to_text(told_), "one， → one,; four。 → four.; ");
}

TEST_F(FixLinesTest, RefusesAFileThatWasChanged) {
    const auto report = fix("one\ntwo\n", {safe(1, "one", "1"), safe(2, "zwei，", "zwei,")});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, "fix.changed");
    EXPECT_EQ(report.error().position.line, 2u);
    EXPECT_FALSE(fs::exists(path("b.en")));
    EXPECT_TRUE(told_.empty());
}

TEST_F(FixLinesTest, RefusesAFileThatIsShorterThanWhenItWasChecked) {
    const auto report = fix("one\n", {safe(1, "one", "1"), safe(7, "seven，", "seven,")});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, "fix.changed");
    EXPECT_FALSE(fs::exists(path("b.en")));
}

TEST_F(FixLinesTest, WritesNothingWhereNothingIsFixed) {
    EXPECT_EQ(fix("one\n", {})->fixed, 0u);
    EXPECT_FALSE(fs::exists(path("b.en")));
    EXPECT_THROW((void)fix_lines(path("none"), path("b.en"), {}, [](const FixedTarget&) {}),
                 IoError);
}

}  // namespace
}  // namespace diglot
