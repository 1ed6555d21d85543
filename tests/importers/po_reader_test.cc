#include "importers/po_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/po_header.h"
#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string header(const std::string& fields) {
    return "msgid \"\"\nmsgstr \"\"\n" + fields + "\n";
}
const std::string kRussian = header(
    "\"Language: ru\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Plural-Forms: nplurals=3; plural=n==1 ? 0 : n<5 ? 1 : 2;\\n\"\n");

std::vector<std::string> props(const Unit& unit, std::string_view type) {
    std::vector<std::string> values;
    for (const Markup& node : unit.annotations)
        if (const std::string* own = node.attribute("type"); own && *own == type)
            values.push_back(node.all_text());
    return values;
}

TEST(ReadPo, KeepsWhatAnEntrySays) {
    Collected content;
    const auto result =
        read_as("x.po",
                kRussian +
                    "# a translator\n# says this\n#. a programmer\n"
                    "#: src/a.c:12 src/b.c\n#, fuzzy, c-format, no-wrap\n"
                    "#| msgctxt \"old menu\"\n#| msgid \"Old\"\n"
                    "msgctxt \"menu\"\nmsgid \"\"\n\"New\\n\"\n\"%d \\\"x\\\"\\t\\\\\"\n"
                    "msgstr \"Новое %d\\n\"\n",
                content);
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->format, "PO");
    ASSERT_EQ(content.units.size(), 1u);
    const Unit& unit = content.units[0];
    EXPECT_EQ(pairs_of(content), (Pairs{{"New\n%d \"x\"\t\\", "Новое %d\n"}}));
    EXPECT_EQ(content.positions[0].line, 15u);
    EXPECT_EQ(unit.source, 0u);
    EXPECT_EQ(unit.variants[0].lang_spelling, "en");
    EXPECT_EQ(unit.variants[1].lang_spelling, "ru");
    EXPECT_EQ(unit.property("x-context"), "menu");
    EXPECT_THAT(props(unit, "x-po-reference"), ElementsAre("src/a.c:12", "src/b.c"));
    EXPECT_THAT(props(unit, "x-po-flag"), ElementsAre("c-format", "no-wrap"));
    EXPECT_EQ(unit.property("x-po-previous-context"), "old menu");
    EXPECT_EQ(unit.property("x-po-previous-source"), "Old");
    EXPECT_EQ(unit.property("x-diglot-state"), "unreviewed");
    EXPECT_EQ(unit.property("x-po-obsolete"), std::nullopt);
    ASSERT_EQ(unit.annotations[0].element, "note");
    EXPECT_EQ(unit.annotations[0].all_text(), "a programmer");
    ASSERT_EQ(unit.variants[1].annotations.size(), 1u);
    EXPECT_EQ(unit.variants[1].annotations[0].all_text(), "a translator\nsays this");
}

TEST(ReadPo, TakesPluralFormsAsUnits) {
    Collected content;
    ASSERT_TRUE(read_as("x.po",
                        kRussian +
                            "msgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"%d день\"\n"
                            "msgstr[1] \"%d дня\"\nmsgstr[2] \"%d дней\"\n",
                        content)
                    .ok());
    EXPECT_EQ(pairs_of(content),
              (Pairs{{"%d day", "%d день"}, {"%d days", "%d дня"}, {"%d days", "%d дней"}}));

    Collected one;
    ASSERT_TRUE(read_as("zh_TW.po",
                        "msgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"%d 天\"\n"
                        "msgid \"sheep\"\nmsgid_plural \"sheep\"\nmsgstr[0] \"羊\"\n",
                        one)
                    .ok());
    EXPECT_EQ(pairs_of(one), (Pairs{{"%d day", "%d 天"}, {"%d days", "%d 天"}, {"sheep", "羊"}}));
}

/// A file cut behind msgstr[0] must not make it the translation of the plural.
TEST(ReadPo, DoesNotTakeFormZeroForThePluralWhereTheHeaderHasMoreForms) {
    Collected content;
    ASSERT_TRUE(read_as("x.po",
                        kRussian + "msgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"день\"\n",
                        content)
                    .ok());
    EXPECT_EQ(pairs_of(content), (Pairs{{"day", "день"}}));
    EXPECT_THAT(content.told(), HasSubstr("the entry has 1 plural forms, the header says 3"));
}

TEST(ReadPo, CountsWhatIsNotTranslatedAndKeepsWhatIsObsolete) {
    Collected content;
    const auto result =
        read_as("x.po",
                kRussian +
                    "msgid \"a\"\nmsgstr \"\"\n\nmsgid \"b\"\nmsgstr \"\"\n\n"
                    "#, fuzzy\n#~| msgid \"older\"\n#~ msgid \"old\"\n#~ msgstr \"старое\"\n",
                content);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(content.units.size(), 1u);
    EXPECT_EQ(content.units[0].property("x-po-obsolete"), "yes");
    EXPECT_EQ(content.units[0].property("x-po-previous-source"), "older");
    EXPECT_THAT(content.told(), HasSubstr("x.po: note: 2 entries have no translation"));
}

TEST(ReadPo, OneBadEntryCostsOneUnit) {
    Collected content;
    const auto result =
        read_as("x.po",
                kRussian +
                    "msgid \"a\"\nmsgstr \"1\"\n\nmsgid \"b\nmsgstr \"2\"\n\n"
                    "msgid \"c\"\n\nmsgid \"a\"\nmsgstr \"3\"\n\n"
                    "msgid \"d\"\nmsgstr \"\\377\"\n\nmsgid \"e\\0f\"\nmsgstr \"5\"\n",
                content);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(pairs_of(content), (Pairs{{"a", "1"}, {"a", "3"}}));
    EXPECT_EQ(result->skipped, 4u);
    EXPECT_THAT(content.told(),
                HasSubstr("x.po:10:1: error: end-of-line within string; the entry is left out"));
    EXPECT_THAT(content.told(), HasSubstr("x.po:13"));
}

TEST(ReadPo, FindsTheLanguages) {
    const std::string entry = "msgid \"a\"\nmsgstr \"b\"\n";
    const struct {
        const char* file;
        std::string text;
        ReadOptions options;
        const char* source;
        const char* target;
    } cases[] = {
        {"x.po", header("\"Language: zh_TW\\n\"\n") + entry, {}, "en", "zh_TW"},
        {"x.po",
         header("\"Language: sr@latin\\n\"\n\"X-Source-Language: de\\n\"\n") + entry,
         {},
         "de",
         "sr@latin"},
        {"x.po", header("\"Language: LANGUAGE\\n\"\n") + entry, in_languages("zh-TW", "en-GB"),
         "zh-TW", "en-GB"},
        {"zh_TW.po", entry, {}, "en", "zh_TW"},
        {"app.pt_BR.po", entry, {}, "en", "pt_BR"},
        {"locale/zh_TW/LC_MESSAGES/app.po", entry, {}, "en", "zh_TW"},
        {"po/de/messages.po.gz", entry, {}, "en", "de"},
    };
    for (const auto& c : cases) {
        Collected content;
        ASSERT_TRUE(read_as(c.file, c.text, content, c.options).ok()) << c.file;
        ASSERT_EQ(content.units.size(), 1u) << c.file;
        EXPECT_EQ(content.units[0].variants[0].lang_spelling, c.source) << c.file;
        EXPECT_EQ(content.units[0].variants[1].lang_spelling, c.target) << c.file;
    }
    Collected content;
    const auto refused = read_as("messages.po", entry, content, {});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(to_string(refused.error()),
              "messages.po:1:1: error: the file does not say the language of its translations; say "
              "which it is with -t");
    EXPECT_EQ(parse_po_language("sr@latin")->text(), "sr-Latn");
    EXPECT_EQ(to_po_language(LanguageTag("sr-Latn")), "sr@latin");
}

TEST(ReadPo, DoesNotTakeThePairGivenForAFileThatItIsNotAbout) {
    const std::string entry = "msgid \"a\"\nmsgstr \"b\"\n";
    const struct {
        const char* file;
        const char* language;
        ReadOptions options;
        const char* pair;
        const char* note;
    } cases[] = {
        {"x.po", "zh_TW", in_languages("zh-TW", "en"), "en zh_TW",
         "-s zh-TW -t en is not about this file, whose translations are zh-TW, as its header says; "
         "its sources are taken for English (X-Source-Language in its header says otherwise)"},
        {"x.po", "de", in_languages("zh-TW", "en"), "en de",
         "-s zh-TW -t en is not about this file, whose translations are de"},
        {"x.po", "zh_TW", in_languages("zh-TW", ""), "en zh_TW", "-s zh-TW is not about this file"},
        {"x.po", "zh_CN", in_languages("zh-TW", ""), "en zh_CN", "-s zh-TW is not about this file"},
        {"zh_TW.po", "", in_languages("zh-TW", "en"), "en zh_TW",
         "whose translations are zh-TW, as its name says"},
        // The pair is about these.
        {"x.po", "en", in_languages("zh-TW", "en"), "zh-TW en", ""},
        {"x.po", "zh_CN", in_languages("en", "zh-TW"), "en zh_CN", ""},
        {"x.po", "zh_TW", in_languages("zh-CN", "zh-TW"), "zh-CN zh_TW", ""},
        {"x.po", "ja", in_languages("de", ""), "de ja", ""},
        {"x.po", "en_GB", in_languages("en-US", "en-GB"), "en-US en_GB", ""},
    };
    for (const auto& c : cases) {
        Collected content;
        const std::string language = "\"Language: " + std::string(c.language) + "\\n\"\n";
        ASSERT_TRUE(read_as(c.file, header(language) + entry, content, c.options).ok());
        ASSERT_EQ(content.units.size(), 1u) << c.file;
        const auto& variants = content.units[0].variants;
        EXPECT_EQ(variants[0].lang_spelling + " " + variants[1].lang_spelling, c.pair) << c.note;
        if (*c.note != '\0')
            EXPECT_THAT(content.told(), HasSubstr(c.note));
        else
            EXPECT_EQ(content.told(), "") << c.pair;
    }
}

/// Entries are handed to the library in pieces of 256 KiB; the lines stay right.
TEST(ReadPo, KnowsTheLineFarIntoALargeFile) {
    std::string text = kRussian;
    for (int i = 0; i < 20000; ++i)
        text += "msgid \"source " + std::to_string(i) + "\"\nmsgstr \"target\"\n\n";
    const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    text += "msgid \"broken\nmsgstr \"x\"\n";
    Collected content;
    ASSERT_TRUE(read_as("x.po", text, content).ok());
    EXPECT_EQ(content.units.size(), 20000u);
    EXPECT_THAT(content.told(), HasSubstr("x.po:" + std::to_string(lines + 1) + ":"));
}

TEST(ReadPo, ReadsTheEncodingItsHeaderNames) {
    Collected content;
    const auto result = read_as("x.po",
                                header("\"Language: zh_TW\\n\"\n\"Content-Type: text/plain; "
                                       "charset=Big5\\n\"\n") +
                                    "msgid \"fusion\"\nmsgstr \"\xBF\xC4\xA6\x58\"\n",
                                content);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->encoding, "Big5");
    EXPECT_EQ(pairs_of(content), (Pairs{{"fusion", "融合"}}));
}

TEST(ReadPo, TakesATemplateAndCommentsForACatalogue) {
    Collected content;
    EXPECT_TRUE(read_as("x.pot", header("") + "msgid \"a\"\nmsgstr \"\"\n", content).ok());
    EXPECT_TRUE(read_as("x.po", "# nothing yet\n", content).ok());
    EXPECT_TRUE(content.units.empty());
    EXPECT_FALSE(read_as("x.txt", "# nothing yet\nmsgid is a word\n", content).ok());
}

/// A number that no language has must not cost gigabytes.
TEST(ReadPo, DoesNotBelieveEveryNumberOfForms) {
    for (const char* count : {"100000000", "9000000000000000000", "99999999999999999999999"}) {
        Collected content;
        const auto result = read_as(
            "x.po",
            std::string("msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"Plural-Forms: nplurals=") +
                count +
                "; plural=0;\\n\"\n\nmsgid \"a file\"\nmsgid_plural \"files\"\nmsgstr[0] "
                "\"eine Datei\"\nmsgstr[1] \"Dateien\"\n",
            content, {});
        ASSERT_TRUE(result.ok()) << count;
        EXPECT_EQ(content.units.size(), 2u) << count;
    }
}

}  // namespace
}  // namespace diglot
