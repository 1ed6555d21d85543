// Sequences of one language that look like terms, best first.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "glossary/extraction_corpus.h"

namespace diglot {

struct CandidateOptions {
    /// A name in quotes or in Latin letters inside Chinese counts from its first time, in a corpus
    /// of less than kSmallCorpus tokens.
    std::uint32_t min_count = 3;
    std::size_t max_words = 6;             ///< Of a language with spaces.
    std::size_t max_characters = 12;       ///< Of one without.
    std::function<void(double)> progress;  ///< The share done; may throw.
};

inline constexpr std::uint64_t kSmallCorpus = 100'000;

struct TermCandidate {
    std::uint32_t position = 0;  ///< Of one place, the first, in the corpus.
    std::uint32_t length = 0;    ///< Tokens.
    std::uint32_t count = 0;     ///< Places.
    std::uint32_t quoted = 0;    ///< Of these, alone between quotes.
    bool latin = false;          ///< A name in Latin letters in a text of another script.
    float cohesion = 1;  ///< The least normalized_pmi() of its divisions in two; 1 of one token.
    float freedom = 0;   ///< The smaller of the entropies on its two sides, in bits.
    std::uint32_t longer = 0;        ///< Candidates that hold it,
    std::uint64_t longer_count = 0;  ///< and their counts together.
    double score = 0;                ///< docs/glossary.md, "Extraction".
};

/// Every candidate, by falling score, then count, then place. The corpus must be joined.
std::vector<TermCandidate> find_candidates(ExtractionCorpus& corpus,
                                           const CandidateOptions& options);

/// The score of a candidate whose other fields are known.
double candidate_score(const TermCandidate& candidate);

/// A number that equal sequences share, others but for chance not.
std::uint64_t sequence_hash(std::span<const TokenId> tokens);

}  // namespace diglot
