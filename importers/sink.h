// Where a reader meets the memory and the glossary: it hands over what it finds, in file order, and
// knows nothing more.
#pragma once

#include "core/diagnostic.h"
#include "core/markup.h"
#include "glossary/concept.h"
#include "tm/unit.h"

namespace diglot {

/// All of it may throw StoreError or Interrupted.
class Sink {
public:
    virtual ~Sink() = default;

    /// The header of what comes, as one element (TMX <header>, TBX <martifHeader>, <tbxHeader>). A
    /// second one, "header" if it has none: another memory or sheet, no neighbour of the first.
    virtual void header(Markup header) = 0;
    virtual void add(Unit unit, Position at) = 0;
    virtual void add(Concept entry, Position at) = 0;
    /// Something to say. With Severity::kError one unit or concept was left out and reading went
    /// on.
    virtual void report(Diagnostic diagnostic) = 0;
};

/// Something a format could not carry, and how often.
struct Loss {
    std::string
        what;  ///< For people: "note of a variant", "language spelling EN-us written as en-US".
    std::size_t count = 0;
};

}  // namespace diglot
