#include "core/text/tokens.h"

#include <random>

#include <gtest/gtest.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

/// Tokens by "|"; numbers in <>, symbols in ().
std::string show(std::string_view text) {
    const TokenizedText tokens = tokenize(text);
    std::string result;
    for (const Token& token : tokens.tokens) {
        const std::string one(tokens.text(token));
        if (!result.empty()) result += "|";
        if (token.kind == TokenKind::kNumber)
            result += "<" + one + ">";
        else if (token.kind == TokenKind::kSymbol)
            result += "(" + one + ")";
        else
            result += one;
    }
    return result;
}

struct Case {
    const char* text;
    const char* tokens;
};

TEST(Tokenize, FollowsTheTable) {
    const Case cases[] = {
        {"", ""},
        {"   \t\n", ""},
        {"Hello, World!", "hello|world"},
        {"don't stop", "don't|stop"},
        {"don’t", "don’t"},
        {"well-known", "well|known"},
        {"state_of_art __init__ _", "state_of_art|__init__"},
        {"GPT4 GPT-4 H100 3nm 1st", "gpt4|gpt|<4>|h100|3nm|1st"},
        {"1,234.5 and 50% of 3.14", "<1,234.5>|and|<50>|of|<3.14>"},
        {"10:30 2024-05-01 1/2 1_000", "<10>|<30>|<2024>|<05>|<01>|<1>|<2>|<1_000>"},
        {"version 1.2.3.", "version|<1.2.3>"},
        {"a.b a:b a·b", "a.b|a|b|a·b"},
        {"me@example.com @ home", "me@example.com|home"},
        {"½ 10²", "<1⁄2>|<102>"},
        {"Ⅳ ＡＢＣ ３．１４", "iv|abc|<3.14>"},
        {"人工智慧", "人|工|智|慧"},
        {"软件", "软|件"},
        {"第12條", "第|<12>|条"},
        {"輝達H100晶片", "辉|达|h100|晶|片"},
        {"人々は、東京へ。", "人|々|は|东|京|へ"},
        {"コーヒー・ﾃﾞｰﾀ", "コ|ー|ヒ|ー|デ|ー|タ"},
        {"한국어 문장", "한국어|문장"},
        {"…", "(.)|(.)|(.)"},
        {"<-- ? 🙂", "(<)|(-)|(-)|(?)|(🙂)"},
        {"，", "(,)"},
        {"Straße", "strasse"},
        {"٣٫١٤", "<٣٫١٤>"},
        {"café cafe\xCC\x81", "café|café"},
        {"co\u00ADoperate", "cooperate"},
        {"שלום עולם", "שלום|עולם"},
        {"\"quoted\" (text)", "quoted|text"},
    };
    for (const Case& one : cases) EXPECT_EQ(show(one.text), one.tokens) << one.text;
}

TEST(Tokenize, GivesAllNumbersOneValue) {
    const TokenizedText tokens = tokenize("7 1,000 x");
    ASSERT_EQ(tokens.tokens.size(), 3u);
    EXPECT_EQ(tokens.tokens[0].value, kNumberToken);
    EXPECT_EQ(tokens.tokens[1].value, kNumberToken);
    EXPECT_NE(tokens.tokens[2].value, kNumberToken);
}

TEST(Tokenize, CutsThaiIntoWords) { EXPECT_GT(tokenize("ภาษาไทยง่ายมาก").tokens.size(), 2u); }

TEST(WordBoundaries, LieBesideWordsAndHan) {
    const std::string text = "ab c中d";
    const auto boundaries = word_boundaries(text);
    std::string marks;
    for (const bool one : boundaries) marks += one ? '1' : '0';
    EXPECT_EQ(marks, "101110011");
}

void expect_fast_equals_icu(const std::string& text) {
    std::vector<std::uint64_t> fast;
    token_values(text, fast);
    std::vector<std::uint64_t> slow;
    for (const Token& token : tokenize_by_icu(text).tokens) slow.push_back(token.value);
    ASSERT_EQ(fast, slow) << text << "\n" << show(text);
}

/// Characters of every class the word rules know, plain ones often and strange ones seldom.
char32_t random_character(std::mt19937& random) {
    static const std::u32string kCommon =
        U"abzABZ019  "
        U".,:;'’-_@·/!?\"()%$é中文體發あアー、。，．（）ＡＢ１２３…™½ß\u00AD\u200B\u3000";
    switch (random() % 8) {
        case 0:
            return static_cast<char32_t>(random() % 0x250);
        case 1:
            return static_cast<char32_t>(0x2000 + random() % 0x300);
        case 2:
            return random() % 4 == 0 ? static_cast<char32_t>(random() % 0x3400) : U'x';
        case 3:
            return static_cast<char32_t>(0xFE00 + random() % 0x1F0);
        default:
            return kCommon[random() % kCommon.size()];
    }
}

TEST(TokenValues, EqualThoseOfIcuOnRandomText) {
    std::mt19937 random(20251218);
    for (int round = 0; round < 60000; ++round) {
        std::string text;
        for (std::size_t i = random() % 14; i > 0; --i)
            append_code_point(random_character(random), text);
        expect_fast_equals_icu(text);
        if (HasFatalFailure()) return;
    }
}

TEST(TokenValues, EqualThoseOfIcuBesideEveryCharacter) {
    for (char32_t c = 0; c < 0x32400; ++c) {
        if (c > 0x3400 && c < 0xA000 && c % 37 != 0) continue;
        if (c > 0xAC00 && c < 0xF900 && c % 211 != 0) continue;
        if (c > 0x1FC00 && c % 401 != 0) continue;
        std::string one;
        append_code_point(c, one);
        for (const std::string& text :
             {"a" + one + "b", "1" + one + "2", one + "_" + one, "中" + one}) {
            expect_fast_equals_icu(text);
            if (HasFatalFailure()) FAIL() << std::hex << static_cast<unsigned>(c);
        }
    }
}

}  // namespace
}  // namespace diglot
