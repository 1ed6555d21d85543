// Two descriptions of one concept made one: what the older lacks is added, nothing is taken away.
#pragma once

#include <cstddef>
#include <vector>

#include "glossary/concept.h"

namespace diglot {

/// Items of the newer concept go before those of their kind, else to the end.
class ConceptMerge {
public:
    explicit ConceptMerge(bool newer_first) : newer_first_(newer_first) {}

    /// Adds to `into` what only `from` says, and reads its fields anew. Both must be complete().
    void concepts(Concept& into, const Concept& from);
    bool changed() const { return changed_; }

private:
    void annotations(std::vector<Markup>& into, const std::vector<Markup>& from);
    void attributes(std::vector<Attribute>& into, const std::vector<Attribute>& from);
    std::vector<std::size_t> sections(Concept& into, const Concept& from);
    void terms(Concept& into, const Concept& from, const std::vector<std::size_t>& places);

    bool newer_first_;
    bool changed_ = false;
};

/// The fields are read from the annotations anew.
void refresh_fields(Concept& entry);

/// What an entry says replaces what the concept says of the same kind; what the entry leaves open
/// stays, and so do terms it does not have. True if that changes the concept.
bool replace_from(Concept& into, const Concept& from);

}  // namespace diglot
