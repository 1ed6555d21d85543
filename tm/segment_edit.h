// A segment's text changed at a place, its inline codes kept as they are.
#pragma once

#include <cstddef>
#include <string_view>

#include "tm/unit.h"

namespace diglot {

/// Puts `by` in place of the bytes [start, end) of the segment's text. Requires start < end <=
/// text.size(), both between characters. False, and nothing is changed, where an inline code lies
/// or ends inside the place, so that it is not known which side of it the new text belongs to: NREL
/// in N<hi>REL</hi>.
bool replace_text(Segment& segment, std::size_t start, std::size_t end, std::string_view by);

}  // namespace diglot
