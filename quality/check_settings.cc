#include "quality/check_settings.h"

#include <algorithm>
#include <set>
#include <sstream>

#include <toml++/toml.h>

namespace diglot {
namespace {

/// What is wrong, thrown inside this file only: the tables are read by functions within functions.
struct Fault {
    Diagnostic diagnostic;
};

Position position_of(const toml::source_region& region) {
    return {region.begin.line, region.begin.column};
}

[[noreturn]] void fail(const char* code, std::string message, Position at) {
    throw Fault{{Severity::kError, code, std::move(message), at, {}, {}}};
}

Position position_of(const toml::key& key) { return position_of(key.source()); }

std::string name_of(const toml::key& key) { return std::string(key.str()); }

const toml::table& as_table(const toml::key& key, const toml::node& node) {
    if (const toml::table* table = node.as_table()) return *table;
    fail("settings.value", "\"" + name_of(key) + "\" is a table: [" + name_of(key) + "]",
         position_of(key));
}

std::string text_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    std::ostringstream out;
    out << toml::node_view<const toml::node>(node);
    return out.str();
}

SettingValue value_of(const toml::key& key, const toml::node& node) {
    SettingValue value;
    value.at = position_of(key);
    if (node.is_table())
        fail("settings.value", "\"" + name_of(key) + "\" is a value, not a table", value.at);
    if (const toml::array* list = node.as_array()) {
        value.is_list = true;
        for (const toml::node& item : *list) value.items.push_back(text_of(item));
    } else {
        value.items.push_back(text_of(node));
    }
    return value;
}

std::string string_of(const toml::key& key, const toml::node& node) {
    const auto text = node.value_exact<std::string>();
    if (!text)
        fail("settings.value", "\"" + name_of(key) + "\" is a text, in quotes", position_of(key));
    return *text;
}

bool truth_of(const toml::key& key, const toml::node& node) {
    const auto truth = node.value_exact<bool>();
    if (!truth)
        fail("settings.value", "\"" + name_of(key) + "\" is true or false", position_of(key));
    return *truth;
}

Severity severity_of(const toml::key& key, const toml::node& node) {
    const auto word = node.value_exact<std::string>();
    for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote})
        if (word && *word == to_string(severity)) return severity;
    fail("settings.value", "\"severity\" is \"error\", \"warning\" or \"note\"", position_of(key));
}

LanguageTag language_of(const toml::key& key, const toml::node& node) {
    const std::string text = string_of(key, node);
    LanguageTag tag(text);
    if (!is_known_language(tag))
        fail("settings.value", "\"" + text + "\" is no language; write a tag such as zh-TW or en",
             position_of(key));
    return tag;
}

RuleSection read_rule(const toml::key& name, const toml::table& table) {
    RuleSection rule;
    rule.rule = name_of(name);
    rule.at = position_of(name);
    for (const auto& [key, node] : table) {
        if (key == "enabled")
            rule.enabled = truth_of(key, node);
        else if (key == "severity")
            rule.severity = severity_of(key, node);
        else
            rule.options.emplace_back(name_of(key), value_of(key, node));
    }
    return rule;
}

SettingValue expression_of(const toml::key& key, const toml::node& node) {
    SettingValue value = value_of(key, node);
    value.items = {string_of(key, node)};
    if (value.items.front().empty())
        fail("settings.value", "\"" + name_of(key) + "\" is empty and would match everything",
             value.at);
    return value;
}

void read_field(UserRuleSettings& rule, const toml::key& key, const toml::node& node) {
    if (key == "name")
        rule.name = string_of(key, node);
    else if (key == "message")
        rule.message = string_of(key, node);
    else if (key == "explanation")
        rule.explanation = string_of(key, node);
    else if (key == "severity")
        rule.severity = severity_of(key, node);
    else if (key == "source")
        rule.source = expression_of(key, node);
    else if (key == "target-must-match")
        rule.target_must_match = expression_of(key, node);
    else if (key == "target-must-not-match")
        rule.target_must_not_match = expression_of(key, node);
    else if (key == "fix")
        rule.fix = SettingValue{{string_of(key, node)}, false, position_of(key)};
    else if (key == "safe")
        rule.safe = truth_of(key, node);
    else if (key == "ignore-case")
        rule.ignore_case = truth_of(key, node);
    else if (key == "source-lang")
        rule.source_lang = language_of(key, node);
    else if (key == "target-lang")
        rule.target_lang = language_of(key, node);
    else
        fail("settings.unknown",
             "a user rule has no \"" + name_of(key) +
                 "\"; it has name, message, explanation, severity, source, target-must-match, "
                 "target-must-not-match, fix, safe, ignore-case, source-lang, target-lang",
             position_of(key));
}

bool is_rule_name(const std::string& name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

UserRuleSettings read_user_rule(const toml::node& item) {
    const Position at = position_of(item.source());
    const toml::table* table = item.as_table();
    if (!table) fail("settings.value", "a user rule is a table: [[user-rules]]", at);
    UserRuleSettings rule;
    rule.at = at;
    for (const auto& [key, node] : *table) read_field(rule, key, node);
    if (rule.name.empty()) fail("settings.missing", "this user rule has no name", at);
    if (!is_rule_name(rule.name))
        fail("settings.value",
             "\"" + rule.name + "\" is no name of a rule: lower-case letters, digits, hyphens", at);
    if (rule.message.empty())
        fail("settings.missing", "the user rule \"" + rule.name + "\" has no message", at);
    const bool target =
        !rule.target_must_match.items.empty() || !rule.target_must_not_match.items.empty();
    if (rule.source.items.empty() && !target)
        fail("settings.missing",
             "the user rule \"" + rule.name +
                 "\" looks for nothing; give it source, target-must-match or "
                 "target-must-not-match",
             at);
    if (rule.fix && rule.target_must_not_match.items.empty())
        fail("settings.value",
             "\"fix\" replaces what target-must-not-match finds, which is missing", rule.fix->at);
    return rule;
}

void read_user_rules(const toml::key& key, const toml::node& node, CheckSettings& settings) {
    const toml::array* list = node.as_array();
    if (!list)
        fail("settings.value", "\"user-rules\" has two brackets: [[user-rules]]", position_of(key));
    std::set<std::string> names;
    for (const toml::node& item : *list) {
        settings.user_rules.push_back(read_user_rule(item));
        const UserRuleSettings& rule = settings.user_rules.back();
        if (!names.insert(rule.name).second)
            fail("settings.value", "there are two user rules \"" + rule.name + "\"", rule.at);
    }
}

}  // namespace

Result<CheckSettings> parse_check_settings(std::string_view toml, const std::string& file) {
    CheckSettings settings;
    settings.file = file;
    try {
        const toml::table root = toml::parse(toml, file);
        for (const auto& [key, node] : root) {
            if (key == "rules") {
                for (const auto& [name, table] : as_table(key, node))
                    settings.rules.push_back(read_rule(name, as_table(name, table)));
            } else if (key == "user-rules") {
                read_user_rules(key, node, settings);
            } else {
                fail("settings.unknown",
                     "there is no \"" + name_of(key) +
                         "\"; there is [rules.NAME] and [[user-rules]]",
                     position_of(key));
            }
        }
    } catch (const toml::parse_error& error) {
        std::string what(error.description());
        what.erase(std::remove(what.begin(), what.end(), '\n'), what.end());
        return Diagnostic{
            Severity::kError, "settings.toml", what, position_of(error.source()), file, {}};
    } catch (Fault& fault) {
        fault.diagnostic.file = file;
        return std::move(fault.diagnostic);
    }
    return settings;
}

}  // namespace diglot
