// The ways to write a term that recognition looks for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/term_tokens.h"
#include "glossary/term_automaton.h"

namespace diglot {

struct TermPattern {
    TermLeaf::Variant variant = TermLeaf::Variant::kTerm;
    std::vector<TermToken> tokens;   ///< Their places are those in the text they were made from.
    std::vector<std::string> words;  ///< Of words: folded. Empty for other tokens.
};

/// Of the term as it is; then joined and without dots, where that differs. Nothing for a text
/// without letter, digit or symbol.
std::vector<TermPattern> patterns_of(std::string_view text);

/// The words of that pattern of a term, if it has one.
std::vector<std::string> term_words(std::string_view text, TermLeaf::Variant variant);

/// TermLeaf flags that the text itself gives.
std::uint16_t flags_of(std::string_view text, const TermPattern& pattern);

}  // namespace diglot
