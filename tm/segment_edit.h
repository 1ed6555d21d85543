// A segment's text changed at a place, its inline codes kept as they are.
#pragma once

#include <cstddef>
#include <string_view>

#include "tm/unit.h"

namespace diglot {

/// Puts `by` in place of the bytes [start, end) of the segment's text, which may be none. Requires
/// start <= end <= text.size(), both between characters. False, and nothing is changed, where an
/// inline code lies or ends inside the place, so that it is not known which side of it the new text
/// belongs to: NREL in N<hi>REL</hi>; and where no bytes are replaced between two runs of text. At
/// the text's own begin and end the new text goes to the text, not outside a code that encloses it.
bool replace_text(Segment& segment, std::size_t start, std::size_t end, std::string_view by);

}  // namespace diglot
