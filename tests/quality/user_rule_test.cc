#include "quality/user_rule.h"

#include <gtest/gtest.h>

#include "quality/checker.h"

namespace diglot {
namespace {

Result<std::vector<std::unique_ptr<Rule>>> rules_of(const std::string& toml) {
    const auto settings = parse_check_settings("[[user-rules]]\n" + toml, "my.toml");
    if (!settings) return settings.error();
    return make_user_rules(*settings);
}

/// "source span|target span|message|suggestion", one a line; spans as the words they take.
std::string findings_of(const std::string& toml, std::string_view source, std::string_view target,
                        const char* source_lang = "zh-TW", const char* target_lang = "en") {
    auto rules = rules_of(toml);
    if (!rules) return to_string(rules.error());
    std::vector<Finding> findings;
    BilingualText text{source, target, LanguageTag(source_lang), LanguageTag(target_lang)};
    rules->front()->check(text, findings);
    std::string all;
    const auto words = [](std::string_view whole, const std::optional<TextSpan>& span) {
        return span ? std::string(whole.substr(span->start, span->end - span->start)) : "";
    };
    for (const Finding& finding : findings)
        all += words(source, finding.source_span) + "|" + words(target, finding.target_span) + "|" +
               finding.message + "|" + finding.suggestion + (finding.safe ? "!" : "") + "\n";
    return all;
}

const std::string kHead = "name = \"x\"\n";

TEST(UserRule, TellsEachPlaceInTheSource) {
    const std::string rule = kHead + "source = '第(.)條'\nmessage = 'article $1 ($0)'\n";
    EXPECT_EQ(findings_of(rule, "第一條和第二條", "x"),
              "第一條||article 一 (第一條)|\n第二條||article 二 (第二條)|\n");
    EXPECT_EQ(findings_of(rule, "無", "第一條"), "");
}

TEST(UserRule, TellsWhatTheTargetMustNotHave) {
    const std::string rule =
        kHead + "target-must-not-match = '(T)ODO ?'\nmessage = '$1: $0'\nfix = ''\n";
    EXPECT_EQ(findings_of(rule, "x", "TODO a TODO b"),
              "|TODO |T: TODO |a TODO b!\n|TODO |T: TODO |TODO a b!\n");
    EXPECT_EQ(findings_of(rule, "TODO", "done"), "");
    EXPECT_EQ(findings_of(rule, "x", ""), "");
}

TEST(UserRule, ReplacesWithGroupsOfTheTarget) {
    const std::string rule = kHead +
                             "target-must-not-match = '(\\d+) ?percent'\nmessage = 'm'\n"
                             "fix = '$1\\$ %'\nsafe = false\n";
    EXPECT_EQ(findings_of(rule, "x", "about 5 percent."), "|5 percent|m|about 5$ %.\n");
    const std::string same = kHead + "target-must-not-match = 'a'\nmessage = 'm'\nfix = '$0'\n";
    EXPECT_EQ(findings_of(same, "x", "a"), "|a|m|!\n") << "what changes nothing is no suggestion";
}

TEST(UserRule, LooksInTheTargetOnlyWhereTheSourceHasIt) {
    const std::string rule =
        kHead + "source = '人工智慧'\ntarget-must-not-match = '(?i)a\\.i\\.'\nmessage = '$0'\n";
    EXPECT_EQ(findings_of(rule, "人工智慧", "The A.I. boom"), "人工智慧|A.I.|人工智慧|\n");
    EXPECT_EQ(findings_of(rule, "智慧", "The A.I. boom"), "");
}

TEST(UserRule, AsksTheTargetForAnAnswerToEachPlace) {
    const std::string rule = kHead +
                             "source = '[A-Z]+-[0-9]+'\ntarget-must-match = '\\b$0\\b'\n"
                             "message = '$0 is missing'\n";
    EXPECT_EQ(findings_of(rule, "AB-1、AB-2、C-3", "AB-1 and AB-23"),
              "AB-2||AB-2 is missing|\nC-3||C-3 is missing|\n");
    const std::string alone = kHead + "target-must-match = '\\.$'\nmessage = 'no full stop'\n";
    EXPECT_EQ(findings_of(alone, "x", "End"), "||no full stop|\n");
    EXPECT_EQ(findings_of(alone, "x", "End."), "");
}

TEST(UserRule, TakesWhatTheSourceHasLiterally) {
    const std::string rule =
        kHead + "source = '「(.+?)」'\ntarget-must-match = '\"$1\"'\nmessage = '$1'\n";
    EXPECT_EQ(findings_of(rule, "「a.b*」", "\"a.b*\""), "");
    EXPECT_EQ(findings_of(rule, "「a.b*」", "\"axbbb\""), "「a.b*」||a.b*|\n");
}

TEST(UserRule, MayRepeatAGroup) {
    const std::string rule =
        kHead + "source = '哈'\ntarget-must-match = '^(?:$0)?ha'\nmessage = 'm'\n";
    EXPECT_EQ(findings_of(rule, "哈", "ha"), "");
    const std::string bare = kHead + "source = '哈'\ntarget-must-match = '$0+'\nmessage = 'm'\n";
    EXPECT_EQ(findings_of(bare, "哈", "哈哈"), "") << "an empty group would not be an expression";
}

TEST(UserRule, KeepsToItsLanguages) {
    const std::string rule = kHead + "target-must-not-match = 'a'\nmessage = 'm'\n" +
                             "source-lang = 'zh'\ntarget-lang = 'en-US'\n";
    EXPECT_NE(findings_of(rule, "x", "a", "zh-TW", "en"), "");
    EXPECT_EQ(findings_of(rule, "x", "a", "ja", "en"), "");
    EXPECT_EQ(findings_of(rule, "x", "a", "zh-TW", "de"), "");
}

TEST(UserRule, IgnoresCaseWhereItIsTold) {
    const std::string rule = kHead +
                             "source = 'api'\ntarget-must-match = 'api'\nmessage = 'm'\n"
                             "ignore-case = true\n";
    EXPECT_EQ(findings_of(rule, "API", "Api"), "");
    EXPECT_EQ(findings_of(rule, "API", "x"), "API||m|\n");
}

TEST(UserRule, FallsSilentAfterThreeTextsThatTakeTooLong) {
    auto rules =
        rules_of(kHead + "target-must-not-match = '(a+)+$'\nmessage = 'm'\nseverity = 'note'\n");
    ASSERT_TRUE(rules);
    const std::string slow = std::string(40, 'a') + "b";
    std::vector<Finding> findings;
    BilingualText text{"x", slow, LanguageTag("zh-TW"), LanguageTag("en")};
    for (int i = 0; i < 5; ++i) rules->front()->check(text, findings);
    ASSERT_EQ(findings.size(), 3u);
    const std::string message =
        "the regular expression takes too long on this text, which was not checked; make it "
        "simpler, or say more of the text literally";
    EXPECT_EQ(findings[0].message, message);
    EXPECT_EQ(findings[2].message, message + "; the rule is not run on");
}

TEST(UserRule, DescribesItself) {
    auto rules = rules_of(kHead + "source = 'a'\nmessage = 'm'\nseverity = 'note'\n");
    EXPECT_EQ(rules->front()->name(), "x");
    EXPECT_EQ(rules->front()->severity(), Severity::kNote);
    EXPECT_EQ(rules->front()->summary(), "m");
    EXPECT_EQ(rules->front()->explanation(), "m");
}

TEST(UserRule, SaysWhatIsWrongAndWhere) {
    const struct {
        std::string toml;
        const char* code;
        const char* message;
        Position at;
    } cases[] = {
        {"source = '('\nmessage = 'm'\n",
         "settings.regex",
         "\"source\": this is no regular expression: a round bracket has no partner (character 1)",
         {3, 1}},
        {"message = 'm'\ntarget-must-match = 'a['\n",
         "settings.regex",
         "\"target-must-match\": this is no regular expression: a square bracket is not closed "
         "(character 2)",
         {4, 1}},
        {"source = 'a'\ntarget-must-not-match = '$0 好('\nmessage = 'm'\n",
         "settings.regex",
         "\"target-must-not-match\": this is no regular expression: a round bracket has no partner "
         "(character 5)",
         {4, 1}},
        {"source = '(a)'\ntarget-must-match = '$2'\nmessage = 'm'\n",
         "settings.group",
         "\"target-must-match\": there is no group $2",
         {4, 1}},
        {"target-must-match = '$0'\nmessage = 'm'\n",
         "settings.group",
         "\"target-must-match\": there is no group $0",
         {3, 1}},
        {"target-must-not-match = 'a'\nfix = '$1'\nmessage = 'm'\n",
         "settings.group",
         "\"fix\": there is no group $1",
         {4, 1}},
        {"target-must-match = 'a'\nmessage = '$0'\n",
         "settings.group",
         "\"message\": there is no group $0",
         {1, 1}},
        {"source = '(a)'\nmessage = '$2'\n",
         "settings.group",
         "\"message\": there is no group $2",
         {1, 1}},
    };
    for (const auto& one : cases) {
        const auto rules = rules_of(kHead + one.toml);
        ASSERT_FALSE(rules) << one.toml;
        EXPECT_EQ(rules.error().code, one.code) << one.toml;
        EXPECT_EQ(rules.error().message, one.message);
        EXPECT_EQ(rules.error().position, one.at) << one.toml;
        EXPECT_EQ(rules.error().file, "my.toml");
    }
}

}  // namespace
}  // namespace diglot
