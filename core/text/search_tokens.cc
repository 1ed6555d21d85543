#include "core/text/search_tokens.h"

#include <array>
#include <atomic>

#include <unicode/uchar.h>

#include "core/text/character_table.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

SearchTokenKind kind_of(char32_t c) {
    if (text::is_ideograph(c)) return SearchTokenKind::kIdeograph;
    const auto category = U_GET_GC_MASK(static_cast<UChar32>(c));
    return (category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0
               ? SearchTokenKind::kWord
               : SearchTokenKind::kSeparator;
}

}  // namespace

SearchTokenKind search_token_kind(char32_t folded) {
    /// 1 + the kind of each code point asked for before.
    static std::array<std::atomic<std::uint8_t>, 0x110000> known{};
    std::atomic<std::uint8_t>& slot = known[folded];
    const std::uint8_t value = slot.load(std::memory_order_relaxed);
    if (value != 0) return static_cast<SearchTokenKind>(value - 1);
    const SearchTokenKind kind = kind_of(folded);
    slot.store(static_cast<std::uint8_t>(static_cast<int>(kind) + 1), std::memory_order_relaxed);
    return kind;
}

void cut_search_tokens(std::string_view folded, std::vector<SearchToken>& tokens) {
    tokens.clear();
    const auto is_word = [&](std::size_t i) { return tokens[i].kind == SearchTokenKind::kWord; };
    for (std::size_t i = 0; i < folded.size();) {
        const auto start = static_cast<std::uint32_t>(i);
        const SearchTokenKind kind = search_token_kind(next_code_point(folded, i));
        const auto end = static_cast<std::uint32_t>(i);
        if (!tokens.empty() && tokens.back().kind == kind && kind != SearchTokenKind::kIdeograph) {
            tokens.back().end = end;
            continue;
        }
        const std::size_t count = tokens.size();
        const bool implied = kind == SearchTokenKind::kWord && count >= 2 && is_word(count - 2) &&
                             tokens.back().end - tokens.back().start == 1 &&
                             folded[tokens.back().start] == ' ';
        if (implied) tokens.pop_back();
        tokens.push_back({kind, start, end});
    }
}

}  // namespace diglot
