#include "importers/text_notation.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

/// `text` with its part [start, end) replaced, in the unit's bytes.
std::string changed(std::string unit, Notation notation, NotedChange change, char separator = ',') {
    return change_text(unit, notation, separator, change) ? unit : "(no) " + unit;
}

NotedChange change_of(std::string text, std::size_t start, std::size_t end, std::string by) {
    NotedChange change;
    change.text = std::move(text);
    change.replacements.push_back({start, end, std::move(by)});
    return change;
}

TEST(NotationOf, KnowsFormatsByTheirNames) {
    EXPECT_EQ(notation_of("TMX 1.4"), Notation::kXml);
    EXPECT_EQ(notation_of("XLIFF 2.1"), Notation::kXml);
    EXPECT_EQ(notation_of("PO"), Notation::kPo);
    EXPECT_EQ(notation_of("JSON Lines"), Notation::kJson);
    EXPECT_EQ(notation_of("TSV memory"), Notation::kTable);
    for (const char* other : {"XLSX", "CSV", "TBX v3", "Trados text memory", "Moses", ""})
        EXPECT_EQ(notation_of(other), std::nullopt) << other;
}

TEST(ChangeText, EscapesAsTheNotationDoes) {
    const std::string hard = "<&\"'\\\n\t\x01>";
    EXPECT_EQ(changed("<seg>ab</seg>", Notation::kXml, change_of("ab", 1, 2, "<&\"'>")),
              "<seg>a&lt;&amp;\"'&gt;</seg>");
    EXPECT_EQ(changed("msgstr \"ab\"", Notation::kPo, change_of("ab", 1, 2, hard)),
              "msgstr \"a<&\\\"'\\\\\\n\\t\\001>\"");
    EXPECT_EQ(changed("{\"x\":\"ab\"}", Notation::kJson, change_of("ab", 1, 2, hard)),
              "{\"x\":\"a<&\\\"'\\\\\\n\\t\\u0001>\"}");
    EXPECT_EQ(changed("\"ab\",c\n", Notation::kTable, change_of("ab", 1, 2, "\",\n")),
              "\"a\"\",\n\",c\n");
}

TEST(ChangeText, MakesSeveralChangesAtOnce) {
    NotedChange change = change_of("a，b。", 1, 4, ", ");
    change.replacements.push_back({5, 8, "."});
    EXPECT_EQ(changed("<seg>&#97;，b&#x3002;</seg>", Notation::kXml, change),
              "<seg>&#97;, b.</seg>");
}

TEST(ChangeText, NeedsThatTextAndNoOther) {
    for (const char* unit : {"<seg>abc</seg>", "<seg> ab</seg>", "<note>ab</note>", "ab", "",
                             "<seg>a&unknown;b</seg>", "<seg a='ab'/>"})
        EXPECT_EQ(changed(unit, Notation::kXml, change_of("ab", 0, 1, "x")),
                  std::string("(no) ") + unit);
    EXPECT_EQ(changed("msgid \"ab\"\n# msgstr \"ab\"\n", Notation::kPo, change_of("ab", 0, 1, "x")),
              "(no) msgid \"ab\"\n# msgstr \"ab\"\n");
}

TEST(ChangeText, LeavesCodesAndBoundsOfSectionsAlone) {
    const std::string codes = "<seg>a<ph>x</ph>b</seg>";
    EXPECT_EQ(changed(codes, Notation::kXml, change_of("ab", 0, 2, "y")), "(no) " + codes);
    EXPECT_EQ(changed(codes, Notation::kXml, change_of("ab", 1, 2, "y")),
              "<seg>a<ph>x</ph>y</seg>");
    const std::string section = "<seg><![CDATA[a<]]>b</seg>";
    EXPECT_EQ(changed(section, Notation::kXml, change_of("a<b", 0, 3, "y")), "(no) " + section);
    EXPECT_EQ(changed(section, Notation::kXml, change_of("a<b", 0, 1, "]]>")), "(no) " + section);
    EXPECT_EQ(changed(section, Notation::kXml, change_of("a<b", 0, 1, "&")),
              "<seg><![CDATA[&<]]>b</seg>");
}

TEST(ChangeText, TakesTheOneThatIsMeantOfEqualTexts) {
    const std::string unit = "<tuv><seg>ab</seg></tuv><tuv><seg>ab</seg></tuv>";
    NotedChange change = change_of("ab", 0, 1, "x");
    EXPECT_EQ(changed(unit, Notation::kXml, change),
              "<tuv><seg>xb</seg></tuv><tuv><seg>ab</seg></tuv>");
    change.earlier = 1;
    EXPECT_EQ(changed(unit, Notation::kXml, change),
              "<tuv><seg>ab</seg></tuv><tuv><seg>xb</seg></tuv>");
    change.earlier = 2;
    EXPECT_EQ(changed(unit, Notation::kXml, change), "(no) " + unit);
}

TEST(ChangeText, FindsSegmentsOfAnXliffTarget) {
    const std::string unit =
        "<x:target><x:mrk mid='1'>ab</x:mrk> <x:mrk mid='2'>cd</x:mrk></x:target>";
    EXPECT_EQ(changed(unit, Notation::kXml, change_of("cd", 1, 2, "x")),
              "<x:target><x:mrk mid='1'>ab</x:mrk> <x:mrk mid='2'>cx</x:mrk></x:target>");
    EXPECT_EQ(changed("<source><mrk>ab</mrk></source>", Notation::kXml, change_of("ab", 0, 1, "x")),
              "(no) <source><mrk>ab</mrk></source>");
}

TEST(ChangeText, JoinsLinesOfCatalogues) {
    EXPECT_EQ(changed("msgstr \"\"\n\"ab\"\n\"cd\"\n", Notation::kPo, change_of("abcd", 1, 3, "x")),
              "msgstr \"\"\n\"axd\"\n");
    EXPECT_EQ(changed("#~ msgstr[1] \"a\\x62\\063\"\n", Notation::kPo, change_of("ab3", 0, 1, "x")),
              "#~ msgstr[1] \"x\\x62\\063\"\n");
}

TEST(ChangeText, QuotesACellThatNeedsIt) {
    const struct {
        const char* before;
        const char* after;
        char separator;
    } cases[] = {
        {"1,ab,2\n", "1,\"xy,\",2\n", ','},
        {"1;ab;2\n", "1;xy,;2\n", ';'},
        {"1, ab ,2\n", "1,\" xy, \",2\n", ','},
        {"1,'ab,2", "1,\"'xy,\",2", ','},
        {"ab", "\"xy,\"", ','},
        {"\"1\"\"\",ab\r\n", "\"1\"\"\",\"xy,\"\r\n", ','},
    };
    for (const auto& one : cases)
        EXPECT_EQ(
            changed(one.before, Notation::kTable, change_of("ab", 0, 2, "xy,"), one.separator),
            one.after);
}

}  // namespace
}  // namespace diglot
