// How far a bead that was found can be trusted.
#pragma once

#include <vector>

#include "tm/alignment_search.h"

namespace diglot {

/// Sets the confidence of each bead, from its own words and lengths and from those of the beads
/// beside it, by a logistic function fitted to reviewed alignments (docs/alignment.md).
void set_confidence(const AlignmentSearch& search, std::vector<Bead>& beads);

}  // namespace diglot
