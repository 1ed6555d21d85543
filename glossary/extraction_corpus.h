// The texts of one language that terms are extracted from, as numbers, kept outside of memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/language_tag.h"
#include "core/spilled_array.h"
#include "glossary/extraction_text.h"
#include "glossary/sequence_counter.h"

namespace diglot {

/// Texts are numbered from 0 in the order they are added. What stays in memory is the vocabulary.
class ExtractionCorpus {
public:
    explicit ExtractionCorpus(LanguageTag lang);

    const LanguageTag& lang() const { return lang_; }
    /// Whether the language is written with spaces between its words.
    bool spaced() const { return spaced_; }

    /// A text may be empty. Throws std::length_error beyond 4 billion tokens; IoError.
    void add(std::string_view text);
    std::uint64_t texts() const { return starts_.size(); }
    std::uint64_t token_count() const { return tokens_.size(); }

    /// To be called once, when all texts are there: the forms of one word (grid, grids) become one
    /// token, that of the form met most.
    void join_forms();

    /// All texts, one after the other, with a break before the first and behind each.
    std::span<const TokenId> tokens() { return tokens_.view(); }
    std::uint32_t text_of(std::uint32_t position);
    /// Where the text begins in tokens().
    std::uint32_t start_of(std::uint32_t text) { return starts_.view()[text]; }
    std::string_view text(std::uint32_t number);
    /// Bytes of its text from and to of `length` tokens at `position`.
    std::pair<std::size_t, std::size_t> bytes_of(std::uint32_t position, std::size_t length);
    /// The same, as written there.
    std::string_view written(std::uint32_t position, std::size_t length);

    static constexpr TokenId kFirstWord = 0x110000;  ///< Of words; below: code points.
    static bool is_word(TokenId token) { return token >= kFirstWord; }
    /// Folded. Requires is_word().
    std::string_view word(TokenId token) const;
    /// How often it was met, and how often with a capital letter in it.
    std::uint64_t word_count(TokenId token) const { return words_[token - kFirstWord].count; }
    std::uint64_t capital_count(TokenId token) const { return words_[token - kFirstWord].capitals; }

private:
    struct Word {
        std::uint32_t text = 0;  ///< In word_texts_.
        std::uint32_t size = 0;
        std::uint32_t count = 0;
        std::uint32_t capitals = 0;
    };

    TokenId word_token(std::string_view written, std::uint64_t value);

    LanguageTag lang_;
    bool spaced_;
    SpilledArray<TokenId> tokens_;
    SpilledArray<std::uint32_t> starts_;
    SpilledArray<std::uint64_t> ends_;  ///< Of each text in texts_.
    SpilledBytes texts_;
    std::vector<Word> words_;
    std::string word_texts_;
    std::unordered_map<std::uint64_t, TokenId> by_value_;
    std::vector<TokenId> joined_;  ///< By word: the token of the form met most.
    std::vector<ExtractionToken> buffer_;
};

}  // namespace diglot
