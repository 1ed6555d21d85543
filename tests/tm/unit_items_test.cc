#include "tm/unit_items.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tm/unit_versions.h"
#include "tm/unit_pairs.h"

namespace diglot {
namespace {

using testing::ElementsAre;

Unit full_unit() {
    Unit unit = version("輝達", "NVIDIA");
    unit.origin = "a.tmx";
    unit.stamp = {Time{100}, Time{200}, "ann", "ben"};
    unit.attributes = {{"tuid", "7"}, {"usagecount", "3"}};
    unit.annotations = {prop("client", "A"), note("first"), prop("client", "B"), note("second")};
    unit.variants[1].segment = Segment::from_content(
        {Markup::run("N"), Markup::node("ph", {{"x", "1"}}, {Markup::run("<br/>")})});
    unit.variants[1].stamp.changed = Time{300};
    unit.variants[1].annotations = {note("of the target")};
    unit.variants.push_back(variant_of("EN", "Nvidia"));
    unit.context = {3, 4};
    unit.more_contexts = {{5, 6}};
    return unit;
}

TEST(UnitJsonml, ReadsBackTheSameUnit) {
    const Unit unit = full_unit();
    EXPECT_EQ(unit_from_jsonml(to_jsonml(unit)).variants, unit.variants);
    EXPECT_EQ(to_jsonml(unit_from_jsonml(to_jsonml(unit))), to_jsonml(unit));
    EXPECT_EQ(unit_from_jsonml(to_jsonml(unit)).more_contexts, unit.more_contexts);
    EXPECT_EQ(unit_from_jsonml(to_jsonml(unit)).annotations, unit.annotations);
}

TEST(UnitItems, MakeTheUnitAgain) {
    const Unit unit = full_unit();
    EXPECT_EQ(canonical_form(unit_of(items_of(unit))), canonical_form(unit));
}

TEST(UnitItems, NameThePlacesOfTwoVariantsOfOneLanguage) {
    const auto items = items_of(full_unit());
    ASSERT_NE(find_item(items, "en 2", "text"), nullptr);
    EXPECT_EQ(find_item(items, "en 2", "text")->text(), "Nvidia");
    EXPECT_EQ(find_item(items, "en", "text")->text(), "N<ph/>");
    EXPECT_EQ(find_item(items, "", "prop.client")->text(), "A | B");
    EXPECT_EQ(find_item(items, "", "changed")->text(), "1970-01-01T00:03:20Z ben");
}

TEST(CanonicalForm, DoesNotDependOnAnyOrder) {
    Unit a = full_unit();
    Unit b = a;
    std::swap(b.annotations[0], b.annotations[3]);
    std::swap(b.attributes[0], b.attributes[1]);
    std::swap(b.variants[0], b.variants[1]);
    b.source = 1;
    EXPECT_EQ(canonical_form(a), canonical_form(b));
    b.annotations[0] = note("another");
    EXPECT_NE(canonical_form(a), canonical_form(b));
}

TEST(UnitDifferences, TellEachFieldOnce) {
    Unit a = full_unit();
    Unit b = a;
    b.variants[0].segment = Segment("輝達公司");
    b.annotations[1] = note("third");
    b.attributes.pop_back();
    b.variants.pop_back();
    b.variants.push_back(variant_of("ja", "エヌビディア"));
    EXPECT_THAT(differences(a, b),
                ElementsAre(UnitDifference{"", "@usagecount", "3", ""},
                            UnitDifference{"", "note", "first | second", "third | second"},
                            UnitDifference{"zh-TW", "text", "輝達", "輝達公司"},
                            UnitDifference{"en 2", "variant", "Nvidia", ""},
                            UnitDifference{"ja", "variant", "", "エヌビディア"}));
}

TEST(UnitDifferences, SayWhenOnlyCodesDiffer) {
    Unit a = full_unit();
    Unit b = a;
    b.variants[1].segment.content[1].children[0].text = "<p/>";
    const auto found = differences(a, b);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].field, "codes");
    EXPECT_NE(found[0].a, found[0].b);
}

std::vector<UnitPrint> prints(const std::vector<Unit>& units) {
    std::vector<UnitPrint> all;
    for (const Unit& unit : units) all.push_back(print_of(unit));
    return all;
}

std::vector<std::uint32_t> paired(const std::vector<Unit>& a, const std::vector<Unit>& b) {
    return pair_units(prints(a), prints(b),
                      [&](std::uint32_t i, std::uint32_t k) { return likeness_of(a[i], b[k]); });
}

Unit numbered(const std::string& tuid, Unit unit) {
    unit.attributes = {{"tuid", tuid}};
    return unit;
}

TEST(PairUnits, PairsWhatIsTheSameInAnyOrder) {
    EXPECT_THAT(
        paired({version("甲", "a"), version("乙", "b")}, {version("乙", "b"), version("甲", "a")}),
        ElementsAre(1u, 0u));
}

TEST(PairUnits, TrustsTuidsThatStandForTheSameSource) {
    EXPECT_THAT(paired({numbered("x", version("甲", "a")), numbered("y", version("乙", "b")),
                        numbered("z", version("丙", "c"))},
                       {numbered("z", version("全然不同", "quite another")),
                        numbered("x", version("甲", "a")), numbered("y", version("乙", "b"))}),
                ElementsAre(1u, 2u, 0u));
}

TEST(PairUnits, DoesNotTrustTuidsThatOnlyCount) {
    EXPECT_THAT(paired({numbered("1", version("甲", "a")), numbered("2", version("乙", "b")),
                        numbered("3", version("丙", "c"))},
                       {numbered("1", version("新", "new")), numbered("2", version("甲", "a")),
                        numbered("3", version("乙", "b"))}),
                ElementsAre(1u, 2u, kNoPartner));
}

TEST(PairUnits, SeesThatAUnitWasPutBetweenLateInACountedFile) {
    std::vector<Unit> a, b;
    const std::vector<std::string> texts = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        a.push_back(numbered(std::to_string(i + 1), version(texts[i], "text " + texts[i])));
        if (i == 5) b.push_back(numbered(std::to_string(i + 1), version("新", "new")));
        b.push_back(numbered(std::to_string(b.size() + 1), version(texts[i], "text " + texts[i])));
    }
    // The last one was edited as well.
    b.back().variants[1].segment = Segment("another text");
    EXPECT_THAT(paired(a, b), ElementsAre(0u, 1u, 2u, 3u, 4u, 6u, 7u, 8u));
}

TEST(PairUnits, OfSeveralWithOneSourceTakesTheMostAlike) {
    EXPECT_THAT(paired({version("甲", "one small step"), version("甲", "red green blue")},
                       {version("甲", "red green black"), version("甲", "one small leap")}),
                ElementsAre(1u, 0u));
}

TEST(PairUnits, FindsAnEditedSourceBetweenItsNeighbours) {
    EXPECT_THAT(paired({version("甲", "a"), version("我們宣布新計畫", "We announce a plan"),
                        version("乙", "b")},
                       {version("甲", "a"), version("我們今天宣布新計畫", "We announce a plan"),
                        version("乙", "b")}),
                ElementsAre(0u, 1u, 2u));
}

TEST(PairUnits, LeavesApartWhatHasNothingInCommon) {
    EXPECT_THAT(paired({version("甲", "a"), version("我們宣布", "We announce")},
                       {version("甲", "a"), version("天氣很好", "Fine weather today")}),
                ElementsAre(0u, kNoPartner));
}

}  // namespace
}  // namespace diglot
