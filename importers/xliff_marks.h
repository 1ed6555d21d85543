// Segments as XLIFF 1.2 marks them in a <source>, <seg-source> or <target>: <mrk mtype="seg">.
#pragma once

#include <string>
#include <vector>

#include "core/markup.h"

namespace diglot::xliff {

struct Marked {
    std::string mid;
    std::vector<Markup> content;
};

/// Segment marks gone, what was in them stays.
std::vector<Markup> without_marks(std::vector<Markup> nodes);
/// The segments marked, also inside a <g> around several of them, in their order (XLIFF 1.2, 2.4.6
/// "segmentation").
std::vector<Marked> marked(const std::vector<Markup>& nodes);

}  // namespace diglot::xliff
