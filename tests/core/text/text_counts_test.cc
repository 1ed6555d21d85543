#include "core/text/text_counts.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(TextCounter, CountsByTheStatedRules) {
    const struct {
        const char* text;
        TextCounts counts;  ///< characters, with spaces, Asian, punctuation, other words
    } kCases[] = {
        {"", {0, 0, 0, 0, 0}},
        {" \n", {0, 2, 0, 0, 0}},
        {"公司投資3億元。", {8, 8, 6, 1, 1}},
        {"用LLNL的GPU 2顆", {11, 12, 3, 0, 3}},
        {"Don't stop, state-of-the-art.", {27, 29, 0, 6, 6}},
        {"カタカナとひらがな", {9, 9, 9, 0, 0}},
        {"3.5%", {4, 4, 0, 2, 1}},
        {"ㄅㄆ 한국어", {5, 6, 0, 0, 2}},
        {"𠮷野家\x01", {3, 3, 3, 0, 0}},
        {"e\u0301tat", {5, 5, 0, 0, 1}},
    };
    TextCounter counter;
    for (const auto& c : kCases) {
        const TextCounts found = counter.count(c.text);
        EXPECT_EQ(found.characters, c.counts.characters) << c.text;
        EXPECT_EQ(found.with_spaces, c.counts.with_spaces) << c.text;
        EXPECT_EQ(found.asian, c.counts.asian) << c.text;
        EXPECT_EQ(found.punctuation, c.counts.punctuation) << c.text;
        EXPECT_EQ(found.other_words, c.counts.other_words) << c.text;
    }
}

TEST(GmxWords, DividesChineseAndJapaneseOnly) {
    const TextCounts counts{30, 30, 28, 0, 2};
    EXPECT_DOUBLE_EQ(gmx_words(counts, gmx_characters_per_word(LanguageTag("zh-TW"))), 12);
    EXPECT_DOUBLE_EQ(gmx_characters_per_word(LanguageTag("ja")), 3);
    EXPECT_DOUBLE_EQ(gmx_characters_per_word(LanguageTag("de")), 1);
}

}  // namespace
}  // namespace diglot
