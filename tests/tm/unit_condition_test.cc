#include "tm/unit_condition.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

Unit sample() {
    Unit unit;
    unit.id = 7;
    unit.source = 0;
    unit.origin = "law.tmx";
    unit.variants.resize(2);
    unit.variants[0].lang = LanguageTag("zh-TW");
    unit.variants[0].segment = Segment("第三條　能源部應設實驗室。");
    unit.variants[1].lang = LanguageTag("en-US");
    unit.variants[1].segment =
        Segment("Article 3 The Department of Energy shall set up a laboratory.");
    unit.stamp.created = parse_loose_date("2025-03-01T12:00:00Z");
    unit.stamp.created_by = "Wei";
    unit.variants[1].stamp.changed = parse_loose_date("2025-12-31T23:59:59Z");
    unit.variants[1].stamp.changed_by = "Ann Lee";
    unit.annotations.push_back(Markup::leaf("prop", {{"type", "x-diglot-state"}}, "reviewed"));
    unit.annotations.push_back(Markup::leaf("prop", {{"type", "client"}}, "ACME (Taipei)"));
    unit.variants[1].annotations.push_back(Markup::leaf("note", {}, "see §3"));
    return unit;
}

IdRanges changed_units(std::int64_t change) {
    return change == 4 ? IdRanges({{5, 9}}) : IdRanges();
}

bool holds(const std::string& condition) {
    const auto parsed = UnitCondition::parse(condition, changed_units);
    EXPECT_TRUE(parsed.ok()) << condition << ": " << parsed.error().message;
    return parsed.ok() && parsed->holds(sample());
}

TEST(UnitCondition, ComparesEveryField) {
    for (const char* condition : {"source:能源部",
                                  "source:第三条",
                                  "target:\"department OF energy\"",
                                  "text:energy",
                                  "source~\"^第.+條\"",
                                  "target~article\\s\\d",
                                  "source=\"第三條　能源部應設實驗室。\"",
                                  "target!=Nothing",
                                  "lang:en",
                                  "from:zh",
                                  "from=zh-TW",
                                  "from:zh-CN",
                                  "from!=zh-CN",
                                  "to:en-GB",
                                  "to=en-US",
                                  "origin:law",
                                  "origin=LAW.tmx",
                                  "user:wei",
                                  "user=\"ann lee\"",
                                  "note",
                                  "note:§3",
                                  "state=reviewed",
                                  "state!=machine",
                                  "prop.client:acme",
                                  "prop.client=\"ACME (Taipei)\"",
                                  "created",
                                  "created=2025",
                                  "created:2025-03",
                                  "created=2025-03-01",
                                  "created<2025-04",
                                  "created<=2025-03",
                                  "created>=2025-03",
                                  "changed>2025-12-30",
                                  "changed=2025-12-31T23:59:59Z",
                                  "changed<=2025-12-31",
                                  "changed<2026",
                                  "changed!=2024",
                                  "length=13",
                                  "length>=13",
                                  "target.length>50",
                                  "target.length<=61",
                                  "codes=0",
                                  "id=7",
                                  "id>6",
                                  "change=4"})
        EXPECT_TRUE(holds(condition)) << condition;
    for (const char* condition : {"source:energy",
                                  "target:能源",
                                  "source~^能",
                                  "source=第三條",
                                  "lang:de",
                                  "from:en",
                                  "from=zh-CN",
                                  "to=en-GB",
                                  "origin=law",
                                  "user=Ann",
                                  "state=machine",
                                  "prop.other",
                                  "prop.client=ACME",
                                  "created>2025-03-01",
                                  "created=2024",
                                  "changed>2025",
                                  "changed>2025-12-31",
                                  "length<13",
                                  "codes",
                                  "id!=7",
                                  "change=5"})
        EXPECT_FALSE(holds(condition)) << condition;
}

TEST(UnitCondition, JoinsConditions) {
    EXPECT_TRUE(holds("source:能源 and target:energy"));
    EXPECT_TRUE(holds("source:能源 target:energy"));  // "and" may be left out.
    EXPECT_TRUE(holds("source:x or target:energy"));
    EXPECT_FALSE(holds("not source:能源"));
    EXPECT_TRUE(holds("not source:x not target:x"));
    EXPECT_TRUE(holds("not not source:能源"));
    // "and" binds closer than "or".
    EXPECT_TRUE(holds("source:能源 or source:x and target:x"));
    EXPECT_FALSE(holds("(source:能源 or source:x) and target:x"));
    EXPECT_TRUE(holds("not(source:x or target:x)and id=7"));
    EXPECT_TRUE(holds("origin:or or origin:law"));
}

std::string many(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(UnitCondition, SaysWhereItIsWrong) {
    const std::vector<std::tuple<std::string, std::string, std::size_t>> rows = {
        {"", "where.syntax", 1},
        {"source:能 and", "where.syntax", 13},
        {"source:", "where.syntax", 8},
        {"(source:能", "where.syntax", 1},
        {"source:能)", "where.syntax", 9},
        {"target:\"x", "where.syntax", 8},
        {std::string(20000, '('), "where.syntax", 101},
        {many("not ", 20000) + "id=1", "where.syntax", 404},
        {many("id=1 or ", 20000) + "id=1", "where.syntax", 8001},
        {"colour:red", "where.field", 1},
        {"id=7 colour:red", "where.field", 6},
        {"length>many", "where.value", 8},
        {"changed>yesterday", "where.value", 9},
        {"created=2025-13", "where.value", 9},
        {"lang:klingonish", "where.value", 6},
        {"source<3", "where.value", 8},
        {"source~\"(\"", "search.pattern", 8},
        {"change>3", "where.value", 8},
        {"prop.:x", "where.field", 1},
    };
    for (const auto& [condition, code, column] : rows) {
        const auto parsed = UnitCondition::parse(condition);
        ASSERT_FALSE(parsed.ok()) << condition;
        EXPECT_EQ(parsed.error().code, code) << condition << ": " << parsed.error().message;
        EXPECT_EQ(parsed.error().position.column, column)
            << condition << ": " << parsed.error().message;
    }
}

}  // namespace
}  // namespace diglot
