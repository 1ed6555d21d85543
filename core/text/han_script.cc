#include "core/text/han_script.h"

#include <array>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/uset.h>

#include "core/error.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr char32_t kFirst = 0x4E00;
constexpr char32_t kLast = 0x9FFF;
using Table = std::array<HanScript, kLast - kFirst + 1>;

struct SetDeleter {
    void operator()(USet* set) const { uset_close(set); }
};
using Set = std::unique_ptr<USet, SetDeleter>;

/// What a character set has.
Set characters_of(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name, &status);
    Set set(uset_openEmpty());
    ucnv_getUnicodeSet(converter, set.get(), UCNV_ROUNDTRIP_SET, &status);
    ucnv_close(converter);
    if (U_FAILURE(status)) throw IoError(std::string("ICU has no character set ") + name);
    return set;
}

Table make_table() {
    const Set big5 = characters_of("Big5");
    const Set gb2312 = characters_of("GB2312");
    Table table{};
    for (char32_t c = kFirst; c <= kLast; ++c) {
        const bool in_big5 = uset_contains(big5.get(), static_cast<UChar32>(c));
        const bool in_gb2312 = uset_contains(gb2312.get(), static_cast<UChar32>(c));
        const char32_t form = simplify_han(c);
        if (form == c || form < kFirst || form > kLast) continue;
        if (in_big5 && !in_gb2312) table[c - kFirst] = HanScript::kTraditional;
        if (uset_contains(gb2312.get(), static_cast<UChar32>(form)) &&
            !uset_contains(big5.get(), static_cast<UChar32>(form)))
            table[form - kFirst] = HanScript::kSimplified;
    }
    return table;
}

}  // namespace

HanScript han_script(char32_t code_point) {
    static const Table table = make_table();
    return code_point >= kFirst && code_point <= kLast ? table[code_point - kFirst]
                                                       : HanScript::kBoth;
}

HanScriptCounts count_han_scripts(std::string_view text) {
    HanScriptCounts counts;
    for (std::size_t at = 0; at < text.size();) {
        const HanScript script = han_script(next_code_point(text, at));
        counts.traditional += script == HanScript::kTraditional ? 1 : 0;
        counts.simplified += script == HanScript::kSimplified ? 1 : 0;
    }
    return counts;
}

}  // namespace diglot
