#include "tm/match.h"

#include <algorithm>
#include <random>
#include <stdexcept>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/text/utf8.h"
#include "tests/tm/match_memory.h"
#include "tm/score_distance.h"

namespace diglot {
namespace {

Matches match(const MemorySource& memory, const MatchQuery& query,
              const MatchOptions& options = {}) {
    return scan(memory, std::span(&query, 1), options).at(0);
}

/// "id:score" of each, best first.
std::string show(const Matches& matches) {
    std::string result;
    for (const Match& one : matches)
        result +=
            fmt::format("{}{}:{:g}", result.empty() ? "" : " ", one.unit.id, one.score.per_cent());
    return result;
}

std::string rules(const Match& one) {
    std::string result;
    for (const AppliedPenalty& penalty : one.penalties)
        result += fmt::format("{} {:g};", penalty.rule, penalty.basis_points / 100.0);
    return result;
}

TEST(Match, RanksByScoreThenRawThenCharactersThenStateThenAgeThenId) {
    MemorySource memory;
    memory.add(unit_of("Open the big red door", "五"));
    memory.add(unit_of("Open the small red door", "六"));
    set_state(memory.add(unit_of("Open the large red door", "二")), "reviewed");
    memory.add(unit_of("Open the large red door", "四"));
    memory.add(unit_of("Open the large red door", "三")).stamp.changed = Time{100};
    memory.add(unit_of("Open the large red door", "四")).stamp.created = Time{50};
    memory.add(unit_of("Open the large blue door", "七"));
    MatchOptions options;
    options.limit = 10;
    EXPECT_EQ(show(match(memory, query_of("Open the lerge red door"), options)),
              "3:80 5:80 6:80 4:80 1:80 2:80");
}

TEST(Match, PrefersTheHigherRawScoreAtOneScore) {
    MemorySource memory;
    memory.add(unit_of("a b c d e f g h i x", "一"));                        // 90 raw
    set_state(memory.add(unit_of("a b c d e f g h i j", "二")), "machine");  // 100 raw, 90 after
    EXPECT_EQ(show(match(memory, query_of("a b c d e f g h i j"))), "2:90 1:90");
}

TEST(Match, KeepsTheLimitAndTheThreshold) {
    MemorySource memory;
    for (int i = 0; i < 20; ++i) memory.add(unit_of("one two three four", "x"));
    memory.add(unit_of("one two three five", "x"));
    memory.add(unit_of("one two six five", "x"));
    MatchOptions options;
    EXPECT_EQ(show(match(memory, query_of("one two three five"), options)),
              "21:100 1:75 2:75 3:75 4:75");
    options.min = Score{7501};
    EXPECT_EQ(show(match(memory, query_of("one two three five"), options)), "21:100");
    options.limit = 0;
    EXPECT_THROW(match(memory, query_of("x"), options), std::logic_error);
}

TEST(Match, LetsNothingBelowTheThresholdTakeAPlace) {
    MemorySource memory;
    for (int i = 0; i < 5; ++i)
        set_state(memory.add(unit_of("one two three four", "x")), "machine");
    memory.add(unit_of("one two three four five", "y"));
    MatchOptions options;
    options.limit = 1;
    options.penalties.machine = 4000;
    EXPECT_EQ(show(match(memory, query_of("one two three four"), options)), "6:80");
}

TEST(Match, NeedsASharedTokenEvenWithoutThreshold) {
    MemorySource memory;
    memory.add(unit_of("alpha", "x"));
    memory.add(unit_of("beta gamma", "x"));
    MatchOptions options;
    options.min = Score{0};
    EXPECT_EQ(show(match(memory, query_of("beta"), options)), "2:50");
    EXPECT_TRUE(match(memory, query_of(""), options).empty());
    EXPECT_TRUE(match(memory, query_of("  "), options).empty());
}

TEST(Match, TellsContextFromExact) {
    MemorySource memory;
    Unit unit = unit_of("Yes", "是");
    unit.context = {fingerprint(Segment("Really?")), fingerprint(Segment("Good."))};
    unit.more_contexts = {{fingerprint(Segment("Sure?")), 0}};
    memory.add(unit);
    MatchQuery query = query_of("Yes");
    const auto best = [&] { return match(memory, query).at(0); };
    EXPECT_EQ(best().score, Score{10000});
    EXPECT_EQ(best().kind, MatchKind::kExact);
    query.previous = Segment("Really?");
    EXPECT_EQ(best().score, Score{10100});
    EXPECT_EQ(best().kind, MatchKind::kContext);
    EXPECT_EQ(best().raw_score, Score{10000});
    query.next = Segment("Good.");
    EXPECT_EQ(best().score, Score{10200});
    query.previous = Segment("Sure?");  // Each neighbour is known, but from different places.
    EXPECT_EQ(best().score, Score{10100});
    query.segment = Segment("yes");
    EXPECT_EQ(best().score, Score{9950});
    EXPECT_EQ(best().kind, MatchKind::kFuzzy);
}

TEST(Match, DoesNotTakeTwoMissingNeighboursForTheSame) {
    MemorySource memory;
    memory.add(unit_of("Yes", "是"));
    EXPECT_EQ(match(memory, query_of("Yes")).at(0).score, Score{10000});
}

TEST(Match, RanksContextFirst) {
    MemorySource memory;
    memory.add(unit_of("Yes", "是"));
    memory.add(unit_of("Yes", "對")).context.previous = fingerprint(Segment("Ready?"));
    MatchQuery query = query_of("Yes");
    query.previous = Segment("Ready?");
    EXPECT_EQ(show(match(memory, query)), "2:101 1:100");
}

TEST(Match, ReadsWhatAUnitCarries) {
    MemorySource memory;
    memory.add(unit_of("One two", "x"));
    set_state(memory.add(unit_of("One two", "x")), "unreviewed");
    set_state(memory.add(unit_of("One two", "x")), "alignment");
    set_state(memory.add(unit_of("One two", "x")), "machine");
    memory.add(unit_of("One two", "x")).origin = "old.tmx";
    MatchOptions options;
    options.penalties.origins["old.tmx"] = 500;
    const Matches matches = match(memory, query_of("One two"), options);
    EXPECT_EQ(show(matches), "1:100 2:99 3:97 5:95 4:90");
    EXPECT_EQ(rules(matches[3]), "origin 5;");
    EXPECT_EQ(rules(matches[4]), "machine 10;");
}

TEST(Match, AsksForLanguagesAndRegions) {
    MemorySource memory;
    Unit unit;
    unit.variants = {variant_of("en-US", "Software"), variant_of("zh-CN", "软件"),
                     variant_of("zh-TW", "軟體"), variant_of("fr", "Logiciel")};
    unit.source = 0;
    memory.add(unit);
    MatchOptions options;
    const auto found = [&](const char* source, const char* target, const char* text) {
        options.source = LanguageTag(source);
        options.target = LanguageTag(target);
        std::string result;
        for (const Match& one : match(memory, query_of(text), options)) {
            result += fmt::format("{}>{} {:g} {}", one.unit.variants[one.source].lang.text(),
                                  one.unit.variants[one.target].lang.text(), one.score.per_cent(),
                                  rules(one));
        }
        return result;
    };
    EXPECT_EQ(found("en", "zh-TW", "Software"), "en-US>zh-TW 100 en-US>zh-CN 99 region 1;");
    EXPECT_EQ(found("en-GB", "fr", "Software"), "en-US>fr 99 region 1;");
    EXPECT_EQ(found("zh-Hant", "en", "軟體"), "zh-TW>en-US 100 ");
    EXPECT_EQ(found("zh-TW", "fr", "软件"), "zh-CN>fr 99 region 1;");
    EXPECT_EQ(found("", "", "Software"), "en-US>zh-CN 100 ");
    EXPECT_EQ(found("fr", "de", "Logiciel"), "");
    EXPECT_EQ(found("", "", "軟體"), "");
}

TEST(Match, SkipsEmptyTargetsAndTakesEachOfALanguage) {
    MemorySource memory;
    Unit unit;
    unit.variants = {variant_of("en", "Go"), variant_of("zh-TW", ""), variant_of("zh-TW", "去"),
                     variant_of("zh-TW", "走")};
    memory.add(unit);
    memory.add(unit_of("Go", ""));
    MatchOptions options;
    options.target = LanguageTag("zh-TW");
    const Matches matches = match(memory, query_of("Go"), options);
    ASSERT_EQ(matches.size(), 2u);
    EXPECT_EQ(matches[0].target, 2u);
    EXPECT_EQ(matches[1].target, 3u);
}

TEST(Match, GivesATargetOnceWithItsBestSource) {
    MemorySource memory;
    Unit unit;
    unit.variants = {variant_of("zh-CN", "国家实验室"), variant_of("zh-TW", "國家實驗室"),
                     variant_of("en", "national laboratory")};
    memory.add(unit);
    MatchOptions options;
    options.source = LanguageTag("zh-TW");
    options.target = LanguageTag("en");
    const Matches matches = match(memory, query_of("國家實驗室"), options);
    ASSERT_EQ(matches.size(), 1u);
    EXPECT_EQ(matches[0].source, 1u);
    EXPECT_EQ(matches[0].score, Score{10000});
}

TEST(Match, NeverCallsDifferentTextsExact) {
    MemorySource memory;
    memory.add(unit_of("open", "x"));
    MatchOptions options;
    options.penalties.letter_case = 0;
    EXPECT_EQ(match(memory, query_of("Open"), options).at(0).score, Score{9999});
}

struct Adaptation {
    const char* query;
    const char* source;
    const char* target;
    const char* adapted;  ///< Null for none.
};

TEST(Match, CarriesNumbersOver) {
    const Adaptation cases[] = {
        {"Chapter 3", "Chapter 4", "第4章", "第3章"},
        {"From 3 to 5", "From 7 to 9", "從 7 到 9", "從 3 到 5"},
        {"From 9 to 7", "From 7 to 9", "從 7 到 9", "從 9 到 7"},
        {"From 7 to 8", "From 7 to 9", "從 7 到 9", "從 7 到 8"},
        {"Pay $1,500", "Pay $2,000", "支付 2,000 美元", "支付 1,500 美元"},
        {"第１２條", "第15條", "Article 15", "Article 12"},
        {"Item 12", "Item 15", "第１５項", "第１２項"},
        {"Chapter 3", "Chapter 4", "第四章", "第三章"},
        {"Chapter 3", "Chapter 4", "末章", nullptr},  // Not in the target.
        {"投資五億美元", "投資三億美元", "Invest $300 million", "Invest $500 million"},
        {"投資5億美元", "投資三億美元", "Invest $300 million", "Invest $500 million"},
        {"投資五億美元於三個實驗室", "投資三億美元於三個實驗室",
         "Invest $300 million in three labs", "Invest $500 million in three labs"},
        {"投資三億元及五億元", "投資三億元及三億元", "300 million and 300 million", nullptr},
        {"投資五億美元", "投資三億歐元", "Invest 300 million", nullptr},
        {"Invest $500 million", "Invest $300 million", "投資三億美元", "投資五億美元"},
        {"第三百條", "第二百條", "Article 200", "Article 300"},
        {"Chapter 3", "Chapter 4", "4 之 4", nullptr},  // Twice in the target.
        {"6 of 5", "5 of 5", "5 之一", nullptr},        // Twice in the source.
        {"GPT4 has 5", "GPT4 has 4", "GPT4 有 4", "GPT4 有 5"},
        {"Chapter 3", "Chapter 4", "14 章", nullptr},
        {"Chapter 3", "Chapter 4", "4.5 章", nullptr},
        {"Chapter 3!", "Chapter 4", "第4章", nullptr},  // More than numbers differs.
        {"Chapter 3", "Section 4", "第4節", nullptr},
        {"Chapter 3", "Chapter 3", "第3章", nullptr},
    };
    for (const Adaptation& one : cases) {
        MemorySource memory;
        memory.add(unit_of(one.source, one.target));
        MatchOptions options;
        options.min = Score{1};
        const Matches matches = match(memory, query_of(one.query), options);
        ASSERT_EQ(matches.size(), 1u) << one.query;
        EXPECT_EQ(matches[0].adapted_target,
                  one.adapted ? std::optional<std::string>(one.adapted) : std::nullopt)
            << one.query << " / " << one.target;
    }
}

/// The rule without any short cut: every pair scored, everything sorted, the first `limit` kept.
Matches by_brute_force(const MemorySource& memory, const MatchQuery& query, MatchOptions options) {
    const std::size_t limit = options.limit;
    options.limit = 1;
    Matches all;
    for (const Unit& unit : memory.units()) {
        MatchCollector one(query, options, memory);
        const Variant& source = unit.source_variant();
        if (compare(SegmentProfile(query.segment), SegmentProfile(source.segment),
                    options.penalties)
                .raw == Score{0})
            continue;
        one.offer({unit.id, 0, &source.lang, source.segment.text, {}});
        for (Match& found : one.take()) all.push_back(std::move(found));
    }
    const auto apart = [&](const Match& found) {
        const auto a = to_code_points(query.segment.text);
        const auto b = to_code_points(found.unit.variants[found.source].segment.text);
        return edit_distance(std::vector<std::uint64_t>(a.begin(), a.end()),
                             std::vector<std::uint64_t>(b.begin(), b.end()));
    };
    std::stable_sort(all.begin(), all.end(), [&](const Match& x, const Match& y) {
        if (x.score != y.score) return x.score > y.score;
        if (x.raw_score != y.raw_score) return x.raw_score > y.raw_score;
        return apart(x) < apart(y);
    });
    if (all.size() > limit) all.resize(limit);
    return all;
}

TEST(MatchByScan, EqualsBruteForceOnRandomMemories) {
    const char* words[] = {"open", "Open", "the", "a",   "file", "files", "7",  "12",
                           "軟",   "软",   "體",  "now", ",",    ".",     "new"};
    std::mt19937 random(5);
    const auto text = [&] {
        std::string result;
        for (std::size_t i = 1 + random() % 7; i > 0; --i)
            result += std::string(words[random() % std::size(words)]) + " ";
        return result;
    };
    for (int round = 0; round < 30; ++round) {
        MemorySource memory;
        for (int i = 0; i < 120; ++i) memory.add(unit_of(text(), "x"));
        std::vector<MatchQuery> queries;
        for (int i = 0; i < 12; ++i) queries.push_back(query_of(text()));
        MatchOptions options;
        options.min = Score{static_cast<std::int32_t>(random() % 10000)};
        options.limit = 1 + random() % 8;
        const std::vector<Matches> found = scan(memory, queries, options);
        for (std::size_t i = 0; i < queries.size(); ++i) {
            ASSERT_EQ(show(found[i]), show(by_brute_force(memory, queries[i], options)))
                << queries[i].segment.text;
        }
    }
}

}  // namespace
}  // namespace diglot
