#include "tm/content_segments.h"

#include <gtest/gtest.h>

#include "tm/unit.h"

namespace diglot {
namespace {

using Contents = std::vector<Markup>;

Markup bpt(const char* number, const char* native) {
    return Markup::leaf("bpt", {{"i", number}, {"x", number}, {"type", "bold"}}, native);
}
Markup ept(const char* number, const char* native) {
    return Markup::leaf("ept", {{"i", number}}, native);
}
Markup ph(const char* number, const char* type, const char* native) {
    return Markup::leaf("ph", {{"x", number}, {"type", type}}, native);
}

std::string shown(const std::vector<ContentSegment>& segments) {
    std::string out;
    for (const ContentSegment& segment : segments)
        out +=
            "{" + segment.before + "}" + to_jsonml(segment.content) + "{" + segment.after + "}\n";
    return out;
}

std::string text_of(const Contents& content) { return Segment::from_content(content).text; }

TEST(SplitContent, CutsTextAndKeepsTheWhiteSpaceApart) {
    const Contents content{Markup::run("One. Two.  \u3000Three.")};
    EXPECT_EQ(shown(split_content(content, {5, 14, 20})),
              "{}[\"One.\"]{ }\n{}[\"Two.\"]{  \u3000}\n{}[\"Three.\"]{}\n");
}

TEST(SplitContent, GivesCodesAtACutToTheSideTheyBelongTo) {
    const Contents content{bpt("1", "<b>"),         Markup::run("甲。"),       ept("1", "</b>"),
                           ph("2", "fnote", "[1]"), ph("3", "image", "<img>"), bpt("4", "<b>"),
                           Markup::run("乙。"),     ept("4", "</b>")};
    const auto segments = split_content(content, {6, 12});
    ASSERT_EQ(segments.size(), 2u);
    EXPECT_EQ(segments[0].content.size(), 4u);  // <b>甲。</b>[1]
    EXPECT_EQ(segments[1].content.size(), 4u);  // <img><b>乙。</b>
    EXPECT_EQ(join_content(segments), content);
}

TEST(SplitContent, IsolatesThePairsItCutsAndJoinMendsThem) {
    const Contents content{Markup::run("A "), bpt("1", "<b>"), Markup::run("b. C"),
                           ept("1", "</b>"), Markup::run(" d.")};
    const auto segments = split_content(content, {5, 9});
    EXPECT_EQ(shown(segments),
              "{}[\"A \",[\"it\",{\"pos\":\"begin\",\"x\":\"1\",\"type\":\"bold\"},\"<b>\"],\"b.\"]"
              "{ }\n{}[\"C\",[\"it\",{\"pos\":\"end\",\"x\":\"1\"},\"</b>\"],\" d.\"]{}\n");
    EXPECT_EQ(join_content(segments), content);
}

TEST(SplitContent, LeavesAnItThatWasOneBefore) {
    const Contents content{Markup::leaf("it", {{"pos", "end"}, {"x", "1"}}, "</i>"),
                           Markup::run("A. B.")};
    EXPECT_EQ(join_content(split_content(content, {3, 5})), content);
}

TEST(SplitContent, MakesNoSegmentOfCodesAlone) {
    const Contents content{ph("1", "image", "<a>"), Markup::run("\n"), Markup::run("A.\n"),
                           ph("2", "image", "<b>")};
    const auto segments = split_content(content, {1, 4});
    ASSERT_EQ(segments.size(), 1u);
    EXPECT_EQ(text_of(join_content(segments)), "\nA.\n");
    EXPECT_EQ(segments[0].content.back().element, "ph");
}

TEST(SplitContent, DoesNotCutAnElementThatHoldsText) {
    const Contents content{Markup::leaf("hi", {}, "A. B."), Markup::run(" C.")};
    const auto segments = split_content(content, {3, 6, 8});
    ASSERT_EQ(segments.size(), 2u);
    EXPECT_EQ(text_of(segments[0].content), "A. B.");
    EXPECT_EQ(text_of(segments[1].content), "C.");
}

TEST(SplitContent, OfNothingIsNothing) { EXPECT_TRUE(split_content({}, {}).empty()); }

TEST(FitWhiteSpace, FollowsTheLanguageWritten) {
    std::vector<ContentSegment> segments{{"", {Markup::run("A.")}, ""},
                                         {"", {Markup::run("B.")}, " "},
                                         {"", {Markup::run("C.")}, ""}};
    fit_white_space(segments, LanguageTag("en"));
    EXPECT_EQ(text_of(join_content(segments)), "A. B. C.");
    fit_white_space(segments, LanguageTag("zh-TW"));
    EXPECT_EQ(text_of(join_content(segments)), "A.B.C.");
}

}  // namespace
}  // namespace diglot
