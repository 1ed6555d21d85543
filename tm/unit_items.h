// What a unit says, item by item: for comparing and joining versions of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tm/unit.h"

namespace diglot {

/// Type of the property that keeps the other version where two people changed one thing: its text
/// is JsonML of one element, as unit_merge.h says.
inline constexpr std::string_view kConflictProperty = "x-diglot-conflict";

/// Everything of one field at one place.
struct UnitItem {
    /// Empty for the unit; of a variant its canonical language tag, and where a unit has several of
    /// one language, which: "en", "en 2".
    std::string where;
    /// Of a variant: "variant" (that there is it), "spelling" (of its tag), "text" (with codes). Of
    /// the unit: "source" (the place of the source variant). Of both: "created", "changed" (date
    /// and person), "note", "state", "prop.TYPE" as the filter language names them, "@NAME" for an
    /// attribute, and "ELEMENT TYPE" for whatever else was kept.
    std::string field;
    std::vector<Markup> values;  ///< In file order; empty: nothing is said.

    bool operator==(const UnitItem&) const = default;
    /// The values for people, several with " | " between; codes of a text as <ph/>.
    std::string text() const;
};

/// In the unit's order: of itself, of its variants. Origin and contexts, which tell where it was
/// met and not what it is, are left out.
std::vector<UnitItem> items_of(const Unit& unit);

/// The item at that place, or null.
const UnitItem* find_item(const std::vector<UnitItem>& items, std::string_view where,
                          std::string_view field);

/// Whether two lists of values are the same, in any order.
bool same_values(const std::vector<Markup>& a, const std::vector<Markup>& b);

/// The unit that says exactly this; variants and annotations in the order of their items.
Unit unit_of(const std::vector<UnitItem>& items);

/// "阿貢國家實驗室 → Argonne National Laboratory": source and the other variants' texts.
std::string texts_of(const Unit& unit);

/// An item of which two versions say different things; empty: one does not have it.
struct UnitDifference {
    std::string where;
    /// As UnitItem::field; "codes" where texts are equal but for their inline codes.
    std::string field;
    std::string a;  ///< As UnitItem::text(); as JsonML where that tells no difference.
    std::string b;

    bool operator==(const UnitDifference&) const = default;
};

/// In the order of `a`, then what only `b` has. A variant that only one has is one difference
/// ("variant", its text), not one for each thing said of it.
std::vector<UnitDifference> differences(const Unit& a, const Unit& b);

/// A spelling of all a unit says in which different units differ, whatever the order of variants,
/// notes, properties and attributes. With `contexts` also where it was met.
std::string canonical_form(const Unit& unit, bool contexts = false);

/// A hash (XXH3, 64 bit) of canonical_form() with contexts. Never 0.
std::uint64_t state_of(const Unit& unit);

/// A unit as one line of JsonML that reads back as the same unit, but for its id.
std::string to_jsonml(const Unit& unit);
/// The reverse. Throws std::logic_error or std::out_of_range for what to_jsonml() did not write.
Unit unit_from_jsonml(std::string_view json);

}  // namespace diglot
