// Ways to rank the candidates of a query: ours, and what might be better.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tests/bench/quality_memory.h"
#include "tm/score.h"

namespace diglot::bench {

/// What a candidate has in common with the query.
struct Features {
    std::size_t entry = 0;
    double raw = 0;  ///< Similarity of the tokens (tm/score.h), 0 to 1, in whole basis points.
    double characters = 0;  ///< Of the code points.
    std::size_t apart = 0;  ///< Their distance.
    double dice = 0;        ///< Of the distinct tokens.
    double weighted = 0;    ///< Of the tokens, each edit counting its token's rarity.
    double damped = 0;      ///< The same, counting the square root of the rarity.
    double stems = 0;       ///< Of the tokens without the endings s, es, ed, ing.
    double pairs = 0;       ///< Dice of neighbouring tokens.
    double longest = 0;     ///< Longest run of tokens in common / longer.
    /// Penalties by name, in basis points (defaults of Penalties).
    std::vector<AppliedPenalty> penalties;

    /// Sum of the penalties, in per cent of full score; numbers counting `times_numbers` times, the
    /// rest `times`.
    double lost(double times_numbers = 1, double times = 1) const;
};

/// A query against any candidates.
class FeatureMaker {
public:
    FeatureMaker(const QualityMemory& memory, std::string_view query);
    Features make(std::size_t entry) const;

private:
    const QualityMemory& memory_;
    SegmentProfile profile_;
    std::vector<std::uint32_t> tokens_;
    std::vector<std::uint64_t> characters_;
    std::vector<std::uint64_t> stems_;
};

struct Ranking {
    std::string name;
    /// Higher is better; equal ones are told apart by raw score, characters to change, then lower
    /// id.
    double (*score)(const Features&);
};

/// Ours first.
const std::vector<Ranking>& rankings();

/// The best of the candidates, which are in ascending order of entries; nothing better than none
/// where there are none.
const Features* best_of(const std::vector<Features>& candidates, const Ranking& ranking);

}  // namespace diglot::bench
