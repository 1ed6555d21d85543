// The collector, with all it leaves out, against ranking every unit by the plain rule.
#include "tm/match_collector.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "tests/tm/match_memory.h"
#include "tests/tm/plain_score.h"

namespace diglot {
namespace {

constexpr const char* kPieces[] = {"open ", "Open ", "the ", "file ", "files ", "7 ",
                                   "12 ",   "１２ ", "軟",   "软",    "體",     "now",
                                   ", ",    "，",    ". ",   "‹x›",   "‹y›",    "  "};

std::string random_text(std::mt19937& random) {
    std::string result;
    for (std::size_t i = 1 + random() % 7; i > 0; --i)
        result += kPieces[random() % std::size(kPieces)];
    return result;
}

Unit random_unit(std::mt19937& random) {
    Unit unit = unit_of(random_text(random), random() % 2 == 0 ? "第 7 項" : "12");
    const char* states[] = {"reviewed", "machine", "alignment"};
    if (random() % 4 == 0) set_state(unit, states[random() % 3]);
    if (random() % 4 == 0) unit.stamp.changed = Time{static_cast<std::int64_t>(random() % 3)};
    if (random() % 4 == 0) unit.context.previous = fingerprint(Segment("before"));
    return unit;
}

std::size_t characters_apart(const std::string& a, const std::string& b) {
    const std::u32string x = to_code_points(a);
    const std::u32string y = to_code_points(b);
    return edit_distance(std::vector<std::uint64_t>(x.begin(), x.end()),
                         std::vector<std::uint64_t>(y.begin(), y.end()));
}

struct Ranked {
    int score;
    int raw;
    std::size_t apart;
    bool reviewed;
    std::optional<Time> changed;
    std::string line;
};

bool ranks_before(const Ranked& a, const Ranked& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.raw != b.raw) return a.raw > b.raw;
    if (a.apart != b.apart) return a.apart < b.apart;
    if (a.reviewed != b.reviewed) return a.reviewed;
    return a.changed > b.changed;
}

/// One line a match.
std::vector<std::string> by_the_rule(const MemorySource& memory, const MatchQuery& query,
                                     const MatchOptions& options) {
    const plain::Profile asked(query.segment);
    std::vector<Ranked> all;  // By id.
    for (const Unit& unit : memory.units()) {
        const plain::Profile source(unit.variants[0].segment);
        const TextComparison text = plain::compare(asked, source, options.penalties);
        if (text.raw == Score{0}) continue;
        int score = text.raw.basis_points - total(text.penalties) -
                    total(unit_penalties(unit, options.penalties));
        score = text.same ? score : std::clamp(score, 0, 9999);
        if (score == 10000) score += 100 * same_neighbours(query, unit);
        if (score < options.min.basis_points) continue;
        all.push_back({score, text.raw.basis_points,
                       characters_apart(query.segment.text, source.segment.text),
                       unit.property("x-diglot-state") == "reviewed", unit.latest_change(),
                       fmt::format("{} {} {}", unit.id, score, text.only_numbers)});
    }
    std::stable_sort(all.begin(), all.end(), ranks_before);
    if (all.size() > options.limit) all.resize(options.limit);
    std::vector<std::string> lines;
    for (const Ranked& one : all) lines.push_back(one.line);
    return lines;
}

std::vector<std::string> by_collector(const MemorySource& memory, const MatchQuery& query,
                                      const MatchOptions& options, std::mt19937& random,
                                      bool with_distance) {
    std::vector<const Unit*> units;
    for (const Unit& unit : memory.units()) units.push_back(&unit);
    std::shuffle(units.begin(), units.end(), random);
    MatchCollector collector(query, options, memory);
    for (const Unit* unit : units) {
        const Variant& source = unit->variants[0];
        const std::string markup =
            source.segment.content.empty() ? "" : to_jsonml(source.segment.content);
        const SourceRow row{unit->id, 0, &source.lang, source.segment.text, markup};
        std::vector<std::uint64_t> values;
        token_values(source.segment.text, values);
        if (with_distance)
            collector.offer(row, values.size(), edit_distance(collector.values(), values));
        else
            collector.offer(row);
    }
    std::vector<std::string> lines;
    for (const Match& one : collector.take()) {
        const Segment& source = one.unit.variants[0].segment;
        const bool only_numbers =
            plain::compare(plain::Profile(query.segment), plain::Profile(source), {}).only_numbers;
        EXPECT_TRUE(only_numbers || !one.adapted_target) << source.text;
        lines.push_back(fmt::format("{} {} {}", one.unit.id, one.score.basis_points, only_numbers));
    }
    return lines;
}

TEST(MatchCollector, KeepsWhatTheRuleRanksFirst) {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        MemorySource memory;
        for (int i = 0; i < 80; ++i) memory.add(random_unit(random));
        MatchQuery query = query_of(random_text(random));
        if (random() % 2 == 0) query.segment = memory.units()[random() % 80].variants[0].segment;
        query.previous = Segment("before");
        MatchOptions options;
        options.min = Score{static_cast<std::int32_t>(1 + random() % 10000)};
        options.limit = 1 + random() % 8;
        const auto wanted = by_the_rule(memory, query, options);
        for (const bool with_distance : {false, true}) {
            ASSERT_EQ(by_collector(memory, query, options, random, with_distance), wanted)
                << query.segment.text;
        }
    }
}

}  // namespace
}  // namespace diglot
