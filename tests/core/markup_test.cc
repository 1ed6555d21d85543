#include "core/markup.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(Markup, ComesBackFromJsonMlAsItWas) {
    const std::vector<Markup> nodes = {
        Markup::run("按「"),
        Markup::node(
            "bpt", {{"i", "1"}, {"x", "1"}},
            {Markup::run("<a href=\""), Markup::leaf("sub", {}, "title"), Markup::run("\">")}),
        Markup::run("line\nbreak\ttab \"quoted\" \xF0\x9F\x98\x80"),
        Markup::node("ph"),
    };
    EXPECT_EQ(parse_jsonml(to_jsonml(nodes)), nodes);
    EXPECT_EQ(to_jsonml({Markup::run("a"), Markup::leaf("ph", {{"x", "1"}}, "<br/>")}),
              R"(["a",["ph",{"x":"1"},"<br/>"]])");
}

TEST(Markup, RefusesWhatIsNoJsonMl) {
    for (const char* text : {"", "{}", "[1]", "[[]]", "[\"a\""})
        EXPECT_THROW(parse_jsonml(text), std::logic_error) << text;
}

TEST(Markup, GathersTextOfAllDescendants) {
    const Markup node =
        Markup::node("note", {}, {Markup::run("a"), Markup::leaf("hi", {}, "b"), Markup::run("c")});
    EXPECT_EQ(node.all_text(), "abc");
}

TEST(Markup, WritesNothingForAnElementWithNothingInIt) {
    std::string out;
    append_jsonml_element("tu", {}, {}, out);
    EXPECT_EQ(out, "");
}

}  // namespace
}  // namespace diglot
