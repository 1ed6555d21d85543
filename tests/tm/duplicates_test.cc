#include "tm/duplicates.h"

#include <gtest/gtest.h>

#include "tm/merge.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

Unit unit(std::int64_t id, const std::string& source, const std::string& target,
          const std::string& to = "en") {
    Unit result;
    result.id = id;
    result.source = 0;
    result.variants.resize(2);
    result.variants[0].lang = LanguageTag("zh-TW");
    result.variants[0].segment = Segment(source);
    result.variants[1].lang = LanguageTag(to);
    result.variants[1].segment = Segment(target);
    return result;
}

DuplicateFinder finder_of(const std::vector<Unit>& units, DuplicateRule rule = {}) {
    DuplicateFinder finder(rule);
    for (const Unit& one : units) finder.add(one);
    return finder;
}

using Groups = std::vector<UnitGroup>;

TEST(Duplicates, FoldsWhatMakesNoDifference) {
    const DuplicateRule all;
    for (const auto& [a, b] :
         std::vector<std::pair<std::string, std::string>>{{"Hello, world!", "hello world"},
                                                          {"「軟體」", "软体"},
                                                          {"ＡＩ 晶片", "AI晶片"},
                                                          {"two  words", "two words "},
                                                          {"re-use", "re use"},
                                                          {"…", "…"}})
        EXPECT_EQ(duplicate_form(a, all), duplicate_form(b, all)) << a;
    EXPECT_NE(duplicate_form("two words", all), duplicate_form("twowords", all));
    EXPECT_NE(duplicate_form("…", all), duplicate_form("!", all));  // Signs only: they count.
    EXPECT_NE(duplicate_form("café au", all), duplicate_form("caféau", all));

    DuplicateRule strict{{false, false, false}, false, false, false};
    for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
             {"A", "a"}, {"Ａ", "A"}, {"體", "体"}, {"a,", "a"}, {"a  b", "a b"}})
        EXPECT_NE(duplicate_form(a, strict), duplicate_form(b, strict)) << a;
}

TEST(Duplicates, GroupsUnitsThatSayTheSame) {
    const auto finder = finder_of({unit(1, "輝達。", "NVIDIA"), unit(2, "輝達", "Nvidia"),
                                   unit(3, "輝達", "NVIDIA Corp."), unit(4, "台積電", "TSMC"),
                                   unit(5, "台积电", "TSMC"), unit(6, "輝達", "NVIDIA", "de")});
    EXPECT_EQ(finder.duplicates(), (Groups{{1, 2}, {4, 5}}));
    EXPECT_EQ(finder.contradictions(), (Groups{{1, 2, 3}}));
}

TEST(Duplicates, RespectsCodes) {
    Unit plain = unit(1, "按這裡", "Click here");
    Unit coded = unit(2, "按這裡", "Click here");
    coded.variants[1].segment = Segment::from_content(
        {Markup::run("Click "), Markup::node("ph", {{"x", "1"}}), Markup::run("here")});
    ASSERT_EQ(coded.variants[1].segment.text, "Click here");
    EXPECT_TRUE(finder_of({plain, coded}).duplicates().empty());
    DuplicateRule rule;
    rule.codes = true;
    EXPECT_EQ(finder_of({plain, coded}, rule).duplicates(), (Groups{{1, 2}}));
}

TEST(Duplicates, ChoosesWhichToKeep) {
    std::vector<Unit> group = {unit(1, "一", "one"), unit(2, "一", "one"), unit(3, "一", "one")};
    EXPECT_EQ(choose_unit(group, Keep::kNewest), 0U);  // No dates: the lowest number.
    group[0].stamp.created = Time{100};
    group[1].stamp.created = Time{50};
    group[1].stamp.changed = Time{300};
    group[2].stamp.created = Time{200};
    group[2].attributes.push_back({"usagecount", "7"});
    EXPECT_EQ(choose_unit(group, Keep::kNewest), 1U);
    EXPECT_EQ(choose_unit(group, Keep::kOldest), 1U);
    EXPECT_EQ(choose_unit(group, Keep::kUsed), 2U);
    EXPECT_EQ(choose_unit(group, Keep::kReviewed), 1U);
    set_state(group[0], unit_state::kReviewed);
    EXPECT_EQ(choose_unit(group, Keep::kReviewed), 0U);
}

TEST(Duplicates, KeepsNoMachinesTranslationInsteadOfAPersons) {
    const std::vector<std::string_view> worse_first = {unit_state::kRejected,
                                                       unit_state::kMachine,
                                                       unit_state::kAlignment,
                                                       unit_state::kUnreviewed,
                                                       "",
                                                       unit_state::kReviewed};
    for (std::size_t i = 0; i + 1 < worse_first.size(); ++i) {
        std::vector<Unit> group = {unit(1, "一", "one"), unit(2, "一", "one")};
        set_state(group[0], worse_first[i]);
        group[0].stamp.created = Time{100};
        group[0].stamp.changed = Time{900};
        group[0].attributes.push_back({"usagecount", "7"});
        set_state(group[1], worse_first[i + 1]);
        group[1].stamp.created = Time{500};
        for (const Keep keep : {Keep::kNewest, Keep::kOldest, Keep::kUsed, Keep::kReviewed})
            EXPECT_EQ(choose_unit(group, keep), 1U) << worse_first[i + 1];
    }
    std::vector<Unit> proposed = {unit(1, "一", "one"), unit(2, "一", "one")};
    proposed[0].stamp.changed = Time{900};
    proposed[0].annotations.push_back(
        Markup::leaf("prop", {{"type", std::string(kAlternativeProperty)}}, "alt-trans"));
    set_state(proposed[1], unit_state::kMachine);
    EXPECT_EQ(choose_unit(proposed, Keep::kNewest), 1U);
}

TEST(Duplicates, CarriesABetterStateOverOnlyWithTheTextItWasSaidOf) {
    Unit machine = unit(1, "一", "One"), same = unit(2, "一", "One"), other = unit(3, "一", "A");
    set_state(machine, unit_state::kMachine);
    set_state(same, unit_state::kReviewed);
    set_state(other, unit_state::kReviewed);
    EXPECT_EQ(state_word(join_duplicates(machine, {other})), unit_state::kMachine);
    EXPECT_EQ(state_word(join_duplicates(unit(1, "一", "One"), {other})), "");
    EXPECT_EQ(state_word(join_duplicates(machine, {other, same})), unit_state::kReviewed);
    EXPECT_EQ(state_word(join_duplicates(machine, {unit(2, "一", "One")})), "");
    EXPECT_EQ(state_word(join_duplicates(same, {machine})), unit_state::kReviewed);
    Unit proposed = unit(1, "一", "One");
    proposed.annotations.push_back(
        Markup::leaf("prop", {{"type", std::string(kAlternativeProperty)}}, "alt-trans"));
    EXPECT_TRUE(join_duplicates(proposed, {other}).property(kAlternativeProperty));
    EXPECT_FALSE(join_duplicates(proposed, {same}).property(kAlternativeProperty));
}

TEST(Duplicates, JoinsTranslationsIntoOtherLanguagesOfTheSameSourceOnly) {
    const Unit english = unit(1, "天氣很好。", "Nice weather");
    Unit french = unit(2, "天氣很好", "Beau temps", "fr");
    french.variants[1].stamp.changed_by = "luc";
    ASSERT_TRUE(can_join(english, french));
    const Unit joined = join_duplicates(english, {french});
    ASSERT_EQ(joined.variants.size(), 3U);
    EXPECT_EQ(joined.variants[0].segment.text, "天氣很好。");
    EXPECT_EQ(joined.variants[2], french.variants[1]);

    EXPECT_TRUE(can_join(english, unit(3, "天氣不好", "Bad weather")));
    EXPECT_FALSE(can_join(english, unit(3, "天氣不好", "Mauvais temps", "fr")));
    // A machine's French does not become part of a person's unit.
    set_state(french, unit_state::kMachine);
    EXPECT_FALSE(can_join(english, french));
}

TEST(Duplicates, LosesNothingTheOthersKnow) {
    Unit kept = unit(1, "一", "One"), other = unit(2, "一。", "one");
    kept.stamp.created = Time{100};
    kept.annotations.push_back(Markup::leaf("prop", {{"type", "client"}}, "A"));
    other.stamp.created = Time{900};
    other.annotations.push_back(Markup::leaf("prop", {{"type", "client"}}, "B"));
    other.annotations.push_back(Markup::leaf("note", {}, "checked"));
    other.variants[1].annotations.push_back(Markup::leaf("note", {}, "of the target"));
    other.context = {5, 6};
    const Unit joined = join_duplicates(kept, {other});
    EXPECT_EQ(joined.id, 1);
    EXPECT_EQ(joined.variants[1].segment.text, "One");
    EXPECT_EQ(joined.stamp.created, Time{100});
    EXPECT_EQ(joined.property("client"), "A");  // What it says itself stays.
    ASSERT_EQ(joined.annotations.size(), 2U);
    EXPECT_EQ(joined.annotations[1].all_text(), "checked");
    ASSERT_EQ(joined.variants[1].annotations.size(), 1U);
    EXPECT_EQ(joined.context, (Context{5, 6}));
}

}  // namespace
}  // namespace diglot
