// Which concept of one glossary is which of another.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "glossary/concept.h"

namespace diglot {

/// For each concept of `a` its partner's index in `b`; each concept has one partner at most. In
/// this order, as an import knows a concept again (glossary/termbase.h) and then as people do:
///  1. the same id and a term in common (or no terms at all);
///  2. the same id alone: a concept may have got other terms;
///  3. the same set of terms;
///  4. a term in common in the language of a concept's first term, if no other concept of either
///     glossary has it.
/// Where more than half of the ids that both glossaries have pass 1, they are versions of one
/// glossary. Only there 2 holds, and two different ids keep concepts apart in 3 and 4: ids of two
/// programs, or of two that count from 1, say nothing of each other. Terms are compared by
/// canonical language tag, and character by character. Linear in the number of terms.
std::vector<std::optional<std::size_t>> pair_concepts(const std::vector<Concept>& a,
                                                      const std::vector<Concept>& b);

}  // namespace diglot
