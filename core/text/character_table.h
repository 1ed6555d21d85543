// What folding and tokens need to know of each code point, in a flat table. Private to core/text.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/fold.h"

namespace diglot::text {

/// Of a folded code point: its part in UAX #29's word rules, or that only ICU can tell.
enum class CharClass : std::uint8_t {
    kSlow,    ///< May act on its neighbours in ways the fast path does not know.
    kOther,   ///< White space, punctuation, symbols: a word ends here.
    kLetter,  ///< ALetter.
    kAt,      ///< U+0040: ICU 72 breaks it as a letter, but it is none.
    kDigit,   ///< Numeric, and a decimal digit.
    kMidLetter,
    kMidNum,
    kMidNumLet,  ///< MidNumLet and Single_Quote.
    kJoiner,     ///< ExtendNumLet: the low line.
    kIdeograph,  ///< Han or kana: a token by itself.
    kTrail,      ///< A further byte of the character before.
};

/// How one code point folds by the default FoldOptions, when nothing beside it can change that.
struct CharEntry {
    std::array<char, 4> bytes{};
    std::uint8_t size = 0;  ///< kLong: the number in `bytes[0]` counts the page's long foldings.
    CharClass kind = CharClass::kSlow;
    std::uint8_t changes = 0;  ///< FoldChange: the folds that give something else when left out.
    std::uint8_t partial = 0;  ///< Where there are such: the number in the page's partial foldings.

    static constexpr std::uint8_t kLong = 0xFF;
};

/// A folding to more than one code point: its bytes, and the class of each.
struct LongFolding {
    std::string bytes;
    std::vector<CharClass> kinds;
};

/// What one code point becomes when one of the folds is left out; the same as with all of them
/// where that fold does not change it.
struct PartialFolding {
    std::string but_case;
    std::string but_width;
    std::string but_script;

    const std::string& without(FoldChange fold) const {
        return fold == kCaseChange ? but_case : fold == kWidthChange ? but_width : but_script;
    }
};

struct CharPage {
    std::array<CharEntry, 256> entries;
    std::vector<LongFolding> long_foldings;
    std::vector<PartialFolding> partial_foldings;
};

/// The page that holds `code_point`; made when first asked for. Any thread. Requires code_point <=
/// U+10FFFF.
const CharPage& char_page(char32_t code_point);

/// A Han or kana code point: Han script, letter or number; Hiragana and Katakana letters; U+30FC.
bool is_ideograph(char32_t code_point);
/// What makes a segment of UAX #29 a word: a letter, a number, whatever is Alphabetic.
bool makes_word(char32_t code_point);
/// UAX #29's Extend, Format and ZWJ: part of the character before.
bool is_mark(char32_t code_point);

}  // namespace diglot::text
