// The rules that look at texts alone: their options, suggestions and what they leave alone.
#include <gtest/gtest.h>

#include "quality/addresses.h"
#include "quality/checker.h"
#include "quality/source_names.h"
#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

std::vector<Finding> findings_of(const std::string& rule, std::string_view source,
                                 std::string_view target, RuleOptions rule_options = {}) {
    CheckOptions options;
    options.only = {rule};
    options.settings[rule].options = std::move(rule_options);
    Checker checker(options);
    std::vector<Finding> findings;
    checker.check(version(std::string(source), std::string(target)), {"a.tmx", {}, 1},
                  [&](Finding finding) { findings.push_back(std::move(finding)); });
    return findings;
}

std::string message_of(const std::string& rule, std::string_view source, std::string_view target,
                       RuleOptions options = {}) {
    std::string all;
    for (const Finding& one : findings_of(rule, source, target, std::move(options)))
        all += (all.empty() ? "" : "; ") + one.message;
    return all;
}

TEST(SpacingRule, MendsAllPlacesOfAKindAtOnce) {
    const auto found = findings_of("spacing", "甲乙丙", "One  two  three , four , five");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].message, "two spaces after \"One\" (2 places)");
    EXPECT_EQ(found[0].suggestion, "One two three , four , five");
    EXPECT_TRUE(found[0].safe);
    EXPECT_EQ(found[1].message, "a space before \",\" (2 places)");
    EXPECT_EQ(found[1].suggestion, "One  two  three, four, five");
}

TEST(SpacingRule, LooksBehindSentencesWhereAskedTo) {
    EXPECT_EQ(message_of("spacing", "甲。乙。", "One.  Two."), "");
    EXPECT_EQ(message_of("spacing", "甲。乙。", "One.  Two.", {{"after-sentences", {"true"}}}), "");
    EXPECT_EQ(message_of("spacing", "甲，乙", "One)  two", {{"after-sentences", {"true"}}}),
              "two spaces after \"One)\"");
}

TEST(SpacingRule, LeavesCodeAddressesAndFormsAlone) {
    for (const char* text :
         {"Call `os.Path` now", "Use f(x,y) here", "See example.org/a,b now", "from      to",
          "1,000 of them", "at 10:30 today", "the (s)he form", "key:value", "e.g., this", "a\n  b",
          "<b>a</b>  <b>b</b>", "version 1 .NET", "wait ... there"})
        EXPECT_EQ(message_of("spacing", "甲乙丙", text), "") << text;
}

TEST(SpacingRule, SeesANameThatLostItsSpaceOnlyWhereItNeverStandsAlone) {
    EXPECT_EQ(message_of("spacing", "使用Python開發", "It is thePython way"),
              "no space beside \"Python\"");
    EXPECT_EQ(message_of("spacing", "使用Python開發", "Python and thePython"), "");
    EXPECT_EQ(message_of("spacing", "使用TSMC製程", "Both TSMCs"), "");
}

TEST(TextRules, LeaveWhatStandsBesideInlineCodesAlone) {
    const Markup code = Markup::leaf("ph", {{"x", "1"}}, "{date}");
    Unit unit = version("", "");
    unit.variants[0].segment =
        Segment::from_content({Markup::run("這份文件已更新於"), code, Markup::run("。")});
    for (auto content :
         {std::vector<Markup>{Markup::run("It was updated on "), code, Markup::run(".")},
          std::vector<Markup>{Markup::run("It was updated on "), code}}) {
        unit.variants[1].segment = Segment::from_content(std::move(content));
        CheckOptions options;
        options.only = {"spacing", "end-punctuation"};
        Checker checker(options);
        int found = 0;
        checker.check(unit, {"a.tmx", {}, 1}, [&](const Finding&) { ++found; });
        EXPECT_EQ(found, 0);
    }
}

TEST(EndPunctuationRule, TellsOfHeadingsWhereAskedTo) {
    EXPECT_EQ(message_of("end-punctuation", "本月新聞", "News of the month."), "");
    EXPECT_EQ(
        message_of("end-punctuation", "本月新聞", "News of the month.", {{"headings", {"true"}}}),
        "the translation ends with \".\", the source without a mark");
    EXPECT_EQ(message_of("end-punctuation", "他在公司上班", "He works for Acme Inc.",
                         {{"headings", {"true"}}}),
              "");
}

TEST(EndPunctuationRule, SuggestsTheMarkBeforeOrInPlaceOfWhatIsThere) {
    EXPECT_EQ(findings_of("end-punctuation", "他會來。", "He will come").at(0).suggestion,
              "He will come.");
    EXPECT_EQ(findings_of("end-punctuation", "他會來嗎？", "Will he come.").at(0).suggestion,
              "Will he come?");
    EXPECT_EQ(
        findings_of("end-punctuation", "他說「會來。」", "He said “he will”").at(0).suggestion,
        "He said “he will.”");
}

TEST(EndPunctuationRule, TellsOfCommasAndOfTwoStops) {
    EXPECT_EQ(message_of("end-punctuation", "台積電擴廠。", "TSMC expands,"),
              "the translation ends with \",\", the source with \"。\"");
    const auto found =
        findings_of("end-punctuation", "台積電在德州擴廠。", "TSMC expands in Texas..");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].message, "the translation ends with \"..\", the source with \"。\"");
    EXPECT_EQ(found[0].suggestion, "TSMC expands in Texas.");
    EXPECT_EQ(message_of("end-punctuation", "他還沒說完。", "He has not finished..."), "");
}

TEST(EndPunctuationRule, LeavesItemsOfAListAlone) {
    for (const auto& [source, target] :
         {std::pair{"一、身分證影本。", "1. A copy of the identity card"},
          std::pair{"身分證影本。", "a copy of the identity card; and"},
          std::pair{"（二）身分證影本。", "(2) A copy of the identity card"}})
        EXPECT_EQ(message_of("end-punctuation", source, target), "") << target;
}

TEST(SameTargetRule, FoldsCaseWidthAndScript) {
    CheckOptions options;
    options.only = {"same-target"};
    Checker checker(options);
    const auto message = [&](std::string_view source, std::string_view target, std::int64_t unit) {
        std::string all;
        checker.check(version(std::string(source), std::string(target)), {"a.tmx", {}, unit},
                      [&](const Finding& finding) { all += finding.message; });
        return all;
    };
    const char* const target = "The committee has approved the budget of the year.";
    EXPECT_EQ(message("委員會通過預算", target, 1), "");
    EXPECT_EQ(message("委员会通过预算！", target, 2), "");
    EXPECT_EQ(message("委員會否決預算", target, 3),
              "another source has this translation in unit 1: \"委員會通過預算\"");
    EXPECT_EQ(message("委員會否決預算", target, 4), "");
}

TEST(LengthRatioRule, LearnsWhatIsUsualFromTheUnits) {
    CheckOptions options;
    options.only = {"length-ratio"};
    Checker checker(options);
    std::vector<std::string> messages;
    const auto take = [&](const Finding& finding) {
        messages.push_back(std::to_string(finding.place.unit) + ": " + finding.message);
    };
    const std::string ten = "十個字的句子就在這裡";
    for (std::int64_t unit = 1; unit <= 60; ++unit)
        checker.check(version(ten, std::string(static_cast<std::size_t>(28 + unit % 5), 'a')),
                      {"a.tmx", {}, unit}, take);
    checker.check(version(ten, "aaaa"), {"a.tmx", {}, 61}, take);
    checker.check(version(ten, std::string(40, 'a')), {"a.tmx", {}, 62}, take);
    EXPECT_TRUE(messages.empty());  // Told in the end.
    checker.finish(take);
    EXPECT_EQ(messages, (std::vector<std::string>{
                            "61: the translation is too short: 4 characters for 10, where about 30 "
                            "are usual"}));
}

TEST(LengthRatioRule, IsSilentWhereTooLittleIsKnown) {
    CheckOptions options;
    options.only = {"length-ratio"};
    Checker checker(options);
    int found = 0;
    const auto take = [&](const Finding&) { ++found; };
    for (std::int64_t unit = 1; unit <= 20; ++unit)
        checker.check(version("十個字的句子就在這裡", "a translation of ten words"),
                      {"a.tmx", {}, unit}, take);
    checker.check(version("十個字的句子就在這裡", "a"), {"a.tmx", {}, 21}, take);
    checker.finish(take);
    EXPECT_EQ(found, 0);
}

TEST(Addresses, EndWhereTheSentenceGoesOn) {
    const auto texts = [](std::string_view text) {
        std::string all;
        for (const Address& one : find_addresses(text)) all += one.text + "|";
        return all;
    };
    EXPECT_EQ(texts("見https://a.org/b?c=1，或www.d.com。"), "https://a.org/b?c=1|www.d.com|");
    EXPECT_EQ(texts("(see https://a.org/x_(y).)"), "https://a.org/x_(y)|");
    EXPECT_EQ(texts("寄到 me@a.org.tw。"), "me@a.org.tw|");
    EXPECT_EQ(texts("開 a.txt、b-1.tar.gz 與 C.D"), "a.txt|b-1.tar.gz|");
    EXPECT_EQ(texts("os.path, 3.14, U.S., file.py()"), "");
}

TEST(Addresses, OfTheSamePageInOtherLanguagesAreTheSame) {
    EXPECT_TRUE(are_same_page("https://a.org/zh-tw/x", "https://a.org/en/x"));
    EXPECT_TRUE(are_same_page("https://a.org/zh-tw/x", "https://a.org/x"));
    EXPECT_TRUE(are_same_page("https://zh.wikipedia.org/wiki/%E9%B9%BD",
                              "https://en.wikipedia.org/wiki/Salt"));
    EXPECT_FALSE(are_same_page("https://a.org/x", "https://a.org/y"));
    EXPECT_FALSE(are_same_page("https://a.org/x", "https://b.org/x"));
}

TEST(SourceNames, AreDottedNamesTitlesAndLatinWords) {
    const auto texts = [](std::string_view text) {
        std::string all;
        for (const SourceName& one : find_source_names(text)) all += one.text + "|";
        return all;
    };
    EXPECT_EQ(texts("讀《論語》的艾瑪・華生"), "《論語》|的艾瑪・華生|");
    EXPECT_EQ(texts("由Jensen Huang說明"), "Jensen Huang|");
    EXPECT_EQ(texts("他用 python 寫"), "");
}

TEST(PlaceholdersRule, TakesEntitiesTagsAndEscapesUnlessTurnedOff) {
    EXPECT_EQ(message_of("placeholders", "第一行\\n第二行", "One line two"),
              "\"\\n\" is missing from the translation");
    EXPECT_EQ(message_of("placeholders", "按<b>此</b>", "Press this"),
              "\"<b>\" is missing from the translation; \"</b>\" is missing from the translation");
    EXPECT_EQ(message_of("placeholders", "按<b>此</b>", "Press this", {{"markup", {"false"}}}), "");
    EXPECT_EQ(message_of("placeholders", "見 <iterable> 一節", "See there"), "");
    EXPECT_EQ(message_of("placeholders", "剩 %d 個", "Some left", {{"ignore", {"%d"}}}), "");
}

TEST(BracketsRule, DoesNotTakeAWordForTheMarkOfAnItem) {
    EXPECT_EQ(message_of("brackets", "結果出爐了", "The results are out)."),
              "round brackets are closed and were not opened");
    EXPECT_EQ(message_of("brackets", "甲、乙", "iv) yes and 12) no"), "");
}

TEST(BracketsRule, CountsStraightQuotationMarks) {
    EXPECT_EQ(message_of("brackets", "他說，「沒問題」。", "He said, \"no problem."),
              "quotation marks are opened and not closed");
    EXPECT_EQ(message_of("brackets", "他說，「沒問題」。", "He said, no problem.\""),
              "quotation marks are closed and were not opened");
    EXPECT_EQ(message_of("brackets", "他說，「沒問題」。", "He said, \"no problem.\""), "");
    EXPECT_EQ(message_of("brackets", "「第1類」", "\"Category 1\""), "");
    EXPECT_EQ(message_of("brackets", "15吋螢幕", "A 15\" screen"), "");
    EXPECT_EQ(message_of("brackets", "雙引號", "The quotation mark (\")"), "");
    EXPECT_EQ(message_of("brackets", "「我們會繼續。", "\"We will go on."), "");
}

}  // namespace
}  // namespace diglot
