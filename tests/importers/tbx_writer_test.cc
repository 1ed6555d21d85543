#include "importers/tbx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"
#include "tests/importers/tbx_files.h"

namespace diglot {
namespace {

using test::make_concept;
using test::read_tbx_text;
using test::write_tbx_text;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(WriteTbx, WritesV2AsWeblateLokalizeAndOmegatReadIt) {
    Concept entry =
        make_concept("c1", {{"zh_TW", "輝達", TermStatus::kPreferred}, {"en", "A & B"}});
    entry.terms[0].lang_spelling = "zh-TW";
    entry.definition = "A company.";
    const auto written = write_tbx_text({entry}, {});
    EXPECT_EQ(written.text, R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
    <martifHeader>
        <fileDesc>
            <sourceDesc>
                <p>Diglot</p>
            </sourceDesc>
        </fileDesc>
        <encodingDesc>
            <p type="XCSURI">TBXBasicXCSV02.xcs</p>
        </encodingDesc>
    </martifHeader>
    <text>
        <body>
            <termEntry id="c1">
                <descrip type="definition">A company.</descrip>
                <langSet xml:lang="zh-TW">
                    <tig>
                        <term>輝達</term>
                        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
                    </tig>
                </langSet>
                <langSet xml:lang="en">
                    <tig>
                        <term>A &amp; B</term>
                    </tig>
                </langSet>
            </termEntry>
        </body>
    </text>
</martif>
)");
    EXPECT_THAT(written.report.losses, IsEmpty());
    EXPECT_EQ(written.report.concepts, 1u);
    EXPECT_EQ(written.report.terms, 2u);
}

TEST(WriteTbx, WritesV3) {
    const auto written =
        write_tbx_text({make_concept("c1", {{"en", "grid"}})}, {}, TbxVersion::kV3);
    EXPECT_THAT(written.text, HasSubstr("<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" "
                                        "xmlns=\"urn:iso:std:iso:30042:ed-2\">"));
    EXPECT_THAT(written.text, HasSubstr("<conceptEntry id=\"c1\">"));
    EXPECT_THAT(written.text, HasSubstr("<termSec>"));
    EXPECT_THAT(written.text, Not(HasSubstr("DOCTYPE")));
}

TEST(WriteTbx, MakesIdsValidAndUniqueAndReadsThemBack) {
    Concept reference = make_concept("d", {{"en", "four"}});
    reference.annotations = {
        Markup::leaf("ref", {{"type", "crossReference"}, {"target", "27766_1"}}, "see"),
        Markup::leaf("ref", {{"type", "crossReference"}, {"target", "gone"}}, "lost")};
    const auto written = write_tbx_text(
        {make_concept("27766_1", {{"en", "one"}}), make_concept("same", {{"en", "two"}}),
         make_concept("same", {{"en", "three"}}), reference, make_concept("", {{"en", "five"}})},
        {});
    EXPECT_THAT(written.text, HasSubstr("<termEntry id=\"_27766_1\">\n                <admin "
                                        "type=\"x-diglot-id\">27766_1</admin>"));
    EXPECT_THAT(
        written.text,
        HasSubstr(
            "<termEntry id=\"same-2\">\n                <admin type=\"x-diglot-id\">same</admin>"));
    EXPECT_THAT(written.text, HasSubstr("target=\"_27766_1\">see"));
    EXPECT_THAT(written.text, HasSubstr("<termEntry>"));
    EXPECT_TRUE(written.loses("reference of <ref> to an id that is not in the file"));
    EXPECT_EQ(written.report.losses.size(), 1u);
    const auto again = read_tbx_text(written.text);
    std::vector<std::string> ids;
    for (const Concept& entry : again.concepts) ids.push_back(entry.external_id);
    EXPECT_THAT(ids, ElementsAre("27766_1", "same", "same", "d", ""));
    EXPECT_EQ(write_tbx_text(again.concepts, again.headers).text, written.text);
}

TEST(WriteTbx, WritesOnlyTheBasicWordsForTheStatusAndReadsTheOthersBack) {
    const struct {
        const char* word;
        const char* written;
        bool carried;
    } kCases[] = {
        {"preferredTerm-admn-sts", "preferredTerm-admn-sts", false},
        {"supersededTerm-admn-sts", "supersededTerm-admn-sts", false},
        {"standardizedTerm-admn-sts", "preferredTerm-admn-sts", true},
        {"obsolete", "deprecatedTerm-admn-sts", true},
        {"forbidden", "deprecatedTerm-admn-sts", true},
        {"approved", "admittedTerm-admn-sts", true},
        {"proposed", nullptr, true},
    };
    for (const auto& c : kCases) {
        Concept entry = make_concept("c", {{"en", "x"}});
        entry.terms[0].annotations = {
            Markup::leaf("termNote", {{"type", "administrativeStatus"}}, c.word)};
        complete(entry);
        const auto written = write_tbx_text({entry}, {});
        if (c.written)
            EXPECT_THAT(written.text, HasSubstr(std::string(">") + c.written + "</termNote>"));
        else
            EXPECT_THAT(written.text, Not(HasSubstr("termNote")));
        EXPECT_EQ(written.text.find("x-diglot-status") != std::string::npos, c.carried) << c.word;
        const Concept again = read_tbx_text(written.text).concepts.at(0);
        EXPECT_EQ(again.terms[0].annotations, entry.terms[0].annotations) << c.word;
        EXPECT_EQ(again.terms[0].status, entry.terms[0].status) << c.word;
    }
}

TEST(WriteTbx, AForbiddenTermIsForbiddenAgain) {
    const auto written =
        write_tbx_text({make_concept("c", {{"en", "x", TermStatus::kForbidden}})}, {});
    EXPECT_THAT(written.text, HasSubstr("deprecatedTerm-admn-sts"));
    EXPECT_THAT(written.text, HasSubstr("<note>forbidden</note>"));
    EXPECT_EQ(read_tbx_text(written.text).concepts.at(0).terms[0].status, TermStatus::kForbidden);
}

TEST(WriteTbx, NamesWhatItCannotCarry) {
    Concept entry = make_concept("c", {{"en", "x"}});
    entry.sections = {{LanguageTag("en"), "EN", {}, {}},
                      {LanguageTag("hu"), "hu", {test::definition("d")}, {}}};
    entry.annotations = {
        Markup::leaf("note", {{"from", "developer"}}, "n"), Markup::leaf("foo", {}, "bar"),
        Markup::node("descripGrp", {}, {test::definition("1"), test::definition("2")}),
        Markup::leaf("descrip", {}, "typeless"), Markup::leaf("note", {}, "bell\x07 cr\r.")};
    const auto written = write_tbx_text({entry, make_concept("empty", {})}, {});
    std::vector<std::string> losses;
    for (const Loss& loss : written.report.losses) losses.push_back(loss.what);
    EXPECT_THAT(losses,
                testing::UnorderedElementsAre(
                    "attribute from of <note>", "<foo> in <termEntry>",
                    "several <descrip> in one <descripGrp>, written in one each",
                    "<descrip> without type, written as type=\"unspecified\"",
                    "character that XML 1.0 forbids", "carriage return written as line feed",
                    "language spelling EN written as en", "language section without a term (hu)",
                    "concept without terms"));
    EXPECT_EQ(written.report.concepts, 1u);
}

TEST(WriteTbx, KeepsMixedContentWithoutAddingSpace) {
    Concept entry = make_concept("c", {{"en", "Bold x"}});
    entry.terms[0].content = {Markup::leaf("hi", {{"type", "bold"}}, "Bold"), Markup::run(" x")};
    entry.annotations = {
        Markup::node("note", {}, {Markup::leaf("hi", {}, "a"), Markup::leaf("hi", {}, "b")})};
    const auto written = write_tbx_text({entry}, {});
    EXPECT_THAT(written.text, HasSubstr("<term><hi type=\"bold\">Bold</hi> x</term>"));
    EXPECT_THAT(written.text, HasSubstr("<note><hi>a</hi><hi>b</hi></note>"));
    EXPECT_EQ(read_tbx_text(written.text).concepts.at(0).terms[0].content, entry.terms[0].content);
}

TEST(WriteTbx, UsesNtigForGroupsOfNotesAndPartsOfTerms) {
    Concept entry = make_concept("c", {{"en", "member state"}});
    entry.terms[0].annotations = {
        Markup::leaf("note", {}, "n"),
        Markup::node("termCompList", {{"type", "lemma"}}, {Markup::leaf("termComp", {}, "member")}),
        Markup::leaf("termNote", {{"type", "partOfSpeech"}}, "noun")};
    const auto written = write_tbx_text({entry}, {});
    EXPECT_THAT(written.text, HasSubstr("<ntig>"));
    EXPECT_THAT(written.report.losses, IsEmpty());
    const auto v3 = write_tbx_text({entry}, {}, TbxVersion::kV3);
    EXPECT_TRUE(v3.loses("<termCompList> in <termSec>"));
}

TEST(WriteTbx, JoinsTheHeadersOfSeveralFiles) {
    const auto header = [](const char* text) {
        return std::vector<Markup>{Markup::node(
            "martif", {{"type", "TBX"}, {"xml:lang", "de"}},
            {Markup::node(
                "martifHeader", {},
                {Markup::node("fileDesc", {},
                              {Markup::node("sourceDesc", {}, {Markup::leaf("p", {}, text)})})})})};
    };
    const test::TempFolder folder;
    const std::string path = (folder / "o.tbx").string();
    write_tbx(path, {}, {{"a", header("one")}, {"b", header("two")}}, [](const auto& take) {
        Concept entry = make_concept("c", {{"en", "x"}});
        take(entry);
    });
    const std::string text = test::slurp(path);
    EXPECT_THAT(text, HasSubstr("<p>one</p>"));
    EXPECT_THAT(text, HasSubstr("<p>two</p>"));
    const auto again = read_tbx_text(text);
    EXPECT_EQ(write_tbx_text(again.concepts, again.headers).text, text);
}

}  // namespace
}  // namespace diglot
