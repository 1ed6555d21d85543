// What the filter language can ask of a unit: each field with the comparisons it knows. Private to
// unit_condition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tm/unit_condition.h"

namespace diglot::unit_field {

enum class Op {
    kAny,      ///< No comparison: it has one.
    kHas,      ///< ":": contains, folded; a language that fits; a date within.
    kEqual,    ///< "=": the same, folded.
    kUnequal,  ///< "!="
    kRegex,    ///< "~"
    kBelow,
    kAtMost,
    kAbove,
    kAtLeast,
};

/// Error: where.field, where.value, search.pattern; without a position.
Result<UnitCondition::Test> make_test(const std::string& field, Op op, const std::string& value,
                                      const UnitCondition::ChangedUnits& changed);

/// Whether the field is the state by either of its names.
bool is_state(std::string_view field);

/// Names of the fields, for messages: "source, target, …".
std::string names();

}  // namespace diglot::unit_field
