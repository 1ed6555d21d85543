// Finds candidates again in the texts they were extracted from.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glossary/term_candidates.h"

namespace diglot {

/// One place of a candidate in a text.
struct CandidatePlace {
    std::uint32_t candidate = 0;  ///< Its index.
    std::uint32_t start = 0;      ///< Tokens of the text.
    std::uint32_t length = 0;
};

class CandidateMatcher {
public:
    /// `tokens` is what the candidates' positions point into.
    CandidateMatcher(std::span<const TokenId> tokens, std::span<const TermCandidate> candidates);

    /// Replaces `places` by every place of every candidate in the text, also where they overlap;
    /// by start, then length.
    void find(std::span<const TokenId> text, std::vector<CandidatePlace>& places) const;

private:
    /// A slot of an open-addressing table: the sequence is a candidate, or only the beginning of
    /// some.
    struct Slot {
        std::uint64_t hash = 0;  ///< 0: free.
        std::uint32_t candidate = kNone;
    };
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    Slot& slot_of(std::uint64_t hash);
    const Slot* look(std::uint64_t hash) const;

    std::vector<Slot> slots_;  ///< A power of two.
};

}  // namespace diglot
