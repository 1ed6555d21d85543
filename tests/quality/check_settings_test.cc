#include "quality/check_settings.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(CheckSettings, ReadsRulesAndRulesOfTheUser) {
    const auto settings = parse_check_settings(R"toml(
[rules.numbers]
enabled = false
severity = "note"
most = 3
share = 2.5
loose = true
words = ["one", "two"]

[rules.todo]
severity = "error"

[[user-rules]]
name = "todo"
message = "left to do"
target-must-not-match = "\\bTODO\\b"
fix = ""
safe = false
ignore-case = true
severity = "note"
explanation = "why"
source-lang = "zh-TW"
target-lang = "en"

[[user-rules]]
name = "tickets-2"
source = '[A-Z]+-\d+'
target-must-match = "$0"
message = "$0"
)toml",
                                               "my.toml");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->file, "my.toml");
    ASSERT_EQ(settings->rules.size(), 2u);
    const RuleSection& numbers = settings->rules[0];
    EXPECT_EQ(numbers.rule, "numbers");
    EXPECT_EQ(numbers.at, (Position{2, 8}));
    EXPECT_EQ(numbers.enabled, false);
    EXPECT_EQ(numbers.severity, Severity::kNote);
    std::string options;
    for (const auto& [name, value] : numbers.options) {
        options += name + "=";
        for (const std::string& item : value.items)
            options += (&item == &value.items.front() ? "" : ", ") + item;
        options += std::string(value.is_list ? " (list)" : "") + "@" +
                   std::to_string(value.at.line) + "; ";
    }
    EXPECT_EQ(options, "loose=true@7; most=3@5; share=2.5@6; words=one, two (list)@8; ");
    EXPECT_EQ(settings->rules[1].enabled, std::nullopt);

    ASSERT_EQ(settings->user_rules.size(), 2u);
    const UserRuleSettings& todo = settings->user_rules[0];
    EXPECT_EQ(todo.name, "todo");
    EXPECT_EQ(todo.message, "left to do");
    EXPECT_EQ(todo.target_must_not_match.items, std::vector<std::string>{"\\bTODO\\b"});
    EXPECT_EQ(todo.target_must_not_match.at, (Position{16, 1}));
    EXPECT_EQ(todo.fix->items, std::vector<std::string>{""});
    EXPECT_FALSE(todo.safe);
    EXPECT_TRUE(todo.ignore_case);
    EXPECT_EQ(todo.severity, Severity::kNote);
    EXPECT_EQ(todo.explanation, "why");
    EXPECT_EQ(todo.source_lang, LanguageTag("zh-TW"));
    EXPECT_EQ(todo.target_lang, LanguageTag("en"));
    const UserRuleSettings& tickets = settings->user_rules[1];
    EXPECT_EQ(tickets.source.items, std::vector<std::string>{"[A-Z]+-\\d+"});
    EXPECT_FALSE(tickets.fix);
    EXPECT_TRUE(tickets.safe);
    EXPECT_EQ(tickets.severity, Severity::kWarning);
}

TEST(CheckSettings, HasNothingWhereNothingIsSaid) {
    const auto settings = parse_check_settings("# nothing yet\n", "");
    ASSERT_TRUE(settings);
    EXPECT_TRUE(settings->rules.empty());
    EXPECT_TRUE(settings->user_rules.empty());
}

const std::string kRule = "[[user-rules]]\nname = \"x\"\nmessage = \"m\"\nsource = \"s\"\n";

TEST(CheckSettings, SaysWhatIsWrongAndWhere) {
    const struct {
        std::string toml;
        const char* code;
        const char* message;
        Position at;
    } cases[] = {
        {"colour = 1\n",
         "settings.unknown",
         "there is no \"colour\"; there is [rules.NAME] and [[user-rules]]",
         {1, 1}},
        {"\n  [numbers]\n",
         "settings.unknown",
         "there is no \"numbers\"; there is [rules.NAME] and [[user-rules]]",
         {2, 4}},
        {"rules = 3\n", "settings.value", "\"rules\" is a table: [rules]", {1, 1}},
        {"[rules]\nnumbers = false\n",
         "settings.value",
         "\"numbers\" is a table: [numbers]",
         {2, 1}},
        {"[rules.numbers]\nenabled = \"no\"\n",
         "settings.value",
         "\"enabled\" is true or false",
         {2, 1}},
        {"[rules.numbers]\nseverity = \"fatal\"\n",
         "settings.value",
         "\"severity\" is \"error\", \"warning\" or \"note\"",
         {2, 1}},
        {"[rules.numbers]\nseverity = 2\n",
         "settings.value",
         "\"severity\" is \"error\", \"warning\" or \"note\"",
         {2, 1}},
        {"[rules.numbers.deep]\na = 1\n",
         "settings.value",
         "\"deep\" is a value, not a table",
         {1, 16}},
        {"[user-rules]\nname = \"x\"\n",
         "settings.value",
         "\"user-rules\" has two brackets: [[user-rules]]",
         {1, 2}},
        {"user-rules = [3]\n", "settings.value", "a user rule is a table: [[user-rules]]", {1, 15}},
        {kRule + "color = 1\n",
         "settings.unknown",
         "a user rule has no \"color\"; it has name, message, explanation, severity, source, "
         "target-must-match, target-must-not-match, fix, safe, ignore-case, source-lang, "
         "target-lang",
         {5, 1}},
        {kRule + "safe = 1\n", "settings.value", "\"safe\" is true or false", {5, 1}},
        {kRule + "explanation = 1\n",
         "settings.value",
         "\"explanation\" is a text, in quotes",
         {5, 1}},
        {kRule + "target-must-match = \"\"\n",
         "settings.value",
         "\"target-must-match\" is empty and would match everything",
         {5, 1}},
        {kRule + "target-must-match = [\"a\", \"b\"]\n",
         "settings.value",
         "\"target-must-match\" is a text, in quotes",
         {5, 1}},
        {kRule + "target-lang = \"klingonish-language\"\n",
         "settings.value",
         "\"klingonish-language\" is no language; write a tag such as zh-TW or en",
         {5, 1}},
        {kRule + "fix = \"a\"\n",
         "settings.value",
         "\"fix\" replaces what target-must-not-match finds, which is missing",
         {5, 1}},
        {"[[user-rules]]\nmessage = \"m\"\nsource = \"s\"\n",
         "settings.missing",
         "this user rule has no name",
         {1, 1}},
        {"[[user-rules]]\nname = \"My rule\"\nmessage = \"m\"\nsource = \"s\"\n",
         "settings.value",
         "\"My rule\" is no name of a rule: lower-case letters, digits, hyphens",
         {1, 1}},
        {"[[user-rules]]\nname = \"x\"\nsource = \"s\"\n",
         "settings.missing",
         "the user rule \"x\" has no message",
         {1, 1}},
        {"[[user-rules]]\nname = \"x\"\nmessage = \"m\"\n",
         "settings.missing",
         "the user rule \"x\" looks for nothing; give it source, target-must-match or "
         "target-must-not-match",
         {1, 1}},
        {kRule + "\n" + kRule, "settings.value", "there are two user rules \"x\"", {6, 1}},
    };
    for (const auto& one : cases) {
        const auto settings = parse_check_settings(one.toml, "my.toml");
        ASSERT_FALSE(settings) << one.toml;
        EXPECT_EQ(settings.error().code, one.code) << one.toml;
        EXPECT_EQ(settings.error().message, one.message);
        EXPECT_EQ(settings.error().position, one.at) << one.toml << to_string(settings.error());
        EXPECT_EQ(settings.error().file, "my.toml");
        EXPECT_EQ(settings.error().severity, Severity::kError);
    }
}

TEST(CheckSettings, SaysInOneLineWhatIsNoToml) {
    for (const char* toml : {"[rules\n", "a = \n", "a = \"x\ny\"\n", "[rules.a]\n[rules.a]\n",
                             "[[user-rules]]\nname = \"\\q\"\n", "a = \xFF\n"}) {
        const auto settings = parse_check_settings(toml, "my.toml");
        ASSERT_FALSE(settings) << toml;
        EXPECT_EQ(settings.error().code, "settings.toml");
        EXPECT_GT(settings.error().position.line, 0u) << toml;
        EXPECT_FALSE(settings.error().message.empty());
        EXPECT_EQ(settings.error().message.find('\n'), std::string::npos);
    }
}

}  // namespace
}  // namespace diglot
