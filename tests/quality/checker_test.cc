#include "quality/checker.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace diglot {
namespace {

Unit unit_of(std::vector<std::pair<const char*, const char*>> variants) {
    Unit unit;
    for (const auto& [lang, text] : variants) {
        Variant& variant = unit.variants.emplace_back();
        variant.lang = LanguageTag(lang);
        variant.segment = Segment(text);
    }
    return unit;
}

std::vector<Finding> findings_of(Checker& checker, const Unit& unit) {
    std::vector<Finding> findings;
    checker.check(unit, {"a.tmx", {7, 5}, 3},
                  [&](Finding finding) { findings.push_back(std::move(finding)); });
    return findings;
}

TEST(Checker, FillsInRulePlaceAndTexts) {
    Checker checker({});
    const auto findings =
        findings_of(checker, unit_of({{"zh-TW", "共十五人。"}, {"en", "50 people."}}));
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].rule, "numbers");
    EXPECT_EQ(findings[0].severity, Severity::kError);
    EXPECT_EQ(findings[0].place.file, "a.tmx");
    EXPECT_EQ(findings[0].place.position.line, 7u);
    EXPECT_EQ(findings[0].place.unit, 3);
    EXPECT_EQ(findings[0].source, "共十五人。");
    EXPECT_EQ(findings[0].source_span, (TextSpan{3, 9}));
    EXPECT_EQ(findings[0].target_span, (TextSpan{0, 2}));
}

TEST(Checker, LooksAtEveryOtherLanguageOfAUnit) {
    Checker checker({});
    const Unit unit = unit_of({{"zh-TW", "共十五人。"}, {"en", "50 people."}, {"de", "51 Leute."}});
    EXPECT_EQ(findings_of(checker, unit).size(), 2u);
    EXPECT_EQ(checker.checked(), 1u);
}

TEST(Checker, TakesTheLanguagesAskedForEitherWay) {
    CheckOptions options;
    options.source = LanguageTag("en");
    options.target = LanguageTag("zh-TW");
    Checker checker(options);
    const auto findings =
        findings_of(checker, unit_of({{"zh-TW", "共十五人。"}, {"en", "50 people."}}));
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].source, "50 people.");
    EXPECT_TRUE(findings_of(checker, unit_of({{"zh-TW", "共十五人。"}})).empty());
    EXPECT_EQ(checker.checked(), 1u);
}

TEST(Checker, LeavesOutSkippedRules) {
    CheckOptions options;
    options.skip = {"numbers"};
    Checker checker(options);
    EXPECT_TRUE(
        findings_of(checker, unit_of({{"zh-TW", "共十五人。"}, {"en", "50 people."}})).empty());
}

TEST(Checker, RefusesAnUnknownRule) {
    CheckOptions options;
    options.only = {"colour"};
    try {
        Checker checker(options);
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(error.what(), "there is no rule \"colour\"; there is " + rule_names());
    }
}

}  // namespace
}  // namespace diglot
