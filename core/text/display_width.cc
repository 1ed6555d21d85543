#include "core/text/display_width.h"

#include <unicode/uchar.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

std::size_t columns(char32_t code_point) {
    if (code_point >= 0x20 && code_point < 0x7F) return 1;
    const auto c = static_cast<UChar32>(code_point);
    constexpr auto kNone = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
    if (code_point == 0xAD) return 1;  // Terminals print the soft hyphen.
    if ((U_GET_GC_MASK(c) & kNone) != 0) return 0;
    const int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) width += columns(next_code_point(text, i));
    return width;
}

std::string fit_to_width(std::string_view text, std::size_t width) {
    std::size_t used = 0;  // Columns of text[0, i).
    std::size_t cut = 0;   // Bytes that leave a column for the ellipsis.
    std::size_t cut_used = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t next = used + columns(next_code_point(text, i));
        if (next > width) {
            if (width == 0) return {};
            return std::string(text.substr(0, cut)) + "…" + std::string(width - 1 - cut_used, ' ');
        }
        used = next;
        if (used + 1 <= width) {
            cut = i;
            cut_used = used;
        }
    }
    return std::string(text) + std::string(width - used, ' ');
}

}  // namespace diglot
