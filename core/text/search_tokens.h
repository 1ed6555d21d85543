// How folded text is cut for the search index, so that neighbouring tokens give the text back
// exactly.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace diglot {

enum class SearchTokenKind : std::uint8_t {
    kIdeograph,  ///< One Han or kana code point.
    kWord,       ///< A run of letters, marks and numbers of any other kind.
    kSeparator,  ///< A run of everything else: white space, punctuation, symbols.
};
inline constexpr std::size_t kSearchTokenKinds = 3;

/// Bytes of the folded text.
struct SearchToken {
    SearchTokenKind kind = SearchTokenKind::kWord;
    std::uint32_t start = 0;
    std::uint32_t end = 0;
};

SearchTokenKind search_token_kind(char32_t folded);

/// Replaces `tokens`. A separator that is just one U+0020 between two words is left out: words
/// cannot stand side by side otherwise, so it is implied ("spaceless words": de Moura, Navarro,
/// Ziviani, Baeza-Yates, ACM TOIS 18(2), 2000). Where a text is cut depends on the two code points
/// beside the place alone, so what occurs in a text has the same tokens there, but for the first
/// and the last, which may be parts of longer ones; and a U+0020 at its edge may be implied.
void cut_search_tokens(std::string_view folded, std::vector<SearchToken>& tokens);

}  // namespace diglot
