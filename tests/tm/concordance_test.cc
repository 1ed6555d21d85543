#include "tm/concordance.h"

#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/tm/match_memory.h"
#include "tm/index_store.h"

namespace diglot {
namespace {

/// A store in memory with units 1, 2, 3 …
class ConcordanceTest : public testing::Test {
protected:
    void fill(const std::vector<Unit>& units) {
        ChangeSet change(database_, log_, {"test", "test", ""});
        for (const Unit& unit : units) store_.add(unit, change);
        store_.flush();
        change.commit();
    }

    /// Each hit as "unit.variant" and the text with what was found in brackets.
    std::string found(const ConcordanceQuery& query) {
        const auto hits = search_by_scan(store_, query);
        if (!hits) return hits.error().code;
        std::string result;
        for (const ConcordanceHit& hit : *hits) {
            for (const VariantHit& one : hit.variants) {
                std::string text = hit.unit.variants[one.variant].segment.text;
                for (auto span = one.spans.rbegin(); span != one.spans.rend(); ++span) {
                    text.insert(span->end, "]");
                    text.insert(span->start, "[");
                }
                result += std::to_string(hit.unit.id) + "." + std::to_string(one.variant) + " " +
                          text + "\n";
            }
        }
        return result;
    }

    std::array<Migration, 5> migrations_ = {
        Migration{1, ChangeLog::kSchema}, Migration{2, Store::kSchema},
        Migration{4, IndexStore::kSchema}, Migration{5, Store::kCompactSchema},
        Migration{7, IndexStore::kFingerprintSchema}};
    Database database_{":memory:", migrations_};
    ChangeLog log_{database_, {Store::aggregate()}};
    Store store_{database_};
};

TEST_F(ConcordanceTest, SearchesEitherSideOrBoth) {
    fill({unit_of("Open AI software", "開啟 AI 軟體"), unit_of("A file", "一個檔案"),
          unit_of("software of ai", "软件", "en", "zh-CN")});
    ConcordanceQuery query;
    query.text = "ai";
    EXPECT_EQ(found(query), "1.0 Open [AI] software\n1.1 開啟 [AI] 軟體\n3.0 software of [ai]\n");
    query.side = SearchSide::kSource;
    EXPECT_EQ(found(query), "1.0 Open [AI] software\n3.0 software of [ai]\n");
    query.side = SearchSide::kTarget;
    EXPECT_EQ(found(query), "1.1 開啟 [AI] 軟體\n");
    query.text = "軟";
    EXPECT_EQ(found(query), "1.1 開啟 AI [軟]體\n3.1 [软]件\n");
    query.fold.han_script = false;
    EXPECT_EQ(found(query), "1.1 開啟 AI [軟]體\n");
    query.fold.han_script = true;
    query.target = LanguageTag("en");
    EXPECT_EQ(found(query), "");
}

TEST_F(ConcordanceTest, TakesLanguagesForSides) {
    fill({unit_of("software", "軟體")});
    ConcordanceQuery query;
    query.text = "軟體";
    query.side = SearchSide::kSource;
    query.source = LanguageTag("zh-TW");
    query.target = LanguageTag("en");
    EXPECT_EQ(found(query), "1.1 [軟體]\n");
    query.text = "soft";
    EXPECT_EQ(found(query), "");
    query.side = SearchSide::kTarget;
    EXPECT_EQ(found(query), "1.0 [soft]ware\n");
}

TEST_F(ConcordanceTest, CountsUnitsAgainstTheLimit) {
    fill({unit_of("a x", "x"), unit_of("b x", "x"), unit_of("c x", "x")});
    ConcordanceQuery query;
    query.text = "x";
    query.limit = 2;
    EXPECT_EQ(found(query), "1.0 a [x]\n1.1 [x]\n2.0 b [x]\n2.1 [x]\n");
    query.limit = 0;
    EXPECT_THROW(found(query), std::logic_error);
}

TEST_F(ConcordanceTest, HasModes) {
    fill({unit_of("The laboratory lab opens", "實驗室"), unit_of("Labs", "實驗")});
    ConcordanceQuery query;
    query.text = "lab";
    query.mode = PatternMode::kWord;
    EXPECT_EQ(found(query), "1.0 The laboratory [lab] opens\n");
    query.text = "lab?";
    query.mode = PatternMode::kWildcard;
    EXPECT_EQ(found(query), "1.0 The [labo]ratory [lab ]opens\n2.0 [Labs]\n");
    query.text = "^labs?$";
    query.mode = PatternMode::kRegex;
    EXPECT_EQ(found(query), "2.0 [Labs]\n");
    query.text = "(";
    EXPECT_EQ(found(query), "search.pattern");
    query.text = "";
    EXPECT_EQ(found(query), "search.empty");
}

TEST_F(ConcordanceTest, NamesTheUnitAnExpressionIsTooSlowFor) {
    fill({unit_of(std::string(60, 'a') + "b", "x")});
    ConcordanceQuery query;
    query.text = "(a+)+$";
    query.mode = PatternMode::kRegex;
    const auto hits = search_by_scan(store_, query);
    ASSERT_FALSE(hits);
    EXPECT_EQ(hits.error().code, "search.slow");
    EXPECT_NE(hits.error().message.find("unit 1"), std::string::npos) << hits.error().message;
}

/// The scan over the store and over the same units in memory.
TEST_F(ConcordanceTest, MatchByScanSeesTheSameUnitsInTheStore) {
    MemorySource memory;
    memory.add(unit_of("Press ‹br/› to go on", "按 ‹br/› 繼續"));
    memory.add(unit_of("Press to go on", "繼續"));
    memory.add(unit_of("Chapter 3", "第3章"));
    fill(memory.units());
    MatchOptions options;
    options.source = LanguageTag("en");
    options.target = LanguageTag("zh");
    std::vector<MatchQuery> queries = {query_of("Press ‹br/› to go on"),
                                       query_of("Press to go off"), query_of("Chapter 4"),
                                       query_of("?")};
    const auto expected = scan(memory, queries, options);
    const auto found_matches = match_by_scan(store_, queries, options);
    ASSERT_EQ(found_matches.size(), queries.size());
    for (std::size_t i = 0; i < queries.size(); ++i) {
        ASSERT_EQ(found_matches[i].size(), expected[i].size()) << i;
        for (std::size_t k = 0; k < expected[i].size(); ++k) {
            EXPECT_EQ(found_matches[i][k].unit.id, expected[i][k].unit.id);
            EXPECT_EQ(found_matches[i][k].score, expected[i][k].score);
            EXPECT_EQ(found_matches[i][k].adapted_target, expected[i][k].adapted_target);
        }
    }
    EXPECT_EQ(found_matches[0].at(0).score, Score{9900});
    EXPECT_EQ(found_matches[2].at(0).adapted_target, "第4章");
}

}  // namespace
}  // namespace diglot
