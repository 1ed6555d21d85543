// The words of ICU's dictionary for Chinese and Japanese.
#pragma once

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
    static constexpr int kUnknown = 255;  ///< As in ICU, for a character that is no word.
    static constexpr int kLongest = 6;    ///< Characters; few words are longer.

    HanDictionary();

    bool empty() const { return slots_.empty(); }

    /// Of one character; kUnknown if it is no word.
    int single(char32_t c) const { return c < singles_.size() ? singles_[c] : kUnknown; }
    /// Of a word of two characters; nothing if it is none.
    std::optional<int> pair(char32_t a, char32_t b) const {
        const std::uint64_t key = add(add(0, a), b);
        return has(pairs_, key) ? cost(key) : std::nullopt;
    }
    /// Of a text as one word; nothing if it is none.
    std::optional<int> whole(std::u32string_view text) const;

    /// Divides `text` at least cost (Viterbi, as ICU does) and returns that; ends[i]: whether a
    /// word ends before i. Looks at the first 32 characters.
    int divide(std::u32string_view text, std::vector<bool>& ends) const;

private:
    struct Slot {
        std::uint32_t check = 0;
        std::uint32_t cost = 0;
    };
    static constexpr std::size_t kSlots = 1u << 20;

    /// Of a word as it grows: start with 0, add its characters.
    static std::uint64_t add(std::uint64_t key, char32_t c) {
        return (key ^ c) * 0x9E3779B97F4A7C15;
    }
    static std::size_t place(std::uint64_t key) {
        return static_cast<std::size_t>(key >> (64 - 20));
    }
    /// Nothing if it is none.
    std::optional<int> cost(std::uint64_t key) const {
        const auto check = static_cast<std::uint32_t>(key) | 1;
        for (std::size_t at = place(key); slots_[at].check != 0; at = (at + 1) & (kSlots - 1))
            if (slots_[at].check == check) return static_cast<int>(slots_[at].cost);
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
