// What both ways to tokens share. Private to core/text.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/text/tokens.h"
#include "core/text/utf8.h"

namespace diglot::text {

inline std::uint64_t hash(std::string_view bytes, std::uint64_t seed = 0) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

inline Token make_token(std::string_view folded, TokenKind kind, std::uint8_t changes,
                        std::size_t start, std::size_t end) {
    return {kind, changes, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end),
            kind == TokenKind::kNumber ? kNumberToken : hash(folded.substr(start, end - start))};
}

/// Calls visit(start, end) for the symbols of a text that has no other tokens.
template <typename Visit>
void for_each_symbol(std::string_view folded, Visit visit) {
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t start = i;
        if (!is_blank(next_code_point(folded, i))) visit(start, i);
    }
}

}  // namespace diglot::text
