#include "quality/suggestion.h"

#include <random>

#include <gtest/gtest.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

/// "3-6:by; …"
std::string to_text(const std::vector<TextEdit>& edits) {
    std::string all;
    for (const TextEdit& edit : edits)
        all += (all.empty() ? "" : "; ") + std::to_string(edit.place.start) + "-" +
               std::to_string(edit.place.end) + ":" + edit.by;
    return all;
}

std::string with(std::string text, const std::vector<TextEdit>& edits) {
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
        text.replace(edit->place.start, edit->place.end - edit->place.start, edit->by);
    return text;
}

TEST(EditsBetween, AreAsSmallAsMayBe) {
    const struct {
        const char* from;
        const char* to;
        const char* edits;
    } cases[] = {
        {"same", "same", ""},
        {"Hello，world", "Hello, world", "5-8:, "},
        {"a，b。", "a, b.", "1-4:, ; 5-8:."},
        {"the the end", "the end", "4-8:"},
        {"ab", "aXb", "0-1:aX"},
        {"ab", "Xab", "0-1:Xa"},
        {"ab", "abX", "1-2:bX"},
        {"ab", "XaYb", "0-1:XaY"},
        {"a", "", "0-1:"},
        {"a𠀀b", "a𠀁b", "1-5:𠀁"},
        {"é", "è", "0-2:è"},
    };
    for (const auto& one : cases) {
        const auto edits = edits_between(one.from, one.to);
        EXPECT_EQ(with(one.from, edits), one.to);
        EXPECT_EQ(to_text(edits), one.edits) << one.from << " → " << one.to;
    }
}

TEST(EditsBetween, MakeOneTextOfAnother) {
    std::mt19937 random(7);
    const std::u32string letters = U"ab，𠀀 ";
    const auto word = [&](std::size_t longest) {
        std::string text;
        const std::size_t size = random() % (longest + 1);
        for (std::size_t i = 0; i < size; ++i)
            append_code_point(letters[random() % letters.size()], text);
        return text;
    };
    for (int i = 0; i < 20000; ++i) {
        const std::string from = "x" + word(8), to = word(8);
        const auto edits = edits_between(from, to);
        ASSERT_EQ(with(from, edits), to) << from << " → " << to;
        std::size_t last = 0;
        for (const TextEdit& edit : edits) {
            ASSERT_LT(edit.place.start, edit.place.end) << from << " → " << to;
            ASSERT_GE(edit.place.start, last) << from << " → " << to;
            last = edit.place.end;
        }
    }
}

TEST(EditsBetween, TakesALongMiddlePartAsOne) {
    const std::string from = "[" + std::string(3000, 'a') + "]";
    const std::string to = "[" + std::string(3000, 'b') + "]";
    const auto edits = edits_between(from, to);
    ASSERT_EQ(edits.size(), 1u);
    EXPECT_EQ(edits[0].place, (TextSpan{1, 3001}));
}

Segment coded(std::string_view before, std::string_view in, std::string_view after) {
    return Segment::from_content(
        {Markup::run(std::string(before)), Markup::leaf("bpt", {{"i", "1"}}, "<b>"),
         Markup::run(std::string(in)), Markup::leaf("ept", {{"i", "1"}}, "</b>"),
         Markup::run(std::string(after))});
}

TEST(ApplySuggestions, KeepsInlineCodes) {
    const auto applied = apply_suggestions(coded("Hello，", "world", "。"), {"Hello, world."});
    EXPECT_EQ(applied.segment, coded("Hello, ", "world", "."));
    EXPECT_EQ(applied.applied, std::vector<bool>{true});
    EXPECT_EQ(applied.why_not, std::vector<std::string>{""});
    EXPECT_EQ(to_text(applied.edits), "5-8:, ; 13-16:.");
}

TEST(ApplySuggestions, TakesThemTogetherWhereTheyDoNotMeet) {
    const auto applied =
        apply_suggestions(Segment("a，b b。"), {"a, b b.", "a，b。", "a, b b.", "a; b b。"});
    EXPECT_EQ(applied.segment.text, "a, b.");
    EXPECT_EQ(applied.applied, (std::vector<bool>{true, true, true, false}));
    EXPECT_EQ(applied.why_not[3], "another fix changes the same place");
}

TEST(ApplySuggestions, TakesEachWholeOrNotAtAll) {
    const Segment segment = coded("N", "RE", "L，x。");
    // The name lies on both sides of codes; the full stop behind it stays with it.
    const auto applied = apply_suggestions(segment, {"Q，x.", "NREL, x。"});
    EXPECT_EQ(applied.applied, (std::vector<bool>{false, true}));
    EXPECT_EQ(applied.why_not[0], "an inline code stands in the place");
    EXPECT_EQ(applied.segment, coded("N", "RE", "L, x。"));
}

TEST(ApplySuggestions, LeavesTheSegmentWhereNothingGoes) {
    const Segment segment("a");
    const auto applied = apply_suggestions(segment, {});
    EXPECT_EQ(applied.segment, segment);
    EXPECT_TRUE(applied.edits.empty());
}

}  // namespace
}  // namespace diglot
