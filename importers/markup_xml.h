// Markup as XML text, where a cell or a field carries it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/markup.h"

namespace diglot {

/// The nodes one after another, nothing added: <note>a &amp; b</note><xref …/>. Empty for none.
std::string markup_to_xml(const std::vector<Markup>& nodes);
/// The reverse; nothing if the text is not well-formed.
std::optional<std::vector<Markup>> markup_from_xml(std::string_view text);

}  // namespace diglot
