// Units as JSON, in and out.
#include "importers/json_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/json_unit_writer.h"
#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::HasSubstr;

const std::string kWeblate =
    "[\n"
    "{\"source\":\"Hello\",\"target\":\"你好\",\"source_language\":\"en\",\"target_language\":\"zh_"
    "Hant\",\"origin\":\"app/main\",\"category\":10000003,\"status\":1},\n"
    "{\"source\":\"Bye \\\"you\\\"\\n\",\"target\":\"再見\",\"source_language\":\"en\",\"target_"
    "language\":\"zh_Hant\",\"origin\":\"\",\"context\":\"menu\",\"category\":1,\"status\":0}\n"
    "]\n";

TEST(ReadJsonUnits, ReadsWeblatesMemory) {
    Collected content;
    const auto result = read_as("memory.json", kWeblate, content, {});
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->format, "JSON");
    EXPECT_EQ(pairs_of(content), (Pairs{{"Hello", "你好"}, {"Bye \"you\"\n", "再見"}}));
    const Unit& unit = content.units[0];
    EXPECT_EQ(unit.variants[1].lang, LanguageTag("zh-Hant"));
    EXPECT_EQ(unit.property("x-origin"), "app/main");
    EXPECT_EQ(unit.property("x-column:category"), "10000003");
    EXPECT_EQ(unit.property("x-diglot-state"), std::nullopt);
    EXPECT_EQ(content.units[1].property("x-diglot-state"), "unreviewed");
    EXPECT_EQ(content.units[1].property("x-context"), "menu");
    EXPECT_EQ(content.positions[1].line, 3u);
}

TEST(ReadJsonUnits, TakesNamesThatAreWordsForNoLanguages) {
    Collected content;
    ASSERT_TRUE(read_as("a.jsonl",
                        R"({"source": "one", "target": "eins", "no": "7", "is": "x", "to": "y"}
{"en": "two", "de": "zwei", "no": "8", "it": "z"}
{"en": "three", "it": "tre"}
)",
                        content, in_languages("en", "de"))
                    .ok());
    ASSERT_EQ(pairs_of(content), (Pairs{{"one", "eins"}, {"two", "zwei"}, {"three", "tre"}}));
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(content.units[i].variants.size(), 2u);
    EXPECT_EQ(content.units[0].property("x-column:to"), "y");
    EXPECT_EQ(content.units[1].property("x-column:it"), "z");
    // Asked for, they are languages.
    Collected asked;
    ASSERT_TRUE(read_as("a.json", R"([{"no": "en", "is": "einn", "to": "x"}])", asked,
                        in_languages("no", "is"))
                    .ok());
    EXPECT_EQ(pairs_of(asked), (Pairs{{"en", "einn"}}));
    const auto unknown = read_as("a.json", R"([{"id": "a", "no": "1", "is": "b"}])", asked, {});
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().code, "format.unknown");
}

/// RFC 8259, 7 and 8.2.
TEST(ReadJsonUnits, LeavesOutControlCharactersRawAndEscaped) {
    const std::string good = R"({"source": "a\tb\n\u00e9\ud83d\ude00", "target": "甲"})";
    const struct {
        std::string bad;
        const char* told;
    } cases[] = {
        {"{\"source\": \"a\tb\", \"target\": \"x\"}",
         "error: this is no JSON: a string has a raw control character (a tab, a line break …), "
         "which JSON wants as an escape such as \\t or \\n; the line is left out"},
        {R"({"source": "a\u0000b", "target": "x"})",
         "error: \"source\" has the character U+0000, which no text has, and the object is left "
         "out"},
        {R"({"source": "a", "target": "\ud800"})", "surrogate"},
        {"{\"source\": \"a" + std::string(1, '\0') + "b\", \"target\": \"x\"}",
         "error: this is no JSON"},
    };
    for (const auto& c : cases) {
        Collected lines;
        const std::string text = good + "\n" + c.bad + "\n" + good + "\n";
        const auto result = read_as("a.jsonl", text, lines, in_languages("en", "de"));
        ASSERT_TRUE(result.ok()) << c.bad;
        EXPECT_EQ(pairs_of(lines), (Pairs{{"a\tb\né😀", "甲"}, {"a\tb\né😀", "甲"}})) << c.bad;
        EXPECT_EQ(result->skipped, 1u);
        EXPECT_THAT(lines.told(), HasSubstr(c.told));
        EXPECT_THAT(lines.told(), HasSubstr("a.jsonl:2:"));
    }
    // Others JSON can carry.
    Collected kept;
    ASSERT_TRUE(read_as("a.jsonl", R"({"source": "a\u001b[1m", "target": "x"})", kept,
                        in_languages("en", "de"))
                    .ok());
    EXPECT_EQ(pairs_of(kept), (Pairs{{"a\x1B[1m", "x"}}));
    EXPECT_THAT(kept.told(), HasSubstr("note: 1 text has escaped control characters, which are "
                                       "kept"));
    // A list is one value, which breaks with it.
    Collected list;
    EXPECT_EQ(
        read_as("a.json", "[" + good + ", " + cases[0].bad + "]", list, in_languages("en", "de"))
            .error()
            .code,
        "json.syntax");
}

TEST(ReadJsonUnits, KnowsOtherNamesAndShapes) {
    ReadOptions mapped = in_languages("en", "de");
    mapped.columns = {{"a", "source"}, {"b", "target"}};
    const struct {
        const char* text;
        ReadOptions options;
    } cases[] = {
        {R"({"units": [{"src": "one", "translation": "eins"}], "count": 1})",
         in_languages("en", "de")},
        {R"([{"en": "one", "de": "eins"}])", {}},
        {R"({"a": "one", "b": "eins"})", mapped},
        {R"([{"原文": "one", "譯文": "eins"}])", in_languages("en", "de")},
    };
    for (const auto& c : cases) {
        Collected content;
        const auto result = read_as("x.json", c.text, content, c.options);
        ASSERT_TRUE(result.ok()) << c.text << to_string(result.error());
        EXPECT_EQ(pairs_of(content), (Pairs{{"one", "eins"}})) << c.text;
    }
    Collected content;
    ASSERT_TRUE(
        read_as("x.jsonl",
                R"({"source":"a","target":"b","meta":{"by":"amy","tags":["x","y"]},"n":1.50})",
                content)
            .ok());
    EXPECT_EQ(content.units[0].property("x-column:meta.by"), "amy");
    EXPECT_EQ(content.units[0].property("x-column:n"), "1.50");
}

TEST(ReadJsonUnits, AListWithinAnObjectIsNotLines) {
    Collected content;
    const auto list =
        read_as("x.json", R"({"units":[{"source":"a","target":"b"},{"source":"c","target":"d"}]})",
                content);
    ASSERT_TRUE(list.ok());
    EXPECT_EQ(list->format, "JSON");
    EXPECT_EQ(list->units, 2u);
    EXPECT_EQ(read_as("x.json", R"({"source":"a","target":"b"})", content)->format, "JSON Lines");
}

TEST(ReadJsonUnits, OneBadLineCostsOneUnit) {
    Collected content;
    const auto result =
        read_as("x.jsonl",
                "{\"source\":\"a\",\"target\":\"1\"}\n{\"source\":\"b\",\"tar\n"
                "{\"source\":\"c\",\"target\":\"3\"}\n{\"source\":\"d\"}\n{\"x\":1}\n",
                content);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(pairs_of(content), (Pairs{{"a", "1"}, {"c", "3"}}));
    EXPECT_EQ(result->skipped, 2u);
    EXPECT_THAT(content.told(), HasSubstr("x.jsonl:2:"));
    EXPECT_THAT(content.told(),
                HasSubstr("x.jsonl:5:1: error: the object has no source and target"));
    EXPECT_THAT(content.told(), HasSubstr("1 object has a text in one language only"));
}

TEST(ReadJsonUnits, RefusesWhatIsBrokenOrSomethingElse) {
    const struct {
        const char* text;
        const char* code;
    } cases[] = {
        {"[{\"source\":\"a\",\"target\":\"b\"},", "json.syntax"},
        {"{\"name\": \"package\", \"version\": \"1.0\"}", "format.unknown"},
        {"[]", "format.unknown"},
        {"{", "format.unknown"},
    };
    for (const auto& c : cases) {
        Collected content;
        const auto result = read_as("x.json", c.text, content);
        ASSERT_FALSE(result.ok()) << c.text;
        EXPECT_EQ(result.error().code, c.code) << c.text;
    }
    Collected content;
    const auto result = read_as("x.json", "[{\"source\":\"a\",\"target\":\"b\"}]", content, {});
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, "json.no-language");
    const std::string deep(100000, '[');
    EXPECT_FALSE(read_as("x.json", "[{\"a\":" + deep, content).ok());
}

Written write(JsonUnitFormat format, const std::vector<Unit>& units, const LanguagePair& pair) {
    const TemporaryFile file(".json");
    JsonUnitWriter writer(file.path(), format, pair);
    return written_by(writer, file, units);
}

TEST(WriteJsonUnits, GivesBackWeblatesMemory) {
    Collected content;
    ASSERT_TRUE(read_as("memory.json", kWeblate, content, {}).ok());
    const Written written =
        write(JsonUnitFormat::kWeblate, content.units, {LanguageTag("en"), LanguageTag("zh-Hant")});
    EXPECT_EQ(written.told(), "");
    Collected again;
    ASSERT_TRUE(read_as("memory.json", written.bytes, again, {}).ok()) << written.bytes;
    EXPECT_EQ(pairs_of(again), pairs_of(content));
    for (std::size_t i = 0; i < 2; ++i)
        for (const char* type :
             {"x-context", "x-column:category", "x-column:status", "x-diglot-state", "x-origin"})
            EXPECT_EQ(again.units[i].property(type), content.units[i].property(type)) << type;
}

TEST(WriteJsonUnits, GivesBackAllOfALine) {
    const std::string line =
        "{\"source\":\"貓 \\u0001 😀\",\"target\":\"cat\",\"source_language\":\"zh-TW\","
        "\"target_language\":\"en\",\"origin\":\"a.docx\",\"context\":\"menu\",\"id\":\"7\","
        "\"note\":\"n\",\"user\":\"amy\",\"created\":\"2025-01-02T03:04:05Z\","
        "\"changed\":\"2026-01-02T03:04:05Z\",\"state\":\"reviewed\",\"client\":\"ACME\"}\n";
    Collected content;
    ASSERT_TRUE(read_as("x.jsonl", line, content, {}).ok());
    const Written written =
        write(JsonUnitFormat::kLines, content.units, {LanguageTag("zh-TW"), LanguageTag("en")});
    EXPECT_EQ(written.told(), "");
    EXPECT_EQ(written.bytes, line);
}

TEST(WriteJsonUnits, WritesEachNameOnceAndNumbersAsJsonHasThem) {
    Unit unit = make_unit("a", "b", "en", "zh-TW");
    unit.annotations = {Markup::leaf("note", {}, "first"),
                        Markup::leaf("note", {}, "second"),
                        Markup::leaf("prop", {{"type", "x-column:source"}}, "one"),
                        Markup::leaf("prop", {{"type", "x-column:x"}}, "one"),
                        Markup::leaf("prop", {{"type", "x-column:x"}}, "two"),
                        Markup::leaf("prop", {{"type", "x-column:category"}}, "007"),
                        Markup::leaf("prop", {{"type", "x-column:status"}}, "01")};
    const LanguagePair pair{LanguageTag("en"), LanguageTag("zh-TW")};
    const TemporaryFile lines(".jsonl");
    JsonUnitWriter writer(lines.path(), JsonUnitFormat::kLines, pair);
    const Written written = written_by(writer, lines, {unit});
    EXPECT_THAT(written.bytes, HasSubstr(R"("note":"first\nsecond")"));
    EXPECT_THAT(written.bytes, HasSubstr(R"("source":"a")"));
    EXPECT_THAT(written.bytes, Not(HasSubstr(R"("source":"one")")));
    EXPECT_THAT(written.bytes, Not(HasSubstr("two")));
    EXPECT_THAT(written.told(), HasSubstr("2 x further column of a name that is there"));
    const TemporaryFile list(".json");
    JsonUnitWriter weblate(list.path(), JsonUnitFormat::kWeblate, pair);
    EXPECT_THAT(written_by(weblate, list, {unit}).bytes, HasSubstr(R"("category":1,"status":1)"));
}

TEST(WriteJsonUnits, LeavesOutAUnitWithoutText) {
    const TemporaryFile file(".jsonl");
    JsonUnitWriter writer(file.path(), JsonUnitFormat::kLines,
                          {LanguageTag("en"), LanguageTag("zh-TW")});
    const Written written = written_by(writer, file, {make_unit("a", "", "en", "zh-TW")});
    EXPECT_EQ(written.bytes, "");
    EXPECT_EQ(written.told(), "1 x unit without text\n");
}

}  // namespace
}  // namespace diglot
