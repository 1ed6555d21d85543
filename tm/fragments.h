// Parts of a text that were translated before, for a sentence that nothing resembles as a whole.
#pragma once

#include <vector>

#include "tm/match_index.h"

namespace diglot {

/// A unit in which a part of the query stands.
struct FragmentHit {
    Unit unit;
    std::size_t source = 0;  ///< Index into unit.variants.
    std::size_t target = 0;
    bool whole = false;     ///< The part is all of the unit's source but punctuation.
    std::size_t start = 0;  ///< Where it stands in the source's text, in bytes.
    std::size_t end = 0;
};

/// A part of the query.
struct Fragment {
    std::size_t start = 0;  ///< Bytes of the query's text.
    std::size_t end = 0;
    std::size_t tokens = 0;
    std::vector<FragmentHit> hits;  ///< Whole units first, then the shortest.
};

/// The longest parts of the query that stand in units, as core tokens (numbers are alike): two
/// words or four Han characters at least; one word or two Han characters where they are a unit by
/// themselves. In text order; none is part of another, but neighbours may share tokens. Each with
/// at most options.limit units, of options.source and options.target.
std::vector<Fragment> find_fragments(MatchIndex& index, const MatchQuery& query,
                                     const MatchOptions& options);

}  // namespace diglot
