#include "glossary/sequence_counter.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace diglot {
namespace {

class Counter {
public:
    Counter(std::span<const TokenId> text, const SequenceLimits& limits, SequenceVisitor& visitor)
        : text_(text), limits_(limits), visitor_(visitor), levels_(limits.max_length + 1) {}

    /// The places of one sequence, which ends before `sequence_.size()` tokens from each.
    void count(std::span<const std::uint32_t> positions) {
        const std::size_t depth = sequence_.size();
        Level& level = levels_[depth];
        const Neighbours right = sort_by_next(positions, level.pairs);
        if (!visitor_.visit({sequence_, positions, right}) || depth == limits_.max_length) return;
        for (std::size_t first = 0; first < level.pairs.size();) {
            const TokenId token = token_of(level.pairs[first]);
            std::size_t last = first;
            while (last < level.pairs.size() && token_of(level.pairs[last]) == token) ++last;
            if (token >= kFirstToken && last - first >= limits_.min_count) {
                level.positions.clear();
                for (std::size_t i = first; i < last; ++i)
                    level.positions.push_back(static_cast<std::uint32_t>(level.pairs[i]));
                sequence_.push_back(token);
                count(level.positions);
                sequence_.pop_back();
            }
            first = last;
        }
    }

    void count_token(TokenId token, std::span<const std::uint32_t> positions) {
        sequence_.assign(1, token);
        count(positions);
        sequence_.clear();
    }

private:
    /// Next token in the upper half, place in the lower.
    using Pair = std::uint64_t;
    struct Level {
        std::vector<Pair> pairs;
        std::vector<std::uint32_t> positions;
    };

    static TokenId token_of(Pair pair) { return static_cast<TokenId>(pair >> 32); }

    Neighbours sort_by_next(std::span<const std::uint32_t> positions, std::vector<Pair>& pairs) {
        const std::size_t depth = sequence_.size();
        pairs.clear();
        for (const std::uint32_t position : positions) {
            const std::size_t next = position + depth;
            const TokenId token = next < text_.size() ? text_[next] : kBreakToken;
            pairs.push_back(static_cast<Pair>(token) << 32 | position);
        }
        std::sort(pairs.begin(), pairs.end());
        Neighbours right;
        for (std::size_t first = 0; first < pairs.size();) {
            const TokenId token = token_of(pairs[first]);
            std::size_t last = first;
            while (last < pairs.size() && token_of(pairs[last]) == token) ++last;
            if (token < kFirstToken || visitor_.is_edge(token))
                right.add_edges(last - first);
            else
                right.add(last - first);
            first = last;
        }
        return right;
    }

    std::span<const TokenId> text_;
    const SequenceLimits& limits_;
    SequenceVisitor& visitor_;
    std::vector<TokenId> sequence_;
    std::vector<Level> levels_;
};

/// How often each token that may start a sequence occurs; 0 for those that occur too rarely.
std::vector<std::uint32_t> token_counts(std::span<const TokenId> text, std::uint32_t min_count,
                                        SequenceVisitor& visitor) {
    std::vector<std::uint32_t> counts;
    for (const TokenId token : text) {
        if (token >= counts.size()) counts.resize(token + token / 4 + 1);
        ++counts[token];
    }
    for (TokenId token = 0; token < counts.size(); ++token) {
        if (token < kFirstToken || counts[token] < min_count ||
            (counts[token] > 0 && !visitor.starts(token)))
            counts[token] = 0;
    }
    return counts;
}

}  // namespace

void count_sequences(std::span<const TokenId> text, const SequenceLimits& limits,
                     SequenceVisitor& visitor) {
    assert(limits.min_count > 0 && limits.max_length > 0);
    const std::vector<std::uint32_t> counts = token_counts(text, limits.min_count, visitor);
    Counter counter(text, limits, visitor);
    std::vector<std::uint32_t> positions;
    std::vector<std::uint32_t> next(counts.size());
    for (TokenId first = 0; first < counts.size();) {
        // The tokens from `first` to before `last` are handled in this pass.
        TokenId last = first;
        std::size_t places = 0;
        while (last < counts.size() &&
               (places == 0 || places + counts[last] <= limits.places_at_once)) {
            next[last] = static_cast<std::uint32_t>(places);
            places += counts[last++];
        }
        positions.resize(places);
        for (std::uint32_t at = 0; at < text.size(); ++at) {
            const TokenId token = text[at];
            if (token >= first && token < last && counts[token] > 0) positions[next[token]++] = at;
        }
        for (TokenId token = first; token < last; ++token) {
            if (counts[token] == 0) continue;
            visitor.tick(static_cast<double>(token) / static_cast<double>(counts.size()));
            counter.count_token(token,
                                {positions.data() + next[token] - counts[token], counts[token]});
        }
        first = last;
    }
}

}  // namespace diglot
