// Where in many texts side by side three bytes in a row stand: so that a part of a word is looked
// for in some places of a vocabulary only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace diglot {

/// Chunks of a text that hold each three bytes in a row ("trigrams"); J. Zobel, A. Moffat, R.
/// Sacks-Davis, "Searching large lexicons for partially specified terms using compressed inverted
/// files", VLDB 1993. In memory only: made in about 10 ms a megabyte, takes about 3 bytes a byte.
class SearchGrams {
public:
    static constexpr std::size_t kGram = 3;  ///< Bytes.
    static constexpr std::size_t kChunk = 256;

    /// Numbers the chunks of all blocks through, each block from a new chunk on.
    explicit SearchGrams(std::span<const std::string_view> blocks);

    /// Where a needle can be.
    struct Places {
        std::size_t offset = 0;                 ///< Of the trigram in the needle.
        std::span<const std::uint32_t> chunks;  ///< In which the trigram begins; ascending.
    };
    /// By the needle's rarest trigram. Requires kGram bytes or more.
    Places places(std::string_view needle) const;

    std::size_t chunks() const { return chunks_; }
    std::size_t bytes() const {
        return (starts_.capacity() + lists_.capacity()) * sizeof(std::uint32_t);
    }

private:
    static constexpr int kHashBits = 15;  ///< Trigrams that share a number share a list.
    static std::size_t number(const char* gram);
    template <typename Visit>
    static std::uint32_t for_each_gram(std::span<const std::string_view> blocks, Visit visit);

    std::uint32_t chunks_ = 0;
    std::vector<std::uint32_t> starts_;  ///< Of each list in lists_, and the end.
    std::vector<std::uint32_t> lists_;
};

}  // namespace diglot
