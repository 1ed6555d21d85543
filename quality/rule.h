// What every check is: a class with a name, an explanation with examples, and a look at one unit.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "quality/finding.h"

namespace diglot {

/// The two texts of a unit that are compared, without inline codes' content. Valid during a check.
struct BilingualText {
    std::string_view source;
    std::string_view target;
    LanguageTag source_lang;
    LanguageTag target_lang;
};

/// For `diglot explain`.
struct RuleExample {
    std::string_view source;
    std::string_view target;
    std::string_view found;  ///< The message; empty where nothing is wrong.
};

class Rule {
public:
    virtual ~Rule() = default;

    /// In lower case, with hyphens: "numbers".
    virtual std::string_view name() const = 0;
    virtual Severity severity() const = 0;
    /// One line: what it catches.
    virtual std::string_view summary() const = 0;
    /// What it catches, why, and what it leaves alone; paragraphs.
    virtual std::string_view explanation() const = 0;
    virtual std::vector<RuleExample> examples() const = 0;
    /// Adds what it finds; the checker fills in rule, severity, place and texts.
    virtual void check(const BilingualText& text, std::vector<Finding>& findings) = 0;
};

/// Every rule, in the order findings are shown in.
std::vector<std::unique_ptr<Rule>> make_rules();

}  // namespace diglot
