#include "tm/score_distance.h"

#include <algorithm>

namespace diglot {
namespace {

/// One column of one block: vertical differences in, horizontal difference in and out (Hyyrö 2003,
/// figure 5).
struct Block {
    std::uint64_t plus = ~std::uint64_t{0};
    std::uint64_t minus = 0;

    int advance(std::uint64_t equal, int carry, std::uint64_t high) {
        const std::uint64_t x = equal | minus;
        if (carry < 0) equal |= 1;
        const std::uint64_t d = (((equal & plus) + plus) ^ plus) | equal;
        std::uint64_t up = minus | ~(d | plus);
        std::uint64_t down = plus & d;
        const int out = (up & high) != 0 ? 1 : (down & high) != 0 ? -1 : 0;
        up = up << 1 | (carry > 0 ? 1 : 0);
        down = down << 1 | (carry < 0 ? 1 : 0);
        plus = down | ~(x | up);
        minus = up & x;
        return out;
    }
};

}  // namespace

std::uint32_t ValueNumbers::add(std::uint64_t value) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    std::size_t i = place(value);
    while (slots_[i].number != kNone && slots_[i].value != value) i = (i + 1) & (slots_.size() - 1);
    if (slots_[i].number == kNone) slots_[i] = {value, static_cast<std::uint32_t>(size_++)};
    return slots_[i].number;
}

void ValueNumbers::grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(std::max<std::size_t>(16, old.size() * 2), Slot{});
    for (const Slot& slot : old) {
        if (slot.number == kNone) continue;
        std::size_t i = place(slot.value);
        while (slots_[i].number != kNone) i = (i + 1) & (slots_.size() - 1);
        slots_[i] = slot;
    }
}

DistancePattern::DistancePattern(std::span<const std::uint64_t> sequence)
    : size_(sequence.size()), blocks_((sequence.size() + 63) / 64) {
    for (const std::uint64_t value : sequence) numbers_.add(value);
    places_.assign((numbers_.size() + 1) * blocks_, 0);
    for (std::size_t i = 0; i < size_; ++i) {
        places_[numbers_.find(sequence[i]) * blocks_ + i / 64] |= std::uint64_t{1} << (i % 64);
    }
}

std::optional<std::size_t> DistancePattern::distance(std::span<const std::uint64_t> other,
                                                     std::size_t most) const {
    const std::size_t longer = std::max(size_, other.size());
    const std::size_t shorter = std::min(size_, other.size());
    if (longer - shorter > most) return std::nullopt;
    if (shorter == 0) return longer;
    return blocks_ == 1 ? one_block(other, most) : blocks(other, most);
}

std::optional<std::size_t> DistancePattern::one_block(std::span<const std::uint64_t> other,
                                                      std::size_t most) const {
    const std::uint64_t high = std::uint64_t{1} << (size_ - 1);
    Block block;
    std::size_t score = size_;
    for (std::size_t i = 0; i < other.size(); ++i) {
        const std::uint32_t number =
            std::min<std::size_t>(numbers_.find(other[i]), numbers_.size());
        score += static_cast<std::size_t>(block.advance(places_[number], 1, high));
        // What is left can take the distance down by one a token at most.
        if (score > most + (other.size() - i - 1)) return std::nullopt;
    }
    return score;
}

std::optional<std::size_t> DistancePattern::blocks(std::span<const std::uint64_t> other,
                                                   std::size_t most) const {
    const std::uint64_t last_high = std::uint64_t{1} << ((size_ - 1) % 64);
    std::vector<Block> column(blocks_);
    std::size_t score = size_;
    for (std::size_t i = 0; i < other.size(); ++i) {
        const std::size_t number = std::min<std::size_t>(numbers_.find(other[i]), numbers_.size());
        const std::uint64_t* equal = places_.data() + number * blocks_;
        int carry = 1;
        for (std::size_t b = 0; b + 1 < blocks_; ++b)
            carry = column[b].advance(equal[b], carry, std::uint64_t{1} << 63);
        score += static_cast<std::size_t>(
            column[blocks_ - 1].advance(equal[blocks_ - 1], carry, last_high));
        if (score > most + (other.size() - i - 1)) return std::nullopt;
    }
    return score;
}

std::size_t edit_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    return *DistancePattern(a).distance(b, std::max(a.size(), b.size()));
}

}  // namespace diglot
