// Versions of one unit joined field by field, with or without the version they come from.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/merge_side.h"
#include "tm/unit_items.h"

namespace diglot {

/// Something of which both sides say other things than the version they come from (or, without one,
/// than each other).
struct UnitConflict {
    std::string unit;   ///< texts_of() the unit: ours; theirs where we do not have it.
    std::string where;  ///< As UnitItem::where.
    /// As UnitItem::field; "codes" where the texts are equal but for them; "variant": one side
    /// removed a variant that the other changed; "unit": the same of the whole unit.
    std::string field;
    std::string base;  ///< As UnitItem::text(); as JsonML where that tells no difference.
    std::string ours;
    std::string theirs;

    bool operator==(const UnitConflict&) const = default;
};

/// Asked for each conflict in its order.
using DecideUnit = std::function<MergeSide(const UnitConflict&)>;

struct UnitMerge {
    struct Conflict {
        UnitConflict what;
        MergeSide decision = MergeSide::kUndecided;
    };
    std::optional<Unit> unit;  ///< Nothing: it is removed. Id, origin and contexts are ours.
    std::vector<Conflict> conflicts;
};

/// Joins what is given (null: that version does not have the unit). What one side changed is taken,
/// removals too; without `base` what only one side says is taken, and nothing is removed.
///  - Notes, and properties of which a version has several of one type, pile up: what either side
///    added is added, what either removed is removed.
///  - Dates, people, counts of use and spellings of language tags are never in conflict: the later
///    change, the earlier creation, the greater count.
///  - A single value changed on both sides to different ones is a conflict; so is what one side
///    removed and the other changed.
/// What is undecided keeps both versions: ours stays (of a removal: what is left), and a property
/// kConflictProperty keeps theirs.
/// merge_units(base, a, b) is merge_units(base, b, a) with the sides of its conflicts changed.
UnitMerge merge_units(const Unit* base, const Unit* ours, const Unit* theirs,
                      const DecideUnit& decide);

/// The contexts of both, each once; of `base` those that neither dropped.
void merge_contexts(const Unit* base, const Unit& other, Unit& into);

/// A conflict that a unit keeps undecided; `base` is not known any more.
std::vector<UnitConflict> kept_conflicts(const Unit& unit);

/// Takes the decisions on kept_conflicts(): ours keeps what the unit says, theirs takes the other
/// version; undecided ones stay. The unit is nothing where it is to be removed.
UnitMerge decide_kept(const Unit& unit, const DecideUnit& decide);

}  // namespace diglot
