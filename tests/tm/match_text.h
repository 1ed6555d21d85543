// Matches as text, with every field: what two answers are compared by.
#pragma once

#include <string>

#include <fmt/format.h>

#include "tm/match.h"

namespace diglot {

inline std::string show_all(const Match& match) {
    std::string text =
        fmt::format("unit {} {}>{} {} {} raw {}", match.unit.id, match.source, match.target,
                    to_string(match.kind), match.score.basis_points, match.raw_score.basis_points);
    for (const AppliedPenalty& one : match.penalties)
        text += fmt::format(" {} {}", one.rule, one.basis_points);
    if (match.adapted_target) text += " adapted '" + *match.adapted_target + "'";
    for (const Variant& variant : match.unit.variants)
        text += " | " + variant.lang.text() + " " + variant.segment.text;
    return text + "\n";
}

inline std::string show_all(const Matches& matches) {
    std::string text;
    for (const Match& match : matches) text += show_all(match);
    return text;
}

}  // namespace diglot
