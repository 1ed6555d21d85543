#include "importers/tmx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/reading.h"

namespace diglot {
namespace {

using namespace std::string_literals;

struct ReadResult : Collected {
    bool ok = false;
    ReadSummary summary;
    std::string error;
};

ReadResult read(const std::string& text) {
    ReadResult out;
    const auto result = read_text(text, out);
    out.ok = result.ok();
    if (result.ok())
        out.summary = *result;
    else
        out.error = to_string(result.error());
    return out;
}

/// The only unit of a file with `tu` in it.
Unit read_unit(const std::string& tu, const std::string& srclang = "en") {
    ReadResult result = read(tmx_around(tu, srclang));
    EXPECT_TRUE(result.ok) << result.error;
    EXPECT_EQ(result.units.size(), 1u) << tu;
    return result.units.empty() ? Unit{} : result.units[0];
}

/// The segment of a unit whose only <seg> has that content.
Segment read_segment(const std::string& content) {
    const Unit unit = read_unit("<tu><tuv xml:lang=\"en\"><seg>" + content + "</seg></tuv></tu>");
    return unit.variants.empty() ? Segment{} : unit.variants[0].segment;
}

std::string tuv(const std::string& lang, const std::string& text = "x") {
    return "<tuv xml:lang=\"" + lang + "\"><seg>" + text + "</seg></tuv>";
}

TEST(ReadTmx, KeepsEverythingOfAUnit) {
    const Unit unit = read_unit(
        "<tu tuid=\"7\" creationdate=\"20260102T030405Z\" changedate=\"2026-01-02\" "
        "creationid=\"AN\" changeid=\"BO\" "
        "usagecount=\"3\">\n  <note>first</note>\n  <prop type=\"x-a\" xml:lang=\"en\">one</prop>\n"
        "  <tuv xml:lang=\"en\" changedate=\"20260506T070809Z\"><prop "
        "type=\"x-b\">two</prop><seg>Hello</seg>"
        "<note>late</note></tuv>\n  <tuv xml:lang=\"zh_tw\"><seg>你好</seg></tuv>\n</tu>");
    EXPECT_EQ(to_tmx_date(*unit.stamp.created), "20260102T030405Z");
    EXPECT_FALSE(unit.stamp.changed);
    EXPECT_EQ(unit.stamp.created_by, "AN");
    EXPECT_EQ(unit.stamp.changed_by, "BO");
    const std::vector<Attribute> attributes{
        {"tuid", "7"}, {"usagecount", "3"}, {"changedate", "2026-01-02"}};
    EXPECT_EQ(unit.attributes, attributes);
    const std::vector<Markup> annotations{
        Markup::leaf("note", {}, "first"),
        Markup::leaf("prop", {{"type", "x-a"}, {"xml:lang", "en"}}, "one")};
    EXPECT_EQ(unit.annotations, annotations);
    ASSERT_EQ(unit.variants.size(), 2u);
    EXPECT_EQ(unit.source, 0u);
    EXPECT_EQ(unit.variants[0].segment.text, "Hello");
    EXPECT_EQ(to_tmx_date(*unit.variants[0].stamp.changed), "20260506T070809Z");
    EXPECT_EQ(unit.variants[0].annotations.size(), 2u);
    EXPECT_EQ(unit.variants[1].lang.text(), "zh-TW");
    EXPECT_EQ(unit.variants[1].lang_spelling, "zh_tw");
}

TEST(ReadTmx, FindsTheSource) {
    const struct {
        const char* header;
        const char* tu_attributes;
        std::string variants;
        int source;           ///< -1 for none.
        const char* srclang;  ///< Kept on the unit; empty for none.
    } cases[] = {
        {"en", "", tuv("en") + tuv("fr"), 0, ""},
        {"en", "", tuv("fr") + tuv("en"), 1, ""},
        {"EN-US", "", tuv("fr") + tuv("en-us"), 1, ""},
        {"EN_us", "", tuv("fr") + tuv("en-us"), 1, ""},
        {"EN-US", "", tuv("fr") + tuv("en"), 1, ""},
        {"en-US", "", tuv("en-GB") + tuv("en"), 1, ""},
        {"en-US", "", tuv("en-GB") + tuv("en") + tuv("en-US"), 2, ""},
        {"en-US", "", tuv("en-GB") + tuv("fr"), 0, ""},
        {"zh-cn", "srclang=\"en-us\"", tuv("zh-cn") + tuv("en-us"), 1, ""},
        {"zh-cn", "srclang=\"EN\"", tuv("zh-cn") + tuv("en-gb"), 1, "EN"},
        {"*all*", "", tuv("en") + tuv("fr"), -1, ""},
        {"en", "srclang=\"*all*\"", tuv("en") + tuv("fr"), -1, ""},
        {"en", "", tuv("be"), -1, "en"},
        {"en", "srclang=\"de\"", tuv("be") + tuv("en"), -1, "de"},
        {"en", "", tuv("en") + tuv("en"), 0, ""},
    };
    for (const auto& c : cases) {
        const Unit unit =
            read_unit("<tu "s + c.tu_attributes + ">" + c.variants + "</tu>", c.header);
        EXPECT_EQ(unit.source ? static_cast<int>(*unit.source) : -1, c.source)
            << c.header << " " << c.variants;
        const std::string* kept = find_attribute(unit.attributes, "srclang");
        EXPECT_EQ(kept == nullptr ? "" : *kept, c.srclang) << c.header << " " << c.variants;
    }
}

TEST(ReadTmx, TakesAnUnsaidSourceForNone) {
    const ReadResult result =
        read("<tmx><body><tu>" + tuv("en") + tuv("fr") + "</tu></body></tmx>");
    ASSERT_EQ(result.units.size(), 1u);
    EXPECT_FALSE(result.units[0].source);
    EXPECT_TRUE(result.units[0].attributes.empty());
    EXPECT_EQ(result.summary.format, "TMX");
}

TEST(ReadTmx, PrefersXmlLangAndKeepsTheOther) {
    const Unit unit = read_unit(
        "<tu><tuv lang=\"en\"><seg>a</seg></tuv><tuv lang=\"xx\" "
        "xml:lang=\"fr\"><seg>b</seg></tuv></tu>");
    EXPECT_EQ(unit.variants[0].lang.text(), "en");
    EXPECT_TRUE(unit.variants[0].attributes.empty());
    EXPECT_EQ(unit.variants[1].lang.text(), "fr");
    EXPECT_EQ(unit.variants[1].attributes, (std::vector<Attribute>{{"lang", "xx"}}));
}

TEST(ReadTmx, KeepsSeveralVariantsOfOneLanguage) {
    const Unit unit =
        read_unit("<tu>" + tuv("en", "a") + tuv("fr", "b") + tuv("fr", "c") + "</tu>");
    ASSERT_EQ(unit.variants.size(), 3u);
    EXPECT_EQ(unit.variants[2].segment.text, "c");
}

TEST(ReadTmx, MatchesLocalNamesAndKeepsForeignAttributes) {
    const ReadResult result = read(
        "<t:tmx xmlns:t='http://example.org/tmx' version='1.4'><t:header srclang='en'/><t:body>"
        "<t:tu t:mark='1'><t:tuv xml:lang='en'><t:seg>a<t:ph "
        "x='1'/></t:seg></t:tuv></t:tu></t:body></t:tmx>");
    ASSERT_TRUE(result.ok) << result.error;
    ASSERT_EQ(result.units.size(), 1u);
    EXPECT_EQ(result.units[0].attributes, (std::vector<Attribute>{{"t:mark", "1"}}));
    const std::vector<Markup> content{Markup::run("a"), Markup::node("ph", {{"x", "1"}})};
    EXPECT_EQ(result.units[0].variants[0].segment.content, content);
    EXPECT_EQ(result.headers[0].element, "header");
    EXPECT_EQ(result.headers[0].children[0],
              Markup::leaf("prop", {{"type", "x-diglot-root:xmlns:t"}}, "http://example.org/tmx"));
}

TEST(ReadTmx, KeepsWhiteSpaceExactly) {
    const std::pair<const char*, const char*> cases[] = {
        {" a  b ", " a  b "},
        {"\n  a\n", "\n  a\n"},
        {"a\r\nb\rc", "a\nb\nc"},
        {"&#9;a&#x09;b&#13;", "\ta\tb\r"},
        {"   ", "   "},
        {"\n", "\n"},
        {"\t", "\t"},
        {"\u3000a\u00a0", "\u3000a\u00a0"},
        {"a\u200cb", "a\u200cb"},
        {"", ""},
        {" <!-- gone --> ", "  "},
        {"a<!-- gone --> b", "a b"},
        {"a<?gone?>b", "ab"},
        {" <![CDATA[<b> ]]> ", " <b>  "},
        {"&lt;f0&gt;&amp;amp;&quot;&apos;", "<f0>&amp;\"'"},
        {"&#x1F600;\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80"},
    };
    for (const auto& [written, expected] : cases)
        EXPECT_EQ(read_segment(written), Segment(expected)) << written;
}

TEST(ReadTmx, KeepsWhiteSpaceBetweenCodes) {
    const std::vector<Markup> content{Markup::node("ph", {{"x", "1"}}), Markup::run(" "),
                                      Markup::leaf("ph", {{"x", "2"}}, "\n")};
    EXPECT_EQ(read_segment("<ph x='1'/> <ph x='2'>\n</ph>").content, content);
}

TEST(ReadTmx, KeepsCodesNested) {
    const Segment segment = read_segment(
        "a<bpt i='1' x='1' type='bold'>&lt;b title=\"<sub>t <ph/></sub>\"&gt;</bpt>b<ept "
        "i='1'>&lt;/b&gt;</ept>"
        "<it pos='begin'>i</it><ut>u</ut><hi>h<hi>i</hi></hi><g id='3'>g</g>");
    EXPECT_EQ(segment.text, "abhig");
    ASSERT_EQ(segment.content.size(), 8u);
    EXPECT_EQ(segment.content[1].children[1].element, "sub");
    EXPECT_EQ(segment.content[7], Markup::leaf("g", {{"id", "3"}}, "g"));
}

TEST(ReadTmx, GivesTheTextThatProgramsWithoutCodesSee) {
    // OmegaT (TMXWriterTest, level 2 read as level 1) and neokapi (tmx_import_test).
    const std::pair<const char*, const char*> kSegments[] = {
        {"1<ph x='0'/>2", "12"},
        {"3<bpt i='0' x='1'/>4<ept i='0'/>5", "345"},
        {"6<it pos='begin' x='1'/>7", "67"},
        {"Click <ph x='1'>{0}</ph> to continue", "Click  to continue"},
        {"<bpt i='1'>&lt;b&gt;</bpt>bold<ept i='1'>&lt;/b&gt;</ept>", "bold"},
        {"a<it pos='end'>&lt;/i&gt;</it>b", "ab"},
        {"an <hi type='term'>important</hi> word", "an important word"},
        {"x<ut>{\\cs6}</ut>y", "xy"},
    };
    for (const auto& [seg, text] : kSegments) EXPECT_EQ(read_segment(seg).text, text) << seg;
}

TEST(ReadTmx, TurnsLineEndsInAttributesToSpaces) {
    const Unit unit = read_unit("<tu tuid='a\r\nb\tc&#10;d'>" + tuv("en") + "</tu>");
    EXPECT_EQ(unit.attributes, (std::vector<Attribute>{{"tuid", "a b c\nd"}}));
}

TEST(ReadTmx, KeepsUntranslatedAndEmptyUnitsAndSaysSoOnce) {
    const ReadResult result =
        read(tmx_around("<tu>" + tuv("en") + "</tu><tu>" + tuv("en") + "</tu><tu>" + tuv("en", "") +
                        tuv("fr", "") + "</tu>"));
    EXPECT_EQ(result.units.size(), 3u);
    EXPECT_EQ(result.summary.skipped, 0u);
    EXPECT_EQ(
        result.told(),
        "test.tmx: note: 2 units have one language only, 2 segments are empty; kept as they are\n");
}

TEST(ReadTmx, SkipsWhatIsNoUnitAndSaysWhere) {
    const std::pair<std::string, std::string> cases[] = {
        {"  <tu></tu>",
         "test.tmx:3:3: error: a <tu> without <tuv> is left out\n    <tu></tu>\n    ^\n"},
        {"<tu><tuv><seg>語</seg></tuv></tu>",
         "test.tmx:3:1: error: a <tuv> names no language; its <tu> is left out\n  "
         "<tu><tuv><seg>語</seg></tuv></tu>\n  ^\n"},
        {"<tu><tuv xml:lang=\"en\"/></tu>",
         "test.tmx:3:1: error: a <tuv> has no <seg>; its <tu> is left out\n  <tu><tuv "
         "xml:lang=\"en\"/></tu>\n  ^\n"},
        {"語 <tu><tuv xml:lang=en/></tu>",
         "test.tmx:3:1: warning: text between elements is left out\n  語 <tu><tuv "
         "xml:lang=en/></tu>\n  ^\n"
         "test.tmx:3:21: error: the value of an attribute is not in quotation marks; this <tu> is "
         "left out\n"
         "  語 <tu><tuv xml:lang=en/></tu>\n                       ^\n"},
        {"<tu><tuv xml:lang=\"en\"><seg>a < b</seg></tuv></tu>",
         "test.tmx:3:31: error: \"<\" starts no tag here; as a character it is written &lt;; this "
         "<tu> is left out\n"
         "  <tu><tuv xml:lang=\"en\"><seg>a < b</seg></tuv></tu>\n                                "
         "^\n"},
        {"<tu>\n<tuv xml:lang=\"en\"><seg>a<b></seg></tuv></tu>",
         "test.tmx:4:29: error: </seg> stands where </b> should, opened at line 4, column 26; this "
         "<tu> is left out\n"
         "  <tuv xml:lang=\"en\"><seg>a<b></seg></tuv></tu>\n                              ^\n"},
        {"<tu><tuv xml:lang=\"en\" xml:lang=\"fr\"><seg>a</seg></tuv></tu>",
         "test.tmx:3:24: error: the attribute xml:lang is there twice; this <tu> is left out\n"
         "  <tu><tuv xml:lang=\"en\" xml:lang=\"fr\"><seg>a</seg></tuv></tu>\n                     "
         "    ^\n"},
        {"<tu><tuv xml:lang=\"en\"><seg>a\x80</seg></tuv></tu>",
         "test.tmx:3:30: error: bytes that are not UTF-8; this <tu> is left out\n"
         "  <tu><tuv xml:lang=\"en\"><seg>a\uFFFD</seg></tuv></tu>\n                               "
         "^\n"},
    };
    const std::string good = "<tu>" + tuv("en", "good") + tuv("fr", "bon") + "</tu>";
    for (const auto& [bad, told] : cases) {
        const ReadResult result = read(tmx_around(bad + "\n" + good));
        EXPECT_TRUE(result.ok) << bad;
        EXPECT_EQ(result.told(), told);
        EXPECT_EQ(result.summary.skipped, 1u);
        ASSERT_EQ(result.units.size(), 1u) << bad;
        EXPECT_EQ(result.units[0].variants[0].segment.text, "good");
    }
}

TEST(ReadTmx, LosesOneUnitWhereOneIsNotClosed) {
    const ReadResult result =
        read(tmx_around("<tu>" + tuv("en", "a") + "<tu>" + tuv("en", "b") + tuv("fr") +
                        "</tu>\n<tu>" + tuv("en", "c") + tuv("fr") + "</tu>"));
    EXPECT_TRUE(result.ok);
    EXPECT_EQ(result.summary.skipped, 1u);
    EXPECT_THAT(
        result.told(),
        testing::HasSubstr("error: <tu> starts before the last one ends; this <tu> is left out"));
    ASSERT_EQ(result.units.size(), 2u);
    EXPECT_EQ(result.units[0].variants[0].segment.text, "b");
    EXPECT_EQ(result.units[1].variants[0].segment.text, "c");
}

TEST(ReadTmx, DropsForbiddenCharactersAndCountsThem) {
    const ReadResult result = read(tmx_around("<tu>" +
                                              tuv("en",
                                                  "a&#3;b\x01"
                                                  "c&#x4;\uFFFE&#xD800;") +
                                              tuv("fr") + "</tu>"));
    ASSERT_EQ(result.units.size(), 1u);
    EXPECT_EQ(result.units[0].variants[0].segment.text, "abc");
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].message,
              "5 characters that XML does not allow were dropped, first &#3;");
    EXPECT_EQ(result.diagnostics[0].position, (Position{3, 30}));
    EXPECT_EQ(result.diagnostics[0].severity, Severity::kWarning);
}

TEST(ReadTmx, LeavesEntitiesItDoesNotKnowAsWritten) {
    const ReadResult result =
        read("<!DOCTYPE tmx [ <!ENTITY big \"<!-- ']>' -->\"> <!-- ]> --> ]>\n" +
             tmx_around("<tu>" + tuv("en", "R&D &big; &nbsp; &#x; &#;") + tuv("fr") + "</tu>"));
    ASSERT_EQ(result.units.size(), 1u);
    EXPECT_EQ(result.units[0].variants[0].segment.text, "R&D &big; &nbsp; &#x; &#;");
    ASSERT_EQ(result.diagnostics.size(), 2u);
    EXPECT_EQ(result.diagnostics[0].message, "the entity &big; is not known and stays as written");
    EXPECT_EQ(result.diagnostics[1].message, "\"&\" starts no entity here and stays as written");
}

TEST(ReadTmx, ReportsAFileThatIsBrokenAsAWhole) {
    const std::string unit = "<tu>" + tuv("en", "a") + tuv("fr", "b") + "</tu>";
    const std::pair<std::string, std::string> cases[] = {
        {"<tmx version=\"1.4\">\n<body>\n" + unit + "\n</tmx>\n",
         "test.tmx:4:1: error: </tmx> stands where </body> should, opened at line 2, column 1\n  "
         "</tmx>\n  ^"},
        {"<tmx version=\"1.4\">\n<body>\n" + unit + "\n",
         "test.tmx:4:1: error: the file ends inside <body>, opened at line 2"},
        {"<tmx version=\"1.4\">\n<body>\n" + unit + "\n<tu><tuv",
         "test.tmx:4:9: error: the file ends inside a tag\n  <tu><tuv\n          ^"},
        {"<tmx version=\"1.4\">\n<body>\n" + unit + "\n</body></tmx><more/>",
         "test.tmx:4:14: error: an element follows the end of the document\n  "
         "</body></tmx><more/>\n               ^"},
        {"<tmx version=\"1.4\">\n<body>\n" + unit + "\n</body></tmx> more",
         "test.tmx:4:15: error: text follows the end of the document\n  </body></tmx> more\n       "
         "         ^"},
    };
    for (const auto& [text, error] : cases) {
        const ReadResult result = read(text);
        EXPECT_FALSE(result.ok) << text;
        EXPECT_EQ(result.error, error);
        EXPECT_EQ(result.units.size(), 1u);
    }
}

TEST(ReadTmx, GivesFewerUnitsOrAnErrorForEveryTruncation) {
    const std::string whole =
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!DOCTYPE tmx SYSTEM "
        "\"tmx14.dtd\">\r\n<!-- c -->" +
        tmx_around("<tu tuid=\"1\"><note>n</note>" +
                   tuv("en", "a &amp; <ph x='1'>&lt;b&gt;</ph><![CDATA[c]]>") +
                   tuv("zh-TW", "語料") + "</tu><?pi x?>\n<tu>" + tuv("en", "b") + tuv("fr", "c") +
                   "</tu>");
    const ReadResult all = read(whole);
    ASSERT_EQ(all.units.size(), 2u);
    const std::size_t end = whole.rfind('>') + 1;
    for (std::size_t size = 0; size < end; ++size) {
        const ReadResult part = read(whole.substr(0, size));
        EXPECT_FALSE(part.ok) << size;
        ASSERT_LE(part.units.size(), 2u);
        for (std::size_t i = 0; i < part.units.size(); ++i)
            EXPECT_EQ(part.units[i], all.units[i]) << size;
    }
}

TEST(ReadTmx, SurvivesNestingBombs) {
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<hi>";
    const ReadResult inside =
        read(tmx_around("<tu>" + tuv("en", deep) + "</tu><tu>" + tuv("en") + tuv("fr") + "</tu>"));
    EXPECT_TRUE(inside.ok);
    EXPECT_EQ(inside.units.size(), 1u);
    ASSERT_EQ(inside.diagnostics.size(), 1u);
    EXPECT_EQ(inside.diagnostics[0].code, "xml.too-deep");
    EXPECT_FALSE(read("<tmx>" + deep).ok);
}

TEST(ReadTmx, ReadsTheNeighboursOmegatWrites) {
    const Unit unit = read_unit(
        "<tu><prop type='prev'>Before</prop><prop type='next'>After</prop>" + tuv("en") + "</tu>");
    EXPECT_EQ(unit.context,
              (Context{fingerprint(Segment("Before")), fingerprint(Segment("After"))}));
    EXPECT_EQ(unit.annotations.size(), 2u);
}

TEST(ReadTmx, KeepsTheHeaderWhole) {
    const ReadResult result = read(
        "<tmx version=\"1.4\">\n<header creationtool=\"Loom\" o-tmf=\"X\" srclang=\"en\" "
        "extra=\"1\">\n"
        "  <prop type=\"a\">b</prop>\n  <note>n</note>\n  <ude name=\"m\" base=\"b\"><map "
        "unicode=\"#xF8FF\" code=\"#xF0\"/></ude>\n"
        "</header>\n<body/></tmx>");
    ASSERT_TRUE(result.ok) << result.error;
    ASSERT_EQ(result.headers.size(), 1u);
    EXPECT_EQ(to_jsonml(result.headers),
              R"([["header",{"creationtool":"Loom","o-tmf":"X","srclang":"en","extra":"1"},)"
              R"(["prop",{"type":"a"},"b"],["note","n"],["ude",{"name":"m","base":"b"},)"
              R"(["map",{"unicode":"#xF8FF","code":"#xF0"}]]]])");
    EXPECT_EQ(result.summary.format, "TMX 1.4");
    EXPECT_EQ(result.summary.encoding, "UTF-8");
}

TEST(ReadTmx, KeepsUnknownElementsAndSegmentAttributes) {
    const Unit unit = read_unit(
        "<tu><ex:score>9</ex:score><tuv xml:lang='en'><seg "
        "xml:space='preserve'>a</seg></tuv></tu>");
    EXPECT_EQ(unit.annotations, (std::vector<Markup>{Markup::leaf("ex:score", {}, "9")}));
    EXPECT_EQ(unit.variants[0].annotations,
              (std::vector<Markup>{Markup::node("seg", {{"xml:space", "preserve"}})}));
}

TEST(ReadTmx, TellsThePlaceOfEachUnit) {
    const ReadResult result = read(tmx_around(
        "<tu>" + tuv("en") + tuv("fr") + "</tu>\n\n 語<tu>\n\n" + tuv("en") + tuv("fr") + "</tu>"));
    EXPECT_EQ(result.positions, (std::vector<Position>{{3, 1}, {5, 3}}));
}

TEST(ReadTmx, IgnoresCarriedJsonThatIsNone) {
    for (const std::string json : {"[", "[1]", "[null]", "[[]]", "[[\"1x\"]]", "{\"a\":{}}",
                                   "[[\"a\",{\"b\":[]}]]", "7", ""}) {
        const Unit unit =
            read_unit("<tu><prop type='x-diglot-markup'>" + json + "</prop>" + tuv("en") + "</tu>");
        EXPECT_EQ(unit.annotations.size(), 1u) << json;
    }
    const std::string bomb(100000, '[');
    EXPECT_EQ(
        read_unit("<tu><prop type='x-diglot-markup'>" + bomb + "</prop>" + tuv("en") + "</tu>")
            .annotations.size(),
        1u);
}

TEST(ReadTmx, LeavesOutKeptCodesThatNoLongerFit) {
    const ReadResult result =
        read(tmx_around("<tu><tuv xml:lang='en'><prop "
                        "type='x-diglot-seg'>[\"a\",[\"g\",\"b\"]]</prop><seg>edited</seg></tuv>" +
                        tuv("fr") + "</tu>"));
    ASSERT_EQ(result.units.size(), 1u);
    EXPECT_EQ(result.units[0].variants[0].segment, Segment("edited"));
    ASSERT_EQ(result.diagnostics.size(), 1u);
    EXPECT_EQ(result.diagnostics[0].code, "tmx.stale-codes");
}

}  // namespace
}  // namespace diglot
