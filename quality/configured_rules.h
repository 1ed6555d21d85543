// The rules of Diglot and of a settings file, ready for a Checker.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "quality/check_settings.h"
#include "quality/checker.h"
#include "quality/rule.h"

namespace diglot {

struct ConfiguredRules {
    std::vector<std::unique_ptr<Rule>> rules;      ///< Diglot's, then the user's.
    std::map<std::string, RuleSettings> settings;  ///< For CheckOptions.
};

/// Errors, with the place in the settings file: those of make_user_rules(); settings.rule (there is
/// no such rule, or a user rule has the name of one there is), settings.option (the rule has no
/// such option, or not with this value).
Result<ConfiguredRules> configure_rules(const CheckSettings& settings);

}  // namespace diglot
