// A segment must propose whatever is near enough; how little it proposes beside that is measured,
// not tested.
#include "tm/match_segment.h"

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tm/match_segment_builder.h"
#include "tm/score.h"

namespace diglot {
namespace {

using Values = std::vector<std::uint64_t>;

/// Tokens as texts have them: a few are everywhere, most are rare.
Values some_values(std::mt19937_64& random, std::size_t most_length, unsigned kinds) {
    Values values(1 + random() % most_length);
    for (std::uint64_t& value : values) {
        const unsigned kind = static_cast<unsigned>(random() % kinds) *
                              static_cast<unsigned>(random() % kinds) / kinds;
        value = (kind + 1) * 0x9E3779B97F4A7C15ULL;
    }
    return values;
}

Values edited(Values values, std::mt19937_64& random, unsigned kinds) {
    for (std::size_t edits = random() % (1 + values.size() / 2); edits > 0 && !values.empty();
         --edits) {
        const std::size_t at = random() % values.size();
        const std::uint64_t other = (random() % kinds + 1) * 0x9E3779B97F4A7C15ULL;
        switch (random() % 3) {
            case 0:
                values[at] = other;
                break;
            case 1:
                values.insert(values.begin() + static_cast<std::ptrdiff_t>(at), other);
                break;
            default:
                values.erase(values.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    return values;
}

/// The units at `bar` or above, by comparing with each.
std::set<std::int64_t> near_by_scan(const std::vector<Values>& units, const Values& query,
                                    Score bar) {
    std::set<std::int64_t> result;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::size_t longer = std::max(units[i].size(), query.size());
        if (similarity(edit_distance(units[i], query), longer) >= bar)
            result.insert(static_cast<std::int64_t>(i) + 10);
    }
    return result;
}

TEST(MatchSegment, ProposesEverythingAtTheBar) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 60; ++round) {
        const unsigned kinds = 2 + static_cast<unsigned>(random() % 60);
        const std::size_t most_length = 1 + random() % (round % 5 == 0 ? 300 : 40);
        std::vector<Values> units;
        MatchSegmentBuilder builder;
        for (int i = 0; i < 400; ++i) {
            units.push_back(units.empty() || random() % 3 == 0
                                ? some_values(random, most_length, kinds)
                                : edited(units[random() % units.size()], random, kinds));
            builder.add(i + 10, static_cast<std::uint32_t>(i % 3 == 0 ? 300 : i % 3), units.back());
        }
        MemoryBlocks blocks;
        builder.finish(blocks.sink());
        const MatchSegment segment(blocks);
        for (int q = 0; q < 40; ++q) {
            Values query = edited(units[random() % units.size()], random, kinds);
            if (query.empty()) query = some_values(random, most_length, kinds);
            const Score bar{static_cast<std::int32_t>(1 + random() % 10000)};
            std::set<std::int64_t> proposed;
            segment.search(MatchProbe(query), bar, blocks, [&](DocumentId id) {
                EXPECT_TRUE(proposed.insert(id.unit).second) << "proposed twice";
                const auto i = static_cast<std::uint32_t>(id.unit - 10);
                EXPECT_EQ(id.variant, i % 3 == 0 ? 300 : i % 3);
                return bar;
            });
            const std::set<std::int64_t> expected = near_by_scan(units, query, bar);
            EXPECT_TRUE(
                std::includes(proposed.begin(), proposed.end(), expected.begin(), expected.end()));
            EXPECT_LE(proposed.size(),
                      expected.size() + 4);  // A byte a token tells nearly all apart.
        }
    }
}

TEST(MatchSegment, FollowsARisingBar) {
    std::mt19937_64 random(12);
    std::vector<Values> units;
    MatchSegmentBuilder builder;
    for (int i = 0; i < 2000; ++i) {
        units.push_back(some_values(random, 12, 9));
        builder.add(i + 10, 0, units.back());
    }
    MemoryBlocks blocks;
    builder.finish(blocks.sink());
    const MatchSegment segment(blocks);
    for (int q = 0; q < 300; ++q) {
        const Values query = edited(units[random() % units.size()], random, 9);
        if (query.empty()) continue;
        // Keeps the five best, as a collector does: ties at the bar must still be proposed.
        std::vector<Score> best;
        std::set<std::int64_t> proposed;
        segment.search(MatchProbe(query), Score{3000}, blocks, [&](DocumentId id) {
            const Values& unit = units[static_cast<std::size_t>(id.unit - 10)];
            best.push_back(
                similarity(edit_distance(unit, query), std::max(unit.size(), query.size())));
            std::sort(best.rbegin(), best.rend());
            if (best.size() > 5) best.pop_back();
            proposed.insert(id.unit);
            return best.size() == 5 ? std::max(best.back(), Score{3000}) : Score{3000};
        });
        if (best.size() < 5) continue;
        const std::set<std::int64_t> expected =
            near_by_scan(units, query, std::max(best.back(), Score{3000}));
        EXPECT_TRUE(
            std::includes(proposed.begin(), proposed.end(), expected.begin(), expected.end()));
    }
}

TEST(MatchSegment, HoldsNothing) {
    MemoryBlocks blocks;
    MatchSegmentBuilder().finish(blocks.sink());
    const MatchSegment segment(blocks);
    EXPECT_EQ(segment.documents(), 0u);
    segment.search(MatchProbe(Values{1, 2}), Score{1}, blocks,
                   [](DocumentId) -> Score { throw std::logic_error("none"); });
}

}  // namespace
}  // namespace diglot
