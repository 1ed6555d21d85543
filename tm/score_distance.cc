#include "tm/score_distance.h"

#include <algorithm>
#include <bit>

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
    if (2 * (size_ + 1) > slots_.size()) grow(std::max<std::size_t>(16, slots_.size() * 2));
    std::size_t i = place(value);
    while (slots_[i].number != kNone && slots_[i].value != value) i = (i + 1) & (slots_.size() - 1);
    if (slots_[i].number == kNone) slots_[i] = {value, static_cast<std::uint32_t>(size_++)};
    return slots_[i].number;
}

void ValueNumbers::reserve(std::size_t values) {
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, 2 * values));
    if (slots > slots_.size()) grow(slots);
}

void ValueNumbers::grow(std::size_t slots) {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(slots, Slot{});
    for (const Slot& slot : old) {
        if (slot.number == kNone) continue;
        std::size_t i = place(slot.value);
        while (slots_[i].number != kNone) i = (i + 1) & (slots_.size() - 1);
        slots_[i] = slot;
    }
}

DistancePattern::DistancePattern(std::span<const std::uint64_t> sequence)
    : size_(sequence.size()), blocks_((sequence.size() + 63) / 64) {
    if (blocks_ <= 1) {
        const std::size_t used = std::bit_ceil(2 * size_);  // At least one.
        mask_ = used - 1;
        std::fill_n(slots_.begin(), used, Slot{});
        for (std::size_t place = 0; place < size_; ++place) {
            std::size_t i = slot(sequence[place]);
            while (slots_[i].places != 0 && slots_[i].value != sequence[place]) i = (i + 1) & mask_;
            slots_[i].value = sequence[place];
            slots_[i].places |= std::uint64_t{1} << place;
        }
        return;
    }
    numbers_.reserve(size_);
    for (const std::uint64_t value : sequence) numbers_.add(value);
    places_.assign((numbers_.size() + 1) * blocks_, 0);
    for (std::size_t i = 0; i < size_; ++i) {
        places_[numbers_.find(sequence[i]) * blocks_ + i / 64] |= std::uint64_t{1} << (i % 64);
    }
}

std::size_t DistancePattern::first_place(std::uint64_t value) const {
    if (blocks_ <= 1) {
        const std::uint64_t places = places_of(value);
        return places == 0 ? size_ : static_cast<std::size_t>(std::countr_zero(places));
    }
    const std::uint32_t number = numbers_.find(value);
    if (number == ValueNumbers::kNone) return size_;
    const std::uint64_t* row = places_.data() + number * blocks_;
    std::size_t block = 0;
    while (row[block] == 0) ++block;
    return 64 * block + static_cast<std::size_t>(std::countr_zero(row[block]));
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
        score += static_cast<std::size_t>(block.advance(places_of(other[i]), 1, high));
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
    const auto [from_a, from_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    a = a.subspan(static_cast<std::size_t>(from_a - a.begin()));
    b = b.subspan(static_cast<std::size_t>(from_b - b.begin()));
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a = a.first(a.size() - 1);
        b = b.first(b.size() - 1);
    }
    if (a.size() > b.size()) std::swap(a, b);
    return a.empty() ? b.size() : *DistancePattern(a).distance(b, b.size());
}

}  // namespace diglot
