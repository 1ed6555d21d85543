// From a published text and its translation to what a careful person would keep of them: pairs that
// are sure and free of faults, and candidates for terms. docs/harvest.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/align_files.h"
#include "glossary/extraction.h"
#include "quality/checker.h"

namespace diglot {

struct HarvestedPair {
    AlignedPair pair;
    std::vector<Finding> findings;
    std::string refused;  ///< Why it is not kept, for people; empty where it is.
};

struct Harvest {
    LanguageTag source, target;
    std::vector<HarvestedPair> pairs;  ///< In the text's order.
    double trust = 0;                  ///< As alignment_trust().
    bool is_alike = false;             ///< As look_like_translations().

    std::vector<AlignedPair> kept() const;
};

struct HarvestOptions {
    double least_confidence = 0.7;
    std::size_t terms = 30;                          ///< Candidates, at most.
    CheckContext context;                            ///< What pairs are checked against.
    std::function<bool(std::string_view)> is_known;  ///< Terms the glossary has; may be empty.
};

/// A pair is refused where a side is empty, its confidence is below the least, or a check finds an
/// error in it (numbers that differ, an untranslated text …). Warnings are told and keep nothing
/// out.
Harvest harvest(const AlignmentSide& source, const AlignmentSide& target,
                const std::vector<Bead>& beads, bool is_alike, const HarvestOptions& options);

/// Candidates for terms in what is kept of texts of the same two languages, best first; those with
/// a translation. Of texts that are no translations of each other nothing is taken. Throws IoError.
std::vector<ExtractedTerm> harvested_terms(const std::vector<Harvest>& texts,
                                           const HarvestOptions& options);

}  // namespace diglot
