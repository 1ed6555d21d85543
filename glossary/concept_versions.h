// The states a concept goes through in copies of a glossary: told apart, written on one line,
// joined; and what both sides changed kept until it is decided. tm/unit_merge.h is the same of
// units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/concept_join.h"

namespace diglot {

/// A spelling of all a concept says, its last change too, in which different concepts differ,
/// whatever the order of terms, sections, notes and attributes. The number, the origin and sections
/// of which nothing is said are left out.
std::string canonical_form(const Concept& entry);

/// A hash (XXH3, 64 bit) of canonical_form(). Never 0.
std::uint64_t state_of(const Concept& entry);

/// A concept as one line of JsonML that reads back as the same, but for its number.
std::string to_jsonml(const Concept& entry);
/// The reverse; the concept is complete(). Throws std::logic_error or std::out_of_range for what
/// to_jsonml() did not write.
Concept concept_from_jsonml(std::string_view json);

struct MergedConcept {
    std::optional<Concept> entry;  ///< Nothing: it is removed. Number and origin are ours.
    std::vector<DecidedConflict> conflicts;
};

/// Joins what is given (null: that version does not have the concept), as merge_glossaries() does;
/// all must be complete(). What is undecided keeps both versions: ours stays (of a removal: what
/// was changed), and a conflict_note() of the concept keeps theirs. It is removed too where each
/// of its terms was removed by one of the two.
MergedConcept merge_versions(const Concept* base, const Concept* ours, const Concept* theirs,
                             const DecideMerge& decide);

/// Whether this note of a concept keeps a conflict undecided, and whether the concept has any.
bool is_conflict_note(const Markup& note);
bool has_kept_conflict(const Concept& entry);

/// The conflicts that a concept keeps undecided; `base` is not known any more.
std::vector<MergeConflict> kept_conflicts(const Concept& entry);

/// Takes the decisions on kept_conflicts(): ours keeps what the concept says, theirs takes the
/// other version; undecided ones stay. There is no concept where it is to be removed.
MergedConcept decide_kept(const Concept& entry, const DecideMerge& decide);

}  // namespace diglot
