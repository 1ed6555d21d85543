// The different tokens of a search segment: found by their text, or by a part of it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/search_tokens.h"
#include "core/varint.h"
#include "tm/index_blocks.h"
#include "tm/search_grams.h"

namespace diglot {

/// Where a token's places are.
struct TokenList {
    std::uint64_t offset = 0;  ///< Bytes in the part of lists.
    std::uint64_t count = 0;   ///< Places.
};

/// Blocks are read when first needed and kept. For one thread at a time.
class SearchVocabulary {
public:
    /// Reads its share of the header. `places`: of all tokens together.
    SearchVocabulary(VarintReader& header, std::uint64_t places);

    /// Which part of a token a text is.
    enum class Where { kWhole, kStart, kEnd, kAnywhere };

    /// Appends the lists of all tokens of that kind, the longest first, those of one
    /// length by their first place. A scan of the tokens' texts
    /// (about 1 MB for a million English sentences), which ends early where the whole token is
    /// asked for: frequent ones stand first. Whoever asks again and again is worth an index of the
    /// texts (SearchGrams), which is made at the kScans-th scan.
    void find(SearchTokenKind kind, std::string_view text, Where where, const BlockSource& source,
              std::vector<TokenList>& found);

    std::size_t cached_bytes() const { return cached_bytes_; }
    std::uint64_t list_bytes() const { return list_bytes_; }

private:
    /// Tokens with lists of one length.
    struct Class {
        std::uint64_t first = 0;  ///< Number of the first token.
        std::uint64_t words = 0;
        std::uint64_t length = 0;  ///< Places in each list.
        std::uint64_t offset = 0;  ///< Of the first one's list.
        std::uint64_t bytes = 0;   ///< Of each list.
    };
    struct Block {
        std::uint64_t first = 0;  ///< Number of its first token.
        std::uint32_t number = 0;
        std::string bytes;
        std::vector<std::uint32_t> before;  ///< Delimiters before each kStep-th byte.
    };
    struct Section {
        std::vector<Class> classes;
        std::vector<Block> blocks;
        std::size_t scans = 0;
        std::optional<SearchGrams> grams;
    };
    static constexpr std::size_t kStep = 64;
    static constexpr std::size_t kScans = 8;

    /// Told where a needle stands in a block; returns from where on to go on there, or npos to stop
    /// altogether.
    using Occurrence = std::function<std::size_t(const Block& block, std::size_t at)>;
    void for_each_occurrence(Section& section, std::string_view needle, const BlockSource& source,
                             const Occurrence& visit);
    static void look_in_chunks(Section& section, std::string_view needle,
                               const SearchGrams::Places& places, const Occurrence& visit);
    void load(Block& block, const BlockSource& source);
    void make_grams(Section& section, const BlockSource& source);
    static std::uint64_t delimiters(const Block& block, std::size_t end);

    std::array<Section, kSearchTokenKinds> sections_;
    std::uint64_t list_bytes_ = 0;
    std::size_t cached_bytes_ = 0;
};

}  // namespace diglot
