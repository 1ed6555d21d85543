// Text for a page of HTML.
#pragma once

#include <string>
#include <string_view>

namespace diglot {

/// With & < > " as character references, so that it stands as text and in a quoted attribute.
std::string html_escaped(std::string_view text);

}  // namespace diglot
