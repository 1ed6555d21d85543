#include "quality/configured_rules.h"

#include <algorithm>
#include <stdexcept>

#include "quality/user_rule.h"

namespace diglot {
namespace {

using Rules = std::vector<std::unique_ptr<Rule>>;

Rule* find_rule(const Rules& rules, const std::string& name) {
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const auto& rule) { return rule->name() == name; });
    return found == rules.end() ? nullptr : found->get();
}

Diagnostic fault(const char* code, std::string message, Position at, const std::string& file) {
    return {Severity::kError, code, std::move(message), at, file, {}};
}

}  // namespace

Result<ConfiguredRules> configure_rules(const CheckSettings& settings) {
    ConfiguredRules configured;
    configured.rules = make_rules();
    auto own = make_user_rules(settings);
    if (!own) return own.error();
    for (std::size_t i = 0; i < own->size(); ++i) {
        const UserRuleSettings& rule = settings.user_rules[i];
        if (find_rule(configured.rules, rule.name))
            return fault(
                "settings.rule",
                "there is a rule \"" + rule.name + "\" already; give this one another name",
                rule.at, settings.file);
    }
    for (auto& rule : own.value()) configured.rules.push_back(std::move(rule));
    for (const RuleSection& section : settings.rules) {
        Rule* rule = find_rule(configured.rules, section.rule);
        if (!rule)
            return fault("settings.rule",
                         "there is no rule \"" + section.rule + "\"; there is " +
                             rule_names(configured.rules),
                         section.at, settings.file);
        RuleSettings& made = configured.settings[section.rule];
        made.on = section.enabled;
        made.severity = section.severity;
        for (const auto& [name, value] : section.options) {
            // One by one, so that a fault has its place.
            try {
                rule->configure({{name, value.items}});
            } catch (const std::invalid_argument& error) {
                return fault("settings.option", error.what(), value.at, settings.file);
            }
            made.options.emplace(name, value.items);
        }
    }
    return configured;
}

}  // namespace diglot
