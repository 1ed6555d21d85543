// Concordance: where a word or phrase was used before, on either side.
#pragma once

#include <vector>

#include "core/result.h"
#include "core/text/text_pattern.h"
#include "tm/store.h"

namespace diglot {

enum class SearchSide { kSource, kTarget, kBoth };

struct ConcordanceQuery {
    std::string text;
    SearchSide side = SearchSide::kBoth;
    PatternMode mode = PatternMode::kText;
    LanguageTag source;  ///< Where named, the source side is every variant that fits it; else the
                         ///< variant translated from.
    LanguageTag target;  ///< Where named, only variants that fit it are the target side.
    std::size_t limit = 50;  ///< Units.
    FoldOptions fold;
};

/// One variant in which the text occurs.
struct VariantHit {
    std::size_t variant = 0;  ///< Index into Unit::variants.
    std::vector<TextPattern::Span>
        spans;  ///< Bytes of Segment::text; ascending, not overlapping, never empty.
};

struct ConcordanceHit {
    Unit unit;
    std::vector<VariantHit> variants;  ///< In the unit's order; at least one.
};

/// In ascending id. A unit counts once, however many of its variants hold the text. One pass over
/// all texts: what SearchIndex must equal. Errors: search.empty, search.pattern, search.slow (the
/// message names the unit).
Result<std::vector<ConcordanceHit>> search_by_scan(const Store& store,
                                                   const ConcordanceQuery& query);

}  // namespace diglot
