#include "core/language_tag.h"

#include <algorithm>
#include <unordered_map>

#include <unicode/locid.h>

namespace diglot {
namespace {

struct Subtags {
    std::string language;
    std::string script;
    std::string region;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Whether ICU's parser would take the first subtag as a language. Keeps "C" and "" away from it.
bool has_language(const std::string& text) {
    const std::size_t size = text.find('-') == std::string::npos ? text.size() : text.find('-');
    return size >= 2 && size <= 8 &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size), is_letter);
}

/// RFC 5646, 2.1.1: lower case, but two-letter subtags after the first upper case and four-letter
/// ones title case; after a singleton everything is lower case.
std::string recommended_case(std::string text) {
    std::size_t start = 0;
    bool extension = false;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find('-', start), text.size());
        const std::size_t size = end - start;
        for (std::size_t i = start; i < end; ++i) text[i] = lower(text[i]);
        if (start > 0 && !extension) {
            if (size == 2) {
                for (std::size_t i = start; i < end; ++i) text[i] = upper(text[i]);
            } else if (size == 4 && is_letter(text[start])) {
                text[start] = upper(text[start]);
            }
        }
        extension = extension || size == 1;
        start = end + 1;
    }
    return text;
}

Subtags find_likely_subtags(const std::string& text) {
    if (!has_language(text)) return {text, {}, {}};
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = icu::Locale::forLanguageTag(text, status);
    if (U_FAILURE(status) || *locale.getLanguage() == '\0') return {text, {}, {}};
    const std::string language = locale.getLanguage();
    locale.addLikelySubtags(status);
    if (U_FAILURE(status)) return {language, locale.getScript(), locale.getCountry()};
    return {language, locale.getScript(), locale.getCountry()};
}

/// Asked for every candidate of a look-up; a memory has a handful of languages.
const Subtags& likely_subtags(const std::string& text) {
    constexpr std::size_t kMostKept = 256;
    thread_local std::unordered_map<std::string, Subtags> kept;
    const auto found = kept.find(text);
    if (found != kept.end()) return found->second;
    if (kept.size() >= kMostKept) kept.clear();
    return kept.emplace(text, find_likely_subtags(text)).first->second;
}

}  // namespace

LanguageTag::LanguageTag(std::string_view spelling) : text_(spelling) {
    std::replace(text_.begin(), text_.end(), '_', '-');
    if (has_language(text_)) text_ = recommended_case(std::move(text_));
}

std::string LanguageTag::language() const { return likely_subtags(text_).language; }
std::string LanguageTag::script() const { return likely_subtags(text_).script; }
std::string LanguageTag::region() const { return likely_subtags(text_).region; }

bool is_known_language(const LanguageTag& tag) {
    if (!has_language(tag.text())) return false;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(tag.text(), status);
    // A language without a three-letter code is none; what ICU could not read of the tag it left
    // out.
    return U_SUCCESS(status) && *locale.getISO3Language() != '\0' &&
           LanguageTag(locale.toLanguageTag<std::string>(status)) == tag;
}

LanguageFit LanguageTag::fit(const LanguageTag& other) const {
    if (text_ == other.text_) return LanguageFit::kSame;
    const Subtags a = likely_subtags(text_);  // Copied: the second call may clear what is kept.
    const Subtags& b = likely_subtags(other.text_);
    if (a.language != b.language) return LanguageFit::kOther;
    // Bare zh means different people different things: it is not taken for the likely zh-Hans-CN.
    if (text_ == "zh" || other.text_ == "zh") return LanguageFit::kVariant;
    return a.script == b.script && a.region == b.region ? LanguageFit::kSame
                                                        : LanguageFit::kVariant;
}

}  // namespace diglot
