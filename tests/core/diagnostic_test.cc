#include "core/diagnostic.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(Diagnostic, PrintsPlaceMessageLineAndCaret) {
    const Diagnostic d{Severity::kError, "tmx.x", "the unit has no <seg>",
                       {3, 5},           "a.tmx", "<tu><tuv/></tu>"};
    EXPECT_EQ(to_string(d), "a.tmx:3:5: error: the unit has no <seg>\n  <tu><tuv/></tu>\n      ^");
}

TEST(Diagnostic, PutsTheCaretUnderWideCharacters) {
    const Diagnostic d{Severity::kWarning, "x", "here", {1, 3}, "f", "實驗室"};
    EXPECT_EQ(to_string(d), "f:1:3: warning: here\n  實驗室\n      ^");
}

TEST(Diagnostic, CutsALongLineToAWindowAroundTheColumn) {
    const Diagnostic d{
        Severity::kError, "x", "here",
        {1, 3001},        "f", std::string(3000, 'a') + "B" + std::string(3000, 'c')};
    EXPECT_EQ(to_string(d), "f:1:3001: error: here\n  " + std::string(50, 'a') + "B" +
                                std::string(49, 'c') + "\n  " + std::string(50, ' ') + "^");
}

TEST(Diagnostic, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ(to_string(Diagnostic{Severity::kNote, "x", "nothing to do", {}, "", ""}),
              "note: nothing to do");
    EXPECT_EQ(to_string(Diagnostic{Severity::kError, "x", "is empty", {}, "f", ""}),
              "f: error: is empty");
}

}  // namespace
}  // namespace diglot
