// Where words of Chinese end, by ICU's dictionary.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace diglot {

/// The end of each word in `text`, in bytes, ascending; the last is text.size(). Any word is found
/// where ICU's dictionary (UAX #29, CJK) sees one; the text must be valid UTF-8.
std::vector<std::size_t> word_ends(std::string_view text);

}  // namespace diglot
