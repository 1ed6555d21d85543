// Character references of HTML (&amp; &eacute; &#x4E2D; &copy without its semicolon).
#pragma once

#include <string>
#include <string_view>

namespace diglot {

/// The text with every reference resolved as a browser does (HTML Living Standard, 13.2.5.72). In
/// an attribute fewer of those without a semicolon are references.
std::string html_text(std::string_view raw, bool in_attribute = false);

}  // namespace diglot
