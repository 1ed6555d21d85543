#include "quality/configured_rules.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace diglot {
namespace {

Result<ConfiguredRules> configure(const std::string& toml) {
    const auto settings = parse_check_settings(toml, "my.toml");
    if (!settings) return settings.error();
    return configure_rules(*settings);
}

TEST(ConfiguredRules, PutsRulesOfTheUserBehindDiglots) {
    const auto rules = configure(
        "[[user-rules]]\nname = \"mine\"\nmessage = \"m\"\nsource = \"s\"\n"
        "[rules.mine]\nseverity = \"note\"\n[rules.numbers]\nenabled = false\n");
    ASSERT_TRUE(rules) << rules.error().message;
    EXPECT_EQ(rules->rules.size(), make_rules().size() + 1);
    EXPECT_EQ(rules->rules.back()->name(), "mine");
    EXPECT_EQ(rules->settings.at("mine").severity, Severity::kNote);
    EXPECT_EQ(rules->settings.at("mine").on, std::nullopt);
    EXPECT_EQ(rules->settings.at("numbers").on, false);
    EXPECT_FALSE(rules->settings.contains("han"));
}

TEST(ConfiguredRules, RunAsTheSettingsSay) {
    Unit unit;
    for (const auto& [lang, text] : {std::pair{"zh-TW", "十五人"}, std::pair{"en", "50 TODO 人"}}) {
        Variant& variant = unit.variants.emplace_back();
        variant.lang = LanguageTag(lang);
        variant.segment = Segment(text);
    }
    const auto found = [&](std::vector<std::string> only) {
        auto made = configure(
            "[[user-rules]]\nname = \"mine\"\nmessage = \"m\"\ntarget-must-not-match = \"TODO\"\n"
            "[rules.mine]\nseverity = \"error\"\n[rules.numbers]\nenabled = false\n"
            "[rules.han]\nseverity = \"note\"\n");
        CheckOptions options;
        options.only = std::move(only);
        options.settings = made->settings;
        Checker checker(options, std::move(made.value().rules));
        std::string all;
        checker.check(unit, {}, [&](const Finding& finding) {
            all += finding.rule + " " + to_string(finding.severity) + "; ";
        });
        return all;
    };
    EXPECT_EQ(found({}), "han note; mine error; ");
    EXPECT_EQ(found({"numbers"}), "numbers error; ") << "what is named runs even if it is off";
}

TEST(ConfiguredRules, SaysWhatIsWrongAndWhere) {
    const struct {
        const char* toml;
        const char* code;
        std::string message;
        Position at;
    } cases[] = {
        {"[rules.han]\n[rules.colour]\n",
         "settings.rule",
         "there is no rule \"colour\"; there is " + rule_names(),
         {2, 8}},
        {"[[user-rules]]\nname = \"mine\"\nmessage = \"m\"\nsource = \"s\"\n[rules.colour]\n",
         "settings.rule",
         "there is no rule \"colour\"; there is " + rule_names() + ", mine",
         {5, 8}},
        {"[[user-rules]]\nname = \"numbers\"\nmessage = \"m\"\nsource = \"s\"\n",
         "settings.rule",
         "there is a rule \"numbers\" already; give this one another name",
         {1, 1}},
    };
    for (const auto& one : cases) {
        const auto rules = configure(one.toml);
        ASSERT_FALSE(rules) << one.toml;
        EXPECT_EQ(rules.error().code, one.code);
        EXPECT_EQ(rules.error().message, one.message);
        EXPECT_EQ(rules.error().position, one.at);
        EXPECT_EQ(rules.error().file, "my.toml");
    }
    const auto option = configure("[rules.numbers]\n\nfrequency = 3\n");
    ASSERT_FALSE(option);
    EXPECT_EQ(option.error().code, "settings.option");
    EXPECT_EQ(option.error().position, (Position{3, 1}));
    EXPECT_NE(option.error().message.find("rule numbers: no option \"frequency\""),
              std::string::npos);
    EXPECT_EQ(
        configure("[[user-rules]]\nname = \"x\"\nmessage = \"m\"\nsource = \"(\"\n").error().code,
        "settings.regex");
}

}  // namespace
}  // namespace diglot
