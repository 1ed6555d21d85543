#include "importers/xliff_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/xliff_files.h"

namespace diglot {
namespace {

Collected read(const std::string& text) {
    Collected out;
    const auto result = read_text(text, out, "a.xlf");
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    return out;
}

/// "source | target" of each unit.
std::vector<std::string> texts(const Collected& content) {
    std::vector<std::string> out;
    for (const Unit& unit : content.units)
        out.push_back(unit.variants[0].segment.text + " | " + unit.variants[1].segment.text);
    return out;
}

std::string prop(const Unit& unit, const char* type) { return unit.property(type).value_or("-"); }

TEST(ReadXliff, TakesATranslatedUnitWithWhatIsSaidOfIt) {
    const Collected content = read(xliff_around(
        "<group id=\"g1\" resname=\"dialog\"><note>第一組</note>"
        "<trans-unit id=\"7\" resname=\"ok\" approved=\"yes\" maxwidth=\"20\">"
        "<source>好</source><target state=\"final\" state-qualifier=\"exact-match\">OK</target>"
        "<note from=\"Lin\" priority=\"1\">按鈕</note></trans-unit></group>"));
    ASSERT_EQ(content.units.size(), 1u);
    const Unit& unit = content.units[0];
    EXPECT_EQ(unit.source, 0u);
    EXPECT_EQ(unit.variants[0].lang.text(), "zh-TW");
    EXPECT_EQ(unit.variants[1].lang.text(), "en");
    EXPECT_EQ(prop(unit, "x-xliff-id"), "7");
    EXPECT_EQ(prop(unit, "x-xliff-resname"), "ok");
    EXPECT_EQ(prop(unit, "x-xliff-file"), "a.txt");
    EXPECT_EQ(prop(unit, "x-xliff-group"), "dialog");
    EXPECT_EQ(prop(unit, "x-xliff-maxwidth"), "20");
    EXPECT_EQ(prop(unit, "x-xliff-state"), "final");
    EXPECT_EQ(prop(unit, "x-xliff-state-qualifier"), "exact-match");
    EXPECT_EQ(prop(unit, "x-diglot-state"), "reviewed");
    EXPECT_THAT(unit.annotations, testing::Contains(Markup::leaf(
                                      "note", {{"from", "Lin"}, {"priority", "1"}}, "按鈕")));
    EXPECT_THAT(unit.annotations, testing::Contains(Markup::leaf("note", {}, "第一組")));
    EXPECT_EQ(content.positions[0], (Position{3, 49}));
    EXPECT_EQ(content.told(), "");
}

TEST(ReadXliff, CountsWhatIsNotTranslatedInOneNote) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><source>一</source></trans-unit>"
        "<trans-unit id=\"2\"><source>二</source><target/></trans-unit>"
        "<trans-unit id=\"3\"><source>三</source><target> </target></trans-unit>"
        "<trans-unit id=\"4\"><source>四</source><target state=\"new\">四</target></trans-unit>"
        "<trans-unit id=\"5\" translate=\"no\"><source>v1.2</source><target>v1.2</target>"
        "</trans-unit>"
        "<trans-unit id=\"6\"><source>2026</source><target>2026</target></trans-unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("2026 | 2026"));
    EXPECT_EQ(content.told(),
              "a.xlf: note: 4 segments have no translation yet and are no units\n"
              "a.xlf: note: 1 segment that is not to be translated is the same in both languages "
              "and left out\n");
}

TEST(ReadXliff, SplitsAUnitIntoItsMarkedSegments) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><source>甲。<g id=\"1\">乙。</g>丙。</source>"
        "<seg-source><mrk mtype=\"seg\" mid=\"0\">甲。</mrk><g id=\"1\"><mrk mtype=\"seg\" "
        "mid=\"1\">乙。</mrk></g><mrk mtype=\"seg\" mid=\"2\">丙。</mrk></seg-source>"
        "<target><mrk mtype=\"seg\" mid=\"1\">B.</mrk> <mrk mtype=\"seg\" mid=\"0\">A.</mrk>"
        "<mrk mtype=\"seg\" mid=\"2\"/></target></trans-unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("甲。 | A.", "乙。 | B."));
    EXPECT_EQ(prop(content.units[1], "x-xliff-segment"), "1");
    EXPECT_EQ(prop(content.units[1], "x-xliff-id"), "1");
}

TEST(ReadXliff, NamesASegmentOfTheTargetWithoutPartner) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><source>甲。</source>"
        "<seg-source><mrk mtype=\"seg\" mid=\"0\">甲。</mrk></seg-source>"
        "<target><mrk mtype=\"seg\" mid=\"0\">A.</mrk><mrk mtype=\"seg\" mid=\"9\">More.</mrk>"
        "</target></trans-unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("甲。 | A."));
    ASSERT_EQ(content.diagnostics.size(), 1u);
    EXPECT_EQ(content.diagnostics[0].message,
              "a segment of the <target> has no partner in the source; it is left out");
    EXPECT_EQ(content.diagnostics[0].position, (Position{3, 1}));
}

TEST(ReadXliff, KeepsCodesAsTheFileHasThem) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><source>按<g id=\"1\" ctype=\"bold\">這裡</g><x id=\"2\"/>"
        "<bpt id=\"3\">&lt;i></bpt>看<ept id=\"3\">&lt;/i></ept></source>"
        "<target>Click <g id=\"1\" ctype=\"bold\">here</g><x id=\"2\"/></target></trans-unit>"));
    const Segment& source = content.units.at(0).variants[0].segment;
    EXPECT_EQ(source.text, "按這裡看");
    EXPECT_EQ(to_jsonml(source.content),
              "[\"按\",[\"g\",{\"id\":\"1\",\"ctype\":\"bold\"},\"這裡\"],[\"x\",{\"id\":\"2\"}],"
              "[\"bpt\",{\"id\":\"3\"},\"<i>\"],\"看\",[\"ept\",{\"id\":\"3\"},\"</i>\"]]");
}

TEST(ReadXliff, ReadsSegmentsNotesAndNativeCodeOfVersion2) {
    const Collected content = read(xliff2_around(
        "<unit id=\"u1\" name=\"title\"><notes><note category=\"ui\">標題</note></notes>"
        "<originalData><data id=\"d1\">&lt;br/></data><data id=\"d2\">&lt;b></data></originalData>"
        "<segment id=\"s1\" state=\"reviewed\" subState=\"my:ok\">"
        "<source>甲<ph id=\"1\" dataRef=\"d1\"/><pc id=\"2\" dataRefStart=\"d2\">乙</pc></source>"
        "<target>A<ph id=\"1\" dataRef=\"d1\"/><pc id=\"2\" dataRefStart=\"d2\">B</pc></target>"
        "</segment><ignorable><source> </source></ignorable>"
        "<segment><source>丙</source></segment></unit>"));
    ASSERT_THAT(texts(content), testing::ElementsAre("甲乙 | AB"));
    const Unit& unit = content.units[0];
    EXPECT_EQ(prop(unit, "x-xliff-id"), "u1");
    EXPECT_EQ(prop(unit, "x-xliff-name"), "title");
    EXPECT_EQ(prop(unit, "x-xliff-segment"), "s1");
    EXPECT_EQ(prop(unit, "x-xliff-state"), "reviewed");
    EXPECT_EQ(prop(unit, "x-xliff-subState"), "my:ok");
    EXPECT_EQ(prop(unit, "x-diglot-state"), "reviewed");
    EXPECT_EQ(
        to_jsonml(unit.variants[1].segment.content),
        "[\"A\",[\"ph\",{\"id\":\"1\"},\"<br/>\"],[\"pc\",{\"id\":\"2\",\"dataStart\":\"<b>\"},"
        "\"B\"]]");
    EXPECT_EQ(content.told(), "a.xlf: note: 1 segment has no translation yet and is no unit\n");
}

/// XLIFF 2.1, 4.3.1.25; version 1.2 has no such default.
TEST(ReadXliff, TakesASegmentOfVersion2WithoutStateForInitial) {
    const Collected content = read(xliff2_around(
        "<unit id=\"u1\"><segment><source>貓</source><target>cat</target></segment>"
        "<segment state=\"translated\"><source>狗</source><target>dog</target></segment></unit>"));
    ASSERT_THAT(texts(content), testing::ElementsAre("貓 | cat", "狗 | dog"));
    EXPECT_EQ(prop(content.units[0], "x-xliff-state"), "initial");
    EXPECT_EQ(prop(content.units[0], "x-diglot-state"), "unreviewed");
    EXPECT_EQ(content.units[1].property("x-diglot-state"), std::nullopt);
    // Written in either version and read again, it is the same unit, and no second one.
    for (const xliff::Version version : {xliff::Version::k12, xliff::Version::k21}) {
        const Collected again = read(write_xliff(content, version).bytes);
        ASSERT_EQ(again.units.size(), 2u);
        for (std::size_t i = 0; i < 2; ++i) {
            EXPECT_EQ(again.units[i].variants, content.units[i].variants);
            for (const char* type : {"x-xliff-state", "x-diglot-state"})
                EXPECT_EQ(again.units[i].property(type), content.units[i].property(type)) << type;
        }
    }
    // Nor is a copy of the source a translation there.
    EXPECT_TRUE(read(xliff2_around("<unit id=\"u1\"><segment><source>OK</source>"
                                   "<target>OK</target></segment></unit>"))
                    .units.empty());
}

TEST(ReadXliff, MakesUnitsOfAlternativesThatAreNeverReviewed) {
    const Collected content = read(
        xliff_around("<trans-unit id=\"1\" approved=\"yes\"><source>貓</source><target>cat</target>"
                     "<alt-trans match-quality=\"85\" origin=\"old.tmx\"><source>狗</source>"
                     "<target state=\"final\">dog</target></alt-trans>"
                     "<alt-trans origin=\"machine-trans\"><target>kitty</target></alt-trans>"
                     "<alt-trans><target>cat</target></alt-trans>"
                     "<alt-trans alttranstype=\"rejected\"><target>tiger</target></alt-trans>"
                     "<alt-trans><target/></alt-trans></trans-unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("貓 | cat", "狗 | dog", "貓 | kitty"));
    EXPECT_EQ(prop(content.units[0], "x-diglot-state"), "reviewed");
    EXPECT_EQ(prop(content.units[1], "x-xliff-match-quality"), "85");
    EXPECT_EQ(prop(content.units[1], "x-xliff-origin"), "old.tmx");
    EXPECT_EQ(prop(content.units[1], "x-diglot-alternative"), "proposal");
    EXPECT_EQ(prop(content.units[1], "x-diglot-state"), "unreviewed");
    EXPECT_EQ(prop(content.units[2], "x-diglot-state"), "machine");
    EXPECT_EQ(content.told(),
              "a.xlf: note: 1 alternative translation is the translation itself and left out\n"
              "a.xlf: note: 1 alternative translation was rejected in the file and is left out\n");
}

TEST(ReadXliff, MakesUnitsOfMatchesOfVersion2) {
    const Collected content = read(xliff2_around(
        "<unit id=\"u\"><mtc:matches><mtc:match ref=\"#m\" matchQuality=\"70.5\" type=\"mt\" "
        "origin=\"Engine\"><source>貓咪</source><target>kitty</target></mtc:match></mtc:matches>"
        "<segment><source>貓</source></segment></unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("貓咪 | kitty"));
    EXPECT_EQ(prop(content.units[0], "x-xliff-matchQuality"), "70.5");
    EXPECT_EQ(prop(content.units[0], "x-diglot-alternative"), "mt");
    EXPECT_EQ(prop(content.units[0], "x-diglot-state"), "machine");
}

struct StateCase {
    const char* attributes;  ///< Of the <trans-unit>, then of the <target>.
    const char* target;
    const char* review;
};

TEST(ReadXliff, UnderstandsTheStatesOfTheStandardAndOfVendors) {
    const StateCase kCases[] = {
        {"", "", "-"},
        {"approved=\"no\"", "state=\"translated\"", "-"},
        {"approved=\"yes\"", "state-qualifier=\"leveraged-mt\"", "reviewed"},
        {"", "state=\"signed-off\"", "reviewed"},
        {"", "state=\"needs-review-translation\"", "unreviewed"},
        {"", "state=\"translated\" state-qualifier=\"leveraged-mt\"", "machine"},
        {"", "state=\"x-own\"", "-"},
        {"mq:status=\"Proofread\"", "", "reviewed"},
        {"mq:status=\"Reviewer1Confirmed\"", "", "reviewed"},
        {"mq:status=\"ManuallyConfirmed\"", "", "-"},
        {"mq:status=\"PartiallyEdited\"", "", "unreviewed"},
        {"mq:status=\"MachineTranslated\"", "", "machine"},
        {"m:confirmed=\"0\" m:trans-origin=\"mt\"", "", "machine"},
        {"m:confirmed=\"0\" m:trans-origin=\"tm\"", "", "unreviewed"},
        {"m:confirmed=\"1\" m:trans-origin=\"mt\"", "", "-"},
        {"m:confirmed=\"2\"", "", "reviewed"},
    };
    for (const StateCase& one : kCases) {
        const Collected content = read(xliff_around(
            std::string("<trans-unit id=\"1\" ") + one.attributes + "><source>貓</source><target " +
                one.target + ">cat</target></trans-unit>",
            " xmlns:mq=\"MQXliff\" xmlns:m=\"http://www.memsource.com/mxlf/2.0\""));
        EXPECT_EQ(prop(content.units.at(0), "x-diglot-state"), one.review)
            << one.attributes << " " << one.target;
    }
}

TEST(ReadXliff, TakesWhatTradosSaysOfEachSegment) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><source>甲乙</source><seg-source><mrk mtype=\"seg\" mid=\"1\">甲"
        "</mrk><mrk mtype=\"seg\" mid=\"2\">乙</mrk></seg-source><target><mrk mtype=\"seg\" "
        "mid=\"1\">A</mrk><mrk mtype=\"seg\" mid=\"2\">B</mrk></target><sdl:seg-defs>"
        "<sdl:seg id=\"1\" conf=\"ApprovedSignOff\" origin=\"tm\" percent=\"100\"/>"
        "<sdl:seg id=\"2\" conf=\"Draft\" origin=\"nmt\"><sdl:value key=\"created_by\">Chen"
        "</sdl:value></sdl:seg></sdl:seg-defs></trans-unit>",
        " xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\""));
    ASSERT_THAT(texts(content), testing::ElementsAre("甲 | A", "乙 | B"));
    EXPECT_EQ(prop(content.units[0], "x-xliff-sdl:percent"), "100");
    EXPECT_EQ(prop(content.units[0], "x-diglot-state"), "reviewed");
    EXPECT_EQ(prop(content.units[1], "x-xliff-sdl:conf"), "Draft");
    EXPECT_EQ(prop(content.units[1], "x-diglot-state"), "machine");
    EXPECT_EQ(content.units[1].stamp.created_by, "Chen");
}

TEST(ReadXliff, KnowsTheNeighboursAlsoIfTheyAreNotTranslated) {
    const Collected content = read(
        xliff_around("<trans-unit id=\"1\"><source>一</source></trans-unit>"
                     "<trans-unit id=\"2\"><source>二</source><target>two</target>"
                     "<alt-trans><target>II</target></alt-trans></trans-unit>"
                     "<trans-unit id=\"3\"><source>三</source></trans-unit>"
                     "<trans-unit id=\"4\"><source>四</source><target>four</target></trans-unit>"));
    ASSERT_THAT(texts(content), testing::ElementsAre("二 | two", "二 | II", "四 | four"));
    EXPECT_EQ(content.units[0].context,
              (Context{fingerprint(Segment("一")), fingerprint(Segment("三"))}));
    EXPECT_EQ(content.units[2].context, (Context{fingerprint(Segment("三")), 0}));
}

TEST(ReadXliff, NamesAUnitWithoutSourceAndReadsOn) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><target>one</target></trans-unit>\n"
        "<trans-unit id=\"2\"><source>二</b></source></trans-unit>\n"
        "<trans-unit id=\"3\"><source>三</source><target>three</target></trans-unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("三 | three"));
    ASSERT_EQ(content.diagnostics.size(), 2u) << content.told();
    EXPECT_EQ(content.diagnostics[0].message, "a <trans-unit> without <source> is left out");
    EXPECT_EQ(content.diagnostics[0].position, (Position{3, 1}));
    EXPECT_EQ(content.diagnostics[1].code, "xml.not-well-formed");
    EXPECT_EQ(content.diagnostics[1].position.line, 4u);
}

TEST(ReadXliff, AsksForALanguageNothingNames) {
    const std::string text =
        "<xliff version=\"1.2\"><file original=\"a\" source-language=\"zh-TW\"><body>\n"
        "<trans-unit id=\"1\"><source>貓</source><target>cat</target></trans-unit>"
        "</body></file></xliff>";
    Collected content;
    ASSERT_TRUE(read_text(text, content, "a.xlf").ok());
    EXPECT_EQ(content.units.size(), 0u);
    ASSERT_EQ(content.diagnostics.size(), 1u);
    EXPECT_EQ(content.diagnostics[0].message,
              "nothing names the target language of this segment; say -t LANG");

    Collected told;
    ReadOptions options;
    options.target = LanguageTag("en-GB");
    const auto bytes = open_memory(text);
    ASSERT_TRUE(read_source(*bytes, "a.xlf", options, told).ok());
    EXPECT_EQ(told.units.at(0).variants[1].lang.text(), "en-GB");
}

TEST(ReadXliff, PassesOverSkeletonsAndWhatVendorsAdd) {
    const Collected content = read(
        "<xliff version=\"1.2\" xmlns:mq=\"MQXliff\"><mq:doc>text of theirs</mq:doc>"
        "<file original=\"a\" source-language=\"zh\" target-language=\"en\"><header><skl>"
        "<internal-file>x<trans-unit id=\"9\"><source>九</source><target>9</target></trans-unit>"
        "</internal-file></skl></header><body><mq:hidden>more</mq:hidden>"
        "<bin-unit id=\"b\" mime-type=\"image\"><bin-source/><trans-unit id=\"1\">"
        "<source>圖</source><target>picture</target></trans-unit></bin-unit></body></file></"
        "xliff>");
    EXPECT_THAT(texts(content), testing::ElementsAre("圖 | picture"));
    EXPECT_EQ(content.told(), "");
}

TEST(ReadXliff, ReadsADocumentWhoseElementsHaveAPrefix) {
    const Collected content = read(
        "<x:xliff version=\"1.2\" xmlns:x=\"urn:oasis:names:tc:xliff:document:1.2\"><x:file "
        "original=\"a\" source-language=\"zh\" target-language=\"en\"><x:body><x:trans-unit "
        "id=\"1\"><x:source>貓<x:x id=\"1\"/></x:source><x:target>cat</x:target></x:trans-unit>"
        "</x:body></x:file></x:xliff>");
    ASSERT_THAT(texts(content), testing::ElementsAre("貓 | cat"));
    EXPECT_EQ(content.units[0].variants[0].segment.content.at(1).element, "x");
}

TEST(ReadXliff, RefusesADocumentWithoutFile) {
    Collected content;
    const auto result = read_text("<xliff version=\"1.2\"><trans-unit/></xliff>", content, "a.xlf");
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message, "this XLIFF file has no <file>");
}

TEST(ReadXliff, SaysWhoseFlavourItIs) {
    const struct {
        const char* root;
        const char* format;
    } kCases[] = {{"", "XLIFF 1.2"},
                  {" xmlns:mq=\"MQXliff\"", "XLIFF 1.2 (MQXLIFF)"},
                  {" xmlns:m=\"http://www.memsource.com/mxlf/2.0\"", "XLIFF 1.2 (MXLIFF)"},
                  {" xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\"", "XLIFF 1.2 (SDLXLIFF)"}};
    for (const auto& one : kCases) {
        Collected content;
        const auto result = read_text(xliff_around("", one.root), content, "a.xlf");
        ASSERT_TRUE(result.ok());
        EXPECT_EQ(result->format, one.format);
    }
}

TEST(ReadXliff, LeavesOutWhatATrackedChangeDeleted) {
    const Collected content = read(xliff_around(
        "<trans-unit id=\"1\"><source>綠車</source><target>The <mrk mtype=\"x-sdl-deleted\">red"
        "</mrk><mrk mtype=\"x-sdl-added\">green</mrk> car</target></trans-unit>"));
    EXPECT_THAT(texts(content), testing::ElementsAre("綠車 | The green car"));
}

}  // namespace
}  // namespace diglot
