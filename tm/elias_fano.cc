#include "tm/elias_fano.h"

#include <algorithm>
#include <bit>

namespace diglot {
namespace {

constexpr std::size_t kHintBytes = sizeof(std::uint32_t);

/// In plain arithmetic: without a compiler flag the processor's own instruction would be a call to
/// a table.
int count_ones(std::uint64_t word) {
    word -= word >> 1 & 0x5555555555555555ULL;
    word = (word & 0x3333333333333333ULL) + (word >> 2 & 0x3333333333333333ULL);
    return static_cast<int>(
        ((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FULL) * 0x0101010101010101ULL >> 56);
}

std::uint64_t load(const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

/// The place of the one number `rank` (from 0) in a word that has more than `rank` ones.
int select_one(std::uint64_t word, int rank) {
    int at = 0;
    for (int width = 32; width >= 8; width /= 2) {
        const int ones = count_ones(word >> at & ((std::uint64_t{1} << width) - 1));
        if (rank >= ones) {
            rank -= ones;
            at += width;
        }
    }
    word >>= at;
    for (; rank > 0; --rank) word &= word - 1;
    return at + std::countr_zero(word);
}

/// The zero or one number `rank` from bit `from` on.
template <bool kZeros, typename Word>
std::uint64_t select_from(std::uint64_t from, std::uint64_t rank, Word word_at) {
    std::uint64_t base = from & ~std::uint64_t{63};
    std::uint64_t word = word_at(base >> 3);
    if (kZeros) word = ~word;
    word &= ~std::uint64_t{0} << (from & 63);
    for (;;) {
        const auto found = static_cast<std::uint64_t>(count_ones(word));
        if (rank < found)
            return base + static_cast<std::uint64_t>(select_one(word, static_cast<int>(rank)));
        rank -= found;
        base += 64;
        word = word_at(base >> 3);
        if (kZeros) word = ~word;
    }
}

}  // namespace

void put_bits(char* bytes, std::uint64_t bit, std::uint64_t value) {
    char* at = bytes + (bit >> 3);
    const std::uint64_t word = load(at) | value << (bit & 7);
    std::memcpy(at, &word, sizeof word);
}

EliasFanoShape::EliasFanoShape(std::uint64_t numbers, std::uint64_t universe, bool by_index)
    : count(numbers) {
    const std::uint64_t last = universe > 0 ? universe - 1 : 0;
    if (count <= kPlainCount) {
        plain = true;
        low_bits = std::max(1, static_cast<int>(std::bit_width(last)));
        bytes = (count * static_cast<std::uint64_t>(low_bits) + 7) / 8;
        return;
    }
    const auto size = [&](int bits) {
        return count * static_cast<std::uint64_t>(bits) + (last >> bits) +
               (last >> bits) / kHintStep * 8 * kHintBytes;
    };
    const int guess = std::max(0, static_cast<int>(std::bit_width(universe / count)) - 1);
    for (low_bits = std::max(0, guess - 1); size(low_bits + 1) < size(low_bits);) ++low_bits;
    buckets = (last >> low_bits) + 1;
    bucket_hints = (buckets - 1) / kHintStep;
    index_hints = by_index ? (count - 1) / kHintStep : 0;
    upper_start = (bucket_hints + index_hints) * kHintBytes;
    low_start = upper_start + (count + buckets + 7) / 8;
    bytes = low_start + (count * static_cast<std::uint64_t>(low_bits) + 7) / 8;
}

void EliasFanoWriter::add(std::uint32_t value) {
    if (plain_) {
        put_bits(low_, static_cast<std::uint64_t>(index_) * low_bits_, value);
    } else {
        const std::uint64_t bit = (value >> low_bits_) + std::uint64_t{index_};
        upper_[bit >> 3] = static_cast<char>(upper_[bit >> 3] | 1 << (bit & 7));
        const std::uint64_t low = value & ((std::uint64_t{1} << low_bits_) - 1);
        if (low_bits_ > 0) put_bits(low_, static_cast<std::uint64_t>(index_) * low_bits_, low);
    }
    ++index_;
}

void EliasFanoWriter::write_hints(const EliasFanoShape& shape, char* list) {
    const auto word_at = [&](std::uint64_t byte) { return load(list + shape.upper_start + byte); };
    const auto put = [&](std::uint64_t hint, std::uint64_t bit) {
        const auto value = static_cast<std::uint32_t>(bit);
        std::memcpy(list + hint * kHintBytes, &value, kHintBytes);
    };
    std::uint64_t at = 0;
    for (std::uint64_t hint = 0; hint < shape.bucket_hints; ++hint) {
        at = select_from<true>(at, EliasFanoShape::kHintStep - 1, word_at) + 1;
        put(hint, at);
    }
    at = 0;
    for (std::uint64_t hint = 0; hint < shape.index_hints; ++hint) {
        at = select_from<false>(at, EliasFanoShape::kHintStep - 1, word_at) + 1;
        put(shape.bucket_hints + hint, at);
    }
}

EliasFanoCursor::EliasFanoCursor(LazyBytes& bytes, const BlockSource& source, std::size_t offset,
                                 const EliasFanoShape& shape)
    : bytes_(&bytes),
      source_(&source),
      offset_(offset),
      upper_(offset + shape.upper_start),
      low_(offset + shape.low_start),
      count_(shape.count),
      buckets_(shape.buckets),
      upper_bits_(shape.count + shape.buckets),
      bucket_hints_(static_cast<std::uint32_t>(shape.bucket_hints)),
      index_hints_(static_cast<std::uint32_t>(shape.index_hints)),
      low_bits_(static_cast<std::uint8_t>(shape.low_bits)),
      plain_(shape.plain) {
    if (count_ == 0) return;
    constexpr std::size_t kSmall = 4096;  // Bytes that are read at once.
    if (shape.bytes <= kSmall)
        resident_ = bytes.get(offset, shape.bytes + LazyBytes::kPadding, source);
    if (plain_)
        read_value();
    else
        go_to_bit(0);
}

/// To the first one at or behind `bit`; index_ is its number already.
void EliasFanoCursor::go_to_bit(std::uint64_t bit) {
    word_bit_ = bit & ~std::uint64_t{63};
    upper_word_ = upper_word(word_bit_) & ~std::uint64_t{0} << (bit & 63);
    while (upper_word_ == 0) upper_word_ = upper_word(word_bit_ += 64);
    read_value();
}

/// Of a bucket behind the current one.
std::uint64_t EliasFanoCursor::bucket_start(std::uint64_t bucket) const {
    const std::uint64_t hint =
        std::min<std::uint64_t>(bucket / EliasFanoShape::kHintStep, bucket_hints_);
    std::uint64_t from = word_bit_ + static_cast<std::uint64_t>(std::countr_zero(upper_word_));
    std::uint64_t passed = from - index_;  // Zeros before `from`.
    if (hint * EliasFanoShape::kHintStep > passed) {
        from = static_cast<std::uint32_t>(word(offset_ + (hint - 1) * kHintBytes));
        passed = hint * EliasFanoShape::kHintStep;
    }
    if (passed == bucket) return from;
    return select_from<true>(from, bucket - passed - 1,
                             [&](std::uint64_t byte) { return upper_word(byte << 3); }) +
           1;
}

/// To the first number of the bound's bucket, or behind.
void EliasFanoCursor::jump(std::uint32_t bound) {
    const std::uint64_t bucket = bound >> low_bits_;
    const std::uint64_t bit = bucket < buckets_ ? bucket_start(bucket) : 0;
    index_ = bucket < buckets_ ? bit - bucket : count_;
    if (!done()) go_to_bit(bit);
}

void EliasFanoCursor::jump_to_index(std::uint64_t index) {
    if (index >= count_ || plain_) {
        index_ = index;
        if (!done()) read_value();
        return;
    }
    const std::uint64_t hint =
        std::min<std::uint64_t>(index / EliasFanoShape::kHintStep, index_hints_);
    std::uint64_t from = word_bit_ + static_cast<std::uint64_t>(std::countr_zero(upper_word_));
    std::uint64_t rest = index - index_;
    if (hint * EliasFanoShape::kHintStep > index_) {
        from = static_cast<std::uint32_t>(word(offset_ + (bucket_hints_ + hint - 1) * kHintBytes));
        rest = index - hint * EliasFanoShape::kHintStep;
    }
    index_ = index;
    go_to_bit(
        select_from<false>(from, rest, [&](std::uint64_t byte) { return upper_word(byte << 3); }));
}

}  // namespace diglot
