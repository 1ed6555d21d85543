#include "tm/match_probe.h"

#include <algorithm>

namespace diglot {

using namespace match_segment;

MatchProbe::MatchProbe(std::span<const std::uint64_t> values)
    : length_(values.size()), blocks_((values.size() + 63) / 64), places_(256 * blocks_, 0) {
    std::vector<std::uint64_t> sorted;
    sorted.reserve(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint64_t token = token_of(values[i]);
        sorted.push_back(token);
        places_[byte_of(token) * blocks_ + i / 64] |= std::uint64_t{1} << (i % 64);
    }
    std::sort(sorted.begin(), sorted.end());
    for (const std::uint64_t token : sorted) {
        if (tokens_.empty() || tokens_.back().token != token) tokens_.push_back({token, 0});
        const std::size_t bit = signature_bit(token, tokens_.back().occurrences++);
        set_bit(signatures_[0], 1, bit);
        set_bit(signatures_[1], 2, bit);
        set_bit(signatures_[2], 4, bit);
    }
}

bool MatchProbe::is_near(std::span<const std::uint8_t> bytes, std::size_t most) const {
    const std::uint64_t last_high = std::uint64_t{1} << ((length_ - 1) % 64);
    plus_.assign(blocks_, ~std::uint64_t{0});
    minus_.assign(blocks_, 0);
    std::size_t score = length_;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint64_t* equal_row = places_.data() + bytes[i] * blocks_;
        std::uint64_t carry_up = 1, carry_down = 0;
        for (std::size_t b = 0; b < blocks_; ++b) {
            const std::uint64_t plus = plus_[b], minus = minus_[b];
            std::uint64_t equal = equal_row[b];
            const std::uint64_t x = equal | minus;
            equal |= carry_down;
            const std::uint64_t d = (((equal & plus) + plus) ^ plus) | equal;
            std::uint64_t up = minus | ~(d | plus);
            std::uint64_t down = plus & d;
            if (b + 1 == blocks_) {
                score += (up & last_high) != 0 ? 1 : 0;
                score -= (down & last_high) != 0 ? 1 : 0;
            }
            const std::uint64_t up_out = up >> 63, down_out = down >> 63;
            up = up << 1 | carry_up;
            down = down << 1 | carry_down;
            plus_[b] = down | ~(x | up);
            minus_[b] = up & x;
            carry_up = up_out;
            carry_down = down_out;
        }
        if (score > most + (bytes.size() - i - 1)) return false;
    }
    return score <= most;
}

}  // namespace diglot
