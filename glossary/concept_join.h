// Two versions of one concept joined field by field, with or without the version they come from.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/merge_side.h"
#include "glossary/concept.h"
#include "glossary/concept_items.h"

namespace diglot {

/// Something of which both sides say other things than the version they come from (or, without one,
/// than each other).
struct MergeConflict {
    std::string terms;  ///< Of the concept: terms_text(), ours; theirs where we do not have it.
    ItemPlace place;
    /// As ConceptItem::field; "term": one side removed a term that the other changed; "concept":
    /// the same of the whole concept; "preferred": each side prefers another term of the language.
    std::string field;
    std::string base;  ///< What the common version says; empty without one.
    std::string ours;
    std::string theirs;

    bool operator==(const MergeConflict&) const = default;
};

/// Asked for each conflict in its order.
using DecideMerge = std::function<MergeSide(const MergeConflict&)>;

struct DecidedConflict {
    MergeConflict what;
    MergeSide decision = MergeSide::kUndecided;
};

/// Stand for a whole term or concept.
inline constexpr const char* kWholeChanged = "changed";
inline constexpr const char* kWholeRemoved = "removed";

/// What becomes of something undecided.
enum class Undecided {
    kOurs,      ///< It stays as ours has it.
    kKeepBoth,  ///< So, but of a removal what was changed stays; a conflict_note() keeps the other.
};

/// What merge_glossaries() says of two concepts that are one. All must be complete(); the id, the
/// origin and the order are ours.
Concept join_concepts(const Concept* base, const Concept& ours, const Concept& theirs,
                      const DecideMerge& ask, Undecided undecided);

/// What keeps the other version of something undecided: <note> with kConflictNote and JsonML of one
/// element <conflict lang? term? field>, in it the values of the field; of "preferred" two <term>,
/// ours and theirs; of what was removed nothing.
Markup conflict_note(const ItemPlace& place, const std::string& field, std::vector<Markup> theirs);

}  // namespace diglot
