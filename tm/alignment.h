// Sentence alignment: which segments of a text and of its translation belong together. The rule and
// what it reaches: docs/alignment.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/language_tag.h"

namespace diglot {

/// Segments that translate each other, as half-open ranges. One side may be empty: an insertion or
/// a deletion.
struct Bead {
    std::size_t source_start = 0;
    std::size_t source_end = 0;
    std::size_t target_start = 0;
    std::size_t target_end = 0;
    /// How likely it is that exactly these segments belong together, 0 to 1; 0 where a side is
    /// empty.
    double confidence = 0;

    bool operator==(const Bead&) const = default;
};

/// One side of what is to be aligned.
struct AlignmentSide {
    std::vector<std::string> segments;  ///< UTF-8.
    LanguageTag lang;
    /// Empty, or one entry a segment: whether a paragraph begins there. A hint, never a wall.
    std::vector<bool> starts_paragraph;
};

struct AlignmentOptions {
    /// Pairs of words or phrases that translate each other, source first: a dictionary, a glossary.
    std::vector<std::pair<std::string, std::string>> dictionary;
    /// Segments that translate each other, source first; words are learned from them.
    std::vector<std::pair<std::string, std::string>> examples;
    /// Called now and then with the share done, 0 to 1; may throw Interrupted.
    std::function<void(double)> progress;
};

/// Every segment stands in exactly one bead, in order on both sides; beads have up to four segments
/// a side. Deterministic. Costs time and memory linear in the number of segments, for texts that
/// run side by side.
std::vector<Bead> align(const AlignmentSide& source, const AlignmentSide& target,
                        const AlignmentOptions& options = {});

}  // namespace diglot
