// What terms are compared by: words of spaced scripts, single characters of the others, symbols;
// and what lies between them. The rule, word for word: docs/glossary.md, "Tokens".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace diglot {

/// One token of a text, in bytes of the text as it is.
struct TermToken {
    enum class Kind : std::uint8_t {
        kWord,       ///< Letters and digits of scripts that put spaces between words.
        kCharacter,  ///< One of Han, kana, Bopomofo, Thai, Lao, Khmer, Burmese.
        kHangul,     ///< One syllable.
        kSymbol,
    };
    /// What lies before it and after the token before; bits.
    enum Gap : std::uint8_t {
        kSpace = 1,
        kHyphen = 2,      ///< Between words: data-driven.
        kInterpunct = 4,  ///< Between the parts of a name: 山姆·阿特曼.
        kPossessive = 8,  ///< 's, or the apostrophe after s.
        kParagraph = 16,  ///< An empty line.
    };

    std::uint32_t start = 0;
    std::uint32_t end = 0;
    /// Equal tokens (case, width, Han script folded) have equal values, different ones different
    /// but for a chance of 2^-63: a code point, or the hash of a word with the highest bit set.
    /// Stable over runs and machines.
    std::uint64_t value = 0;
    Kind kind = Kind::kWord;
    std::uint8_t gap = 0;
    bool dotted = false;  ///< U.S. and the like: the value is that of us.
    bool plain = false;   ///< A kCharacter that folding leaves as it is: the value says all of it.
};

/// The value of a word that is folded already.
std::uint64_t term_word_value(std::string_view folded);

/// Streams the tokens of a text, which must outlive it and be shorter than 4 GiB.
class TermTokenizer {
public:
    explicit TermTokenizer(std::string_view text) : text_(text) {}

    /// False at the end.
    bool next(TermToken& token);

private:
    struct Char;
    Char look(std::size_t at) const;
    Char skip_gap(TermToken& token);
    bool skip_possessive();
    void read_word(TermToken& token);
    void read_dotted(TermToken& token);
    bool is_word_at(std::size_t at) const;
    bool is_token_at(std::size_t at) const;

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t last_end_ = 0;  ///< Of the token before.
    bool last_is_word_ = false;
    bool any_ = false;
};

/// Whether the code point is a TermToken::Kind::kCharacter.
bool is_han_or_kana(char32_t c);

}  // namespace diglot
