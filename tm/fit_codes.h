// A translation's inline codes replaced by those of the text it is used for.
#pragma once

#include <optional>

#include "tm/unit.h"

namespace diglot {

/// `target`, which translates `source`, with the codes of `query` in the places of source's: the
/// first code of the one is the first of the other, and so on. Nothing where the two have not the
/// same codes in the same order (elements, and which of them are a pair), a code holds text that is
/// translated (sub), or target has a code that source has not.
std::optional<Segment> fit_codes(const Segment& query, const Segment& source,
                                 const Segment& target);

}  // namespace diglot
