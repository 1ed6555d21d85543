// The filter language: which units a command means. docs/filters.md has it for users.
//
//   condition = and { "or" and }
//   and       = not { ["and"] not }
//   not       = ["not"] ( "(" condition ")" | field [ op value ] )
//   op        = ":" | "=" | "!=" | "~" | "<" | "<=" | ">" | ">="
//   value     = a word | "in quotes, with \" and \\"
#pragma once

#include <functional>
#include <string_view>

#include "core/result.h"
#include "core/storage/id_ranges.h"
#include "tm/unit.h"

namespace diglot {

/// One condition on units, made ready. Copies share it; for one thread at a time.
class UnitCondition {
public:
    /// What a change set added or changed, by its number; for the field `change`. An empty set
    /// where there is no such change set.
    using ChangedUnits = std::function<IdRanges(std::int64_t change)>;

    /// Error: where.syntax, where.field, where.value, search.pattern; the position is the column in
    /// the condition.
    static Result<UnitCondition> parse(std::string_view text, const ChangedUnits& changed = {});

    /// Throws std::runtime_error, with the unit's number, where a regular expression takes too long
    /// on its text.
    bool holds(const Unit& unit) const { return test_(unit); }
    /// Whether it asks for a state (`state`, `status`), so that units out of use may be meant.
    bool asks_for_state() const { return asks_for_state_; }

    using Test = std::function<bool(const Unit&)>;

private:
    UnitCondition(Test test, bool asks_for_state)
        : test_(std::move(test)), asks_for_state_(asks_for_state) {}
    Test test_;
    bool asks_for_state_ = false;
};

}  // namespace diglot
