// A rule whose name and explanation stand together in one place.
#pragma once

#include "quality/rule.h"

namespace diglot {

struct RuleText {
    std::string_view name;
    Severity severity = Severity::kWarning;
    std::string_view summary;
    std::string_view explanation;
    std::vector<RuleExample> examples = {};
    std::vector<RuleOption> options = {};
    bool is_on_by_default = true;
};

class DescribedRule : public Rule {
public:
    std::string_view name() const override { return text_.name; }
    Severity severity() const override { return text_.severity; }
    std::string_view summary() const override { return text_.summary; }
    std::string_view explanation() const override { return text_.explanation; }
    std::vector<RuleExample> examples() const override { return text_.examples; }
    std::vector<RuleOption> options() const override { return text_.options; }
    bool is_on_by_default() const override { return text_.is_on_by_default; }

protected:
    explicit DescribedRule(RuleText text) : text_(std::move(text)) {}

private:
    RuleText text_;
};

}  // namespace diglot
