// The score of two segments and its penalties. The rule and its examples: docs/matching.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/score.h"
#include "core/text/tokens.h"
#include "tm/match.h"
#include "tm/unit.h"

namespace diglot {

/// 1 - distance / longer in basis points, rounded down. Zero where `longer` is zero: a text without
/// tokens is like none.
Score similarity(std::size_t distance, std::size_t longer);
/// The greatest distance at which similarity(distance, longer) is still `least`. Requires 0 < least
/// <= 100 %.
std::size_t most_distance(std::size_t longer, Score least);

/// An inline code as it is compared: its element, attributes but i and x, native content.
struct InlineCode {
    std::string spelling;    ///< Different for different codes; of an element around text, with how
                             ///< many codes are in it.
    std::size_t offset = 0;  ///< Bytes of Segment::text before it.
    std::size_t end =
        0;  ///< Bytes of Segment::text before the end of an element around text; else 0.

    bool operator==(const InlineCode&) const = default;
};

std::vector<InlineCode> inline_codes(const Segment& segment);

/// How a text is looked at: folded, or with one of the folds left out.
enum class AspectKind { kFolded, kCase, kWidth, kScript };

/// A segment with all that scoring looks at. Used from one thread at a time.
struct SegmentProfile {
    explicit SegmentProfile(Segment segment);

    Segment segment;
    TokenizedText tokens;
    std::vector<std::uint64_t> values;  ///< Of the tokens.
    std::vector<InlineCode> codes;

    /// The text under another fold: a value for each token, which differs from the token's where
    /// the full fold changes it (for numbers, always to the same), and what is no token, white
    /// space left out.
    struct Aspect {
        std::vector<std::uint64_t> forms;
        std::string rest;
    };
    const Aspect& aspect(AspectKind kind) const;
    std::vector<std::string_view> numbers() const;  ///< In text order, folded.

private:
    Aspect make_aspect(const FoldOptions& options) const;
    mutable std::array<std::optional<Aspect>, 4> aspects_;  ///< Made when first asked for.
};

/// What two segments have to do with each other, units and languages aside.
struct TextComparison {
    Score raw;
    bool same = false;          ///< The same characters and codes.
    bool only_numbers = false;  ///< The texts differ in nothing but numbers (and their width).
    std::vector<AppliedPenalty>
        penalties;  ///< numbers, punctuation, case, width, script, spacing, codes.
};

/// Only the raw score is filled in where it is below `least`. Exact: tokens of equal value and
/// different text (one pair in 2^64) are told apart.
TextComparison compare(const SegmentProfile& query, const SegmentProfile& unit,
                       const Penalties& penalties, Score least = Score{1});

/// Sum of the penalties.
std::int32_t total(const std::vector<AppliedPenalty>& penalties);

/// Penalties for what the unit is: machine, unreviewed or alignment (property x-diglot-state), and
/// origin.
std::vector<AppliedPenalty> unit_penalties(const Unit& unit, const Penalties& penalties);

/// How many neighbours the query shares with one place where the unit was met: 0, 1 or 2.
int same_neighbours(const MatchQuery& query, const Unit& unit);

}  // namespace diglot
