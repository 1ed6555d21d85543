#include "tm/meta_shape.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

struct Case {
    const char* what;
    std::vector<Attribute> attributes;
    std::vector<Markup> annotations;
    const char* shape;  ///< Null: not split.
};

const Case kCases[] = {
    {"attributes and properties",
     {{"tuid", "7"}, {"usagecount", ""}},
     {Markup::leaf("prop", {{"type", "x-origin"}}, "a ? b"), Markup::leaf("note", {}, "見\n此")},
     R"([["tu",{"tuid":"?","usagecount":"?"},["prop",{"type":"x-origin"},"?"],["note","?"]]])"},
    {"an annotation without text", {}, {Markup::node("note")}, R"([["tu",["note"]]])"},
    {"an annotation with an element", {}, {Markup::node("prop", {}, {Markup::node("b")})}, nullptr},
    {"a value with the separator",
     {{"tuid",
       "a\x1F"
       "b"}},
     {},
     nullptr},
};

TEST(MetaShape, FillsWhatWasSplit) {
    for (const Case& c : kCases) {
        const auto parts = split_meta("tu", c.attributes, c.annotations);
        ASSERT_EQ(parts.has_value(), c.shape != nullptr) << c.what;
        if (!parts) continue;
        EXPECT_EQ(parts->shape, c.shape) << c.what;
        std::vector<Attribute> attributes;
        std::vector<Markup> annotations;
        MetaShape(parts->shape).fill(parts->values, attributes, annotations);
        EXPECT_EQ(attributes, c.attributes) << c.what;
        EXPECT_EQ(annotations, c.annotations) << c.what;
    }
}

}  // namespace
}  // namespace diglot
