// How a concept lies in the glossary's tables: its rows, its keys, the schema. For termbase*.cc.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/storage/database.h"
#include "glossary/concept.h"

namespace diglot {

/// The terms of a concept: language, text.
using TermPairs = std::set<std::pair<std::string, std::string>>;

TermPairs pairs_of(const Concept& entry);
bool share_a_term(const TermPairs& a, const TermPairs& b);
/// Of the set of its terms; of all it says where it has none.
std::int64_t pairs_key(const Concept& entry, const TermPairs& pairs);
/// Two live concepts never share it: of the external id and pairs_key.
std::int64_t identity_key(const Concept& entry, std::int64_t pairs);

/// What no column holds, as JsonML. Of a concept: an element with its attributes and annotations,
/// then one for each section; of a term: the same, then <text> with that of the term itself; empty
/// where there is nothing to keep.
std::string pack(const Concept& entry);
std::string pack(const Term& term);

/// SELECT … FROM, to be followed by conditions; the rows are read by read_concept, read_term.
extern const char* const kSelectConcept;
extern const char* const kSelectTerm;
/// Without its terms.
Concept read_concept(const Statement& row);
/// Column 0 is the concept's id.
Term read_term(const Statement& row);

}  // namespace diglot
