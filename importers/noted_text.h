// Texts found in the bytes of a unit, with the way back from each of their bytes: text_notation.cc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

/// A text as its format means it, and where it stands.
struct NotedText {
    struct Span {
        std::size_t start = 0;
        std::size_t end = 0;
    };

    std::string text;
    /// For each byte of `text` the bytes that its character takes in the unit.
    std::vector<Span> at;
    Span whole;                   ///< Tables: the cell, with its quotes.
    bool is_quoted = false;       ///< Tables.
    bool is_alternative = false;  ///< XML: within an <alt-trans> or <match>.
    std::vector<Span> literal;    ///< XML: what stands in CDATA sections.
    std::vector<Span> unit_tags;  ///< XML: the start tags of the <tu> and <tuv> around it.

    /// A character that takes `span` of the unit.
    void add(std::string_view character, Span span) {
        text += character;
        at.insert(at.end(), character.size(), span);
    }
};

/// In the order they stand: contents of <seg>, <target> and of each <mrk> in a <target>, without
/// tags and the native code of TMX's and XLIFF 1.2's inline codes.
std::vector<NotedText> read_xml_texts(std::string_view unit);
/// Every msgstr.
std::vector<NotedText> read_po_texts(std::string_view unit);
/// Every string, also names.
std::vector<NotedText> read_json_texts(std::string_view unit);
/// Every cell.
std::vector<NotedText> read_table_texts(std::string_view unit, char separator);

}  // namespace diglot
