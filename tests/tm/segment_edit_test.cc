#include "tm/segment_edit.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

Segment with(const std::string& jsonml) { return Segment::from_content(parse_jsonml(jsonml)); }

TEST(ReplaceText, InATextWithoutCodes) {
    Segment segment("NREL and NREL");
    EXPECT_TRUE(replace_text(segment, 9, 13, "NLR"));
    EXPECT_EQ(segment, Segment("NREL and NLR"));
}

TEST(ReplaceText, KeepsTheCodesAroundThePlace) {
    struct Case {
        const char* before;
        std::size_t start, end;
        const char* after;
    };
    for (const Case& c : {
             Case{R"(["a ",["ph",{"x":"1"},"<br/>"],"lab b"])", 2, 5,
                  R"(["a ",["ph",{"x":"1"},"<br/>"],"center b"])"},
             Case{R"(["a ",["hi",{"type":"b"},"big lab"],"s"])", 6, 9,
                  R"(["a ",["hi",{"type":"b"},"big center"],"s"])"},
             Case{R"([["bpt",{"i":"1"},"lab"],"lab",["ept",{"i":"1"},"lab"],"lab"])", 0, 3,
                  R"([["bpt",{"i":"1"},"lab"],"center",["ept",{"i":"1"},"lab"],"lab"])"},
             Case{R"([["bpt",{"i":"1"},"lab"],"lab",["ept",{"i":"1"},"lab"],"lab"])", 3, 6,
                  R"([["bpt",{"i":"1"},"lab"],"lab",["ept",{"i":"1"},"lab"],"center"])"},
         }) {
        Segment segment = with(c.before);
        EXPECT_TRUE(replace_text(segment, c.start, c.end, "center")) << c.before;
        EXPECT_EQ(to_jsonml(segment.content), c.after);
        EXPECT_EQ(segment, with(c.after)) << "the text too";
    }
}

TEST(ReplaceText, PutsTextInWhereOneRunIs) {
    Segment plain("lab");
    EXPECT_TRUE(replace_text(plain, 0, 0, "a "));
    EXPECT_TRUE(replace_text(plain, 5, 5, "!"));
    EXPECT_EQ(plain, Segment("a lab!"));
    const char* given = R"([["ph",{"x":"1"},"<b>"],"la",["ph",{"x":"2"},"</b>"],"b"])";
    Segment segment = with(given);
    EXPECT_FALSE(replace_text(segment, 2, 2, "-"));  // Before the code, or after it?
    EXPECT_EQ(segment, with(given));
    EXPECT_TRUE(replace_text(segment, 3, 3, "."));
    EXPECT_TRUE(replace_text(segment, 1, 1, "-"));
    EXPECT_TRUE(replace_text(segment, 0, 0, "a "));
    EXPECT_EQ(segment, with(R"([["ph",{"x":"1"},"<b>"],"a l-a",["ph",{"x":"2"},"</b>"],"b."])"));
    Segment codes = with(R"([["ph",{"x":"1"},"<b>"]])");
    EXPECT_FALSE(replace_text(codes, 0, 0, "a"));
}

TEST(ReplaceText, ChangesNothingWhereACodeLiesInside) {
    for (const char* given :
         {R"(["l",["ph",{"x":"1"},"<br/>"],"ab"])", R"([["hi",{"type":"b"},"l"],"ab"])",
          R"(["la",["g",{"id":"1"},"b"]])"}) {
        Segment segment = with(given);
        ASSERT_EQ(segment.text, "lab");
        EXPECT_FALSE(replace_text(segment, 0, 3, "center")) << given;
        EXPECT_EQ(segment, with(given));
    }
}

}  // namespace
}  // namespace diglot
