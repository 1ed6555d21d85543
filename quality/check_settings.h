// The settings file of checks: which rules run, how strictly, and a user's own rules. TOML 1.0;
// docs/checks.md, "Settings".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/language_tag.h"
#include "core/result.h"

namespace diglot {

/// A value as it was written, and where. A list has its items in order, anything else is one item;
/// numbers and truths are as TOML spells them ("2.5", "true").
struct SettingValue {
    std::vector<std::string> items;
    bool is_list = false;
    Position at;
};

/// [rules.NAME]
struct RuleSection {
    std::string rule;
    Position at;
    std::optional<bool> enabled;
    std::optional<Severity> severity;
    /// Everything else, for the rule to understand.
    std::vector<std::pair<std::string, SettingValue>> options;
};

/// [[user-rules]]; which fields mean what: quality/user_rule.h. Empty where not given.
struct UserRuleSettings {
    std::string name;
    Position at;
    std::string message;
    std::string explanation;
    Severity severity = Severity::kWarning;
    SettingValue source;
    SettingValue target_must_match;
    SettingValue target_must_not_match;
    std::optional<SettingValue> fix;
    bool safe = true;  ///< The fix may be put in without a person looking at it.
    bool ignore_case = false;
    LanguageTag source_lang;
    LanguageTag target_lang;
};

struct CheckSettings {
    std::string file;  ///< As the user named it; empty for no settings.
    std::vector<RuleSection> rules;
    std::vector<UserRuleSettings> user_rules;
};

/// `file` is what diagnostics name. Errors, with the place: settings.toml (not TOML),
/// settings.unknown (a table or key there is not), settings.value (not of the kind that stands
/// there: "severity is error, warning or note"), settings.missing (a user rule without name, or
/// that looks for nothing). Whether a rule [rules.NAME] and its options exist is for the rules to
/// say.
Result<CheckSettings> parse_check_settings(std::string_view toml, const std::string& file);

}  // namespace diglot
