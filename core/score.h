// How alike two texts are.
#pragma once

#include <compare>
#include <cstdint>

namespace diglot {

/// In basis points: 10000 is 100 per cent. 10100 and 10200 are exact matches with one or both
/// neighbours the same.
struct Score {
    std::int32_t basis_points = 0;

    auto operator<=>(const Score&) const = default;

    double per_cent() const { return basis_points / 100.0; }  ///< For people and JSON only.
    static constexpr Score from_per_cent(double value) {
        return Score{static_cast<std::int32_t>(value * 100.0 + (value < 0 ? -0.5 : 0.5))};
    }
};

inline constexpr Score kFullScore{10000};

}  // namespace diglot
