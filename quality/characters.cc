#include "quality/characters.h"

#include <algorithm>
#include <string>

#include "core/text/utf8.h"

namespace diglot {

bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           c == 0x3005 || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_full_width(char32_t c) {
    if (c == 0x3005 || c == 0x3007) return false;
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF01 && c <= 0xFF65) || (c >= 0xFFE0 && c <= 0xFFEE);
}

bool is_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_ascii_letter(char32_t c) { return is_upper(c) || is_lower(c); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_word_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c);
    // Latin with its supplements, Greek, Cyrillic and what follows them, but for the signs between.
    return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x2C00 && c < 0x2E00);
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x3000 || c == 0x202F ||
           (c >= 0x2000 && c <= 0x200A);
}

bool is_english(const LanguageTag& lang) {
    const std::string& tag = lang.text();
    return tag.starts_with("en") && (tag.size() == 2 || tag[2] == '-');
}

bool writes_han(const LanguageTag& lang) {
    if (is_english(lang)) return false;
    const std::string& tag = lang.text();
    if (tag == "zh-TW" || tag == "zh-CN" || tag == "zh") return true;
    const std::string script = lang.script();
    return script.starts_with("Han");
}

bool writes_latin(const LanguageTag& lang) {
    if (is_english(lang)) return true;
    if (lang.text().starts_with("zh")) return false;
    return lang.script() == "Latn";
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool has_han(std::string_view text) {
    if (is_ascii(text)) return false;
    for (std::size_t at = 0; at < text.size();)
        if (is_han(next_code_point(text, at))) return true;
    return false;
}

Characters::Characters(std::string_view text) : text_(text) {
    points_.reserve(text.size());
    bytes_.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        bytes_.push_back(at);
        points_.push_back(next_code_point(text, at));
    }
    bytes_.push_back(text.size());
}

std::vector<Word> find_words(std::string_view text) {
    const auto belongs = [](char32_t c) { return is_word_letter(c) || is_digit(c); };
    const auto joins = [](char32_t c) {
        return c == '\'' || c == 0x2019 || c == '-' || c == '.' || c == '&';
    };
    std::vector<Word> words;
    bool inside = false;
    bool after_joint = false;  // The last character joins two parts of a word.
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = next_code_point(text, at);
        if (belongs(c)) {
            if (!inside) words.push_back({start, at});
            words.back().end = at;
            inside = true;
            after_joint = false;
        } else if (inside && !after_joint && joins(c)) {
            after_joint = true;
        } else {
            inside = after_joint = false;
        }
    }
    return words;
}

std::string quoted_list(const std::vector<std::string>& texts, std::size_t most,
                        std::string_view last_joint) {
    const std::size_t shown = std::min(texts.size(), most);
    std::string list;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool last = i + 1 == shown && texts.size() <= most;
        if (i > 0) list += last ? " " + std::string(last_joint) + " " : ", ";
        list += '"' + texts[i] + '"';
    }
    if (texts.size() > most) list += " …";
    return list;
}

}  // namespace diglot
