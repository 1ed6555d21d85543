// Look-up: which units resemble a text, how much, and why. The rule and its examples:
// docs/matching.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/score.h"
#include "tm/store.h"
#include "tm/unit.h"

namespace diglot {

enum class MatchKind { kContext, kExact, kFuzzy };

/// "context", "exact", "fuzzy".
const char* to_string(MatchKind kind);

/// Basis points taken off, by the name of the rule; never below 0. Defaults: docs/matching.md.
struct Penalties {
    std::int32_t numbers = 100;      ///< Different numbers.
    std::int32_t punctuation = 100;  ///< Different punctuation or symbols.
    std::int32_t letter_case = 50;   ///< The same letters in another case. Rule name "case".
    std::int32_t width = 50;         ///< Full width against half width.
    std::int32_t script = 100;       ///< Traditional against simplified Han.
    std::int32_t spacing =
        50;  ///< The same tokens and none of the above, but not the same characters: white space.
    std::int32_t code = 100;  ///< Each inline code missing, extra or different. Rule name "codes".
    std::int32_t codes_most = 500;  ///< All inline codes together.
    std::int32_t variant =
        100;  ///< Another regional variant of the source or target language. Rule name "region".
    std::int32_t machine = 1000;    ///< The unit's property x-diglot-state is "machine" …
    std::int32_t unreviewed = 100;  ///< … or "unreviewed" …
    std::int32_t alignment = 300;   ///< … or "alignment".
    std::map<std::string, std::int32_t> origins;  ///< By Unit::origin. Rule name "origin".
};

/// One penalty that applied.
struct AppliedPenalty {
    std::string rule;
    std::int32_t basis_points = 0;
};

struct MatchQuery {
    Segment segment;
    std::optional<Segment> previous;  ///< What stands before it, where known.
    std::optional<Segment> next;
};

struct MatchOptions {
    LanguageTag source;  ///< Empty: whatever each unit was translated from.
    LanguageTag target;  ///< Empty: each unit's first other variant.
    Score min{7000};  ///< After penalties; at least one core token must be shared whatever it is.
    std::size_t limit = 5;
    Penalties penalties;
};

struct Match {
    Unit unit;
    std::size_t source = 0;  ///< Index into unit.variants.
    std::size_t target = 0;
    MatchKind kind = MatchKind::kFuzzy;
    Score score;                            ///< After penalties.
    Score raw_score;                        ///< Before.
    std::vector<AppliedPenalty> penalties;  ///< In the order of docs/matching.md.
    std::optional<std::string>
        adapted_target;  ///< The target with the query's numbers, where that is unambiguous.
};

/// Best first: score, raw score, closeness by characters, reviewed, newer, lower id.
using Matches = std::vector<Match>;

/// Answers every query by comparing it with every unit: the oracle every index must equal. One pass
/// over the memory for all of `queries`; results in their order. Cost: units x queries, each pair
/// bit-parallel Levenshtein cut off at the bound.
std::vector<Matches> match_by_scan(const Store& store, std::span<const MatchQuery> queries,
                                   const MatchOptions& options);

}  // namespace diglot
