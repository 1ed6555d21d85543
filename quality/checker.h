// Runs rules over units.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "quality/rule.h"
#include "tm/unit.h"

namespace diglot {

struct CheckOptions {
    LanguageTag source;             ///< Empty: the language each unit was translated from.
    LanguageTag target;             ///< Empty: every other language of the unit.
    std::vector<std::string> only;  ///< Names of rules; empty for all.
    std::vector<std::string> skip;
};

class Checker {
public:
    using Take = std::function<void(Finding)>;

    /// Throws std::invalid_argument, for people, where `only` or `skip` name a rule there is not.
    explicit Checker(CheckOptions options);

    /// Hands what is found in the unit to `take`. True if the unit has the languages asked for.
    bool check(const Unit& unit, const UnitPlace& place, const Take& take);

    std::uint64_t checked() const { return checked_; }  ///< Units with the languages asked for.

private:
    void check_pair(const Variant& source, const Variant& target, const UnitPlace& place,
                    const Take& take);

    CheckOptions options_;
    std::vector<std::unique_ptr<Rule>> rules_;
    std::uint64_t checked_ = 0;
};

/// "numbers, terms": every rule's name.
std::string rule_names();

}  // namespace diglot
