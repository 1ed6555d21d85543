// How many columns a text takes on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace diglot {

/// Columns: two for wide and full-width characters (UAX #11, W and F), none for combining marks,
/// control and format characters, else one.
std::size_t display_width(std::string_view text);

/// Exactly `width` columns: longer text is cut between characters and ends in "…", shorter is
/// filled with spaces.
std::string fit_to_width(std::string_view text, std::size_t width);

}  // namespace diglot
