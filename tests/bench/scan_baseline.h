// The baseline for look-ups: every unit's tokens in memory, a length filter, and bit-parallel
// Levenshtein over each of the rest. What a careful programmer would write in a day without an
// index; it finds every match.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/score.h"
#include "tm/score_distance.h"
#include "tm/store.h"

namespace diglot::bench {

class ScanBaseline {
public:
    /// Reads and tokenises the source variant of every unit. Memory: 4 bytes a token, 12 a unit.
    explicit ScanBaseline(const Store& store);

    struct Hit {
        std::int64_t unit = 0;
        Score raw;
    };
    /// The best `limit` at `least` or more by raw score, then lower id. Cost: every unit of a
    /// length that allows `least`, each its length times ceil(query's length / 64); cut off where
    /// `least` or the worst hit is out of reach.
    std::vector<Hit> best(std::string_view query, Score least, std::size_t limit) const;

    std::size_t units() const { return ids_.size(); }
    /// Tokens of the units of so many tokens, one after the other, as numbers.
    std::span<const std::uint32_t> tokens_of_length(std::size_t length) const;
    /// The tokens' numbers; kNone for what no unit has.
    std::vector<std::uint32_t> numbers_of(std::string_view text) const;
    std::size_t longest() const { return starts_.size() - 1; }

private:
    struct Pattern;
    struct Place {
        std::size_t tokens = 0;
        std::size_t ids = 0;
    };
    ValueNumbers numbers_;
    std::vector<std::uint32_t> tokens_;  ///< Of all units, the shortest first, in order of ids.
    std::vector<std::int64_t> ids_;
    std::vector<Place> starts_;  ///< By length; one more for the end.
    /// By token: its row in the query's masks. All 0 between queries.
    mutable std::vector<std::uint16_t> rows_;
};

}  // namespace diglot::bench
