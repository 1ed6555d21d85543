#include "core/text/word_diff.h"

#include <algorithm>
#include <cstdint>

#include <unicode/uchar.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

using Words = std::vector<std::string_view>;
using Kind = DiffPiece::Kind;

constexpr std::size_t kMostPairs = 4000000;

bool stands_alone(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    if (u_hasBinaryProperty(code, UCHAR_IDEOGRAPHIC)) return true;
    const int block = ublock_getCode(code);
    if (block == UBLOCK_HIRAGANA || block == UBLOCK_KATAKANA) return true;
    return !u_isalnum(code) && (U_GET_GC_MASK(code) & U_GC_M_MASK) == 0;
}

Words words_of(std::string_view text) {
    Words words;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (!stands_alone(next_code_point(text, at))) continue;
        if (begin > start) words.push_back(text.substr(start, begin - start));
        words.push_back(text.substr(begin, at - begin));
        start = at;
    }
    if (start < text.size()) words.push_back(text.substr(start));
    return words;
}

void append(std::vector<DiffPiece>& pieces, Kind kind, std::string_view text) {
    if (pieces.empty() || pieces.back().kind != kind) pieces.push_back({kind, ""});
    pieces.back().text += text;
}

/// Lengths of common subsequences of what begins at a word of each, row by row.
std::vector<std::uint32_t> lengths(const Words& a, const Words& b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::uint32_t> table((a.size() + 1) * width, 0);
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t k = b.size(); k-- > 0;)
            table[i * width + k] =
                a[i] == b[k] ? table[(i + 1) * width + k + 1] + 1
                             : std::max(table[(i + 1) * width + k], table[i * width + k + 1]);
    return table;
}

std::vector<DiffPiece> compare(const Words& a, const Words& b) {
    std::vector<DiffPiece> pieces;
    std::size_t i = 0;
    std::size_t k = 0;
    if (a.size() * b.size() <= kMostPairs) {
        const std::vector<std::uint32_t> table = lengths(a, b);
        const std::size_t width = b.size() + 1;
        while (i < a.size() && k < b.size()) {
            if (a[i] == b[k]) {
                append(pieces, Kind::kSame, a[i++]);
                ++k;
            } else if (table[(i + 1) * width + k] >= table[i * width + k + 1]) {
                append(pieces, Kind::kRemoved, a[i++]);
            } else {
                append(pieces, Kind::kAdded, b[k++]);
            }
        }
    }
    while (i < a.size()) append(pieces, Kind::kRemoved, a[i++]);
    while (k < b.size()) append(pieces, Kind::kAdded, b[k++]);
    return pieces;
}

bool is_blank(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

/// Between two pieces that stay the same, all that was removed, then all that was added.
std::vector<DiffPiece> joined(const std::vector<DiffPiece>& pieces) {
    std::vector<DiffPiece> result;
    std::string removed;
    std::string added;
    const auto flush = [&] {
        if (!removed.empty()) result.push_back({Kind::kRemoved, removed});
        if (!added.empty()) result.push_back({Kind::kAdded, added});
        removed.clear();
        added.clear();
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const DiffPiece& piece = pieces[i];
        const bool is_between = i > 0 && i + 1 < pieces.size() && is_blank(piece.text);
        if (piece.kind == Kind::kSame && !is_between) {
            flush();
            append(result, Kind::kSame, piece.text);
            continue;
        }
        if (piece.kind != Kind::kAdded) removed += piece.text;
        if (piece.kind != Kind::kRemoved) added += piece.text;
    }
    flush();
    return result;
}

}  // namespace

std::vector<DiffPiece> word_diff(std::string_view a, std::string_view b) {
    Words words_a = words_of(a);
    Words words_b = words_of(b);
    const std::size_t most = std::min(words_a.size(), words_b.size());
    std::size_t head = 0;
    while (head < most && words_a[head] == words_b[head]) ++head;
    std::size_t tail = 0;
    while (tail < most - head &&
           words_a[words_a.size() - 1 - tail] == words_b[words_b.size() - 1 - tail])
        ++tail;
    std::vector<DiffPiece> pieces;
    for (std::size_t i = 0; i < head; ++i) append(pieces, Kind::kSame, words_a[i]);
    const auto middle = [&](const Words& words) {
        return Words(words.begin() + static_cast<std::ptrdiff_t>(head),
                     words.end() - static_cast<std::ptrdiff_t>(tail));
    };
    for (const DiffPiece& piece : compare(middle(words_a), middle(words_b)))
        append(pieces, piece.kind, piece.text);
    for (std::size_t i = words_a.size() - tail; i < words_a.size(); ++i)
        append(pieces, Kind::kSame, words_a[i]);
    return joined(pieces);
}

}  // namespace diglot
