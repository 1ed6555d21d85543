// Makes one group of a search segment: documents in one language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/search_tokens.h"
#include "tm/index_blocks.h"

namespace diglot {

/// Memory: 4 bytes a token, 12 a document, about 50 a different token; finish() takes the size of
/// the group besides. Time: linear, but for sorting the different tokens.
class SearchGroupBuilder {
public:
    SearchGroupBuilder();

    /// In ascending unit, then variant. A text of which nothing is left when folded is left out.
    /// Requires that units are less than 2^32 apart, and less than 2^32 tokens.
    void add(std::int64_t unit, std::uint32_t variant, bool is_source, std::string_view text);

    std::size_t documents() const { return documents_.size(); }
    std::size_t tokens() const { return token_count_; }
    std::int64_t first_unit() const { return first_unit_; }
    /// Writes the group. The builder is empty afterwards.
    void finish(const BlockSink& sink);

private:
    struct Document {
        std::uint32_t unit;  ///< Above the first one.
        std::uint32_t info;  ///< Twice the variant, and 1 if it is the source.
        std::uint32_t start;
    };
    struct Word {
        std::uint32_t text;  ///< Where it begins in texts_.
        std::uint32_t size;
        std::uint32_t count;
        std::uint32_t hash;
        SearchTokenKind kind;
    };
    static constexpr std::size_t kChunk = std::size_t{1} << 18;

    std::uint32_t number_of(std::string_view text, SearchTokenKind kind, char32_t ideograph);
    std::uint32_t new_word(std::string_view text, SearchTokenKind kind, std::uint32_t hash);
    void grow_slots();
    void sort_words();
    void write_lists(const BlockSink& sink);
    void write_documents(const BlockSink& sink);
    void write_words(const BlockSink& sink, std::string& header) const;
    void write_classes(std::string& header) const;
    int info_bits() const;

    std::vector<Document> documents_;
    std::vector<std::vector<std::uint32_t>> chunks_;  ///< Numbers of the tokens, in text order.
    std::size_t token_count_ = 0;
    std::int64_t first_unit_ = 0;
    std::vector<Word> words_;
    std::string texts_;
    std::vector<std::uint32_t> slots_;       ///< Hash table: 1 + number.
    std::vector<std::uint32_t> ideographs_;  ///< 1 + number by code point.
    std::vector<std::uint32_t> order_;       ///< Numbers by kind and count.
    std::string folded_;
    std::vector<SearchToken> cut_;
};

}  // namespace diglot
