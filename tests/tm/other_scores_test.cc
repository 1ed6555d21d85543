#include "tm/other_scores.h"

#include <gtest/gtest.h>

#include "tests/tm/match_memory.h"

namespace diglot {
namespace {

struct Case {
    const char* query;
    const char* unit;
    const char* language;
    OtherScores scores;
};

const Case kCases[] = {
    {"Open the file.", "Open the file.", "en", {100, 100, 100, 100}},
    // Stems: open the file; words: 2 of 3; all with 2 spaces and a full stop: 5 of 6; 1 of 15
    // characters.
    {"Open the file.", "Open the files.", "en", {100, 66, 83, 100.0 - 100.0 / 15}},
    {"Open the file.", "Open the files.", "fr", {66, 66, 83, 100.0 - 100.0 / 15}},
    {"OPEN THE FILE", "open the file", "en", {100, 100, 100, 100.0 - 1100.0 / 13}},
    {"Chapter 3", "Chapter 4", "en", {100, 100, 66, 100.0 - 100.0 / 9}},
    {"人工智慧", "人工智能", "zh-TW", {75, 75, 75, 75}},
    {"‹br›Go", "Go", "en", {100, 100, 50, 100}},
    {"", "", "en", {0, 0, 0, 0}},
};

TEST(OtherScores, AreWhatTheFormulasSay) {
    for (const Case& c : kCases) {
        const OtherScores scores =
            other_scores(segment_of(c.query), segment_of(c.unit), LanguageTag(c.language));
        EXPECT_EQ(scores.omegat_stems, c.scores.omegat_stems) << c.query << " / " << c.unit;
        EXPECT_EQ(scores.omegat_words, c.scores.omegat_words) << c.query << " / " << c.unit;
        EXPECT_EQ(scores.omegat_all, c.scores.omegat_all) << c.query << " / " << c.unit;
        EXPECT_NEAR(scores.characters, c.scores.characters, 1e-9) << c.query << " / " << c.unit;
    }
}

}  // namespace
}  // namespace diglot
