// Rules a user writes in the settings file: regular expressions on source and target.
#pragma once

#include <memory>
#include <vector>

#include "core/result.h"
#include "quality/check_settings.h"
#include "quality/rule.h"

namespace diglot {

/// One rule a [[user-rules]]. It speaks where
/// - `source` alone is given: at each place that it finds;
/// - `target-must-not-match`: at each place that it finds in the target; with `source`, only of
///   units where that finds something;
/// - `target-must-match`: of units where it finds nothing in the target; with `source`, once for
///   each place that `source` finds and the target has no answer to.
/// In both target expressions and in the message $0 to $9 are the groups of the place in the
/// source, as literal text; without `source`, in the message, of the place in the target. In `fix`,
/// which replaces the place in the target, they are the target's groups.
///
/// An expression that takes too long on a text says so in a finding of its own, and after the third
/// time the rule is silent.
///
/// Errors: settings.regex (with the place in the settings file), settings.group (there is no such
/// group).
Result<std::vector<std::unique_ptr<Rule>>> make_user_rules(const CheckSettings& settings);

}  // namespace diglot
