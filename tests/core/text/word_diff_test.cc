#include "core/text/word_diff.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

std::string shown(std::string_view a, std::string_view b) {
    std::string text;
    for (const DiffPiece& piece : word_diff(a, b))
        text += piece.kind == DiffPiece::Kind::kSame      ? piece.text
                : piece.kind == DiffPiece::Kind::kRemoved ? "[-" + piece.text + "-]"
                                                          : "{+" + piece.text + "+}";
    return text;
}

TEST(WordDiff, MarksWordsAndSingleHan) {
    const struct {
        const char* a;
        const char* b;
        const char* marked;
    } cases[] = {
        {"", "", ""},
        {"same", "same", "same"},
        {"", "new", "{+new+}"},
        {"old", "", "[-old-]"},
        {"a plan for power", "a new plan for power", "a {+new +}plan for power"},
        {"the old plan", "the new plan", "the [-old-]{+new+} plan"},
        {"one two three", "four five six", "[-one two three-]{+four five six+}"},
        {"我們宣布計畫", "我們公布計畫", "我們[-宣-]{+公+}布計畫"},
        {"輝達的GPU", "輝達的CPU", "輝達的[-GPU-]{+CPU+}"},
        {"It’s 3.5 km.", "It’s 3.6 km.", "It’s 3.[-5-]{+6+} km."},
        {"café", "cafe", "[-café-]{+cafe+}"},
    };
    for (const auto& one : cases) EXPECT_EQ(shown(one.a, one.b), one.marked);
}

TEST(WordDiff, OfVeryLongTextsMarksTheWholeMiddle) {
    std::string a = "begin ", b = "begin ";
    for (int i = 0; i < 3000; ++i) {
        a += "a" + std::to_string(i) + " ";
        b += "b" + std::to_string(i) + " ";
    }
    const auto pieces = word_diff(a + "end", b + "end");
    ASSERT_EQ(pieces.size(), 4u);
    EXPECT_EQ(pieces[0].text, "begin ");
    EXPECT_EQ(pieces[3].text, " end");
}

}  // namespace
}  // namespace diglot
