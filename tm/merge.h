// The same unit met again: what the newer one knows is taken over, nothing is taken away.
#pragma once

#include <string_view>

#include "tm/unit.h"

namespace diglot {

/// Type of the property of a unit that was only proposed as a translation (XLIFF <alt-trans>,
/// mtc:match): what kind of proposal it is.
inline constexpr std::string_view kAlternativeProperty = "x-diglot-alternative";

/// Completes `into` with what `from`, the same unit (same_unit), says more or better. Which is
/// newer is told by Unit::latest_change(); a unit without any date is older than one with.
///  - Dates, people, attributes: what is missing is filled in; a newer unit's values replace the
///  older one's.
///  - Notes and properties: what is missing is added. A newer unit's property replaces the only one
///  of its type; an older
///    unit adds none of a type that is there already.
///  - x-diglot-state and why a unit is set aside: only a newer unit makes it worse, and what was
///  reviewed
///    it only puts out of use. x-xliff-…, which tell of one place in a
///    document, stay those of the first place, unless a newer unit says otherwise.
///  - A proposal (kAlternativeProperty) adds nothing to a translation, and ends when it is met as
///    one; its state is then that one's.
///  - x-origin that names the origin `into` has is nothing new.
///  - The place it was met at is added to the contexts.
/// Merging the same units again, in the same order, changes nothing.
struct Merged {
    bool changed = false;
    std::size_t left_out =
        0;  ///< Values of `from` that were not taken, because `into` has another one.
};
Merged merge_unit(Unit& into, const Unit& from);

}  // namespace diglot
