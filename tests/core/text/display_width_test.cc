#include "core/text/display_width.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(DisplayWidth, CountsColumns) {
    EXPECT_EQ(display_width(""), 0u);
    EXPECT_EQ(display_width("abc"), 3u);
    EXPECT_EQ(display_width("中文"), 4u);
    EXPECT_EQ(display_width("ＡＢ"), 4u);
    EXPECT_EQ(display_width("ｱｲ"), 2u);
    EXPECT_EQ(display_width("e\xCC\x81"), 1u);
    EXPECT_EQ(display_width("한글"), 4u);
    EXPECT_EQ(display_width("\u1112\u1161\u11AB"), 2u);
    EXPECT_EQ(display_width("a\u200Bb"), 2u);
    EXPECT_EQ(display_width("🙂"), 2u);
    EXPECT_EQ(display_width("…"), 1u);
}

TEST(FitToWidth, CutsAndFills) {
    EXPECT_EQ(fit_to_width("abc", 5), "abc  ");
    EXPECT_EQ(fit_to_width("abc", 3), "abc");
    EXPECT_EQ(fit_to_width("abcd", 3), "ab…");
    EXPECT_EQ(fit_to_width("中文字", 6), "中文字");
    EXPECT_EQ(fit_to_width("中文字", 5), "中文…");
    EXPECT_EQ(fit_to_width("中文字", 4), "中… ");
    EXPECT_EQ(fit_to_width("中文", 1), "…");
    EXPECT_EQ(fit_to_width("中文", 0), "");
    EXPECT_EQ(fit_to_width("", 2), "  ");
    EXPECT_EQ(fit_to_width("e\xCC\x81"
                           "a",
                           2),
              "e\xCC\x81"
              "a");
}

TEST(FitToWidth, IsAsWideAsItSays) {
    for (const char* text : {"", "plain words", "混合 mixed 文字", "e\xCC\x81é中"}) {
        for (std::size_t width = 0; width < 20; ++width)
            EXPECT_EQ(display_width(fit_to_width(text, width)), width) << text;
    }
}

}  // namespace
}  // namespace diglot
