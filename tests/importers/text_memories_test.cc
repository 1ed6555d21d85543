// Memories of Wordfast Classic and of Trados' Workbench: text files of their own kinds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/rtf_segment.h"
#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kHeader =
    "%20260102~030405\t%User ID,LIN,LIN Lin Mei\t%TU=00000002\t%EN-US\t%Wordfast TM v.5.51\t"
    "%ZH-TW\t%---1\tSubject (5),LE,LE Legal\tClient (5),FA,FA Fab\r\n";

Collected read(const std::string& text, const std::string& file = "m.txt") {
    Collected found;
    const auto result = read_as(file, text, found, {});
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
    return found;
}

std::vector<std::string> props_of(const Unit& unit) {
    std::vector<std::string> all;
    for (const Markup& node : unit.annotations)
        all.push_back(*node.attribute("type") + "=" + node.all_text());
    return all;
}

TEST(ReadWordfast, KeepsEveryColumn) {
    const Collected found =
        read(std::string(kHeader) +
             "20260203~040506\tLIN\t4\tEN-US\tOpen the file\tZH-TW\t開啟檔案\tLE\tFA\textra\r\n"
             "2026\tMT!\t0\tEN-01\tSave\tZH-TW\t儲存\t\t\r\n");
    ASSERT_EQ(found.units.size(), 2u);
    const Unit& unit = found.units[0];
    EXPECT_EQ(unit.stamp.created, parse_tmx_date("20260203T040506Z"));
    EXPECT_EQ(unit.stamp.created_by, "LIN");
    EXPECT_EQ(unit.attributes, (std::vector<Attribute>{{"usagecount", "4"}}));
    EXPECT_THAT(props_of(unit), ElementsAre("x-wordfast:Subject=LE", "x-wordfast:Client=FA",
                                            "x-wordfast:attribute3=extra"));
    EXPECT_THAT(props_of(found.units[1]),
                ElementsAre("x-wordfast-date=2026", "x-diglot-state=machine"));
    EXPECT_EQ(found.units[1].variants[0].lang.text(), "en");
    EXPECT_EQ(found.units[1].variants[0].lang_spelling, "EN-01");
    ASSERT_EQ(found.headers.size(), 1u);
    EXPECT_EQ(*found.headers[0].attribute("srclang"), "EN-US");
}

TEST(ReadWordfast, ReadsEscapesAndPlaceables) {
    const Collected found = read(std::string(kHeader) +
                                 "20260203~040506\tLIN\t0\tEN-US\tR&'26;D &tA;now&tB; &'93;x&'94; "
                                 "AT&T\\nnext\tZH-TW\t研發&tA;\t\n");
    ASSERT_EQ(found.units.size(), 1u);
    const Segment& source = found.units[0].variants[0].segment;
    EXPECT_EQ(source.text, "R&D now “x” AT&T\nnext");
    EXPECT_EQ(
        to_jsonml(source.content),
        R"(["R&D ",["ph",{"x":"1"},"&tA;"],"now",["ph",{"x":"2"},"&tB;"]," “x” AT&T\nnext"])");
}

TEST(ReadWordfast, LeavesOutRowsThatAreNotWhole) {
    const Collected found = read(std::string(kHeader) +
                                 "20260203~040506\tLIN\t0\tEN-US\tOpen\n"
                                 "20260203~040506\tLIN\t0\tEN-US\tOne\tZH-TW\t\t\n"
                                 "20260203~040506\tLIN\t0\t\tTwo\tZH-TW\t二\t\n"
                                 "20260203~040506\tLIN\t0\tEN-US\tThree\tZH-TW\t三個");
    EXPECT_EQ(found.units.size(), 0u);
    EXPECT_THAT(found.told(), HasSubstr("m.txt:2:1: error: the row has 5 of the seven columns"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:4:1: error: the row does not name both languages"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:5:1: error: the file ends within this row"));
    EXPECT_THAT(found.told(), HasSubstr("1 row has a text in one language only"));
}

TEST(ReadWordfast, LeavesOutWhatNoFormatCanCarry) {
    const Collected found = read(
        "%20260102~030405\t%\xFF\t%TU=1\n"
        "20260203~040506\tLIN\t0\tEN-US\tOne\x01\tZH-TW\t一\t\n"
        "20260203~040506\tLIN\t0\t-01\tTwo\tZH-TW\t二\t\n"
        "20260203~040506\tLIN\t0\tEN-US\tThree\tZH-TW\t三\t\n");
    EXPECT_EQ(pairs_of(found), (Pairs{{"Three", "三"}}));
    EXPECT_TRUE(found.headers.empty());
    EXPECT_THAT(found.told(), HasSubstr("warning: the header has bytes that are no text in UTF-8"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:2:1: error: the row has a control character"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:3:1: error: the row does not name both languages"));
}

TEST(ReadTradosText, LeavesOutControlCharactersHoweverSpelled) {
    const Collected found = read(
        "<TrU>\n<Seg L=EN>a\\u1?\n<Seg L=FR>b\n</TrU>\n"
        "<TrU>\n<Seg L=EN>c\x02\n<Seg L=FR>d\n</TrU>\n");
    EXPECT_TRUE(found.units.empty());
    EXPECT_THAT(found.told(), HasSubstr("m.txt:1:1: error: the unit has a control character"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:5:1: error: the unit has a control character"));
}

constexpr const char* kUnit =
    "<TrU>\r\n<CrD>18012000, 13:18:35\r\n<CrU>LIN\r\n<ChD>19012000, 08:00:00\r\n<ChU>WU\r\n"
    "<UsD>20012000, 09:00:00\r\n<UsC>3\r\n<Att L=Client>Fab\r\n<Txt L=Note>check it\r\n"
    "<Seg L=EN-US>The \\ldblquote fab\\rdblquote  \\endash  {\\b now} {\\cs6\\f1\\lang1024 "
    "<br>}\r\n"
    "<Seg L=ZH-TW>\\'b4\\'b9\\'b6\\'ea\\'bct\r\n</TrU>\r\n";

TEST(ReadTradosText, KeepsEveryField) {
    const Collected found =
        read(std::string(
                 "<RTF Preamble>\r\n<FontTable>\r\n{\\fonttbl {\\f1 x;}}\r\n</RTF Preamble>\r\n") +
             kUnit);
    ASSERT_EQ(found.units.size(), 1u);
    const Unit& unit = found.units[0];
    EXPECT_EQ(unit.stamp.created, parse_tmx_date("20000118T131835Z"));
    EXPECT_EQ(unit.stamp.changed, parse_tmx_date("20000119T080000Z"));
    EXPECT_EQ(unit.stamp.created_by, "LIN");
    EXPECT_EQ(unit.stamp.changed_by, "WU");
    EXPECT_EQ(unit.attributes,
              (std::vector<Attribute>{{"lastusagedate", "20000120T090000Z"}, {"usagecount", "3"}}));
    EXPECT_THAT(props_of(unit), ElementsAre("Att::Client=Fab", "Txt::Note=check it"));
    EXPECT_EQ(unit.variants[0].segment.text, "The “fab” – now ");
    EXPECT_EQ(
        to_jsonml(unit.variants[0].segment.content),
        R"j(["The “fab” – ",["bpt",{"i":"1","x":"1"},"{\\b "],"now",["ept",{"i":"1"},"}"]," ",)j"
        R"j(["ph",{"x":"2"},"{\\cs6\\f1\\lang1024 <br>}"]])j");
    EXPECT_EQ(unit.variants[1].segment.text, "晶圓廠");
    EXPECT_THAT(found.told(), HasSubstr("the RTF preamble (fonts and styles) is not kept"));
}

TEST(ReadTradosText, LeavesOutUnitsThatAreNotWhole) {
    const Collected found = read(
        "<TrU>\n<Seg L=EN-US>Never closed\n<TrU>\n<Seg L=EN-US>Alone\n</TrU>\nstray\n<TrU>\n"
        "<Seg L=>a\n<Seg L=FR>b\n</TrU>\n<TrU>\n<CrD>99999999, 13:18:35\n<Seg L=EN_GB>One\n"
        "<Seg L=DE_DE>Eins\n</TrU>\n<TrU>\n<Seg L=EN_GB>Two\n<Seg L=DE_DE>Zw");
    EXPECT_EQ(pairs_of(found), (Pairs{{"One", "Eins"}}));
    EXPECT_THAT(props_of(found.units[0]), ElementsAre("x-trados:CrD=99999999, 13:18:35"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:1:1: error: this <TrU> is not closed"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:3:1: error: the unit has fewer than two segments"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:7:1: error: a segment names no language"));
    EXPECT_THAT(found.told(), HasSubstr("m.txt:16:1: error: the file ends within this <TrU>"));
    EXPECT_THAT(found.told(), HasSubstr("1 line outside of units left out"));
}

TEST(ReadRtfSegment, ReadsCharacters) {
    const struct {
        const char* rtf;
        const char* lang;
        const char* text;
    } cases[] = {
        {"a\\~b\\_c\\-d", "en", "a\u00A0b\u2011c\u00ADd"},
        {"\\{x\\} \\\\", "en", "{x} \\"},
        {"\\'e9t\\'e9", "fr", "été"},
        {"\\'a4\\'a4", "zh-TW", "中"},
        {"\\'d6\\'d0", "zh-CN", "中"},
        {"\\u20013?\\u25991?", "zh-TW", "中文"},
        {"\\u-10179?\\u-8704?", "en", "😀"},
        {"\\u233\\'e9x", "en", "éx"},
        {"a } b { c", "en", "a } b { c"},
        {"\\'zz \\", "en", "\\'zz \\"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(read_rtf_segment(c.rtf, LanguageTag(c.lang)).text, c.text) << c.rtf;
    EXPECT_EQ(to_jsonml(read_rtf_segment("\\b x\\b0 y", LanguageTag("en")).content),
              R"([["ph",{"x":"1"},"\\b "],"x",["ph",{"x":"2"},"\\b0 "],"y"])");
}

}  // namespace
}  // namespace diglot
