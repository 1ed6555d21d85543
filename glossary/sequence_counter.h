// Every sequence of tokens that recurs in a text, with all its places.
#pragma once

#include <cstdint>
#include <span>

#include "glossary/term_measures.h"

namespace diglot {

/// A text as numbers; those below kFirstToken are no tokens but breaks.
using TokenId = std::uint32_t;
inline constexpr TokenId kBreakToken = 0;
inline constexpr TokenId kOpenQuoteToken = 1;
inline constexpr TokenId kCloseQuoteToken = 2;
inline constexpr TokenId kFirstToken = 3;

struct Sequence {
    std::span<const TokenId> tokens;
    std::span<const std::uint32_t> positions;  ///< Of its first token; ascending.
    const Neighbours& right;                   ///< What follows it.
};

struct SequenceLimits {
    std::uint32_t min_count = 3;
    std::size_t max_length = 8;  ///< Tokens.
    /// Places handled at once; each costs 12 bytes of memory. More of them: fewer passes.
    std::size_t places_at_once = 16u << 20;
};

/// What is done with each sequence.
class SequenceVisitor {
public:
    virtual ~SequenceVisitor() = default;
    /// Whether a sequence may begin with the token.
    virtual bool starts(TokenId token) = 0;
    /// Whether the token beside a sequence is no neighbour but an edge: each time another one.
    virtual bool is_edge(TokenId token) = 0;
    /// Whether longer ones that begin with this one are wanted.
    virtual bool visit(const Sequence& sequence) = 0;
    /// Told the share done now and then, 0 … 1; may throw.
    virtual void tick(double) {}
};

/// Hands every sequence without breaks that occurs at least min_count times to the visitor; a
/// sequence before those that begin with it, in no other order one may count on. The places of a
/// sequence are kept together and told apart by their next token, as in a suffix array (Manber and
/// Myers, 1993) that stops where fewer than min_count places are left: O(n log n) of time a token
/// of length.
void count_sequences(std::span<const TokenId> text, const SequenceLimits& limits,
                     SequenceVisitor& visitor);

}  // namespace diglot
