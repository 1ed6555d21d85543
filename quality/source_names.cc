#include "quality/source_names.h"

#include <algorithm>

#include "quality/characters.h"

namespace diglot {
namespace {

constexpr std::size_t kMostBeside = 6;  ///< Characters of a name on either side of a dot.

bool is_name_dot(char32_t c) {
    return c == U'・' || c == U'·' || c == U'‧' || c == U'•' || c == U'．';
}

bool has_capital(std::string_view word) {
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return is_upper(static_cast<unsigned char>(c)); });
}

/// At the first dot; the name goes on over further dots.
SourceName dotted_name(const Characters& text, std::size_t dot) {
    std::size_t start = dot, end = dot + 1;
    while (start > 0 && dot - start < kMostBeside && is_han(text[start - 1])) --start;
    std::size_t after = 0;
    while (is_han(text[end]) || (is_name_dot(text[end]) && is_han(text[end + 1]))) {
        after = is_name_dot(text[end]) ? 0 : after + 1;
        if (after > kMostBeside) break;
        ++end;
    }
    SourceName name;
    name.span = text.span(start, end);
    name.text = text.slice(start, end);
    const std::size_t from = std::max(start, dot > 2 ? dot - 2 : 0);
    name.core = text.span(from, std::min(dot + 3, end));
    name.key = std::string(text.slice(from, dot)) + "・" +
               std::string(text.slice(dot + 1, std::min(dot + 3, end)));
    return name;
}

/// （Sam Altman）at position `at`: Latin words that begin with a capital.
std::string original_at(const Characters& text, std::size_t at) {
    if (text[at] != U'（' && text[at] != '(') return {};
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != U'）' && text[end] != ')' && text[end] < 0x2E00) ++end;
    if (text[end] != U'）' && text[end] != ')') return {};
    const std::string_view inside = text.slice(at + 1, end);
    if (inside.size() < 3 || !is_upper(text[at + 1])) return {};
    return std::string(inside);
}

void add_bracketed(const Characters& text, std::size_t i, std::vector<SourceName>& names) {
    const char32_t closing = text[i] == U'《' ? U'》' : U'〉';
    std::size_t end = i + 1;
    while (end < text.size() && text[end] != closing) ++end;
    if (end == text.size() || end - i < 3 || end - i > 24) return;
    SourceName& name = names.emplace_back();
    name.span = name.core = text.span(i, end + 1);
    name.text = text.slice(i, end + 1);
    name.key = name.text;
    name.original = original_at(text, end + 1);
}

/// Words of Latin letters, at least one with a capital, that follow each other with single spaces.
void add_latin(std::string_view text, std::vector<SourceName>& names) {
    const std::vector<Word> words = find_words(text);
    for (std::size_t i = 0; i < words.size();) {
        const auto word = [&](std::size_t k) {
            return text.substr(words[k].start, words[k].end - words[k].start);
        };
        const auto is_part = [&](std::size_t k) {
            return has_capital(word(k)) && is_ascii_letter(static_cast<unsigned char>(word(k)[0]));
        };
        std::size_t end = i;
        while (end < words.size() && is_part(end) &&
               (end == i ||
                (words[end].start == words[end - 1].end + 1 && text[words[end].start - 1] == ' ')))
            ++end;
        if (end > i && words[end - 1].end - words[i].start >= 3) {
            SourceName& name = names.emplace_back();
            name.span = name.core = {words[i].start, words[end - 1].end};
            name.text = text.substr(name.span.start, name.span.end - name.span.start);
            name.key = name.text;
        }
        i = std::max(end, i + 1);
    }
}

bool is_joint(std::string_view word) {
    return word == "of" || word == "the" || word == "and" || word == "for" || word == "de" ||
           word == "van" || word == "von" || word == "bin" || word == "al";
}

}  // namespace

std::vector<SourceName> find_source_names(std::string_view text) {
    std::vector<SourceName> names;
    const Characters all(text);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_name_dot(all[i]) && i > 0 && is_han(all[i - 1]) && is_han(all[i + 1])) {
            names.push_back(dotted_name(all, i));
            while (i < all.size() && all.byte(i) < names.back().span.end) ++i;
            names.back().original = original_at(all, i);
            --i;
        } else if (all[i] == U'《' || all[i] == U'〈') {
            add_bracketed(all, i, names);
        }
    }
    add_latin(text, names);
    return names;
}

std::vector<TargetName> find_target_names(std::string_view text) {
    std::vector<TargetName> names;
    const std::vector<Word> words = find_words(text);
    const auto word = [&](std::size_t k) {
        return text.substr(words[k].start, words[k].end - words[k].start);
    };
    const auto follows = [&](std::size_t k) {
        return words[k].start == words[k - 1].end + 1 && text[words[k].start - 1] == ' ';
    };
    const auto begins_sentence = [&](std::size_t k) {
        std::size_t at = words[k].start;
        while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == '(')) --at;
        return at == 0 || text[at - 1] == '.' || text[at - 1] == '!' || text[at - 1] == '?' ||
               text[at - 1] == ':' || static_cast<unsigned char>(text[at - 1]) >= 0x80;
    };
    for (std::size_t i = 0; i < words.size();) {
        if (!is_upper(static_cast<unsigned char>(word(i)[0]))) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        for (std::size_t k = end; k < words.size() && follows(k); ++k) {
            if (has_capital(word(k))) {
                end = k + 1;
            } else if (!is_joint(word(k))) {
                break;
            }
        }
        const bool alone = end == i + 1 && begins_sentence(i);
        if (!alone)
            names.push_back(
                {{words[i].start, words[end - 1].end},
                 std::string(text.substr(words[i].start, words[end - 1].end - words[i].start))});
        i = end;
    }
    return names;
}

}  // namespace diglot
