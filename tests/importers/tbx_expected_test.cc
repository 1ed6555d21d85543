// What the tests of other programs say should come out of TBX (Translate Toolkit's test_tbx.py,
// Okapi's TbxReaderTest, neokapi's import_tbx_test), in files of our own. Their own files:
// glossary_shared_test.cc.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/tbx_files.h"

namespace diglot {
namespace {

using test::Collected;
using testing::ElementsAre;

/// One entry with `of_entry` in it, and English and Spanish terms, the English with `of_term`.
Collected read_entry(const std::string& of_entry, const std::string& of_term) {
    const Collected found = test::read_tbx_text(
        "<martif type=\"TBX\" xml:lang=\"en\"><text><body><termEntry id=\"1\">" + of_entry +
        "<langSet xml:lang=\"en\"><tig><term>grid</term>" + of_term +
        "</tig></langSet>"
        "<langSet "
        "xml:lang=\"es\"><tig><term>red</term></tig></langSet></termEntry></body></text></martif>");
    EXPECT_EQ(found.error, "");
    EXPECT_EQ(found.concepts.size(), 1u);
    return found;
}

TEST(ExpectedTbx, FindsTheDefinitionAtEntryAndAtTermAndReplacesIt) {
    const std::string definition = "<descrip type=\"definition\">Explanation</descrip>";
    for (const auto& [of_entry, of_term] :
         {std::pair(definition, std::string()), std::pair(std::string(), definition)}) {
        Concept entry = read_entry(of_entry, of_term).concepts.at(0);
        EXPECT_EQ(entry.definition, "Explanation");
        std::vector<Markup>& place =
            of_term.empty() ? entry.annotations : entry.terms[0].annotations;
        set_annotation(place, "descrip", "definition", "Another");
        EXPECT_THAT(place,
                    ElementsAre(Markup::leaf("descrip", {{"type", "definition"}}, "Another")));
    }
}

TEST(ExpectedTbx, KeepsWhoseANoteIs) {
    const Term term = read_entry("", "<note from=\"translator\">mine</note><note>all's</note>")
                          .concepts.at(0)
                          .terms.at(0);
    EXPECT_THAT(term.annotations,
                ElementsAre(Markup::leaf("note", {{"from", "translator"}}, "mine"),
                            Markup::leaf("note", {}, "all's")));
}

TEST(ExpectedTbx, ReadsStatusPartOfSpeechAndWhetherToTranslateApart) {
    const Concept old =
        read_entry("",
                   "<termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote>"
                   "<termNote type=\"partOfSpeech\">noun</termNote>")
            .concepts.at(0);
    EXPECT_EQ(old.terms[0].status, TermStatus::kDeprecated);
    EXPECT_EQ(old.terms[0].part_of_speech, "noun");
    EXPECT_EQ(old.terms[1].status, TermStatus::kNone);
    const Concept fixed =
        read_entry("<descrip type=\"Translation needed\">No</descrip>", "").concepts.at(0);
    EXPECT_EQ(fixed.terms[0].status, TermStatus::kNone);
    EXPECT_EQ(find_annotation(fixed.annotations, "descrip", "Translation needed")->all_text(),
              "No");
}

TEST(ExpectedTbx, ReadsTextOfInlineElementsAndBothShapesOfATerm) {
    const Collected found = test::read_tbx_text(
        "<martif type=\"TBX\" xml:lang=\"en\"><text><body><termEntry><langSet xml:lang=\"en\">"
        "<tig><term>hu <hi>special</hi> text</term></tig>"
        "<ntig><termGrp><term>Sprache</term><termNote "
        "type=\"grammaticalGender\">feminine</termNote></termGrp></ntig>"
        "</langSet></termEntry></body></text></martif>");
    ASSERT_EQ(found.concepts.size(), 1u);
    ASSERT_EQ(found.concepts[0].terms.size(), 2u);
    EXPECT_EQ(found.concepts[0].terms[0].text, "hu special text");
    EXPECT_EQ(
        find_annotation(found.concepts[0].terms[1].annotations, "termNote", "grammaticalGender")
            ->all_text(),
        "feminine");
}

TEST(ExpectedTbx, RefusesWhatIsNotWellFormedAsAWhole) {
    const Collected found = test::read_tbx_text(
        "<martif type=\"TBX\" xml:lang=\"en\"><text><body><termEntry><langSet "
        "xml:lang=\"en\"><tig><term>a</term></tig>"
        "</langSet></termEntry></body></martif>");
    EXPECT_EQ(found.error, "xml.not-well-formed");
}

}  // namespace
}  // namespace diglot
