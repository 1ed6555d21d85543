// Which candidates of two languages are translations of each other, by the texts they share.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "glossary/extraction_corpus.h"
#include "glossary/term_candidates.h"

namespace diglot {

/// The translation found for a candidate.
struct TermPair {
    std::uint32_t source = 0;  ///< Index of the candidate.
    std::uint32_t target = 0;
    std::uint32_t together = 0;      ///< Texts that have both.
    std::uint32_t links = 0;         ///< Texts in which the one was linked with the other.
    std::uint32_t source_texts = 0;  ///< Texts that have the source.
    std::uint32_t target_texts = 0;
    double association = 0;  ///< log_likelihood() of together.
    std::uint32_t
        examples[2];   ///< Texts with a link, if there are any; the second may be the same.
    double score = 0;  ///< docs/glossary.md, "Extraction".
};

struct PairingOptions {
    std::uint32_t sources = 20'000;  ///< So many of the best candidates are looked at.
    std::uint32_t targets = 400'000;
    std::uint32_t rivals = 8;          ///< Translations kept of each source to be chosen from.
    double least_association = 10.83;  ///< See log_likelihood().
    std::function<void(double)> progress;
};

/// At most one pair a source, by falling score. Text i of one corpus is the translation of text i
/// of the other. Associated candidates are linked text by text, best first, each place at most
/// once: Melamed, Models of Translational Equivalence among Words, Computational Linguistics 26(2),
/// 2000 (competitive linking).
std::vector<TermPair> pair_candidates(ExtractionCorpus& source,
                                      const std::vector<TermCandidate>& source_candidates,
                                      ExtractionCorpus& target,
                                      const std::vector<TermCandidate>& target_candidates,
                                      const PairingOptions& options);

}  // namespace diglot
