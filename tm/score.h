// The score of two segments and its penalties. The rule and its examples: docs/matching.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/score.h"
#include "core/text/tokens.h"
#include "tm/match.h"
#include "tm/score_distance.h"
#include "tm/unit.h"

namespace diglot {

/// 1 - distance / longer in basis points, rounded down. Zero where `longer` is zero: a text without
/// tokens is like none.
Score similarity(std::size_t distance, std::size_t longer);
/// The greatest distance at which similarity(distance, longer) is still `least`. Requires 0 < least
/// <= 100 %.
std::size_t most_distance(std::size_t longer, Score least);

/// An inline code as it is compared: its element, attributes but its numbers (is_code_number()),
/// native content.
struct InlineCode {
    std::string spelling;    ///< Different for different codes; of an element around text, with how
                             ///< many codes are in it.
    std::size_t offset = 0;  ///< Bytes of Segment::text before it.
    std::size_t end =
        0;  ///< Bytes of Segment::text before the end of an element around text; else 0.

    bool operator==(const InlineCode&) const = default;
};

std::vector<InlineCode> inline_codes(const Segment& segment);

/// A segment with all that scoring looks at. What is not always needed is made when first asked
/// for. Used from one thread at a time.
struct SegmentProfile {
    explicit SegmentProfile(Segment segment);

    Segment segment;
    TokenizedText tokens;
    std::vector<std::uint64_t> values;  ///< Of the tokens.
    std::vector<InlineCode> codes;

    /// token_forms(): the values where leaving out that fold changes no token.
    std::span<const std::uint64_t> forms(FoldChange left_out) const;
    /// text_between() by all folds, and with one left out.
    const std::string& between() const;
    const std::string& between(FoldChange left_out) const;
    /// The values, and the forms, ready to be compared with those of many units.
    const DistancePattern& pattern() const;
    const DistancePattern& pattern(FoldChange left_out) const;
    /// Whether two of its own tokens have one value and different texts.
    bool ambiguous() const;

private:
    struct Partial {  ///< One fold left out.
        std::optional<std::vector<std::uint64_t>> forms;
        std::optional<std::string> between;
        std::unique_ptr<DistancePattern> pattern;
    };
    Partial& partial(FoldChange left_out) const;

    mutable std::array<Partial, 3> partial_;
    mutable std::optional<std::string> between_;
    mutable std::unique_ptr<DistancePattern> pattern_;
    mutable std::optional<bool> ambiguous_;
};

/// What two segments have to do with each other, units and languages aside.
struct TextComparison {
    Score raw;
    bool same = false;          ///< The same characters and codes.
    bool only_numbers = false;  ///< The texts differ in nothing but numbers (and their width).
    std::vector<AppliedPenalty>
        penalties;  ///< numbers, punctuation, case, width, script, spacing, codes.
};

/// Only the raw score is filled in where it is below `least`. A query that meets many units is
/// worth one profile: what is made for it is kept there. Exact: tokens of equal value and different
/// text (one pair in 2^64) are told apart.
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
