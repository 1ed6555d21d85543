// What every check is: a class with a name, an explanation with examples, and a look at one unit.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "quality/check_context.h"
#include "quality/finding.h"

namespace diglot {

class UnitTerms;
struct Segment;

/// The two texts of a unit that are compared, without inline codes' content. Valid during a check.
struct BilingualText {
    std::string_view source;
    std::string_view target;
    LanguageTag source_lang;
    LanguageTag target_lang;
    const UnitPlace* place = nullptr;
    const Segment* source_segment = nullptr;  ///< With its inline codes; null: there are none.
    const Segment* target_segment = nullptr;
    UnitTerms* terms = nullptr;  ///< Terms of both texts; null without a glossary.
};

/// What a settings file says under [rules.NAME], by name: the items of a list, or one value as TOML
/// spells it ("3", "true").
using RuleOptions = std::map<std::string, std::vector<std::string>>;

/// An option that a rule has.
struct RuleOption {
    std::string_view name;  ///< In lower case, with hyphens.
    std::string standard;   ///< What it is where nobody sets it, as TOML spells it: `3`, `[]`.
    std::string_view meaning;
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
    /// Whether it runs where nobody asks for it by name.
    virtual bool is_on_by_default() const { return true; }

    /// What can be set in a settings file beside `enabled` and `severity`.
    virtual std::vector<RuleOption> options() const { return {}; }

    /// Throws std::invalid_argument, for people, for an option or a value it does not know. What is
    /// not among `options` is as it was at first.
    void configure(const RuleOptions& options);
    /// Called once, before the first unit.
    virtual void begin(const CheckContext&) {}
    /// Adds what it finds; the checker fills in rule, severity, place and texts.
    virtual void check(const BilingualText& text, std::vector<Finding>& findings) = 0;
    /// Called once, after the last unit: adds what only all of them together tell, with place and
    /// texts; the checker fills in rule and severity.
    virtual void finish(std::vector<Finding>&) {}

protected:
    /// Takes the options, each of which is one of options().
    virtual void set_options(const RuleOptions&) {}
};

/// The option as a number from `least` to `most`; `value` where it is not given. Throws
/// std::invalid_argument for anything else.
double number_option(const Rule& rule, const RuleOptions& options, std::string_view name,
                     double value, double least, double most);
/// The items of the option; none where it is not given.
std::vector<std::string> list_option(const RuleOptions& options, std::string_view name);
/// `true` or `false`; `value` where it is not given. Throws std::invalid_argument for anything
/// else.
bool bool_option(const Rule& rule, const RuleOptions& options, std::string_view name, bool value);

/// Every rule, in the order findings are shown in.
std::vector<std::unique_ptr<Rule>> make_rules();

}  // namespace diglot
