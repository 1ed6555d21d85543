// How a match segment lies in its blocks. Private to the builder, the reader and their tests.
//
// Documents are numbered by length (core tokens), then unit, then variant. A token is known by the
// upper 40 bits of its value: two that agree in them count as one here, which can only propose a
// document in vain.
//
// Tokens are ordered by how many documents have them, the rarest first. The elements of a document
// in that order (the second occurrence of a token is another element) begin with its prefix: length
// - ceil(70 % * length) + 1 elements. Two texts that are alike to 70 % share an element of their
// prefixes (Chaudhuri, Ganti, Kaushik, ICDE 2006; Bayardo, Ma, Srikant, WWW 2007). So each token
// has two lists: documents that have it in their prefix, and those that have it behind.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/score.h"
#include "tm/score.h"

namespace diglot::match_segment {

enum Part : std::uint32_t {
    kHeader = 0,  ///< One block of varints: MatchSegmentBuilder::write_header().
    kDictionary =
        1,  ///< Block b: the tokens whose 40 bits begin with b (in `bucket_bits` bits), ascending.
    kLists = 2,  ///< Lists too long to stand in the dictionary, by number.
    kSignatures = 3,
    kSequences = 4,  ///< A byte for each token of each document.
    kDocuments = 5,  ///< Unit and variant of each document.
};

/// A token's two lists.
inline constexpr int kPrefixList = 0;
inline constexpr int kOtherList = 1;

inline constexpr std::uint64_t kFormat = 1;
inline constexpr Score kPrefixScore{7000};
inline constexpr int kTokenBits = 40;
inline constexpr int kLeastBucketBits = 8;
inline constexpr int kMostBucketBits = 20;
inline constexpr std::size_t kTokensInBucket = 48;    ///< On average, at most.
inline constexpr std::size_t kInlineBytes = 192;      ///< Longer lists have a block of their own.
inline constexpr std::size_t kSignatureBlock = 4096;  ///< 64-bit words.
inline constexpr std::size_t kSequenceBlock = 32768;  ///< Bytes.
inline constexpr std::size_t kDocumentBlock = 4096;   ///< Documents.
inline constexpr std::size_t kDocumentBytes = 5;  ///< Unit above the lowest one (4 bytes), variant.
inline constexpr std::uint8_t kManyVariants = 0xFF;  ///< The variant stands in the header.

/// A posting in memory: the document's number, and where the token stands among the document's
/// elements, if that is below kMostPlace; else kMostPlace. In the list of what stands behind the
/// prefix it is 0, for "anywhere".
inline constexpr int kPlaceBits = 3;
inline constexpr std::uint32_t kMostPlace = (1U << kPlaceBits) - 1;

/// No header says more, unless it is damaged.
inline constexpr std::uint32_t kMostDocuments = 1U << (32 - kPlaceBits);
inline constexpr std::uint64_t kMostLength = 0xFFFFFFFF;
inline constexpr std::uint64_t kUnitEnd = std::uint64_t{1} << 62;
inline constexpr std::size_t kMostBlocks = std::size_t{1} << 28;  ///< Of a part.

inline std::uint64_t token_of(std::uint64_t value) { return value >> (64 - kTokenBits); }
inline std::uint8_t byte_of(std::uint64_t token) { return static_cast<std::uint8_t>(token >> 3); }

/// Elements of a text of `length` tokens that stand in its prefix at 70 %.
inline std::size_t prefix_size(std::size_t length) {
    return most_distance(length, kPrefixScore) + 1;
}

/// 64-bit words of a document's signature: the more tokens, the more.
inline constexpr std::size_t kMostWords = 4;
inline std::size_t signature_words(std::size_t length) {
    return length <= 16 ? 1 : length <= 40 ? 2 : kMostWords;
}

/// A bit for each element of the bag of tokens, in the longest signature; a shorter one takes the
/// lower bits of its place.
inline std::size_t signature_bit(std::uint64_t token, std::uint32_t occurrence) {
    std::uint64_t mixed = (token + 1 + (static_cast<std::uint64_t>(occurrence) << kTokenBits)) *
                          0x9E3779B97F4A7C15ULL;
    mixed ^= mixed >> 29;
    mixed *= 0xBF58476D1CE4E5B9ULL;
    return (mixed >> 32) & (64 * kMostWords - 1);
}

using Signature = std::array<std::uint64_t, kMostWords>;

inline void set_bit(Signature& signature, std::size_t words, std::size_t bit) {
    bit &= 64 * words - 1;
    signature[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

}  // namespace diglot::match_segment
