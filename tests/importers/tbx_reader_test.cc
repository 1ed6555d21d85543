#include "importers/tbx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/tbx_files.h"

namespace diglot {
namespace {

using test::read_tbx_text;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Markup leaf(const char* element, const char* type, const char* text) {
    return Markup::leaf(element, {{"type", type}}, text);
}

std::string martif(const std::string& entries) {
    return "<martif type=\"TBX\" xml:lang=\"en\"><text><body>\n" + entries +
           "\n</body></text></martif>";
}

TEST(ReadTbx, ReadsTigAndNtigAlike) {
    const auto found = read_tbx_text(martif(R"(<termEntry id="c1">
  <descrip type="subjectField">energy</descrip>
  <langSet xml:lang="en">
    <tig id="t1"><term id="x">power grid</term><termNote type="partOfSpeech">Noun</termNote></tig>
  </langSet>
  <langSet xml:lang="zh_TW">
    <ntig id="n1"><termGrp><term>電網</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp>
      <note>n</note></ntig>
    <tig><term>電力網</term></tig>
  </langSet>
</termEntry>)"));
    ASSERT_EQ(found.error, "");
    EXPECT_THAT(found.codes(), IsEmpty());
    ASSERT_EQ(found.concepts.size(), 1u);
    const Concept& entry = found.concepts[0];
    EXPECT_EQ(entry.external_id, "c1");
    EXPECT_EQ(entry.subject, "energy");
    ASSERT_EQ(entry.terms.size(), 3u);
    EXPECT_EQ(entry.terms[0].part_of_speech, "Noun");
    EXPECT_THAT(entry.terms[0].attributes, ElementsAre(Attribute{"id", "t1"}));
    EXPECT_THAT(entry.terms[0].text_attributes, ElementsAre(Attribute{"id", "x"}));
    EXPECT_EQ(entry.terms[1].text, "電網");
    EXPECT_EQ(entry.terms[1].status, TermStatus::kPreferred);
    EXPECT_EQ(entry.terms[1].lang, LanguageTag("zh-TW"));
    EXPECT_EQ(entry.terms[1].lang_spelling, "zh_TW");
    EXPECT_THAT(entry.terms[1].annotations,
                ElementsAre(leaf("termNote", "administrativeStatus", "preferredTerm-admn-sts"),
                            Markup::leaf("note", {}, "n")));
    EXPECT_EQ(entry.sections.size(), 2u);
    EXPECT_EQ(entry.terms[2].section, 1u);
    EXPECT_EQ(found.places[0], (Position{2, 1}));
    EXPECT_EQ(found.summary.format, "TBX v2 (TBX)");
    EXPECT_EQ(found.summary.concepts, 1u);
}

TEST(ReadTbx, TurnsDctIntoDca) {
    const auto found = read_tbx_text(
        R"(<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>me</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><min:subjectField>space</min:subjectField>
 <transacGrp><basic:transactionType>origination</basic:transactionType><date>2024-01-02</date>
   <basic:responsibility target="p1">Ann</basic:responsibility></transacGrp>
 <langSec xml:lang="en"><descripGrp><basic:definition>A star.</basic:definition><basic:source>book</basic:source></descripGrp>
  <termSec><term>dwarf</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body>
<back><refObjectSec type="respPerson"><refObject id="p1"><item type="fn">Ann</item></refObject></refObjectSec></back></text></tbx>)");
    EXPECT_THAT(found.codes(), IsEmpty());
    ASSERT_EQ(found.concepts.size(), 1u);
    const Concept& entry = found.concepts[0];
    EXPECT_EQ(entry.subject, "space");
    EXPECT_EQ(entry.definition, "A star.");
    EXPECT_EQ(entry.terms[0].status, TermStatus::kDeprecated);
    EXPECT_EQ(entry.annotations[1],
              Markup::node("transacGrp", {},
                           {leaf("transac", "transactionType", "origination"),
                            Markup::leaf("date", {}, "2024-01-02"),
                            Markup::leaf("transacNote",
                                         {{"type", "responsibility"}, {"target", "p1"}}, "Ann")}));
    EXPECT_EQ(
        entry.sections[0].annotations[0],
        Markup::node("descripGrp", {},
                     {leaf("descrip", "definition", "A star."), leaf("admin", "source", "book")}));
    ASSERT_EQ(found.headers.size(), 2u);
    EXPECT_EQ(found.headers[0].element, "tbx");
    EXPECT_EQ(found.headers[0].children.at(0).element, "tbxHeader");
    EXPECT_EQ(found.headers[1].element, "back");
    EXPECT_EQ(found.summary.format, "TBX v3 (TBX-Basic, DCT)");
}

TEST(ReadTbx, KeepsInlineElementsPaddingAndParts) {
    const auto found = read_tbx_text(martif(R"(<termEntry><langSet lang="en">
<ntig><termGrp><term>hu <hi>special</hi> text</term><termCompList type="lemma"><termComp>text</termComp></termCompList></termGrp></ntig>
<tig><term> padded </term></tig><tig><term/></tig></langSet></termEntry>)"));
    const auto& terms = found.concepts.at(0).terms;
    ASSERT_EQ(terms.size(), 3u);
    EXPECT_EQ(terms[0].text, "hu special text");
    EXPECT_EQ(terms[0].content.size(), 3u);
    EXPECT_EQ(terms[0].annotations.at(0).element, "termCompList");
    EXPECT_EQ(terms[1].text, " padded ");
    EXPECT_EQ(terms[2].text, "");
    EXPECT_EQ(found.concepts[0].external_id, "");
}

TEST(ReadTbx, ReadsWhatProducersGetWrong) {
    const struct {
        const char* why;
        const char* entry;
        std::vector<std::string> codes;
        std::size_t terms;
    } kCases[] = {
        {"a language without a term",
         "<langSet xml:lang='hu'><descrip type='definition'>d</descrip></langSet>",
         {},
         0},
        {"a pseudo-language", "<langSet xml:lang='C'><tig><term>x</term></tig></langSet>", {}, 1},
        {"no language at all", "", {}, 0},
        {"two sections of a language",
         "<langSet xml:lang='da'><tig><term>a</term></tig></langSet><langSet "
         "xml:lang='da'><tig><term>b</term></tig></langSet>",
         {},
         2},
        {"a tig without term",
         "<langSet xml:lang='en'><tig><note>n</note></tig></langSet>",
         {"tbx.no-term"},
         1},
        {"a term without text",
         "<langSet xml:lang='en'><tig><term> </term></tig></langSet>",
         {"tbx.empty-term"},
         1},
        {"dates the wrong way round",
         "<langSet xml:lang='en'><tig><term>a</term><note>valid from 2025-12-01</note><note>valid "
         "until 2025-01-01</note></tig></langSet>",
         {"tbx.dates"},
         1},
        {"an id met before",
         "</termEntry><termEntry id='e'><langSet xml:lang='en'><tig><term>a</term></tig></langSet>",
         {"tbx.id-again"},
         0},
        {"two terms in a tig",
         "<langSet xml:lang='en'><tig><term>a</term><term>b</term></tig></langSet>",
         {"tbx.second-term"},
         2},
        {"a term without tig",
         "<langSet xml:lang='en'><term>a</term></langSet>",
         {"tbx.bare-term"},
         1},
        {"termGrp as a group of notes",
         "<langSet xml:lang='en'><tig><term>a</term><termGrp><termNote "
         "type='x'>y</termNote></termGrp></tig></langSet>",
         {"tbx.term-group"},
         1},
        {"text between elements",
         "stray<langSet xml:lang='en'><tig><term>a</term></tig></langSet>",
         {"tbx.stray-text"},
         1},
        {"a module nobody knows",
         "<x:foo>y</x:foo><langSet xml:lang='en'><tig><term>a</term></tig></langSet>",
         {"tbx.unknown-category"},
         1},
    };
    for (const auto& c : kCases) {
        const auto found =
            read_tbx_text(martif(std::string("<termEntry id='e'>") + c.entry + "</termEntry>"));
        EXPECT_EQ(found.codes(), c.codes) << c.why;
        ASSERT_GE(found.concepts.size(), 1u) << c.why;
        EXPECT_EQ(found.concepts[0].terms.size(), c.terms) << c.why;
    }
}

TEST(ReadTbx, AnEntryThatCannotBeReadCostsOneEntry) {
    const auto found = read_tbx_text(
        martif("<termEntry id='a'>\n<langSet><tig><term>x</term></tig></langSet></termEntry>\n"
               "<termEntry id='b'><langSet "
               "xml:lang='en'><tig><term>y</term></tig></langSet></termEntry>"));
    ASSERT_EQ(found.concepts.size(), 1u);
    EXPECT_EQ(found.concepts[0].external_id, "b");
    ASSERT_EQ(found.diagnostics.size(), 1u);
    EXPECT_EQ(found.diagnostics[0].severity, Severity::kError);
    EXPECT_EQ(to_string(found.diagnostics[0]),
              "test.tbx:3: error: <langSet> without xml:lang: the entry was left out");
    EXPECT_EQ(found.summary.skipped, 1u);
}

TEST(ReadTbx, AnEmptyBodyIsNoFault) {
    const auto found = read_tbx_text(martif(""));
    EXPECT_EQ(found.error, "");
    EXPECT_THAT(found.codes(), IsEmpty());
    EXPECT_EQ(found.headers.size(), 1u);
    EXPECT_EQ(read_tbx_text("<martif type='TBX'/>").error, "tbx.no-body");
}

TEST(ReadTbx, TurnsItsOwnCarriersBack) {
    const auto found =
        read_tbx_text(martif(R"(<termEntry id="_27-2"><admin type="x-diglot-id">27</admin>
<langSet xml:lang="en"><tig><term>a</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
<admin type="x-diglot-status">obsolete</admin></tig>
<tig><term>b</term><admin type="x-diglot-status">proposed</admin></tig></langSet></termEntry>)"));
    const Concept& entry = found.concepts.at(0);
    EXPECT_EQ(entry.external_id, "27");
    EXPECT_THAT(entry.annotations, IsEmpty());
    EXPECT_THAT(entry.terms[0].annotations,
                ElementsAre(leaf("termNote", "administrativeStatus", "obsolete")));
    EXPECT_EQ(entry.terms[0].status, TermStatus::kDeprecated);
    EXPECT_THAT(entry.terms[1].annotations,
                ElementsAre(leaf("termNote", "administrativeStatus", "proposed")));
    EXPECT_EQ(entry.terms[1].status, TermStatus::kNone);
}

}  // namespace
}  // namespace diglot
