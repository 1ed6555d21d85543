// Numbers and quantities, compared by value (core/text/quantities.h).
#pragma once

#include "quality/rule.h"

namespace diglot {

/// Finds quantities that one side has and the other has not. Works both ways between Chinese and
/// English; between other languages on digits.
class NumbersRule : public Rule {
public:
    std::string_view name() const override;
    Severity severity() const override;
    std::string_view summary() const override;
    std::string_view explanation() const override;
    std::vector<RuleExample> examples() const override;
    void check(const BilingualText& text, std::vector<Finding>& findings) override;
};

}  // namespace diglot
