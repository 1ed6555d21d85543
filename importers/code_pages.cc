#include "importers/code_pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/utf16.h>

namespace diglot {
namespace {

constexpr double kLeastFit = 0.85;  ///< Of the letters that are not ASCII.
constexpr double kAuxiliary = 0.9;  ///< A letter of foreign words in the language: é in English.
constexpr double kCapital = 0.95;   ///< KOI8-R and windows-1251 are each other's with case swapped.
constexpr double kLikely = 0.1;     ///< What ICU's full confidence adds.

struct PagesOfLanguages {
    std::string_view languages;  ///< With a space on both sides of each.
    std::array<const char*, 4> pages;
};

/// Which pages texts in a language were kept in; all of Latin script that is not here had
/// windows-1252. The page of Windows stands first, for it is the others' superset or heir.
constexpr PagesOfLanguages kPages[] = {
    {" ru ", {"windows-1251", "KOI8-R", "ISO-8859-5", "IBM866"}},
    {" uk be ", {"windows-1251", "KOI8-U", "ISO-8859-5", "IBM866"}},
    {" bg mk ", {"windows-1251", "ISO-8859-5", nullptr, nullptr}},
    {" sr bs ", {"windows-1250", "windows-1251", "ISO-8859-2", "ISO-8859-5"}},
    {" pl cs sk hu sl hr ro sq ", {"windows-1250", "ISO-8859-2", "IBM852", nullptr}},
    {" tr az ", {"windows-1254", "ISO-8859-9", nullptr, nullptr}},
    {" el ", {"windows-1253", "ISO-8859-7", nullptr, nullptr}},
    {" he yi ", {"windows-1255", "ISO-8859-8", nullptr, nullptr}},
    {" ar fa ur ", {"windows-1256", "ISO-8859-6", nullptr, nullptr}},
    {" lt lv et ", {"windows-1257", "ISO-8859-13", nullptr, nullptr}},
    {" vi ", {"windows-1258", nullptr, nullptr, nullptr}},
    {" th ", {"windows-874", nullptr, nullptr, nullptr}},
    {" zh yue ", {"Big5", "Big5-HKSCS", "GB18030", nullptr}},
    {" ja ", {"Shift_JIS", "EUC-JP", nullptr, nullptr}},
    {" ko ", {"EUC-KR", "windows-949", nullptr, nullptr}},
};

std::vector<std::string> pages_of(const LanguageTag& tag) {
    const std::string language = " " + tag.language() + " ";
    for (const PagesOfLanguages& row : kPages) {
        if (row.languages.find(language) == std::string_view::npos) continue;
        std::vector<std::string> pages;
        for (const char* page : row.pages)
            if (page != nullptr) pages.emplace_back(page);
        return pages;
    }
    if (tag.script() == "Latn") return {"windows-1252", "ISO-8859-15"};
    return {};
}

/// Empty where not all of `bytes` is of the encoding, but for a character cut off at the end.
std::u16string decoded(const std::string& encoding, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding.c_str(), &status);
    if (U_FAILURE(status)) return {};
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::u16string text(bytes.size() + 1, u'\0');
    UChar* to = text.data();
    const char* from = bytes.data();
    ucnv_toUnicode(converter, &to, to + text.size(), &from, from + bytes.size(), nullptr, false,
                   &status);
    ucnv_close(converter);
    if (U_FAILURE(status)) return {};
    text.resize(static_cast<std::size_t>(to - text.data()));
    // What ICU takes for control characters (C1) no text has.
    const bool controls = std::any_of(text.begin(), text.end(), [](char16_t c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    });
    return controls ? std::u16string() : text;
}

bool is_wide(std::string_view name) {
    return name.starts_with("UTF-") || name.starts_with("ISO-2022");
}

struct CloseSet {
    void operator()(USet* set) const { uset_close(set); }
};
using Set = std::unique_ptr<USet, CloseSet>;

/// The letters of languages.
class Letters {
public:
    explicit Letters(const std::vector<LanguageTag>& languages)
        : main_(uset_openEmpty()), auxiliary_(uset_openEmpty()) {
        for (const LanguageTag& language : languages) {
            add(language.text());
            if (language.language() != "zh") continue;
            add("zh-Hant");  // Either page holds texts in both scripts.
            add("zh-Hans");
        }
    }

    /// 1 for a letter of a language, less for one of its foreign words, 0 for another.
    double weight(UChar32 c) const {
        const UChar32 small = u_tolower(c);
        for (const UChar32 one : {c, small}) {
            if (uset_contains(main_.get(), one)) return 1;
        }
        return uset_contains(auxiliary_.get(), small) ? kAuxiliary : 0;
    }

private:
    void add(const std::string& tag) {
        UErrorCode status = U_ZERO_ERROR;
        char locale[ULOC_FULLNAME_CAPACITY];
        uloc_forLanguageTag(tag.c_str(), locale, sizeof locale, nullptr, &status);
        ULocaleData* data = ulocdata_open(locale, &status);
        if (U_SUCCESS(status)) {
            add(data, ULOCDATA_ES_STANDARD, main_.get());
            add(data, ULOCDATA_ES_AUXILIARY, auxiliary_.get());
        }
        ulocdata_close(data);
    }
    static void add(ULocaleData* data, ULocaleDataExemplarSetType type, USet* to) {
        UErrorCode status = U_ZERO_ERROR;
        const Set set(ulocdata_getExemplarSet(data, nullptr, 0, type, &status));
        if (U_SUCCESS(status)) uset_addAll(to, set.get());
    }

    Set main_;
    Set auxiliary_;
};

bool is_cased_script(UScriptCode script) {
    return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK;
}

UScriptCode script_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status);
}

/// A letter, and what stands around it.
struct Place {
    UChar32 before = ' ';
    UChar32 after = ' ';
    std::size_t run = 0;  ///< Letters that are not ASCII, one beside the other, it among them.
};

constexpr std::size_t kLongestRun = 3;  ///< Of them in a Latin word: Czech "příští".

double weight_in_word(const Letters& letters, UChar32 c, const Place& place) {
    const UScriptCode script = script_of(c);
    if (is_cased_script(script)) {
        // "cafй"; and Latin words have plain letters, which Cyrillic read as windows-1252 has not.
        for (const UChar32 near : {place.before, place.after})
            if (u_isalpha(near) && is_cased_script(script_of(near)) && script_of(near) != script)
                return 0;
        if (u_islower(place.before) && u_isupper(c)) return 0;
        if (script == USCRIPT_LATIN && place.run > kLongestRun) return 0;
    }
    return letters.weight(c) * (u_isupper(c) ? kCapital : 1);
}

/// Whether a mark may stand within a word: an apostrophe, Catalan's dot, a hyphen.
bool joins_letters(UChar32 c) {
    return c == 0x2019 || c == 0xB7 || c == 0xAD || c == 0x2010 || c == 0x2013;
}

/// 0 to 1: how many of what is not ASCII can be of those languages. Punctuation counts only where
/// it stands within a word ("¶" in Polish of another page).
double fit_of(const std::u16string& text, const Letters& letters) {
    std::vector<UChar32> all;
    for (std::size_t at = 0; at < text.size();) {
        UChar32 c;
        U16_NEXT(text.data(), at, text.size(), c);
        all.push_back(c);
    }
    const auto is_far_letter = [&](std::size_t i) { return all[i] >= 0x80 && u_isalpha(all[i]); };
    double good = 0;
    std::size_t counted = 0;
    std::size_t run_end = 0;
    Place place;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] < 0x80) continue;
        place.before = i > 0 ? all[i - 1] : ' ';
        place.after = i + 1 < all.size() ? all[i + 1] : ' ';
        if (is_far_letter(i)) {
            if (i >= run_end) {
                for (run_end = i; run_end < all.size() && is_far_letter(run_end);) ++run_end;
                place.run = run_end - i;
            }
            good += weight_in_word(letters, all[i], place);
            ++counted;
        } else if (u_isalpha(place.before) && u_isalpha(place.after) &&
                   script_of(place.before) != USCRIPT_HAN &&
                   (U_GET_GC_MASK(all[i]) & (U_GC_P_MASK | U_GC_S_MASK)) != 0 &&
                   !joins_letters(all[i])) {
            ++counted;
        }
    }
    return counted == 0 ? 1 : good / static_cast<double>(counted);
}

/// What stands between `key` and the next quote, space, ">" or line end, of every line.
void add_after(std::string_view head, std::string_view key, std::vector<LanguageTag>& to) {
    for (std::size_t at = head.find(key); at != std::string_view::npos; at = head.find(key, at)) {
        at += key.size();
        const std::size_t end = std::min(head.find_first_of("\\\"% \t\r\n>;/", at), head.size());
        const LanguageTag tag(head.substr(at, end - at));
        if (is_known_language(tag) && std::find(to.begin(), to.end(), tag) == to.end())
            to.push_back(tag);
    }
}

}  // namespace

std::vector<LikelyEncoding> likely_encodings(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&status);
    ucsdet_setText(detector, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    std::int32_t count = 0;
    const UCharsetMatch** matches = ucsdet_detectAll(detector, &count, &status);
    std::vector<LikelyEncoding> found;
    for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
        const std::string name = ucsdet_getName(matches[i], &status);
        if (!is_wide(name) && !decoded(name, bytes).empty())
            found.push_back({name, ucsdet_getConfidence(matches[i], &status)});
    }
    ucsdet_close(detector);
    return found;
}

std::optional<std::string> code_page_of(std::string_view bytes,
                                        const std::vector<LanguageTag>& languages,
                                        const std::vector<LikelyEncoding>& likely) {
    const Letters letters(languages);
    std::vector<std::u16string> tried;
    std::optional<std::string> best;
    double most = 0;
    for (const LanguageTag& language : languages) {
        for (const std::string& page : pages_of(language)) {
            std::u16string text = decoded(page, bytes);
            if (text.empty() || std::find(tried.begin(), tried.end(), text) != tried.end())
                continue;
            const double fit = fit_of(text, letters);
            const auto guess = std::find_if(likely.begin(), likely.end(), [&](const auto& one) {
                return decoded(one.name, bytes) == text;
            });
            tried.push_back(std::move(text));
            if (fit < kLeastFit) continue;
            const double worth =
                fit + (guess == likely.end() ? 0 : kLikely * guess->confidence / 100);
            if (worth <= most) continue;
            most = worth;
            best = page;
        }
    }
    return best;
}

std::vector<LanguageTag> languages_in_head(std::string_view head) {
    std::vector<LanguageTag> languages;
    if (head.find("msgid") != std::string_view::npos) {
        add_after(head, "\"Language: ", languages);
        add_after(head, "\"X-Source-Language: ", languages);
    } else if (head.starts_with("#UTX")) {
        const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
        add_after(line, "; ", languages);
        add_after(line, "/", languages);
    } else if (head.starts_with('%')) {
        add_after(head.substr(0, head.find_first_of("\r\n")), "\t%", languages);
    } else {
        add_after(head, "<Seg L=", languages);
    }
    return languages;
}

}  // namespace diglot
