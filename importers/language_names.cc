#include "importers/language_names.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

using Names = std::map<std::string, LanguageTag, std::less<>>;

std::string_view trim(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

/// A script as names of languages have it: "Traditional", "繁體".
icu::UnicodeString script_word(const icu::Locale& locale, const icu::Locale& in) {
    if (*locale.getScript() == '\0') return {};
    icu::UnicodeString word;
    locale.getDisplayScript(in, word);
    for (const char* rest : {" Han", "中文"}) {
        const icu::UnicodeString end = icu::UnicodeString::fromUTF8(rest);
        if (word.endsWith(end)) word.truncate(word.length() - end.length());
    }
    return word;
}

/// "zh-TW" rather than "zh-Hant-TW", where it means the same.
LanguageTag shortest_tag(const icu::Locale& locale) {
    const LanguageTag whole{std::string(locale.getName())};
    if (*locale.getScript() == '\0' || *locale.getCountry() == '\0') return whole;
    const LanguageTag brief(std::string(locale.getLanguage()) + "-" + locale.getCountry());
    return brief.fit(whole) == LanguageFit::kSame ? brief : whole;
}

/// Names that CLDR does not have.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"國語", "zh"},      {"華語", "zh"},          {"華文", "zh"},      {"漢語", "zh"},
    {"Mandarin", "zh"},  {"正體中文", "zh-Hant"}, {"正體", "zh-Hant"}, {"繁體", "zh-Hant"},
    {"繁中", "zh-Hant"}, {"簡體", "zh-Hans"},     {"簡中", "zh-Hans"}, {"大陸中文", "zh-CN"}};

class NameTable {
public:
    NameTable() {
        std::int32_t count = 0;
        const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
        const icu::Locale displays[] = {icu::Locale::getEnglish(), icu::Locale("zh_Hant"),
                                        icu::Locale("zh_Hans")};
        UDisplayContext brief[] = {UDISPCTX_LENGTH_SHORT};
        std::map<std::string, std::unique_ptr<icu::LocaleDisplayNames>> regions;
        for (const icu::Locale& in : displays)
            regions[in.getName()].reset(icu::LocaleDisplayNames::createInstance(in, brief, 1));
        for (std::int32_t i = 0; i < count; ++i) {
            for (const icu::Locale& in : displays)
                add_parts(locales[i], in, *regions.at(in.getName()));
            if (*locales[i].getCountry() == '\0') add_whole(locales[i], locales[i]);
        }
        for (const icu::Locale& in : displays) add_dialects(locales, count, in);
        for (const auto& [name, tag] : kOtherNames)
            names_.insert_or_assign(squeezed_name(name), LanguageTag(tag));
    }

    const LanguageTag* find(std::string_view name) const {
        const auto found = names_.find(squeezed_name(name));
        return found == names_.end() ? nullptr : &found->second;
    }

private:
    void add(const icu::UnicodeString& name, const LanguageTag& tag) {
        std::string utf8;
        name.toUTF8String(utf8);
        if (std::string key = squeezed_name(utf8); !key.empty()) names_.emplace(key, tag);
    }

    /// Language, script and region in the orders people write them, the region as name ("Hong Kong
    /// SAR China"), short name ("Hong Kong", "UK") or code.
    void add_parts(const icu::Locale& locale, const icu::Locale& in,
                   const icu::LocaleDisplayNames& names) {
        icu::UnicodeString language;
        locale.getDisplayLanguage(in, language);
        const icu::UnicodeString script = script_word(locale, in);
        const LanguageTag tag = shortest_tag(locale);
        if (*locale.getCountry() == '\0') {
            add(language + script, tag);
            add(script + language, tag);
            return;
        }
        icu::UnicodeString region;
        locale.getDisplayCountry(in, region);
        icu::UnicodeString brief;
        names.regionDisplayName(locale.getCountry(), brief);
        const bool says_script = tag.text().size() > 6;  // zh-Hans-TW: the region alone says other.
        for (const icu::UnicodeString& where :
             {region, brief, icu::UnicodeString(locale.getCountry())}) {
            add(language + script + where, tag);
            add(script + language + where, tag);
            if (says_script) continue;
            add(language + where, tag);
            add(where + language, tag);
        }
    }

    void add_whole(const icu::Locale& locale, const icu::Locale& in) {
        icu::UnicodeString name;
        add(locale.getDisplayName(in, name), shortest_tag(locale));
    }

    /// "American English", "英式英文".
    void add_dialects(const icu::Locale* locales, std::int32_t count, const icu::Locale& in) {
        UDisplayContext context[] = {UDISPCTX_DIALECT_NAMES};
        const std::unique_ptr<icu::LocaleDisplayNames> names(
            icu::LocaleDisplayNames::createInstance(in, context, 1));
        for (std::int32_t i = 0; i < count; ++i) {
            icu::UnicodeString name;
            add(names->localeDisplayName(locales[i], name), shortest_tag(locales[i]));
        }
    }

    Names names_;
};

const NameTable& language_names() {
    static const NameTable names;
    return names;
}

bool is_latin_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A tag whose language ISO 639 knows: "en", "zh-TW", "pt_BR", "sr-Latn". Not "id", a column of
/// ids, nor "No", one of numbers.
bool is_language_tag(std::string_view name) {
    const std::size_t end = std::min(name.find_first_of("-_"), name.size());
    const bool more = end < name.size();
    if (end < 2 || end > 3) return false;
    for (const std::string_view other : {"id", "ID", "Id", "No", "NO"})
        if (name == other) return false;
    std::size_t subtag = 0;
    for (const char c : name) {
        if (c == '-' || c == '_')
            subtag = 0;
        else if (++subtag > 8 || !(is_latin_byte(c) || (c >= '0' && c <= '9')))
            return false;
    }
    const LanguageTag tag(name);
    const std::string language = tag.language();
    if (*uloc_getISO3Language(language.c_str()) == '\0') return false;
    if (more) return true;
    // A bare code of three letters may be a word: only where ISO 639-1 has no shorter one, and a
    // name is known.
    icu::UnicodeString shown;
    icu::Locale(language.c_str()).getDisplayLanguage(icu::Locale::getEnglish(), shown);
    std::string utf8;
    shown.toUTF8String(utf8);
    return utf8 != language;
}

bool is_latin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether a name may be cut before `at`: beside punctuation or a space, or beside Han.
bool may_cut(const std::u32string& name, std::size_t at) {
    return !is_latin(name[at - 1]) || !is_latin(name[at]);
}

/// Without the punctuation around a part of a name.
std::string part_of(const std::u32string& name, std::size_t from, std::size_t to) {
    const auto is_edge = [](char32_t c) {
        return !u_isalnum(static_cast<UChar32>(c)) &&
               u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK;
    };
    while (from < to && is_edge(name[from])) ++from;
    while (to > from && is_edge(name[to - 1])) --to;
    icu::UnicodeString part;
    for (std::size_t i = from; i < to; ++i) part.append(static_cast<UChar32>(name[i]));
    std::string text;
    part.toUTF8String(text);
    return text;
}

}  // namespace

std::string squeezed_name(std::string_view name) {
    const bool is_ascii =
        std::none_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; });
    if (is_ascii) {  // The same, for the thousands of names it is asked of.
        std::string plain;
        for (const char c : name)
            if (is_latin_byte(c) || (c >= '0' && c <= '9'))
                plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return plain;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::UnicodeString folded = folding->normalize(
        icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())}),
        status);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 c = folded.char32At(i);
        if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0)
            kept.append(static_cast<UChar32>(simplify_han(static_cast<char32_t>(c))));
    }
    std::string out;
    kept.toUTF8String(out);
    return out;
}

std::optional<LanguageTag> parse_language_name(std::string_view name) {
    const std::string_view trimmed = trim(name);
    if (trimmed.empty()) return std::nullopt;
    if (is_language_tag(trimmed)) return LanguageTag(trimmed);
    if (const LanguageTag* found = language_names().find(trimmed)) return *found;
    return std::nullopt;
}

std::optional<LanguageTag> parse_short_language_name(std::string_view name) {
    static constexpr std::pair<std::string_view, const char*> kShort[] = {
        {"台湾", "zh-TW"}, {"大陆", "zh-CN"}, {"中国", "zh-CN"}, {"中国大陆", "zh-CN"},
        {"香港", "zh-HK"}, {"澳门", "zh-MO"}, {"繁", "zh-Hant"}, {"正", "zh-Hant"},
        {"简", "zh-Hans"}, {"中", "zh"},      {"英", "en"},      {"日", "ja"},
        {"韩", "ko"},      {"德", "de"},      {"法", "fr"},      {"西", "es"}};
    const std::string key = squeezed_name(name);
    for (const auto& [known, tag] : kShort)
        if (key == known) return LanguageTag(tag);
    return std::nullopt;
}

bool may_be_word(std::string_view name) {
    const std::string_view trimmed = trim(name);
    return trimmed.size() == 3 && std::all_of(trimmed.begin(), trimmed.end(), is_latin_byte);
}

std::optional<LanguageTag> parse_language_cell(std::string_view text) {
    if (auto known = parse_language_name(text)) return known;
    if (auto known = parse_short_language_name(text)) return known;
    const bool is_code = text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) {
                             return c >= 'a' && c <= 'z';
                         });
    return is_code ? std::optional(LanguageTag(text)) : std::nullopt;
}

std::optional<QualifiedName> split_language_name(
    std::string_view name, const std::function<bool(std::string_view)>& is_word) {
    constexpr std::size_t kLongest = 80;
    if (name.size() > kLongest) return std::nullopt;
    std::u32string points;
    for (std::size_t at = 0; at < name.size();) points += next_code_point(name, at);
    const auto language_of = [](const std::string& part) {
        if (auto lang = parse_language_name(part)) return lang;
        return parse_short_language_name(part);
    };
    for (std::size_t longest = points.size(); longest-- > 1;) {
        for (const bool language_first : {true, false}) {
            const std::size_t cut = language_first ? longest : points.size() - longest;
            if (!may_cut(points, cut)) continue;
            const std::string left = part_of(points, 0, cut);
            const std::string right = part_of(points, cut, points.size());
            const std::string& word = language_first ? right : left;
            if (word.empty() || !is_word(word)) continue;
            if (const auto lang = language_of(language_first ? left : right))
                return QualifiedName{*lang, word};
        }
    }
    return std::nullopt;
}

}  // namespace diglot
