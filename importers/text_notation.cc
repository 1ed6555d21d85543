#include "importers/text_notation.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "importers/noted_text.h"

namespace diglot {
namespace {

using Span = NotedText::Span;

constexpr std::array<std::pair<std::string_view, Notation>, 6> kNotations{{
    {"TMX", Notation::kXml},
    {"XLIFF", Notation::kXml},
    {"PO", Notation::kPo},
    {"JSON", Notation::kJson},
    {"CSV memory", Notation::kTable},
    {"TSV memory", Notation::kTable},
}};

std::vector<NotedText> read_texts(std::string_view unit, Notation notation, char separator) {
    switch (notation) {
        case Notation::kXml:
            return read_xml_texts(unit);
        case Notation::kPo:
            return read_po_texts(unit);
        case Notation::kJson:
            return read_json_texts(unit);
        case Notation::kTable:
            return read_table_texts(unit, separator);
    }
    return {};
}

/// Where in the cell's text the target is: readers may leave out white space around it, and the
/// apostrophe that guards a formula.
std::size_t place_in_cell(const std::string& cell, const std::string& target) {
    constexpr std::string_view kBlank = " \t\n";
    std::size_t start = std::min(cell.find_first_not_of(kBlank), cell.size());
    if (cell.substr(start).starts_with("'" + target)) ++start;
    const bool fits = cell.compare(start, target.size(), target) == 0 &&
                      cell.find_first_not_of(kBlank, start + target.size()) == cell.npos;
    return fits ? start : cell.npos;
}

std::size_t place_of(const NotedText& noted, Notation notation, const NotedChange& change) {
    if (noted.is_alternative != change.is_alternative) return std::string::npos;
    if (noted.text == change.text) return 0;
    return notation == Notation::kTable ? place_in_cell(noted.text, change.text)
                                        : std::string::npos;
}

void append_xml(char c, std::string& out) {
    switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += c;
    }
}

std::string escaped(std::string_view text, Notation notation) {
    std::string out;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (notation == Notation::kXml) {
            append_xml(c, out);
        } else if (notation == Notation::kTable) {
            out.append(c == '"' ? 2 : 1, c);
        } else if (c == '"' || c == '\\') {
            out.append("\\").append(1, c);
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (code < 0x20) {
            char code_text[8];
            std::snprintf(code_text, sizeof code_text,
                          notation == Notation::kJson ? "\\u%04x" : "\\%03o", unsigned{code});
            out += code_text;
        } else {
            out += c;
        }
    }
    return out;
}

/// Puts `text` in place of a cell's bytes, which are not in quotes; quotes it where it must be.
void put_unquoted(std::string& unit, Span cell, char separator, std::string text) {
    const bool quotes = text.find('"') == 0 || text.find(separator) != text.npos ||
                        text.find_first_of("\r\n") != text.npos;
    if (quotes) text = escaped(text, Notation::kTable);
    const char* quote = quotes ? "\"" : "";
    unit.replace(cell.start, cell.end - cell.start, quote + text + quote);
}

/// Bytes of the unit that the replacement takes; nothing where a tag or a bound is among them.
std::optional<Span> place_in_unit(const NotedText& noted, std::size_t start, std::size_t end,
                                  bool unbroken) {
    for (std::size_t i = start + 1; unbroken && i < end; ++i) {
        const Span before = noted.at[i - 1], here = noted.at[i];
        if (here.start != before.start && here.start != before.end) return std::nullopt;
    }
    return Span{noted.at[start].start, noted.at[end - 1].end};
}

bool is_literal(const NotedText& noted, Span place) {
    return std::any_of(noted.literal.begin(), noted.literal.end(), [&](const Span& one) {
        return one.start <= place.start && place.end <= one.end;
    });
}

/// Sets an attribute that the tag has; its value is in single or double quotes.
void set_attribute(std::string& unit, Span tag, const std::string& name, const std::string& value) {
    const std::string_view text = std::string_view(unit).substr(tag.start, tag.end - tag.start);
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        std::size_t quote = at + name.size();
        while (quote < text.size() && (text[quote] == '=' || text[quote] == ' ')) ++quote;
        const bool own = at > 0 && std::string_view(" \t\r\n").find(text[at - 1]) != text.npos &&
                         quote > at + name.size() && quote < text.size() &&
                         (text[quote] == '"' || text[quote] == '\'');
        if (!own) continue;
        const std::size_t end = text.find(text[quote], quote + 1);
        if (end == text.npos) return;
        std::string put;
        for (const char c : value) {
            if (c == text[quote])
                put += c == '"' ? "&quot;" : "&apos;";
            else
                append_xml(c, put);
        }
        unit.replace(tag.start + quote + 1, end - quote - 1, put);
        return;
    }
}

bool put_in(std::string& unit, const NotedText& noted, std::size_t offset, Notation notation,
            char separator, const NotedChange& change) {
    if (notation == Notation::kTable && !noted.is_quoted) {
        std::string text = noted.text;
        for (auto one = change.replacements.rbegin(); one != change.replacements.rend(); ++one)
            text.replace(offset + one->start, one->end - one->start, one->by);
        put_unquoted(unit, noted.whole, separator, std::move(text));
        return true;
    }
    std::string changed = unit;
    for (auto one = change.replacements.rbegin(); one != change.replacements.rend(); ++one) {
        const auto place = place_in_unit(noted, offset + one->start, offset + one->end,
                                         notation == Notation::kXml);
        if (!place) return false;
        const bool literal = is_literal(noted, *place);
        if (literal && one->by.find("]]>") != one->by.npos) return false;
        const std::string by = literal ? one->by : escaped(one->by, notation);
        changed.replace(place->start, place->end - place->start, by);
    }
    for (auto tag = noted.unit_tags.rbegin(); tag != noted.unit_tags.rend(); ++tag) {
        std::size_t end = tag->end;
        for (const auto& [name, value] : change.attributes) {
            const std::size_t before = changed.size();
            set_attribute(changed, {tag->start, end}, name, value);
            end += changed.size() - before;
        }
    }
    unit = std::move(changed);
    return true;
}

}  // namespace

std::optional<Notation> notation_of(std::string_view format) {
    for (const auto& [start, notation] : kNotations)
        if (format.starts_with(start)) return notation;
    return std::nullopt;
}

bool change_text(std::string& unit, Notation notation, char separator, const NotedChange& change) {
    std::size_t earlier = change.earlier;
    for (const NotedText& noted : read_texts(unit, notation, separator)) {
        const std::size_t offset = place_of(noted, notation, change);
        if (offset == std::string::npos || earlier-- > 0) continue;
        return put_in(unit, noted, offset, notation, separator, change);
    }
    return false;
}

}  // namespace diglot
