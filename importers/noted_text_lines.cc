// Texts in the bytes of catalogues, JSON and tables.
#include <algorithm>
#include <charconv>

#include "core/text/utf8.h"
#include "importers/noted_text.h"

namespace diglot {
namespace {

using Span = NotedText::Span;

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// The character that C's escape at `at` (a backslash) means (gettext(1), "PO Files"); moves
/// behind.
std::string c_escape(std::string_view text, std::size_t& at) {
    constexpr std::string_view kNames = "abfnrtv";
    constexpr std::string_view kValues = "\a\b\f\n\r\t\v";
    const std::size_t start = ++at;
    if (at >= text.size()) return {};
    if (const std::size_t known = kNames.find(text[at]); known != kNames.npos) {
        ++at;
        return std::string(1, kValues[known]);
    }
    int value = 0;
    if (is_octal(text[at])) {
        while (at < text.size() && at - start < 3 && is_octal(text[at])) ++at;
        std::from_chars(text.data() + start, text.data() + at, value, 8);
    } else if (text[at] == 'x') {
        const auto [stop, error] =
            std::from_chars(text.data() + start + 1, text.data() + text.size(), value, 16);
        at = static_cast<std::size_t>(stop - text.data());
    } else {
        next_code_point(text, at);
        return std::string(text.substr(start, at - start));
    }
    return std::string(1, static_cast<char>(value));
}

char32_t four_digits(std::string_view text, std::size_t at) {
    std::uint32_t value = 0;
    const std::string_view digits = text.substr(std::min(at, text.size()), 4);
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
}

/// RFC 8259, 7.
std::string json_escape(std::string_view text, std::size_t& at) {
    constexpr std::string_view kNames = "bfnrt";
    constexpr std::string_view kValues = "\b\f\n\r\t";
    const std::size_t start = ++at;
    if (at >= text.size()) return {};
    if (text[at] != 'u') {
        const std::size_t known = kNames.find(text[at]);
        next_code_point(text, at);
        return known != kNames.npos ? std::string(1, kValues[known])
                                    : std::string(text.substr(start, at - start));
    }
    char32_t value = four_digits(text, at + 1);
    at = std::min(at + 5, text.size());
    if (value >= 0xD800 && value < 0xDC00 && text.substr(at).starts_with("\\u")) {
        value = 0x10000 + ((value - 0xD800) << 10) + (four_digits(text, at + 2) - 0xDC00);
        at = std::min(at + 6, text.size());
    }
    std::string character;
    append_code_point(value, character);
    return character;
}

/// Reads the string that begins at `at` with a quote; moves behind it.
template <typename Escape>
void read_string(std::string_view unit, std::size_t& at, Escape escape, NotedText* to) {
    for (++at; at < unit.size() && unit[at] != '"';) {
        const std::size_t start = at;
        std::string character;
        if (unit[at] == '\\') {
            character = escape(unit, at);
        } else {
            next_code_point(unit, at);
            character = unit.substr(start, at - start);
        }
        if (to) to->add(character, {start, at});
    }
    at = std::min(at + 1, unit.size());
}

}  // namespace

std::vector<NotedText> read_po_texts(std::string_view unit) {
    std::vector<NotedText> texts;
    bool wanted = false;
    for (std::size_t at = 0; at < unit.size();) {
        const std::size_t line_end = std::min(unit.find('\n', at), unit.size());
        if (unit.substr(at).starts_with("#~")) at = std::min(at + 2, line_end);
        at = std::min(unit.find_first_not_of(" \t", at), line_end);
        if (at < line_end && unit[at] == '#') at = line_end;
        if (at < line_end && unit[at] != '"') {
            wanted = unit.substr(at).starts_with("msgstr");
            if (wanted) texts.emplace_back();
        }
        while ((at = std::min(unit.find('"', at), line_end)) < line_end)
            read_string(unit, at, c_escape, wanted ? &texts.back() : nullptr);
        at = std::max(at, line_end) + 1;
    }
    return texts;
}

std::vector<NotedText> read_json_texts(std::string_view unit) {
    std::vector<NotedText> texts;
    std::size_t at = 0;
    while ((at = unit.find('"', at)) != unit.npos)
        read_string(unit, at, json_escape, &texts.emplace_back());
    return texts;
}

std::vector<NotedText> read_table_texts(std::string_view unit, char separator) {
    std::vector<NotedText> cells;
    for (std::size_t at = 0; at < unit.size(); ++at) {
        NotedText& cell = cells.emplace_back();
        cell.whole.start = at;
        cell.is_quoted = unit[at] == '"';
        bool open = cell.is_quoted;
        if (open) ++at;
        while (at < unit.size()) {
            const std::size_t start = at;
            if (open && unit[at] == '"' && !unit.substr(at).starts_with("\"\"")) {
                open = false;
                ++at;
                continue;
            }
            if (!open && (unit[at] == separator || unit[at] == '\n' || unit[at] == '\r')) break;
            std::string character;
            if (open && unit[at] == '"') {
                at += 2;
                character = "\"";
            } else if (unit[at] == '\r') {
                at += unit.substr(at).starts_with("\r\n") ? 2 : 1;
                character = "\n";
            } else {
                next_code_point(unit, at);
                character = unit.substr(start, at - start);
            }
            cell.add(character, {start, at});
        }
        cell.whole.end = at;
    }
    return cells;
}

}  // namespace diglot
