// How a search segment lies in its blocks. Private to the builder, the reader and their tests.
//
// Documents in one language are a group, which knows nothing of the others: tokens differ between
// languages, and lists are the smaller the fewer documents they might name. Of each part a group
// has blocks of its own, numbered from group_block(). The folded texts of all its documents, one
// behind the other, are one sequence of tokens (core/text/search_tokens.h), each with its place in
// it. Each different token has a list of its places. Tokens are ordered by kind, then by the length
// of their lists, the longest first, then by their first place; as a list's bytes follow from its
// length, where each list begins need not be stored.
//
// What occurs in a document is a run of places in it, so a text is found by going through the lists
// of its tokens, each shifted by where the token stands in the text, until all agree.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tm/elias_fano.h"

namespace diglot::search_format {

enum Part : std::uint32_t {
    kHeader = 0,     ///< One block of varints of each group; and block 0, which names the groups.
    kWords = 1,      ///< Tokens' texts, each with kDelimiter before it and behind; a block's last
                     ///< stands in no other.
    kLists = 2,      ///< Blocks of LazyBytes: Elias-Fano lists, one token after the other.
    kDocuments = 3,  ///< The same: where each document begins; its unit; its variant and whether
                     ///< that is the source.
};

inline constexpr std::uint64_t kFormat = 1;
inline constexpr std::size_t kMostGroups =
    255;  ///< Further languages share the last one, which has no name.
inline constexpr std::uint32_t group_block(std::size_t group) {
    return static_cast<std::uint32_t>(group + 1) << 20;
}
inline constexpr char kDelimiter = '\xFF';        ///< In no UTF-8.
inline constexpr std::size_t kWordBlock = 32768;  ///< Bytes; one token may be larger.

/// What lies where in kDocuments.
struct DocumentsShape {
    DocumentsShape(std::uint64_t documents, std::uint64_t tokens, std::uint64_t units_span,
                   int bits)
        : starts(documents, tokens, true),
          units(documents, units_span, true),
          units_start(starts.bytes),
          info_start(units_start + units.bytes),
          info_bits(bits),
          bytes(info_start + (documents * static_cast<std::uint64_t>(bits) + 7) / 8) {}

    EliasFanoShape starts;  ///< Place of each document's first token.
    EliasFanoShape units;   ///< Above the lowest one.
    std::uint64_t units_start;
    std::uint64_t info_start;
    int info_bits;  ///< Of each document: twice the variant, and 1 if it is the source.
    std::uint64_t bytes;
};

}  // namespace diglot::search_format
