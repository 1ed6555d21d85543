// How a text looks to its core tokens when one of the folds is left out: what tells that two texts
// differ in case, width or script only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokens.h"

namespace diglot {

// Throughout, `tokens` is tokenize(text) or tokenize_by_icu(text), and `left_out` one of the three
// folds.

/// One value a token, from the characters it comes from, folded by the other folds: the token's own
/// where that makes no difference, else one that no token has; of such a number always
/// ~kNumberToken. Several tokens may come of one character.
std::vector<std::uint64_t> token_forms(std::string_view text, const TokenizedText& tokens,
                                       FoldChange left_out);

/// What is no token, folded by all folds, white space and control characters left out.
std::string text_between(const TokenizedText& tokens);
/// The same by the other folds.
std::string text_between(std::string_view text, const TokenizedText& tokens, FoldChange left_out);

}  // namespace diglot
