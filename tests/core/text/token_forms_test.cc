// Tokens and their forms by the table against the definition by ICU.
#include "core/text/token_forms.h"

#include <random>

#include <gtest/gtest.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr FoldChange kFolds[] = {kCaseChange, kWidthChange, kScriptChange};

std::vector<std::uint64_t> values_of(const TokenizedText& tokens) {
    std::vector<std::uint64_t> result;
    for (const Token& token : tokens.tokens) result.push_back(token.value);
    return result;
}

void expect_as_by_icu(const std::string& text) {
    const TokenizedText fast = tokenize(text);
    const TokenizedText slow = tokenize_by_icu(text);
    ASSERT_EQ(fast.folded.text, slow.folded.text) << text;
    ASSERT_EQ(fast.folded.origin, slow.folded.origin) << text;
    ASSERT_EQ(values_of(fast), values_of(slow)) << text;
    for (std::size_t i = 0; i < fast.tokens.size(); ++i) {
        ASSERT_EQ(fast.tokens[i].kind, slow.tokens[i].kind) << text;
        ASSERT_EQ(fast.tokens[i].start, slow.tokens[i].start) << text;
        ASSERT_EQ(fast.tokens[i].end, slow.tokens[i].end) << text;
    }
    ASSERT_EQ(text_between(fast), text_between(slow)) << text;
    for (const FoldChange fold : kFolds) {
        const auto forms = token_forms(text, slow, fold);
        const auto between = text_between(text, slow, fold);
        ASSERT_EQ(token_forms(text, fast, fold), forms) << text << fold;
        ASSERT_EQ(text_between(text, fast, fold), between) << text << fold;
        if ((fast.changes_in_tokens & fold) == 0) {
            ASSERT_EQ(values_of(fast), forms) << text << fold;
        }
        if ((fast.changes_between & fold) == 0) {
            ASSERT_EQ(text_between(fast), between) << text << fold;
        }
    }
}

TEST(TokenForms, AreAsByIcuBesideEveryCharacter) {
    for (char32_t c = 0; c < 0x32400; ++c) {
        if (c > 0x3400 && c < 0xA000 && c % 7 != 0) continue;
        if (c > 0xAC00 && c < 0xF900 && c % 211 != 0) continue;
        if (c > 0x1FC00 && c < 0x2F800 && c % 401 != 0) continue;
        std::string one;
        append_code_point(c, one);
        for (const std::string& text : {one, "a" + one + "É", "體" + one + one + "１ｶ"}) {
            expect_as_by_icu(text);
            if (HasFatalFailure()) FAIL() << std::hex << static_cast<unsigned>(c);
        }
    }
}

TEST(TokenForms, AreAsByIcuOnRandomText) {
    static const std::u32string kCharacters =
        U"abABÉé019  .,:;'’-_@/!?\"(體体發发豈㈱㍻½ⅣﬁßẞſİΣς①あアーｶ、。，．（）ＡＢ１２…™\u3000";
    std::mt19937 random(41);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t i = random() % 16; i > 0; --i)
            append_code_point(kCharacters[random() % kCharacters.size()], text);
        expect_as_by_icu(text);
        if (HasFatalFailure()) return;
    }
}

TEST(TokenForms, ShowWhatAFoldHides) {
    const TokenizedText tokens = tokenize("Ａb 體");
    EXPECT_EQ(tokens.changes_in_tokens, kAnyChange);
    EXPECT_EQ(tokens.changes_between, 0);
    EXPECT_TRUE(tokens.by_table);
    EXPECT_FALSE(tokenize("한국").by_table);
    EXPECT_EQ(tokenize("ab c, 3").changes_in_tokens, 0);
    EXPECT_EQ(text_between("a，b", tokenize("a，b"), kWidthChange), "，");
    EXPECT_EQ(text_between(tokenize("a，b ")), ",");
}

}  // namespace
}  // namespace diglot
