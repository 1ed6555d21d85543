#include "tm/internal_matches.h"

#include <random>

#include <gtest/gtest.h>

#include "tm/score.h"

namespace diglot {
namespace {

Score plainly(const Segment& query, const Segment& unit, Score least) {
    const TextComparison found =
        compare(SegmentProfile(query), SegmentProfile(unit), Penalties{}, Score{1});
    const Score score{found.raw.basis_points - total(found.penalties)};
    return score >= least ? score : Score{};
}

TEST(InternalMatches, AreThoseOfEveryPair) {
    std::mt19937 random(7);
    std::vector<Segment> segments;
    for (int i = 0; i < 300; ++i) {
        std::string text;
        const std::size_t words = random() % 8;
        for (std::size_t k = 0; k < words; ++k)
            text += std::string(k ? " " : "") + static_cast<char>('a' + random() % 3) +
                    (random() % 9 == 0 ? "!" : "");
        segments.emplace_back(text);
    }
    for (const Score least : {Score{5000}, Score{8500}}) {
        const std::vector<Score> found = internal_matches(segments, {}, least);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            Score best;
            for (std::size_t k = 0; k < i; ++k)
                best = std::max(best, plainly(segments[i], segments[k], least));
            EXPECT_EQ(found[i].basis_points, best.basis_points) << segments[i].text;
        }
    }
}

}  // namespace
}  // namespace diglot
