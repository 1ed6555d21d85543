// Entries of a gettext catalogue as units, and back. What goes where: docs/formats/po.md.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "importers/output_file.h"
#include "importers/po_message.h"
#include "tm/unit.h"

namespace diglot {

struct PoLanguages {
    LanguageTag source;
    std::string source_spelling;
    LanguageTag target;
    std::string target_spelling;
};

/// One unit of an entry; of an entry with plural forms one for each form that is translated: the
/// singular with form 0, the plural with the others, and with form 0 where there is no other. None
/// if nothing is translated.
std::vector<Unit> units_of(const PoMessage& message, const PoLanguages& languages);

/// Which form of an entry a unit was (its property x-po-form: "singular 0/2", "plural 1/2").
struct PoForm {
    bool is_plural = false;
    std::size_t index = 0;
    std::size_t count = 0;
    std::string other;  ///< The entry's plural where this is the singular, and the reverse.
};
std::optional<PoForm> form_of(const Unit& unit);

/// The entry that a unit is, forms aside. Its losses are counted.
PoMessage message_of(const Unit& unit, const Variant& source, const Variant& target,
                     LossCounter& losses);

}  // namespace diglot
