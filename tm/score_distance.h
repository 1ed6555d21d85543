// How many tokens must change to make one text of another (Levenshtein distance).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace diglot {

/// A fixed set of 64-bit values, each with a number from 0 in the order they were added. Open
/// addressing.
class ValueNumbers {
public:
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    /// Room for so many values at once.
    void reserve(std::size_t values);
    /// The value's number; a new one where it has none.
    std::uint32_t add(std::uint64_t value);
    std::uint32_t find(std::uint64_t value) const {
        if (slots_.empty()) return kNone;
        for (std::size_t i = place(value);; i = (i + 1) & (slots_.size() - 1)) {
            if (slots_[i].number == kNone || slots_[i].value == value) return slots_[i].number;
        }
    }
    std::size_t size() const { return size_; }

private:
    struct Slot {
        std::uint64_t value = 0;
        std::uint32_t number = kNone;
    };
    std::size_t place(std::uint64_t value) const {
        return static_cast<std::size_t>((value * 0x9E3779B97F4A7C15ULL) >> 32) &
               (slots_.size() - 1);
    }
    void grow(std::size_t slots);

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

/// One sequence made ready to be compared with many others. Bit-parallel: Myers, J. ACM 46 (1999),
/// in the form and with the blocks for long sequences of Hyyrö (2003); cost: |other| * ceil(size /
/// 64). A sequence of up to 64 allocates nothing.
class DistancePattern {
public:
    explicit DistancePattern(std::span<const std::uint64_t> sequence);

    std::size_t size() const { return size_; }
    /// The distance where it is at most `most`; nothing else, as soon as that is certain.
    std::optional<std::size_t> distance(std::span<const std::uint64_t> other,
                                        std::size_t most) const;
    /// Where the value first stands in the sequence; size() where it does not.
    std::size_t first_place(std::uint64_t value) const;

private:
    struct Slot {
        std::uint64_t value;
        std::uint64_t places;  ///< A bit each; none: the slot is free.
    };
    static constexpr std::size_t kSlots = 128;

    /// The places where the value stands, a bit each. Requires one block.
    std::uint64_t places_of(std::uint64_t value) const {
        for (std::size_t i = slot(value);; i = (i + 1) & mask_) {
            if (slots_[i].value == value || slots_[i].places == 0) return slots_[i].places;
        }
    }
    std::size_t slot(std::uint64_t value) const {
        return static_cast<std::size_t>((value * 0x9E3779B97F4A7C15ULL) >> 32) & mask_;
    }
    std::optional<std::size_t> one_block(std::span<const std::uint64_t> other,
                                         std::size_t most) const;
    std::optional<std::size_t> blocks(std::span<const std::uint64_t> other, std::size_t most) const;

    std::size_t size_;
    std::size_t blocks_;
    std::size_t mask_ = 0;            ///< Of one block: slots in use, less one.
    std::array<Slot, kSlots> slots_;  ///< Of one block; open addressing, at most half full.
    /// Of more blocks. For each value, the places where it stands: numbers_.size() rows of blocks_
    /// words, and a row of zeros.
    ValueNumbers numbers_;
    std::vector<std::uint64_t> places_;
};

/// Without a bound. What both begin and end with costs next to nothing.
std::size_t edit_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace diglot
