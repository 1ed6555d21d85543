#include "quality/said.h"

#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"

namespace diglot {
namespace {

bool is_ascii_alnum(char c) {
    const auto u = static_cast<unsigned char>(c);
    return is_ascii_letter(u) || is_digit(u);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string without_tags(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '<' ? text.find('>', at) : text.npos;
        if (end == text.npos) {
            plain += text[at++];
        } else {
            at = end + 1;
            plain += ' ';
        }
    }
    return plain;
}

bool is_article(std::string_view word) {
    const auto is = [&](std::string_view article) {
        return word.size() == article.size() &&
               std::equal(word.begin(), word.end(), article.begin(),
                          [](char a, char b) { return lower(a) == b; });
    };
    return is("a") || is("an") || is("the");
}

std::string without_articles(std::string_view text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_ascii_alnum(text[end])) ++end;
        if (!is_article(text.substr(at, end - at))) kept += text.substr(at, end - at);
        if (end < text.size()) kept += text[end++];
        at = end;
    }
    return kept;
}

}  // namespace

std::string what_is_said(std::string_view text) {
    std::string result;
    if (is_ascii(text)) {
        for (const char c : text)
            if (is_ascii_alnum(c)) result += lower(c);
        return result.empty() ? fold_text(text) : result;
    }
    const std::string folded = fold_text(text);
    const Characters all(folded);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (is_han(all[i]) || is_word_letter(all[i]) || is_digit(all[i]))
            result += all.slice(i, i + 1);
    return result.empty() ? folded : result;
}

std::string what_is_said(std::string_view text, const LanguageTag& lang) {
    if (text.find('<') == text.npos)
        return what_is_said(is_english(lang) ? without_articles(text) : std::string(text));
    const std::string plain = without_tags(text);
    return what_is_said(is_english(lang) ? without_articles(plain) : plain);
}

}  // namespace diglot
