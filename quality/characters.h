// Characters as the rules of typography tell them apart, and a text that can be walked both ways.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "quality/finding.h"

namespace diglot {

/// A Han character: ideographs of every block, 〇 and 々.
bool is_han(char32_t c);
/// Punctuation of Chinese and full-width forms of ASCII: ，。「」（）Ａ１, U+3000.
bool is_full_width(char32_t c);
bool is_ascii_letter(char32_t c);
bool is_upper(char32_t c);  ///< A to Z.
bool is_lower(char32_t c);  ///< a to z.
bool is_digit(char32_t c);  ///< 0 to 9.
/// A letter of any script that has words: not Han or kana.
bool is_word_letter(char32_t c);
/// Space, tab, line breaks, no-break and ideographic spaces.
bool is_space(char32_t c);

/// Whether a text of that language is written in Chinese characters, in Latin letters.
bool writes_han(const LanguageTag& lang);
bool writes_latin(const LanguageTag& lang);
bool is_english(const LanguageTag& lang);

bool is_ascii(std::string_view text);
bool has_han(std::string_view text);

/// A text by code points.
class Characters {
public:
    explicit Characters(std::string_view text);

    std::size_t size() const { return points_.size(); }
    /// 0 outside, so that neighbours may be asked for anywhere.
    char32_t operator[](std::size_t i) const { return i < points_.size() ? points_[i] : 0; }
    std::size_t byte(std::size_t i) const { return bytes_[i]; }  ///< i == size(): the text's size.
    TextSpan span(std::size_t start, std::size_t end) const { return {byte(start), byte(end)}; }
    std::string_view slice(std::size_t start, std::size_t end) const {
        return text_.substr(byte(start), byte(end) - byte(start));
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
    std::vector<char32_t> points_;
    std::vector<std::size_t> bytes_;
};

/// A word: letters and digits, with apostrophes, hyphens and points inside. Bytes of the text.
struct Word {
    std::size_t start = 0;
    std::size_t end = 0;
};
/// The words of a text in a script that has words; Han is between them.
std::vector<Word> find_words(std::string_view text);

/// `"a", "b" or "c"`, at most `most` of them, then "…".
std::string quoted_list(const std::vector<std::string>& texts, std::size_t most,
                        std::string_view last_joint);

}  // namespace diglot
