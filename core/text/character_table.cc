#include "core/text/character_table.h"

#include <algorithm>
#include <atomic>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot::text {
namespace {

int word_break(char32_t c) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_WORD_BREAK);
}

bool is_hangul(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_HANGUL;
}

CharClass class_of(char32_t folded) {
    const auto c = static_cast<UChar32>(folded);
    if (is_ideograph(folded)) return CharClass::kIdeograph;
    // Southeast Asian scripts are broken by ICU's dictionaries.
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return CharClass::kSlow;
    if (is_hangul(c)) return CharClass::kSlow;  // ICU's rules part Hangul from other letters.
    if (folded == U'@') return CharClass::kAt;
    if (folded == U':') return CharClass::kOther;  // ICU's rules take it out of MidLetter.
    switch (word_break(folded)) {
        case U_WB_ALETTER:
            return CharClass::kLetter;
        case U_WB_NUMERIC:
            return u_isdigit(c) ? CharClass::kDigit : CharClass::kSlow;
        case U_WB_MIDLETTER:
            return CharClass::kMidLetter;
        case U_WB_MIDNUM:
            return CharClass::kMidNum;
        case U_WB_MIDNUMLET:
        case U_WB_SINGLE_QUOTE:
            return CharClass::kMidNumLet;
        case U_WB_EXTENDNUMLET:
            return CharClass::kJoiner;
        case U_WB_OTHER:
        case U_WB_CR:
        case U_WB_LF:
        case U_WB_NEWLINE:
        case U_WB_DOUBLE_QUOTE:
        case U_WB_REGIONAL_INDICATOR:
        case U_WB_WSEGSPACE:
            return makes_word(folded) ? CharClass::kSlow : CharClass::kOther;
        default:
            return CharClass::kSlow;
    }
}

struct Normalizers {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
};

const Normalizers& normalizers() {
    static const Normalizers all;
    return all;
}

icu::UnicodeString normalized(const icu::Normalizer2& normalizer, const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    return normalizer.normalize(text, status);
}

std::string utf8(const icu::UnicodeString& text, bool simplify) {
    std::string result;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const auto c = static_cast<char32_t>(text.char32At(i));
        append_code_point(simplify ? simplify_han(c) : c, result);
    }
    return result;
}

/// False where one of them depends on what stands before.
bool fold_partially(UChar32 c, const icu::UnicodeString& folded, PartialFolding& result) {
    const Normalizers& all = normalizers();
    const icu::UnicodeString caseless = icu::UnicodeString(c).foldCase();
    if (!all.nfkc->hasBoundaryBefore(c) || !all.nfc->hasBoundaryBefore(caseless.char32At(0)))
        return false;
    result.but_case = utf8(normalized(*all.nfkc, icu::UnicodeString(c)), true);
    result.but_width = utf8(normalized(*all.nfc, caseless), true);
    result.but_script = utf8(folded, false);
    return true;
}

/// The folding by the default FoldOptions; nothing where it is empty or only ICU can tell.
LongFolding fold_fully(const icu::UnicodeString& folded) {
    LongFolding result;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const char32_t one = simplify_han(static_cast<char32_t>(folded.char32At(i)));
        const CharClass kind = class_of(one);
        if (kind == CharClass::kSlow) return {};
        append_code_point(one, result.bytes);
        result.kinds.push_back(kind);
        result.kinds.resize(result.bytes.size(), CharClass::kTrail);
    }
    return result;
}

bool is_one(const LongFolding& folding) {
    return std::count(folding.kinds.begin(), folding.kinds.end(), CharClass::kTrail) + 1 ==
           static_cast<std::ptrdiff_t>(folding.kinds.size());
}

void fill(char32_t c, CharPage& page) {
    CharEntry& entry = page.entries[c & 0xFF];
    if (c >= 0xD800 && c < 0xE000) return;
    const auto one = static_cast<UChar32>(c);
    if (!normalizers().nfkc_casefold->hasBoundaryBefore(one)) return;
    const icu::UnicodeString folded =
        normalized(*normalizers().nfkc_casefold, icu::UnicodeString(one));
    LongFolding full = fold_fully(folded);
    if (full.bytes.empty()) return;
    if (full.bytes != utf8(icu::UnicodeString(one), false)) {  // Else no fold changes it.
        PartialFolding partial;
        if (!fold_partially(one, folded, partial)) return;
        for (const FoldChange fold : {kCaseChange, kWidthChange, kScriptChange}) {
            if (partial.without(fold) != full.bytes) entry.changes |= fold;
        }
        if (entry.changes != 0) {
            entry.partial = static_cast<std::uint8_t>(page.partial_foldings.size());
            page.partial_foldings.push_back(std::move(partial));
        }
    }
    entry.kind = full.kinds[0];
    if (is_one(full)) {
        entry.size = static_cast<std::uint8_t>(full.bytes.size());
        full.bytes.copy(entry.bytes.data(), entry.bytes.size());
    } else {
        entry.size = CharEntry::kLong;
        entry.bytes[0] = static_cast<char>(page.long_foldings.size());
        page.long_foldings.push_back(std::move(full));
    }
}

}  // namespace

const CharPage& char_page(char32_t code_point) {
    static std::array<std::atomic<const CharPage*>, 0x1100> pages{};
    std::atomic<const CharPage*>& slot = pages[code_point >> 8];
    const CharPage* page = slot.load(std::memory_order_acquire);
    if (page) return *page;
    auto fresh = std::make_unique<CharPage>();
    const char32_t first = code_point & ~char32_t{0xFF};
    for (char32_t i = 0; i < 256; ++i) fill(first + i, *fresh);
    if (slot.compare_exchange_strong(page, fresh.get(), std::memory_order_acq_rel))
        return *fresh.release();
    return *page;
}

bool is_ideograph(char32_t code_point) {
    if (code_point < 0x2E80) return false;
    const auto c = static_cast<UChar32>(code_point);
    if (code_point == 0x30FC) return true;
    UErrorCode status = U_ZERO_ERROR;
    const auto category = U_GET_GC_MASK(c);
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
            return (category & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            return (category & U_GC_L_MASK) != 0;
        default:
            return false;
    }
}

bool makes_word(char32_t code_point) {
    const auto c = static_cast<UChar32>(code_point);
    if (u_hasBinaryProperty(c, UCHAR_ALPHABETIC) || (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0)
        return true;
    const int kind = word_break(code_point);
    return kind == U_WB_ALETTER || kind == U_WB_HEBREW_LETTER || kind == U_WB_KATAKANA;
}

bool is_mark(char32_t code_point) {
    const int kind = word_break(code_point);
    return kind == U_WB_EXTEND || kind == U_WB_FORMAT || kind == U_WB_ZWJ;
}

}  // namespace diglot::text
