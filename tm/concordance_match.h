// What both ways of searching, by scan and by index, ask of one unit. Private to concordance.
#pragma once

#include <functional>
#include <optional>

#include "tm/concordance.h"

namespace diglot {

/// Whether a variant in that language is on the side looked at.
bool is_wanted(const LanguageTag& lang, bool is_source, const ConcordanceQuery& query);

/// The unit's variants in which the pattern occurs, of those that `may_have` it; nothing where
/// there is none. Error: search.slow.
Result<std::optional<ConcordanceHit>> hit_in(
    Unit unit, const ConcordanceQuery& query, const TextPattern& pattern,
    const std::function<bool(std::size_t variant)>& may_have);

/// The error of a pattern that took too long on a text, with the unit's name.
Diagnostic name_unit(Diagnostic fault, std::int64_t unit);

}  // namespace diglot
