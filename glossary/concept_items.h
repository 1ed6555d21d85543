// What a concept says, item by item: for comparing and joining versions of it.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "glossary/concept.h"

namespace diglot {

/// Of what something is said: of the concept (no language), of it in a language, or of a term.
struct ItemPlace {
    LanguageTag lang;
    std::optional<std::string> term;

    bool operator==(const ItemPlace&) const = default;
    /// "", "en", "en NVIDIA".
    std::string text() const;
};

/// Everything of one field at one place.
struct ConceptItem {
    ItemPlace place;
    /// "term" where the item is that there is the term; "id"; "status", "definition", "subject",
    /// "kind", "source", "note" … as the columns of a glossary table are named; for what has no
    /// column the element and its type ("termNote register"), "@name" for an attribute.
    std::string field;
    std::vector<Markup> values;  ///< In file order; empty: nothing is said.

    /// The values for people, several with " | " between: "forbidden", "A company.".
    std::string text() const;
};

/// In the concept's order: of itself, of its languages, of its terms. Two terms (or sections) of
/// one language with one text are one place. What keeps account is left out: number, origin, last
/// change.
std::vector<ConceptItem> items_of(const Concept& entry);

/// Whether there can be one value only, so that two versions can contradict each other. Notes,
/// contexts, references, excluding texts and history pile up.
bool is_single(const std::string& field);

/// The item at that place, or null.
const ConceptItem* find_item(const std::vector<ConceptItem>& items, const ItemPlace& place,
                             const std::string& field);

/// Whether two items say the same: the same values in any order; of a status the same word,
/// whatever a file's spelling of it.
bool say_the_same(const ConceptItem& a, const ConceptItem& b);

/// An item of which two versions say different things; empty values: one does not have it.
struct ItemDifference {
    ItemPlace place;
    std::string field;
    std::string a;  ///< As ConceptItem::text(); as JsonML where that tells no difference.
    std::string b;
};

/// In the order of `a`, then what only `b` has. A term that only one has is one difference
/// ("term"), not one for each thing said of it; an id that only one has is none.
std::vector<ItemDifference> differences(const Concept& a, const Concept& b);

/// Puts the values in the place of those of that field, or at the end; makes the language's section
/// if there is none. Empty values remove them. Not for the field "term". The concept's fields are
/// read anew by refresh_fields() when all is done.
void set_item(Concept& entry, const ConceptItem& item);

/// "輝達 [zh-TW]; NVIDIA [en]".
std::string terms_text(const Concept& entry);

}  // namespace diglot
