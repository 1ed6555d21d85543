// A suggestion taken apart into what it changes, so that several can go into one target and inline
// codes stay where they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quality/finding.h"
#include "tm/unit.h"

namespace diglot {

/// Puts `by` in place of the bytes of `place`.
struct TextEdit {
    TextSpan place;
    std::string by;

    bool operator==(const TextEdit&) const = default;
};

/// What makes `from` into `to`: ascending edits that do not touch each other, found by the longest
/// common subsequence of code points (of a long middle part as one edit). Each replaces at least
/// one character, so that it has a place among inline codes; `from` must not be empty.
std::vector<TextEdit> edits_between(std::string_view from, std::string_view to);

/// The target variant's segment with the edits of as many suggestions as go together; each is taken
/// whole or not at all. What could not be done is said for people.
struct AppliedSuggestions {
    Segment segment;
    std::vector<TextEdit> edits;       ///< That made it: of the text before, ascending.
    std::vector<bool> applied;         ///< One a suggestion.
    std::vector<std::string> why_not;  ///< Empty where applied.
};
AppliedSuggestions apply_suggestions(const Segment& segment,
                                     const std::vector<std::string>& suggestions);

}  // namespace diglot
