// One term put in another's place in running text: number, tense, capitals, article and possessive
// as they stood.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "glossary/concept.h"

namespace diglot {

struct Rewording {
    std::size_t start = 0;  ///< Bytes of the text: what gives way; the article before it and the
    std::size_t end = 0;    ///< possessive after it are among them only where they change.
    std::string by;
    /// The text has a form of the term (a plural inside it …) that `by` could not be given.
    bool form_lost = false;
};

/// How to write `wanted` where text[start, end) is `term` in some form. Requires that recognition
/// found it there. English terms (both) take the number or tense of the word that has one: the
/// head, which stands before a preposition (laboratories of physics) or last. Capitals are kept
/// where the term's own spelling does not ask for them: at the start of a sentence, in headlines,
/// in CAPITALS. The article agrees with the new word's sound as its letters tell it (a lab, an NLR
/// lab); the possessive with its end (NREL's, the Rockies'). Other languages: `wanted` as it is
/// spelt.
Rewording reword(std::string_view text, std::size_t start, std::size_t end, const Term& term,
                 const Term& wanted);

}  // namespace diglot
