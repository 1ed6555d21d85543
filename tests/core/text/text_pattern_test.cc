#include "core/text/text_pattern.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

/// The text with hits in brackets, or the diagnostic.
std::string mark(std::string_view pattern, PatternMode mode, std::string_view text,
                 FoldOptions fold = {}) {
    const auto compiled = TextPattern::compile(pattern, mode, fold);
    if (!compiled) return to_string(compiled.error());
    const auto spans = compiled->find(text);
    if (!spans) return to_string(spans.error());
    std::string result;
    std::size_t done = 0;
    for (const auto& span : *spans) {
        result += std::string(text.substr(done, span.start - done)) + "[" +
                  std::string(text.substr(span.start, span.end - span.start)) + "]";
        done = span.end;
    }
    return result + std::string(text.substr(done));
}

struct Case {
    PatternMode mode;
    const char* pattern;
    const char* text;
    const char* marked;
};

TEST(TextPattern, FollowsTheTable) {
    using enum PatternMode;
    const Case cases[] = {
        {kText, "lab", "Laboratory LABS", "[Lab]oratory [LAB]S"},
        {kText, "體", "软件与軟體", "软件与軟[體]"},
        {kText, "软体", "軟體", "[軟體]"},
        {kText, "gpt", "ＧＰＴ-4", "[ＧＰＴ]-4"},
        {kText, "aa", "aaaa", "[aa][aa]"},
        {kText, "x", "none", "none"},
        {kText, "a*", "a*b ab", "[a*]b ab"},
        {kText, ".", "wait… no.", "wait[…] no[.]"},
        {kWord, "lab", "Laboratory lab, lab2 LAB", "Laboratory [lab], lab2 [LAB]"},
        {kWord, "national lab", "the National Lab.", "the [National Lab]."},
        {kWord, "軟體", "這軟體好", "這[軟體]好"},
        {kWord, "ai", "AI晶片 said", "[AI]晶片 said"},
        {kWildcard, "lab*", "Laboratories and slab", "[Laboratories] and s[lab]"},
        {kWildcard, "*tion", "translation station", "[translation] [station]"},
        {kWildcard, "c?t", "cat cut coat", "[cat] [cut] coat"},
        {kWildcard, "人工*慧", "人工智慧與人工智能", "[人工智慧]與人工智能"},
        {kWildcard, "軟*", "軟體 soft", "[軟]體 soft"},
        {kWildcard, "2\\*3", "2*3 213", "[2*3] 213"},
        {kWildcard, "f(*)", "call f(x) now", "call [f(x)] now"},
        {kRegex, "lab(s|oratory)\\b", "Labs, laboratory, lab", "[Labs], [laboratory], lab"},
        {kRegex, "\\d+", "in 2025, ＡＢ１２", "in [2025], ＡＢ[１２]"},
        {kRegex, "軟[體件]", "软件 軟體", "[软件] [軟體]"},
        {kRegex, "（x）", "f(x) f（x）", "f[(x)] f[（x）]"},
        {kRegex, "a*", "baab", "b[aa]b"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(mark(one.pattern, one.mode, one.text), one.marked) << one.pattern;
    }
}

TEST(TextPattern, MindsWhatItIsToldToMind) {
    EXPECT_EQ(mark("Lab", PatternMode::kText, "lab Lab", {false, true, true}), "lab [Lab]");
    EXPECT_EQ(mark("軟", PatternMode::kText, "软 軟", {true, true, false}), "软 [軟]");
    EXPECT_EQ(mark("A", PatternMode::kText, "Ａ A", {true, false, true}), "Ａ [A]");
    EXPECT_EQ(mark("Lab", PatternMode::kRegex, "lab Lab", {false, true, true}), "lab [Lab]");
}

TEST(TextPattern, SaysWhereAnExpressionIsWrong) {
    const auto wrong = TextPattern::compile("軟體(", PatternMode::kRegex);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "search.pattern");
    EXPECT_EQ(wrong.error().position.column, 3u);
    EXPECT_EQ(wrong.error().message, "this is no regular expression: a round bracket has no partner");
    const auto empty = TextPattern::compile("", PatternMode::kText);
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().code, "search.empty");
}

TEST(TextPattern, GivesUpOnAnExpressionThatNeverEnds) {
    const auto pattern = TextPattern::compile("(a+)+$", PatternMode::kRegex);
    ASSERT_TRUE(pattern);
    const auto found = pattern->find(std::string(60, 'a') + "b");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "search.slow");
}

}  // namespace
}  // namespace diglot
