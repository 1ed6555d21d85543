// One entry of MultiTerm XML as a concept.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <tinyxml2.h>

#include "glossary/concept.h"

namespace diglot {

/// Something to say of an entry.
struct MultitermOddity {
    std::string code;
    std::string message;
    int line = 0;  ///< Within the fragment, from 1; 0 if not known.
};

/// The concept that a <conceptGrp> is; nothing if it cannot be read, and the oddity says why.
std::optional<Concept> read_multiterm_entry(const tinyxml2::XMLElement& element,
                                            const std::function<void(MultitermOddity)>& odd);

}  // namespace diglot
