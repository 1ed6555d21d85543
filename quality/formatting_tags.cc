#include "quality/formatting_tags.h"

#include <algorithm>
#include <array>

namespace diglot {
namespace {

constexpr std::array<std::string_view, 37> kElements = {
    "a",      "abbr", "b",   "big",   "blockquote", "body", "center", "cite", "code",  "dd",
    "div",    "dl",   "dt",  "em",    "font",       "h1",   "h2",     "h3",   "h4",    "html",
    "i",      "kbd",  "li",  "ol",    "p",          "pre",  "qt",     "s",    "small", "span",
    "strong", "sub",  "sup", "table", "tt",         "u",    "ul"};
constexpr std::array<std::string_view, 3> kEmpty = {"br", "hr", "img"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether what stands between the name and ">" is white space and attributes with values.
bool are_attributes(std::string_view rest) {
    while (!rest.empty() && (rest.back() == '/' || rest.back() == ' ')) rest.remove_suffix(1);
    if (rest.find_first_not_of(" \t\r\n") == rest.npos) return true;
    return (rest.front() == ' ' || rest.front() == '\n') && rest.find('=') != rest.npos;
}

}  // namespace

std::vector<TextTag> find_tags(std::string_view text) {
    std::vector<TextTag> tags;
    for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
        const std::size_t end = text.find('>', at);
        if (end == text.npos) break;
        TextTag tag{at, end + 1, {}, at + 1 < text.size() && text[at + 1] == '/', false};
        std::size_t i = at + (tag.closes ? 2 : 1);
        for (; i < end && (is_letter(text[i]) || (text[i] >= '1' && text[i] <= '6')); ++i)
            tag.name += static_cast<char>(is_letter(text[i]) ? text[i] | 0x20 : text[i]);
        const bool known = is_one_of(kElements, tag.name) || is_one_of(kEmpty, tag.name);
        if (!known || !are_attributes(text.substr(i, end - i))) continue;
        tag.empty = is_one_of(kEmpty, tag.name) || text[end - 1] == '/';
        tags.push_back(std::move(tag));
    }
    const std::vector<TextTag> lost = unpaired(tags);
    std::erase_if(tags, [&](const TextTag& tag) {
        return tag.end - tag.start == 3 &&
               std::any_of(lost.begin(), lost.end(),
                           [&](const TextTag& one) { return one.start == tag.start; });
    });
    return tags;
}

std::vector<TextTag> unpaired(const std::vector<TextTag>& tags) {
    std::vector<TextTag> open, lost;
    for (const TextTag& tag : tags) {
        if (tag.empty) continue;
        if (!tag.closes) {
            open.push_back(tag);
            continue;
        }
        const auto start = std::find_if(open.rbegin(), open.rend(),
                                        [&](const TextTag& one) { return one.name == tag.name; });
        if (start == open.rend())
            lost.push_back(tag);
        else
            open.erase(std::next(start).base());
    }
    // HTML lets these stand without an end.
    std::erase_if(open, [](const TextTag& tag) {
        return tag.name == "p" || tag.name == "li" || tag.name == "dt" || tag.name == "dd";
    });
    lost.insert(lost.end(), open.begin(), open.end());
    std::sort(lost.begin(), lost.end(),
              [](const TextTag& a, const TextTag& b) { return a.start < b.start; });
    return lost;
}

}  // namespace diglot
