// A text cut into what terms are made of: words and Han characters, with breaks where no term can
// go on.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace diglot {

struct ExtractionToken {
    enum class Kind : std::uint8_t {
        kBreak,       ///< Punctuation, a number, a date, markup: no term holds it.
        kOpenQuote,   ///< 「 『 “ 《 〈 «
        kCloseQuote,  ///< 」 』 ” 》 〉 »
        kCharacter,   ///< One of Han, kana, Hangul …
        kWord,
    };

    Kind kind = Kind::kBreak;
    std::uint32_t start = 0;  ///< Bytes of the text; 0 of a break.
    std::uint32_t end = 0;
    std::uint64_t value = 0;  ///< As TermToken::value.
};

/// The tokens of a text of less than 4 GiB, by the rules of recognition (TermTokenizer), but for
/// what is no language: tags, placeholders, addresses, code. Numbers, and in Chinese what they
/// count (三十日, 第二條), are breaks, but not the number of a name (COVID-19). Breaks do not
/// follow each other, none is first or last.
void extraction_tokens(std::string_view text, std::vector<ExtractionToken>& tokens);

/// Bytes from and to of what is no language in a text: <b>, &amp;, %s, {name}, ${x}, https://…,
/// `code`, os.path, file_name, call(). In order, not overlapping.
std::vector<std::pair<std::uint32_t, std::uint32_t>> no_language_spans(std::string_view text);

}  // namespace diglot
