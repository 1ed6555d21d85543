// Runs rules over units.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "quality/rule.h"
#include "tm/unit.h"

namespace diglot {

/// How one rule is run.
struct RuleSettings {
    std::optional<bool> on;  ///< Nothing: as the rule says.
    std::optional<Severity> severity;
    RuleOptions options;
};

struct CheckOptions {
    LanguageTag source;  ///< Empty: the language each unit was translated from.
    LanguageTag target;  ///< Empty: every other language of the unit.
    /// Names of rules; empty for all that are on. What is named runs even if it is off.
    std::vector<std::string> only;
    std::vector<std::string> skip;
    std::map<std::string, RuleSettings> settings;  ///< By name of rule.
    CheckContext context;
};

class Checker {
public:
    using Take = std::function<void(Finding)>;

    /// Throws std::invalid_argument, for people, where `only`, `skip` or `settings` name a rule
    /// there is not, or an option it does not have.
    explicit Checker(CheckOptions options, std::vector<std::unique_ptr<Rule>> rules = make_rules());
    ~Checker();

    /// Hands what is found in the unit to `take`. True if the unit has the languages asked for.
    bool check(const Unit& unit, const UnitPlace& place, const Take& take);

    /// Hands on what all units together tell. To be called once, after the last.
    void finish(const Take& take);

    /// Those that run, in order.
    const std::vector<std::unique_ptr<Rule>>& rules() const { return rules_; }
    std::uint64_t checked() const { return checked_; }  ///< Units with the languages asked for.

private:
    void hand_on(const Rule& rule, Finding finding, const Take& take) const;
    void check_pair(const Variant& source, const Variant& target, const UnitPlace& place,
                    const Take& take);

    CheckOptions options_;
    std::vector<std::unique_ptr<Rule>> rules_;
    std::unique_ptr<UnitTerms> terms_;
    std::uint64_t checked_ = 0;
};

/// "numbers, terms": every rule's name.
std::string rule_names();
std::string rule_names(const std::vector<std::unique_ptr<Rule>>& rules);

}  // namespace diglot
