// A small tree of elements and text: what TMX and TBX put inside a segment or beside it, kept
// whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace diglot {

/// In file order. A foreign attribute keeps its prefix ("okp:type"); `xml:lang` keeps its.
struct Attribute {
    std::string name;
    std::string value;

    bool operator==(const Attribute&) const = default;
};

/// An element with attributes and children, or, where `element` is empty, a run of text.
struct Markup {
    std::string element;
    std::string text;  ///< Of a run of text; empty for an element.
    std::vector<Attribute> attributes;
    std::vector<Markup> children;

    static Markup run(std::string_view text);
    static Markup node(std::string_view element, std::vector<Attribute> attributes = {},
                       std::vector<Markup> children = {});
    /// An element holding one run of text: <prop type="x">value</prop>.
    static Markup leaf(std::string_view element, std::vector<Attribute> attributes,
                       std::string_view text);

    bool is_text() const { return element.empty(); }
    /// The value of the attribute, or null.
    const std::string* attribute(std::string_view name) const;
    /// All text below, in order, elements left out.
    std::string all_text() const;

    bool operator==(const Markup&) const = default;
};

/// The value of the attribute called `name`, or null.
const std::string* find_attribute(const std::vector<Attribute>& attributes, std::string_view name);

/// Whether an attribute of an inline code only numbers it within its segment, so that it says
/// nothing of what the code does: i and x of TMX; id, rid, xid, startRef and references to native
/// code of XLIFF.
bool is_code_number(std::string_view attribute_name);

/// A list of nodes as JsonML (jsonml.org): ["text",["ph",{"x":"1"},"<br/>"]]. Compact; UTF-8.
void append_jsonml(const std::vector<Markup>& nodes, std::string& out);
/// One element given in parts, as a list of one node; nothing at all where it has neither
/// attributes nor children.
void append_jsonml_element(std::string_view element, const std::vector<Attribute>& attributes,
                           const std::vector<Markup>& children, std::string& out);
std::string to_jsonml(const std::vector<Markup>& nodes);
/// The reverse. Requires text written by append_jsonml; throws std::logic_error otherwise.
std::vector<Markup> parse_jsonml(std::string_view json);

}  // namespace diglot
