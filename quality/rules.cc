// The list of rules: a new rule is one file and one line here.
#include "quality/numbers_rule.h"
#include "quality/rule.h"

namespace diglot {

std::vector<std::unique_ptr<Rule>> make_rules() {
    std::vector<std::unique_ptr<Rule>> rules;
    rules.push_back(std::make_unique<NumbersRule>());
    return rules;
}

}  // namespace diglot
