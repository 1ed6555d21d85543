// What other tools would say of a match, beside our score: for those who come from them.
#pragma once

#include "core/language_tag.h"
#include "tm/unit.h"

namespace diglot {

struct OtherScores {
    /// OmegaT's three, in whole per cent: words by stem (English only), words as they are,
    /// everything (numbers, punctuation, white space, inline codes). Each 100 * (longer - distance)
    /// / longer over tokens in lower case (FuzzyMatcher, FindMatches); its penalties are not taken
    /// off.
    int omegat_stems = 0;
    int omegat_words = 0;
    int omegat_all = 0;
    /// Levenshtein distance of the characters, as Translate Toolkit and amaGama have it: 100 - 100
    /// * distance / longer.
    double characters = 0;

    bool operator==(const OtherScores&) const = default;
};

/// `source`: language of both.
OtherScores other_scores(const Segment& query, const Segment& unit, const LanguageTag& source);

}  // namespace diglot
