#include "tm/unit.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

std::vector<Markup> content() {
    return {
        Markup::run("Press "),
        Markup::node("bpt", {{"i", "1"}, {"type", "bold"}}, {Markup::run("<b>")}),
        Markup::node("hi", {}, {Markup::run("OK"), Markup::leaf("ph", {}, "<br/>")}),
        Markup::node("ept", {{"i", "1"}}, {Markup::run("</b>"), Markup::leaf("sub", {}, "title")}),
        Markup::leaf("g", {{"id", "2"}}, " now")};
}

Variant variant_of(const char* lang, Segment segment) {
    Variant variant;
    variant.lang = LanguageTag(lang);
    variant.segment = std::move(segment);
    return variant;
}

Unit pair_of(const char* source, const char* target) {
    Unit unit;
    unit.variants = {variant_of("en", Segment(source)), variant_of("zh-TW", Segment(target))};
    unit.source = 0;
    return unit;
}

TEST(SegmentFromContent, TakesTextOutsideNativeCode) {
    const Segment segment = Segment::from_content(content());
    EXPECT_EQ(segment.text, "Press OK now");
    EXPECT_EQ(segment.content, content());
}

TEST(SegmentFromContent, DropsContentThatIsTextOnly) {
    const Segment segment = Segment::from_content({Markup::run("a"), Markup::run("b")});
    EXPECT_EQ(segment, Segment("ab"));
    EXPECT_EQ(Segment::from_content({}), Segment());
}

TEST(Fingerprint, LooksAtCharactersAndCodes) {
    EXPECT_EQ(fingerprint(Segment("a")), fingerprint(Segment("a")));
    EXPECT_NE(fingerprint(Segment("a")), fingerprint(Segment("A")));
    EXPECT_NE(fingerprint(Segment()), 0u);
    std::vector<Markup> renumbered = content();
    renumbered[1].attributes[0].value = "9";
    EXPECT_EQ(fingerprint(Segment::from_content(content())),
              fingerprint(Segment::from_content(renumbered)));
    std::vector<Markup> retyped = content();
    retyped[1].attributes[1].value = "italic";
    EXPECT_NE(fingerprint(Segment::from_content(content())),
              fingerprint(Segment::from_content(retyped)));
    EXPECT_NE(fingerprint(Segment::from_content(content())), fingerprint(Segment("Press OK now")));
}

TEST(SameUnit, IgnoresOrderAndSpellingButNotTheSourceLanguage) {
    const Unit unit = pair_of("Yes", "是");
    Unit turned = unit;
    std::swap(turned.variants[0], turned.variants[1]);
    turned.source = 1;
    EXPECT_TRUE(same_unit(unit, turned));
    EXPECT_EQ(unit_key(unit), unit_key(turned));
    turned.source = 0;
    EXPECT_FALSE(same_unit(unit, turned));
    EXPECT_NE(unit_key(unit), unit_key(turned));
    Unit spelled = unit;
    spelled.variants[1].lang = LanguageTag("zh_tw");
    spelled.variants[1].lang_spelling = "zh_tw";
    spelled.origin = "other.tmx";
    EXPECT_TRUE(same_unit(unit, spelled));
    EXPECT_EQ(unit_key(unit), unit_key(spelled));
    EXPECT_FALSE(same_unit(unit, pair_of("Yes", "對")));
}

TEST(SameUnit, LooksAtWhichCodeIsWhichAndNotAtNumbers) {
    const auto unit_of = [](std::string first, std::string second, bool turned) {
        const auto code = [](const std::string& id) { return Markup::node("x", {{"id", id}}); };
        Unit unit = pair_of("", "");
        unit.variants[0].segment =
            Segment::from_content({code(first), Markup::run(" or "), code(second)});
        if (turned) std::swap(first, second);
        unit.variants[1].segment =
            Segment::from_content({code(first), Markup::run("或"), code(second)});
        return unit;
    };
    const Unit unit = unit_of("1", "2", false);
    EXPECT_TRUE(same_unit(unit, unit_of("17", "9", false)));
    EXPECT_EQ(unit_key(unit), unit_key(unit_of("17", "9", false)));
    EXPECT_FALSE(same_unit(unit, unit_of("1", "2", true)));
    EXPECT_NE(unit_key(unit), unit_key(unit_of("1", "2", true)));
    EXPECT_TRUE(same_unit(unit_of("1", "2", true), unit_of("2", "1", true)));
    EXPECT_EQ(fingerprint(unit.variants[0].segment),
              fingerprint(unit_of("17", "9", false).variants[0].segment));
}

TEST(UnitProperty, IsTheFirstOfItsType) {
    Unit unit = pair_of("a", "b");
    unit.annotations = {Markup::leaf("note", {{"type", "x"}}, "no"),
                        Markup::leaf("prop", {{"type", "x"}}, "one"),
                        Markup::leaf("prop", {{"type", "x"}}, "two")};
    EXPECT_EQ(unit.property("x"), "one");
    EXPECT_EQ(unit.property("X"), std::nullopt);
}

TEST(UnitLatestChange, LooksAtAllStamps) {
    Unit unit = pair_of("a", "b");
    EXPECT_EQ(unit.latest_change(), std::nullopt);
    unit.stamp.created = Time{5};
    unit.variants[1].stamp.changed = Time{9};
    unit.variants[0].stamp.created = Time{7};
    EXPECT_EQ(unit.latest_change(), Time{9});
}

}  // namespace
}  // namespace diglot
