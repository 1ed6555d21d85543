// What every rule says of itself, and the rules that need more than two texts.
#include <set>

#include <gtest/gtest.h>

#include "glossary/recognition.h"
#include "quality/checker.h"
#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

std::string messages_of(Checker& checker, const Unit& unit, std::int64_t number = 1) {
    std::string messages;
    checker.check(unit, {"a.tmx", {}, number}, [&](const Finding& finding) {
        messages += (messages.empty() ? "" : "; ") + finding.message;
    });
    return messages;
}

Checker only(const std::string& rule, CheckContext context = {}) {
    CheckOptions options;
    options.only = {rule};
    options.context = context;
    return Checker(options);
}

TEST(Rules, FindWhatTheirExamplesSay) {
    for (const auto& rule : make_rules()) {
        for (const RuleExample& example : rule->examples()) {
            Checker checker = only(std::string(rule->name()));
            EXPECT_EQ(messages_of(checker, version(std::string(example.source),
                                                   std::string(example.target))),
                      example.found)
                << rule->name() << ": " << example.target;
        }
    }
}

TEST(Rules, HaveNamesOfTheirOwnAndExplainThemselves) {
    std::set<std::string_view> names;
    for (const auto& rule : make_rules()) {
        EXPECT_TRUE(names.insert(rule->name()).second) << rule->name();
        EXPECT_FALSE(rule->summary().empty()) << rule->name();
        EXPECT_GT(rule->explanation().size(), 80u) << rule->name();
    }
}

TEST(Rules, RefuseOptionsTheyDoNotHave) {
    for (const auto& rule : make_rules())
        EXPECT_THROW(rule->configure({{"colour", {"red"}}}), std::invalid_argument) << rule->name();
}

/// A glossary of one concept with a term that has every status.
class TermRules : public testing::Test {
protected:
    TermRules() {
        Concept entry;
        entry.id = 1;
        add(entry, "zh-TW", "人工智慧", TermStatus::kPreferred);
        add(entry, "en", "artificial intelligence", TermStatus::kPreferred);
        add(entry, "en", "AI", TermStatus::kAdmitted);
        add(entry, "en", "machine intelligence", TermStatus::kDeprecated);
        add(entry, "en", "computer brain", TermStatus::kForbidden);
        glossary_.add(entry);
        Concept ministry;
        ministry.id = 2;
        add(ministry, "zh-TW", "環境部", TermStatus::kPreferred);
        add(ministry, "en", "Ministry of Environment", TermStatus::kPreferred);
        ministry.terms.back().valid_from = parse_date("2023-08-22");
        add(ministry, "en", "Environmental Protection Administration", TermStatus::kAdmitted);
        ministry.terms.back().valid_until = parse_date("2023-08-21");
        add(ministry, "zh-TW", "環保署", TermStatus::kAdmitted);
        ministry.terms.back().valid_until = parse_date("2023-08-21");
        glossary_.add(ministry);
        context_.glossary = &glossary_;
        context_.on = parse_date("2026-01-08");
    }

    static void add(Concept& entry, const char* lang, const char* text, TermStatus status) {
        Term& term = entry.terms.emplace_back();
        term.lang = LanguageTag(lang);
        term.text = text;
        term.status = status;
    }

    std::string found(const char* rule, const char* source, const char* target) {
        Checker checker = only(rule, context_);
        return messages_of(checker, version(source, target));
    }

    TermRecognizer glossary_;
    CheckContext context_;
};

TEST_F(TermRules, AskForAnyTranslationThatMayBeUsed) {
    EXPECT_EQ(found("terms", "人工智慧的未來", "The future of computers"),
              "\"人工智慧\" is not translated as \"artificial intelligence\" or \"AI\"");
    EXPECT_EQ(found("terms", "人工智慧的未來", "The future of Artificial Intelligence"), "");
    EXPECT_EQ(found("terms", "人工智慧的未來", "AI's future"), "");
    EXPECT_EQ(found("terms", "未來", "The future"), "");
    EXPECT_EQ(found("terms", "人工智慧", ""), "");
}

TEST_F(TermRules, LetABodyBeTakenUpByItsCommonNoun) {
    EXPECT_EQ(found("terms", "環境部表示", "The ministry said"), "");
    EXPECT_EQ(found("terms", "環境部表示", "The department said"),
              "\"環境部\" is not translated as \"Ministry of Environment\"");
}

TEST(UntranslatedRule, LetsTwoKindsOfChineseSayTheSame) {
    Checker checker = only("untranslated");
    Unit unit = version("取消", "取消");
    unit.variants[1].lang = LanguageTag("zh-CN");
    EXPECT_EQ(messages_of(checker, unit), "");
}

TEST_F(TermRules, TellATermThatStandsThereTwiceOnce) {
    EXPECT_EQ(found("terms", "人工智慧與人工智慧", "Computers"),
              "\"人工智慧\" is not translated as \"artificial intelligence\" or \"AI\"");
}

TEST_F(TermRules, FindForbiddenAndDeprecatedTermsOnce) {
    EXPECT_EQ(found("forbidden-terms", "人工智慧的未來", "The future of the computer brain"),
              "\"computer brain\" is forbidden; the glossary has \"artificial intelligence\" or "
              "\"AI\"");
    EXPECT_EQ(found("forbidden-terms", "人工智慧的未來", "Machine intelligence in future"),
              "\"Machine intelligence\" is deprecated; the glossary has \"artificial "
              "intelligence\" or \"AI\"");
    EXPECT_EQ(found("terms", "人工智慧的未來", "The future of the computer brain"), "");
    EXPECT_EQ(found("forbidden-terms", "電腦的未來", "The future of the computer brain"), "");
}

TEST_F(TermRules, KnowWhichNameIsOfThatDay) {
    EXPECT_EQ(
        found("forbidden-terms", "環境部表示", "The Environmental Protection Administration said"),
        "\"Environmental Protection Administration\" is not the name of that day; the glossary "
        "has \"Ministry of Environment\"");
    EXPECT_EQ(found("forbidden-terms", "環境部的前身是環保署",
                    "The Ministry of Environment was the Environmental Protection Administration"),
              "");
    context_.on = parse_date("2020-01-01");
    EXPECT_EQ(
        found("forbidden-terms", "環境部表示", "The Environmental Protection Administration said"),
        "");
}

TEST(ConsistencyRule, TellsEachFurtherTranslationOnce) {
    Checker checker = only("consistency");
    EXPECT_EQ(messages_of(checker, version("儲存這個檔案", "Save the file"), 1), "");
    EXPECT_EQ(messages_of(checker, version("儲存這個檔案", "Save the file"), 2), "");
    EXPECT_EQ(messages_of(checker, version("儲存這個檔案", "Store the file"), 3),
              "the same source was translated otherwise in unit 1: \"Save the file\"");
    EXPECT_EQ(messages_of(checker, version("儲存這個檔案", "Store the file"), 4), "");
    EXPECT_EQ(messages_of(checker, version("儲存那個檔案", "Save the file"), 5), "");
    EXPECT_EQ(messages_of(checker, version("儲存這個檔案", "SAVE FILE …"), 6), "");
    EXPECT_EQ(messages_of(checker, version("儲存這個檔案", "<b>Save</b> a file"), 7), "");
}

TEST(ConsistencyRule, LeavesSingleWordsAloneUnlessAskedFor) {
    Checker checker = only("consistency");
    EXPECT_EQ(messages_of(checker, version("儲存", "Save"), 1), "");
    EXPECT_EQ(messages_of(checker, version("儲存", "Store"), 2), "");
    CheckOptions options;
    options.only = {"consistency"};
    options.settings["consistency"].options = {{"shortest", {"1"}}};
    Checker strict(options);
    EXPECT_EQ(messages_of(strict, version("儲存", "Save"), 1), "");
    EXPECT_EQ(messages_of(strict, version("儲存", "Store"), 2),
              "the same source was translated otherwise in unit 1: \"Save\"");
}

Unit with_codes(std::vector<Markup> source, std::vector<Markup> target) {
    Unit unit = version("", "");
    unit.variants[0].segment = Segment::from_content(std::move(source));
    unit.variants[1].segment = Segment::from_content(std::move(target));
    return unit;
}

TEST(PlaceholdersRule, LeavesAddressesAlone) {
    Checker checker = only("placeholders");
    EXPECT_EQ(messages_of(checker, version("見 https://a.org/%E4%BC%97", "See https://a.org/en")),
              "");
}

TEST(CodesRule, ComparesCodesByWhatTheyDo) {
    const Markup code = Markup::leaf("ph", {{"x", "1"}}, "<br/>");
    const Markup same = Markup::leaf("ph", {{"x", "7"}}, "<br/>");
    Checker checker = only("codes");
    EXPECT_EQ(messages_of(checker, with_codes({Markup::run("甲"), code}, {same, Markup::run("a")})),
              "");
    EXPECT_EQ(messages_of(checker, with_codes({Markup::run("甲"), code}, {Markup::run("a")})),
              "the code <br/> is missing from the translation");
    EXPECT_EQ(messages_of(checker, with_codes({Markup::run("甲")}, {Markup::run("a"), code, same})),
              "the code <br/> is in the translation only, 2 times");
}

TEST(Checker, RunsARuleAsItsSettingsSay) {
    CheckOptions options;
    options.settings["han"].severity = Severity::kNote;
    options.settings["untranslated"].on = false;
    Checker checker(options);
    std::vector<Finding> findings;
    const auto take = [&](Finding finding) { findings.push_back(std::move(finding)); };
    checker.check(version("新竹的廠商", "Companies in 新竹"), {"a.tmx", {}, 1}, take);
    checker.check(version("新竹的廠商", ""), {"a.tmx", {}, 2}, take);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].severity, Severity::kNote);
    options.settings["colour"];
    EXPECT_THROW(Checker{options}, std::invalid_argument);
}

TEST(RuleOptions, AreReadAsNumbersListsAndTruths) {
    const auto rule = std::move(make_rules().front());
    const RuleOptions options = {
        {"most", {"3"}}, {"bad", {"x"}}, {"words", {"a b", "c"}}, {"yes", {"true"}}, {"no", {}}};
    EXPECT_EQ(number_option(*rule, options, "most", 1, 0, 9), 3);
    EXPECT_EQ(number_option(*rule, options, "none", 1, 0, 9), 1);
    EXPECT_EQ(list_option(options, "words"), (std::vector<std::string>{"a b", "c"}));
    EXPECT_TRUE(bool_option(*rule, options, "yes", false));
    try {
        number_option(*rule, options, "bad", 1, 0, 9.5);
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string(error.what()),
                  "rule " + std::string(rule->name()) + ": bad: \"x\" is no number from 0 to 9.5");
    }
    try {
        bool_option(*rule, options, "no", true);
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string(error.what()),
                  "rule " + std::string(rule->name()) + ": no: one value, not a list");
    }
}

}  // namespace
}  // namespace diglot
