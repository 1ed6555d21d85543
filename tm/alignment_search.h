// The best sequence of beads for two texts, by dynamic programming in a band.
#pragma once

#include <functional>
#include <vector>

#include "tm/alignment_table.h"

namespace diglot {

/// For each place i between source segments (0 to n): the places between target segments, both
/// inclusive, that a path may pass. Neither end descends.
struct AlignmentBand {
    std::vector<std::size_t> low;
    std::vector<std::size_t> high;
};

/// Everything, for texts of up to some hundred segments; else along rare words that translate each
/// other.
AlignmentBand first_band(const AlignmentWords& source, const AlignmentWords& target,
                         const AlignmentTable& table);
/// Along a path found before.
AlignmentBand band_along(const std::vector<Bead>& beads, std::size_t sources, std::size_t targets);

struct AlignmentSearch {
    const AlignmentWords& source;
    const AlignmentWords& target;
    const AlignmentTable& table;
    double explained;                            ///< As LogProduct has it.
    const std::vector<bool>& source_paragraphs;  ///< As AlignmentSide::starts_paragraph.
    const std::vector<bool>& target_paragraphs;
};

/// Without confidence. `tick` is called with each row.
std::vector<Bead> best_beads(const AlignmentSearch& search, const AlignmentBand& band,
                             const std::function<void(std::size_t)>& tick);

}  // namespace diglot
