#include "glossary/sequence_counter.h"

#include <map>
#include <random>

#include <gtest/gtest.h>

namespace diglot {
namespace {

using Tokens = std::vector<TokenId>;

struct Seen {
    std::vector<std::uint32_t> positions;
    double right = 0;
    bool operator==(const Seen&) const = default;
};

class Recorder : public SequenceVisitor {
public:
    std::map<Tokens, Seen> all;

    bool starts(TokenId token) override { return token != 9; }
    bool is_edge(TokenId token) override { return token == 9; }
    bool visit(const Sequence& sequence) override {
        const Tokens key(sequence.tokens.begin(), sequence.tokens.end());
        EXPECT_FALSE(all.contains(key)) << "a sequence is visited once";
        all[key] = {{sequence.positions.begin(), sequence.positions.end()},
                    sequence.right.entropy()};
        return true;
    }
};

/// Every sequence, place by place.
std::map<Tokens, Seen> plainly(const Tokens& text, const SequenceLimits& limits) {
    std::map<Tokens, Seen> all;
    for (std::uint32_t start = 0; start < text.size(); ++start) {
        Tokens key;
        for (std::size_t end = start; end < text.size() && text[end] >= kFirstToken &&
                                      text[start] != 9 && key.size() < limits.max_length;
             ++end) {
            key.push_back(text[end]);
            all[key].positions.push_back(start);
        }
    }
    std::erase_if(all, [&](const auto& e) { return e.second.positions.size() < limits.min_count; });
    for (auto& [key, seen] : all) {
        std::map<TokenId, std::uint64_t> next;
        Neighbours right;
        for (const std::uint32_t position : seen.positions) {
            const std::size_t at = position + key.size();
            const TokenId token = at < text.size() ? text[at] : kBreakToken;
            if (token < kFirstToken || token == 9)
                right.add_edges(1);
            else
                ++next[token];
        }
        for (const auto& [token, times] : next) right.add(times);
        seen.right = right.entropy();
    }
    return all;
}

TEST(CountSequences, FindsWhatAPlainCountFinds) {
    std::mt19937 random(1);
    for (int round = 0; round < 60; ++round) {
        const TokenId letters = 4 + random() % 8;
        Tokens text(50 + random() % 400);
        for (TokenId& token : text) token = random() % letters;
        SequenceLimits limits;
        limits.min_count = 1 + random() % 4;
        limits.max_length = 1 + random() % 6;
        limits.places_at_once = 1 + random() % 200;
        Recorder recorder;
        count_sequences(text, limits, recorder);
        const auto expected = plainly(text, limits);
        ASSERT_EQ(recorder.all.size(), expected.size());
        for (const auto& [key, seen] : expected) {
            ASSERT_TRUE(recorder.all.contains(key));
            EXPECT_EQ(recorder.all[key].positions, seen.positions);
            EXPECT_NEAR(recorder.all[key].right, seen.right, 1e-9);
        }
    }
}

TEST(CountSequences, LeavesOutWhatIsNotWanted) {
    class Short : public Recorder {
        bool visit(const Sequence& sequence) override {
            Recorder::visit(sequence);
            return sequence.tokens.front() != 5;
        }
    };
    const Tokens text{0, 5, 6, 0, 5, 6, 0, 6, 5, 0, 6, 5, 0};
    SequenceLimits limits;
    limits.min_count = 2;
    Short visitor;
    count_sequences(text, limits, visitor);
    EXPECT_TRUE(visitor.all.contains(Tokens{5}));
    EXPECT_FALSE(visitor.all.contains(Tokens{5, 6}));
    EXPECT_TRUE(visitor.all.contains(Tokens{6, 5}));
}

TEST(CountSequences, OfAnEmptyTextThereAreNone) {
    Recorder recorder;
    count_sequences({}, {}, recorder);
    EXPECT_TRUE(recorder.all.empty());
}

}  // namespace
}  // namespace diglot
