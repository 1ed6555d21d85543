// The different tokens of a search segment: found by their text, or by a part of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/search_tokens.h"
#include "core/varint.h"
#include "tm/index_blocks.h"

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

    /// Appends the lists of all tokens of that kind, the longest first. A scan of the tokens' texts (about 1 MB for a
    /// million English sentences), which ends early where the whole token is asked for: frequent ones stand first.
    void find(SearchTokenKind kind, std::string_view text, Where where, const BlockSource& source,
              std::vector<TokenList>& found);

    std::size_t cached_bytes() const { return cached_bytes_; }
    std::uint64_t list_bytes() const { return list_bytes_; }
    void forget();

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
    };
    struct Section {
        std::vector<Class> classes;
        std::vector<Block> blocks;
    };
    const std::string& bytes_of(Block& block, const BlockSource& source);

    std::array<Section, kSearchTokenKinds> sections_;
    std::uint64_t list_bytes_ = 0;
    std::size_t cached_bytes_ = 0;
};

/// Where `needle` occurs in `text` from `from` on; npos if it does not. Requires a needle that is not empty. Tests the
/// needle's two least common bytes, 16 places at once where the processor can (W. Muła, "SIMD-friendly algorithms for
/// substring searching", 2016).
std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from);

}  // namespace diglot
