// The words of ICU's dictionary for Chinese and Japanese.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace diglot {

/// With what each word costs when a text is divided at least cost: the rarer the dearer (0 to 255).
/// Empty where the dictionary does not lie as ICU 72 lays it. May be asked by several threads.
class HanDictionary {
public:
    static constexpr int kUnknown = 255;        ///< As in ICU, for a character that is no word.
    static constexpr std::size_t kLongest = 6;  ///< Characters; few words are longer.

    HanDictionary();

    bool empty() const { return slots_.empty(); }

    /// What the words of one, two … characters that begin a text cost; negative where there is
    /// none. Of one there always is: kUnknown for a character that is no word.
    using Words = std::array<std::int16_t, kLongest>;
    void find_words(std::u32string_view text, Words& words) const;

private:
    /// A hash table of words: their cost in the lowest byte, above it bits of their key. 2 MB, for
    /// it is asked all the time.
    using Slot = std::uint32_t;
    static constexpr int kSlotBits = 19;
    static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
    static constexpr Slot slot_of(std::uint64_t key) {
        return static_cast<Slot>(key) << 9 | 0x100;  // The set bit tells it from an empty one.
    }

    /// Of a word as it grows: start with 0, add its characters.
    static std::uint64_t add(std::uint64_t key, char32_t c) {
        return (key ^ c) * 0x9E3779B97F4A7C15;
    }
    int single(char32_t c) const { return c < singles_.size() ? singles_[c] : kUnknown; }
    static std::size_t place(std::uint64_t key) {
        return static_cast<std::size_t>(key >> (64 - kSlotBits));
    }
    /// Nothing if it is none.
    std::optional<int> cost(std::uint64_t key) const {
        const Slot wanted = slot_of(key);
        for (std::size_t at = place(key); slots_[at] != 0; at = (at + 1) & (kSlots - 1))
            if ((slots_[at] & ~Slot{0xFF}) == wanted) return static_cast<int>(slots_[at] & 0xFF);
        return std::nullopt;
    }

    /// A set of keys that says yes too often now and then; small enough for the processor's cache.
    using Sieve = std::vector<std::uint64_t>;
    static constexpr std::size_t kSieveBits = 1u << 21;
    static bool has(const Sieve& sieve, std::uint64_t key) {
        const std::size_t bit = static_cast<std::size_t>(key >> (64 - 21));
        return (sieve[bit >> 6] >> (bit & 63)) & 1;
    }
    static void put(Sieve& sieve, std::uint64_t key) {
        const std::size_t bit = static_cast<std::size_t>(key >> (64 - 21));
        sieve[bit >> 6] |= std::uint64_t{1} << (bit & 63);
    }

    void read(const char16_t* trie);

    std::vector<Slot> slots_;
    std::vector<std::uint8_t> singles_;  ///< By character.
    Sieve pairs_;                        ///< Words of two characters.
    Sieve starts_;                       ///< The first three characters of longer ones.
};

}  // namespace diglot
