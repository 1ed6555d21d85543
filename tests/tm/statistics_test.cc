#include "tm/statistics.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

Unit unit(const std::string& source, const std::string& target) {
    static std::int64_t number = 0;
    Unit unit;
    unit.id = ++number;
    unit.source = 0;
    unit.variants.resize(2);
    unit.variants[0].lang = LanguageTag("zh-TW");
    unit.variants[0].segment = Segment(source);
    unit.variants[1].lang = LanguageTag("en");
    unit.variants[1].segment = Segment(target);
    return unit;
}

TEST(Statistics, CountsWhatUnitsSay) {
    StatisticsCounter counter;
    Unit first = unit("港口今天開放。", "The harbour opens today.");
    first.origin = "a.tmx";
    first.stamp = {Time{1700000000}, Time{1750000000}, "wei", "mei"};  // 2023-11, 2025-06.
    first.annotations.push_back(Markup::leaf("prop", {{"type", "x-diglot-state"}}, "reviewed"));
    first.annotations.push_back(Markup::leaf("note", {}, "x"));
    first.attributes.push_back({"usagecount", "10"});
    counter.add(first);
    counter.add(unit("港口今天開放。", "THE HARBOUR  OPENS today."));   // By the words the same.
    counter.add(unit("港口今天開放。", "The harbour is open today."));  // Contradicts.
    Unit codes = unit(std::string(501, 'x'), "y");
    codes.variants[1].segment.content = {Markup::node("ph"), Markup::run("y")};
    codes.variants[0].stamp.created = Time{1700000000};
    codes.attributes.push_back({"usagecount", "0"});
    counter.add(codes);

    const MemoryStatistics all = counter.take();
    EXPECT_EQ(all.units, 4);
    EXPECT_EQ(all.languages.at("zh-TW").segments, 4);
    EXPECT_EQ(all.languages.at("zh-TW").as_source, 4);
    EXPECT_EQ(all.languages.at("zh-TW").characters, 3 * 7 + 501);
    EXPECT_EQ(all.languages.at("zh-TW").longest, 501);
    EXPECT_EQ(all.languages.at("en").as_source, 0);
    EXPECT_EQ(all.pairs.at("zh-TW → en"), 4);
    EXPECT_EQ(all.origins.at("a.tmx"), 1);
    EXPECT_EQ(all.origins.at(""), 3);
    EXPECT_EQ(all.states.at("reviewed"), 1);
    EXPECT_EQ(all.people.at("wei").made, 1);
    EXPECT_EQ(all.people.at("mei").changed, 1);
    EXPECT_EQ(all.changed, (std::map<std::string, std::int64_t>{{"2023", 1}, {"2025", 1}}));
    EXPECT_EQ(all.made, (std::map<std::string, std::int64_t>{{"2023-11", 2}}));
    EXPECT_EQ(all.undated, 2);
    EXPECT_EQ(all.lengths.front(), 3);
    EXPECT_EQ(all.lengths.back(), 1);
    EXPECT_EQ(all.with_codes, 1);
    EXPECT_EQ(all.with_notes, 1);
    EXPECT_EQ(all.used, 1);
    EXPECT_EQ(all.duplicates, 1);
    EXPECT_EQ(all.contradictions, 1);
}

TEST(Statistics, NamesClassesOfLengths) {
    EXPECT_EQ(length_class(0), "up to 10");
    EXPECT_EQ(length_class(1), "11 to 20");
    EXPECT_EQ(length_class(6), "over 500");
}

}  // namespace
}  // namespace diglot
