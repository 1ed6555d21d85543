// How much text there is: characters and words by stated rules, for analyses and offers.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/language_tag.h"

namespace diglot {

struct TextCounts {
    std::uint64_t characters = 0;   ///< Code points but white space and control characters.
    std::uint64_t with_spaces = 0;  ///< Code points but control characters; a line break is one.
    std::uint64_t asian = 0;        ///< Of the characters: Han and kana.
    std::uint64_t punctuation = 0;  ///< Of the characters: neither letters, marks nor digits.
    std::uint64_t other_words = 0;  ///< Words outside those scripts, numbers too (UAX #29).

    /// What most tools show for Chinese: each Asian character is a word, and each other word.
    std::uint64_t words() const { return asian + other_words; }
    TextCounts& operator+=(const TextCounts& more);
    bool operator==(const TextCounts&) const = default;
};

/// Counts by UAX #29's default rules; a word has a letter or a digit, so state-of-the-art is four.
/// Used from one thread at a time.
class TextCounter {
public:
    TextCounter();
    ~TextCounter();

    /// `text` must be valid UTF-8.
    TextCounts count(std::string_view text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// GMX-V 2.0 (GALA/LISA OSCAR, "Logographic scripts"): how many Asian characters count as a word:
/// Chinese 2.8, Japanese 3.0; 1 for all others. Hangul and Thai are counted by words.
double gmx_characters_per_word(const LanguageTag& lang);

/// Words after GMX-V: Asian characters divided by that factor, other words as they are.
double gmx_words(const TextCounts& counts, double characters_per_word);

}  // namespace diglot
