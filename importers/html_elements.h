// What the elements of HTML are to a translator (HTML Living Standard, 3.2.5.2 and 4).
#pragma once

#include <string>
#include <string_view>

namespace diglot::html {

/// Within a line of text; all others begin and end blocks.
bool is_inline(std::string_view name);
/// Without an end tag.
bool is_void(std::string_view name);
/// Nothing in it is text: script, style, an inline <code>.
bool is_opaque(std::string_view name);
/// As TMX calls the code that an inline element is.
std::string code_type(std::string_view name);
/// The kind of block that text directly in it is; empty if the element does not say.
std::string block_kind(std::string_view name);
/// The level of h1 to h6; 0 for all others.
int heading_level(std::string_view name);
/// Whether a start tag of `name` ends an open element called `open` that has no end tag of its own
/// (13.1.2.4, optional tags).
bool ends(std::string_view name, std::string_view open);
/// Beyond which ends() looks no further: the list of an item, the table of a cell.
bool is_boundary(std::string_view name, std::string_view open);

}  // namespace diglot::html
