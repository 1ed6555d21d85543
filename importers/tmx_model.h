// What TMX 1.4 allows where (tmx14.dtd), and how what it does not allow is carried so that it comes
// back. The reader and the writer share it. In words: docs/formats/tmx.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"

namespace diglot::tmx {

/// Type of the <prop> that holds the attribute NAME of its parent: "x-diglot-attr:NAME".
inline constexpr std::string_view kAttributeProp = "x-diglot-attr:";
/// Type of the <prop> that holds nodes TMX has no place for, as JsonML.
inline constexpr std::string_view kMarkupProp = "x-diglot-markup";
/// Type of the <prop> that holds the exact content of the segment beside it, as JsonML.
inline constexpr std::string_view kSegmentProp = "x-diglot-seg";
/// Type of the <prop> that holds a place a unit was met at: fingerprints of its neighbours, two
/// hexadecimal numbers.
inline constexpr std::string_view kContextProp = "x-diglot-context";

enum class Place { kHeader, kTu, kTuv };

/// Whether the element has no attributes but `allowed` ones, each once.
bool has_only(const Markup& node, std::span<const std::string_view> allowed);
/// Whether the DTD and its readers take the attribute as it is: known there, a value they
/// understand. Dates must have the one form of TMX 1.4b.
bool is_plain_attribute(Place place, std::string_view name, std::string_view value);
/// Likewise a <note> or <prop> (in a header also an <ude>) with all that is in it.
bool is_plain_annotation(Place place, const Markup& annotation);
/// Characters XML 1.0 has no place for (control characters) dropped. Returns how many there were.
std::size_t drop_forbidden(std::string& text);
std::size_t drop_forbidden(std::vector<Markup>& nodes);

/// Whether `name` can be the name of an element or attribute.
bool is_xml_name(std::string_view name);
/// Whether XML Schema takes `tag` as a language (OmegaT validates xml:lang with it).
bool is_schema_language(std::string_view tag);

/// Text parse_jsonml() can be trusted with, from a file: nothing if it is no list of nodes.
std::optional<std::vector<Markup>> read_carried(std::string_view json);

}  // namespace diglot::tmx
