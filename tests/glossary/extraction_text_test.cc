#include "glossary/extraction_text.h"

#include <string>

#include <gtest/gtest.h>

namespace diglot {
namespace {

/// Words and characters apart by a space, a break as |, quotes as < and >.
std::string shown(std::string_view text) {
    std::vector<ExtractionToken> tokens;
    extraction_tokens(text, tokens);
    std::string out;
    for (const ExtractionToken& token : tokens) {
        if (!out.empty()) out += ' ';
        switch (token.kind) {
            case ExtractionToken::Kind::kBreak:
                out += '|';
                break;
            case ExtractionToken::Kind::kOpenQuote:
                out += '<';
                break;
            case ExtractionToken::Kind::kCloseQuote:
                out += '>';
                break;
            default:
                out += text.substr(token.start, token.end - token.start);
        }
    }
    return out;
}

TEST(ExtractionTokens, BreakWhereNoTermGoesOn) {
    const struct {
        const char* text;
        const char* tokens;
    } kCases[] = {
        {"", ""},
        {"the power grid, again", "the power grid | again"},
        {"power-grid operators' rights", "power grid operators rights"},
        {"。輝達，輝達。", "輝 達 | 輝 達"},
        {"用LLNL的電腦", "用 LLNL 的 電 腦"},
        {"稱為「星鏈」計畫", "稱 為 < 星 鏈 > 計 畫"},
        {"讀《夜航》", "讀 < 夜 航 >"},
        {"in 2026 it", "in | it"},
        {"COVID-19 spreads", "COVID 19 spreads"},
        {"5G and H100", "5G and H100"},
        {"依第十二條規定", "依 | 規 定"},
        {"三十日內", "| 內"},
        {"一般第三方", "一 般 第 三 方"},
        {"a <b>bold</b> word", "a | bold | word"},
        {"the <power grid> is", "the | power grid | is"},
        {"an <a href=\"x y\">b c</a>", "an | b c"},
        {"fish &amp; chips", "fish | chips"},
        {"%s files of %(total)d", "| files of"},
        {"{name} opens ${path} here", "| opens | here"},
        {"see https://example.org/a?b=c now", "see | now"},
        {"call os.path or run() or a_b", "call | or | or"},
        {"the :func:`len` call", "the | call"},
        {"the `power grid` is", "the | power grid | is"},
        {"the ``x y`` and `z`", "the | and"},
        {"U.S. law, e.g. this", "U.S. law | e.g. this"},
        {"50 % of all", "| of all"},
    };
    for (const auto& c : kCases) {
        std::string expected = c.tokens;
        // Neither first nor last.
        if (expected.starts_with("| ")) expected.erase(0, 2);
        EXPECT_EQ(shown(c.text), expected) << c.text;
    }
}

}  // namespace
}  // namespace diglot
