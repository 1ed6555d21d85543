#include "tm/fragments.h"

#include <random>

#include <gtest/gtest.h>

#include "tests/tm/match_memory.h"

namespace diglot {
namespace {

class FragmentsTest : public testing::Test {
protected:
    FragmentsTest()
        : migrations_{{1, ChangeLog::kSchema},
                      {2, Store::kSchema},
                      {4, IndexStore::kSchema},
                      {5, Store::kCompactSchema},
                      {7, IndexStore::kFingerprintSchema}},
          database_(":memory:", migrations_),
          log_(database_, {Store::aggregate()}),
          store_(database_),
          index_(database_, store_) {}

    void add(const std::vector<std::string>& texts) {
        ChangeSet change(database_, log_, {"me", "add", ""});
        for (const std::string& text : texts) {
            store_.add(unit_of(text, "t" + text), change);
            all_.push_back(text);
        }
        store_.flush();
        change.commit();
    }

    /// "part|part": with = before one that is a whole unit.
    std::string found(const std::string& query) {
        MatchOptions options;
        options.source = LanguageTag("en");
        options.limit = 2;
        std::string result;
        for (const Fragment& fragment : find_fragments(index_, query_of(query), options)) {
            const std::string part = query.substr(fragment.start, fragment.end - fragment.start);
            result += (result.empty() ? "" : "|") +
                      std::string(fragment.hits.front().whole ? "=" : "") + part;
        }
        return result;
    }

    std::vector<Migration> migrations_;
    Database database_;
    ChangeLog log_;
    Store store_;
    MatchIndex index_;
    std::vector<std::string> all_;
};

TEST_F(FragmentsTest, FindsTheLongestParts) {
    add({"National Laboratory", "the Department of Energy said", "a new supercomputer", "人工智慧",
         "能源部的國家實驗室"});
    EXPECT_EQ(found("Argonne National Laboratory and the Department of Energy run a new machine"),
              "=National Laboratory|the Department of Energy|a new");
    EXPECT_EQ(found("在國家實驗室用人工智慧"), "國家實驗室|=人工智慧");
    EXPECT_EQ(found("SUPERCOMPUTER"), "");  // One word inside a unit says too little.
    EXPECT_EQ(found("nothing of it"), "");
    EXPECT_EQ(found(""), "");
}

TEST_F(FragmentsTest, TellsWhereAPartStands) {
    add({"We saw the National  Laboratory there"});
    MatchOptions options;
    const auto fragments = find_fragments(index_, query_of("A national laboratory."), options);
    ASSERT_EQ(fragments.size(), 1u);
    ASSERT_EQ(fragments[0].hits.size(), 1u);
    const FragmentHit& hit = fragments[0].hits[0];
    EXPECT_EQ(hit.unit.variants[0].segment.text.substr(hit.start, hit.end - hit.start),
              "National  Laboratory");
    EXPECT_EQ(hit.target, 1u);
    EXPECT_EQ(fragments[0].tokens, 2u);
}

TEST_F(FragmentsTest, NamesAUnitOnceAndOnlyAsItIs) {
    add({"New York is not New York City"});
    MatchOptions options;
    EXPECT_EQ(
        find_fragments(index_, query_of("he likes New York a lot"), options).at(0).hits.size(), 1u);
    std::vector<std::string> many;
    for (int i = 0; i < 1500; ++i) many.push_back("zz" + std::to_string(i) + " argonne laboratory");
    many.push_back("this one is at the argonne laboratory and stays there");
    add(many);
    ChangeSet change(database_, log_, {"me", "remove", ""});
    for (std::int64_t id = 2; id < 1502; ++id) store_.remove(id);
    change.commit();
    const auto fragments = find_fragments(index_, query_of("an argonne laboratory"), options);
    ASSERT_EQ(fragments.size(), 1u);
    EXPECT_EQ(fragments[0].hits.front().unit.id, 1502);
}

/// Ends of the longest part from each token on that stands in a unit, by comparing with each; parts
/// of others left out.
std::string by_scan(const std::vector<std::string>& units, const std::vector<std::string>& words) {
    std::string result;
    std::size_t covered = 0;
    for (std::size_t start = 0; start < words.size(); ++start) {
        std::string part, longest;
        std::size_t end = 0;
        for (std::size_t i = start; i < words.size(); ++i) {
            part += (part.empty() ? "" : " ") + words[i];
            for (const std::string& unit : units) {
                const bool inside = (" " + unit + " ").find(" " + part + " ") != std::string::npos;
                if (!inside || i + 1 <= covered || (i == start && unit != part)) continue;
                longest = part;
                end = i + 1;
            }
        }
        if (end == 0) continue;
        const bool whole = std::find(units.begin(), units.end(), longest) != units.end();
        result += (result.empty() ? "" : "|") + std::string(whole ? "=" : "") + longest;
        covered = end;
    }
    return result;
}

TEST_F(FragmentsTest, AgreesWithComparingAll) {
    std::mt19937 random(5);
    const auto some_words = [&](std::size_t most) {
        std::vector<std::string> words(1 + random() % most);
        for (std::string& word : words)
            word = std::string(1, static_cast<char>('a' + random() % 5 * (random() % 4 + 1)));
        return words;
    };
    const auto joined = [](const std::vector<std::string>& words) {
        std::string text;
        for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
        return text;
    };
    std::vector<std::string> texts;
    for (int i = 0; i < 1400; ++i) texts.push_back(joined(some_words(7)));
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    add(texts);            // Compiled,
    add({"a b c d e f"});  // and one that is pending.
    for (int q = 0; q < 300; ++q) {
        const std::vector<std::string> words = some_words(14);
        EXPECT_EQ(found(joined(words)), by_scan(all_, words)) << joined(words);
    }
}

}  // namespace
}  // namespace diglot
