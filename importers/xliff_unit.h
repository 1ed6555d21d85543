// One <trans-unit> of XLIFF 1.x or <unit> of 2.x taken apart into segments. What becomes of what:
// docs/formats/xliff.md.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <tinyxml2.h>

#include "core/markup.h"
#include "importers/xliff_model.h"

namespace diglot::xliff {

/// One side of a segment.
struct Side {
    std::string lang;             ///< Its xml:lang; mostly empty.
    std::vector<Markup> content;  ///< Text and codes; native code of 2.x beside its code.
    std::vector<Markup> props;    ///< Other attributes of <source> or <target>.
};

/// A pair to be translated, or one of the alternatives offered for it.
struct Piece {
    Side source;
    std::optional<Side> target;  ///< Absent where there is none.
    std::vector<Markup> props;   ///< Notes and properties of the unit and the segment.
    bool is_alternative = false;
};

/// What Diglot wrote beside a unit, to be put back (xliff_carrier.h).
struct Carriage {
    /// Values Diglot gave where the unit had none: "state", "translated".
    std::vector<Attribute> derived;
    struct Item {
        std::string place;  ///< "unit", "source", "target".
        std::string type;
        std::string value;
    };
    std::vector<Item> items;
    bool empty() const { return derived.empty() && items.empty(); }
};

struct Parsed {
    std::vector<Piece> pieces;  ///< In file order, alternatives behind what they belong to.
    Carriage carriage;
    bool translate = true;  ///< What the unit itself says; kept as a property too.
    bool says_translate = false;
    std::size_t unpaired = 0;     ///< Segments of the target that no segment of the source answers.
    std::size_t rejected = 0;     ///< Alternatives somebody rejected.
    const char* fault = nullptr;  ///< Why there are no pieces.
};

Parsed parse_unit(Version version, const tinyxml2::XMLElement& unit, const std::string& prefix);

}  // namespace diglot::xliff
