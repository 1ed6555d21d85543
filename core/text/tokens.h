// Core tokens: what two texts are compared by. The rule, word for word: docs/matching.md, "Core
// tokens".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/fold.h"

namespace diglot {

enum class TokenKind : std::uint8_t {
    kWord,       ///< Has a letter.
    kIdeograph,  ///< One Han or kana code point.
    kNumber,     ///< Digits and the separators between them; all numbers are the same core token.
    kSymbol,     ///< One code point of punctuation or a symbol, in a text that has nothing else.
};

struct Token {
    TokenKind kind = TokenKind::kWord;
    std::uint8_t changes = 0;  ///< FoldChange: the folds that may have changed it, no others.
    std::uint32_t start = 0;   ///< Bytes of the folded text.
    std::uint32_t end = 0;
    /// XXH3 (64 bit, no seed) of the token's folded text; of a number kNumberToken. Stable over
    /// runs and machines.
    std::uint64_t value = 0;
};

/// XXH3 of the empty string: no other token is empty.
inline constexpr std::uint64_t kNumberToken = 0x2D06800538D394C2;

struct TokenizedText {
    FoldedText folded;                   ///< By the default FoldOptions.
    std::vector<Token> tokens;           ///< In text order, not overlapping.
    std::uint8_t changes_in_tokens = 0;  ///< FoldChange: of any token.
    std::uint8_t changes_between = 0;    ///< FoldChange: of what is no token.
    bool by_table = false;  ///< Each code point was folded by itself, none needed its neighbours.

    std::string_view text(const Token& token) const {
        return std::string_view(folded.text).substr(token.start, token.end - token.start);
    }
};

/// By a table where only characters of the common scripts occur, else by ICU.
TokenizedText tokenize(std::string_view text);

/// By ICU's break iterator: the definition, some ten times slower. Here every fold counts as one
/// that may have changed something.
TokenizedText tokenize_by_icu(std::string_view text);

/// Replaces `values` by the values of tokenize(text).tokens. For scanning and indexing a memory:
/// where the table does, nothing is allocated. Different tokens have different values but for a
/// chance of 2^-64 a pair.
void token_values(std::string_view text, std::vector<std::uint64_t>& values);

/// White space or a control character: never part of a token, nor of punctuation.
bool is_blank(char32_t code_point);

/// Whether `offset` is a place where a word may begin or end: a boundary of UAX #29, or beside a
/// Han or kana code point. `folded` is text as fold_text() returns it, whatever the options. One
/// entry a byte and one more.
std::vector<bool> word_boundaries(std::string_view folded);

}  // namespace diglot
