// Two glossaries joined concept by concept, field by field, with or without the version both come
// from; what they contradict each other in is asked about.
#pragma once

#include <cstddef>
#include <vector>

#include "glossary/concept_join.h"

namespace diglot {

/// A concept of ours and what it becomes.
struct MergeStep {
    enum class Kind { kAdd, kChange, kRemove };
    Kind kind = Kind::kAdd;
    Concept before;  ///< Ours; nothing in it for kAdd.
    Concept after;   ///< With our id; nothing in it for kRemove.
};

struct MergePlan {
    std::vector<MergeStep> steps;  ///< Ours in their order, then what is added, in theirs.
    using Conflict = DecidedConflict;
    std::vector<Conflict> conflicts;
    std::size_t unchanged = 0;  ///< Concepts of ours.

    std::size_t undecided() const;
    std::size_t count(MergeStep::Kind kind) const;
};

/// What makes ours of all three. All must be complete(). Without `base`: what only one side says is
/// taken; nothing is removed. With it, the change of one side is taken, removals too. Notes and
/// whatever piles up is never in conflict. Which term is preferred is: where the sides would leave
/// two in one language, region and time that neither has together, the ones not chosen become
/// admitted. What is undecided stays as ours has it. Concepts find each other as pair_concepts()
/// says.
MergePlan merge_glossaries(const std::vector<Concept>* base, const std::vector<Concept>& ours,
                           const std::vector<Concept>& theirs, const DecideMerge& decide);

}  // namespace diglot
