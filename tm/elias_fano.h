// Ascending numbers in about 2 + log2(universe / count) bits each, with a jump to the first that is
// not below a bound. Elias-Fano: P. Elias, J. ACM 21(2), 1974; R. Fano, MIT memorandum 61, 1971. As
// an inverted index: S. Vigna, "Quasi-succinct indices", WSDM 2013.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "tm/lazy_bytes.h"

namespace diglot {

/// Where what lies in a list, by its count and universe alone: nothing else need be stored about
/// it.
///
/// The lower `low_bits` of each number stand side by side; the rest is written in unary: for each
/// bucket (numbers that agree in the upper bits) a one for each number, then a zero. Before them
/// hints say where each 256th bucket begins, and, where wanted, where each 256th number has its
/// one. Up to 4 numbers are just written.
struct EliasFanoShape {
    /// Numbers below `universe`, ascending, equal ones allowed. `by_index`:
    /// EliasFanoCursor::seek_index() is fast too.
    EliasFanoShape(std::uint64_t count, std::uint64_t universe, bool by_index = false);

    static constexpr std::uint64_t kPlainCount = 4;
    static constexpr std::uint64_t kHintStep = 256;

    std::uint64_t count = 0;
    bool plain = false;
    int low_bits = 0;  ///< Of a plain list: all bits of a number.
    std::uint64_t buckets = 0;
    std::uint64_t bucket_hints = 0;
    std::uint64_t index_hints = 0;
    std::uint64_t upper_start = 0;  ///< Bytes from the start of the list.
    std::uint64_t low_start = 0;
    std::uint64_t bytes = 0;
};

/// Adds a number of up to 57 bits where there are zeros; touches 8 bytes.
void put_bits(char* bytes, std::uint64_t bit, std::uint64_t value);

/// Writes a list into zeroed memory of `shape.bytes` + 8 bytes.
class EliasFanoWriter {
public:
    EliasFanoWriter() = default;
    EliasFanoWriter(const EliasFanoShape& shape, char* list)
        : upper_(list + shape.upper_start),
          low_(list + shape.low_start),
          low_bits_(static_cast<std::uint8_t>(shape.low_bits)),
          plain_(shape.plain) {}
    void add(std::uint32_t value);
    /// When all are added.
    static void write_hints(const EliasFanoShape& shape, char* list);

private:
    char* upper_ = nullptr;
    char* low_ = nullptr;
    std::uint32_t index_ = 0;
    std::uint8_t low_bits_ = 0;
    bool plain_ = false;
};

/// Goes through a list, forwards only. Stands on the first number at first.
class EliasFanoCursor {
public:
    EliasFanoCursor() = default;  ///< Done.
    /// Throws DamagedIndex where the list is none, as do the members that move.
    EliasFanoCursor(LazyBytes& bytes, const BlockSource& source, std::size_t offset,
                    const EliasFanoShape& shape);

    bool done() const { return index_ >= count_; }
    /// Requires !done(), as do those below.
    std::uint32_t value() const { return value_; }
    std::uint64_t index() const { return index_; }
    void next() {
        if (++index_ >= count_) return;
        if (!plain_) {
            upper_word_ &= upper_word_ - 1;
            while (upper_word_ == 0) upper_word_ = upper_word(word_bit_ += 64);
        }
        read_value();
    }
    /// To the first number not below `bound`, if it does not stand there or behind already.
    void seek(std::uint32_t bound) {
        if (done() || value_ >= bound) return;
        if (!plain_ && (bound >> low_bits_) > (value_ >> low_bits_) + kNear) jump(bound);
        while (!done() && value_ < bound) next();
    }
    /// To the number at `index`, if it does not stand there or behind already. Without hints it
    /// takes a step each 64.
    void seek_index(std::uint64_t index) {
        if (done() || index_ >= index) return;
        if (index - index_ > kNear) jump_to_index(index);
        while (!done() && index_ < index) next();
    }

    std::uint64_t count() const { return count_; }

private:
    static constexpr std::uint32_t kNear =
        8;  ///< So many buckets, or numbers, are rather walked through.

    std::uint64_t word(std::size_t offset) const {
        if (!resident_) return bytes_->word(offset, *source_);
        std::uint64_t value = 0;
        std::memcpy(&value, resident_ + (offset - offset_), sizeof value);
        return value;
    }
    /// The upper half's 64 bits from `bit`, a multiple of 64. In a damaged list the next one may
    /// never come.
    std::uint64_t upper_word(std::uint64_t bit) const {
        if (bit >= upper_bits_) throw DamagedIndex("a list has no end");
        return word(upper_ + (bit >> 3));
    }
    void read_value() {
        std::uint64_t low = 0;
        if (low_bits_ > 0) {
            const std::uint64_t bit = index_ * low_bits_;
            low = word(low_ + (bit >> 3)) >> (bit & 7) & ((std::uint64_t{1} << low_bits_) - 1);
        }
        if (!plain_) {
            const std::uint64_t bit =
                word_bit_ + static_cast<std::uint64_t>(std::countr_zero(upper_word_));
            low |= (bit - index_) << low_bits_;
        }
        value_ = static_cast<std::uint32_t>(low);
    }
    void go_to_bit(std::uint64_t bit);
    void jump(std::uint32_t bound);
    void jump_to_index(std::uint64_t index);
    std::uint64_t bucket_start(std::uint64_t bucket) const;

    LazyBytes* bytes_ = nullptr;
    const BlockSource* source_ = nullptr;
    const char* resident_ = nullptr;  ///< The list, where all of it is in memory.
    std::size_t offset_ = 0;
    std::size_t upper_ = 0, low_ = 0;  ///< Offsets of the list's halves.
    std::uint64_t count_ = 0;
    std::uint64_t index_ = 0;
    std::uint64_t upper_word_ = 0;  ///< Ones not yet passed.
    std::uint64_t word_bit_ = 0;    ///< Where upper_word_ begins, in bits.
    std::uint32_t value_ = 0;
    std::uint64_t buckets_ = 0;
    std::uint64_t upper_bits_ = 0;
    std::uint32_t bucket_hints_ = 0;
    std::uint32_t index_hints_ = 0;
    std::uint8_t low_bits_ = 0;
    bool plain_ = false;
};

}  // namespace diglot
