// MultiTerm XML, and what MateCat asks of glossary tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/matecat_header.h"
#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::HasSubstr;

std::string mtf(const std::string& entries) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mtf>" + entries + "</mtf>\n";
}

std::string language(const char* lang, const std::string& terms) {
    return std::string("<languageGrp><language lang=\"") + lang + "\" type=\"x\"/>" + terms +
           "</languageGrp>";
}

Collected read(const std::string& text) {
    Collected found;
    const auto result = read_as("terms.xml", text, found, {});
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
    return found;
}

TEST(ReadMultiterm, KeepsFieldsAtEveryLevel) {
    const Collected found = read(mtf(
        "<conceptGrp><concept>12</concept><system type=\"status\">approved</system>"
        "<transacGrp><transac type=\"origination\">lin</transac><date>2026-01-02T03:04:05</date>"
        "</transacGrp><descripGrp><descrip type=\"Subject Field\">半導體</descrip></descripGrp>"
        "<descripGrp><descrip type=\"Definition\">A plant.</descrip><descripGrp><descrip "
        "type=\"Source\">CNS</descrip></descripGrp></descripGrp>"
        "<descripGrp><descrip type=\"Owner\">Fab 18</descrip></descripGrp>" +
        language("ZH-TW", "<termGrp><term>晶圓廠</term></termGrp>") +
        language("EN",
                 "<termGrp><term>fab</term><descripGrp><descrip type=\"Status\">preferred</descrip>"
                 "</descripGrp><descripGrp><descrip type=\"Part of Speech\">noun</descrip>"
                 "</descripGrp></termGrp><termGrp><term>wafer plant</term><descripGrp><descrip "
                 "type=\"Status\">forbidden</descrip></descripGrp></termGrp>") +
        "</conceptGrp>"));
    ASSERT_EQ(found.concepts.size(), 1u) << found.told();
    const Concept& entry = found.concepts[0];
    EXPECT_EQ(entry.external_id, "12");
    EXPECT_EQ(entry.subject, "半導體");
    EXPECT_EQ(entry.definition, "A plant.");
    EXPECT_EQ(find_note(entry.annotations, "Owner: "), "Fab 18");
    EXPECT_EQ(find_note(entry.annotations, "status: "), "approved");
    EXPECT_EQ(latest_transaction(entry), parse_loose_date("2026-01-02T03:04:05"));
    ASSERT_EQ(entry.terms.size(), 3u);
    EXPECT_EQ(entry.terms[0].lang.text(), "zh-TW");
    EXPECT_EQ(entry.terms[1].status, TermStatus::kPreferred);
    EXPECT_EQ(entry.terms[1].part_of_speech, "noun");
    EXPECT_EQ(entry.terms[2].status, TermStatus::kForbidden);
    EXPECT_THAT(to_jsonml(entry.annotations), HasSubstr(R"(["admin",{"type":"source"},"CNS"])"));
}

TEST(ReadMultiterm, ReadsOtherSpellingsOfItsNames) {
    const Collected found = read(
        "<MTF><ConceptGrp><Concept>1</Concept><LanguageGrp><Language Type=\"English\"/><TermGrp>"
        "<Term>fab</Term></TermGrp></LanguageGrp><LanguageGrp><Language Lang=\"zh_TW\"/><TermGrp>"
        "<Term>晶圓廠</Term></TermGrp></LanguageGrp></ConceptGrp></MTF>");
    ASSERT_EQ(found.concepts.size(), 1u) << found.told();
    EXPECT_EQ(found.concepts[0].terms[0].lang.text(), "en");
    EXPECT_EQ(found.concepts[0].terms[1].lang.text(), "zh-TW");
}

TEST(ReadMultiterm, SaysWhatItLeavesOut) {
    const Collected found = read(mtf(
        "\n<conceptGrp><concept>1</concept><languageGrp><termGrp><term>x</term></termGrp>"
        "</languageGrp></conceptGrp>\n<conceptGrp><concept>2</concept></conceptGrp>\n<conceptGrp>"
        "<concept>3</concept><descripGrp><descrip type=\"Note\">see <xref Tlink=\"en:y\">y</xref>"
        "</descrip></descripGrp>" +
        language("en", "<termGrp><term>z</term></termGrp><termGrp/>") + "</conceptGrp>"));
    ASSERT_EQ(found.concepts.size(), 1u);
    EXPECT_EQ(find_note(found.concepts[0].annotations, "see "), "y");
    EXPECT_THAT(found.told(), HasSubstr("terms.xml:3:1: error: a <languageGrp> names no language"));
    EXPECT_THAT(found.told(),
                HasSubstr("terms.xml:4:1: error: an entry without terms is left out"));
    EXPECT_THAT(found.told(), HasSubstr("warning: a link in the field \"Note\" is left out"));
    EXPECT_THAT(found.told(), HasSubstr("warning: a <termGrp> without a term is left out"));
}

TEST(MatecatComplaint, FollowsItsRule) {
    using Row = std::vector<std::string>;
    EXPECT_FALSE(
        matecat_complaint({"Forbidden", "Domain", "Subdomain", "Definition", "en-GB", "Notes",
                           "Example of use", "es-ES", "Notes", "Example of use"}));
    EXPECT_FALSE(matecat_complaint({"Forbidden", "en-GB", "it-IT", "", ""}));
    EXPECT_FALSE(matecat_complaint(Row{"en-GB", "it-IT", "Notes"}))
        << "no sign that it is MateCat's";
    EXPECT_FALSE(matecat_complaint(Row{"source", "target"}));
    EXPECT_EQ(matecat_complaint({"Forbidden", "it-IT"}),
              "it has one language, and MateCat asks for two");
    EXPECT_EQ(matecat_complaint({"en-GB", "Example of use", "Notes", "es-ES"}),
              "its column 3, \"Notes\", is not where MateCat looks for it");
    EXPECT_EQ(matecat_complaint({"Domain", "Forbidden", "en-GB", "es-ES"}),
              "its column 2, \"Forbidden\", is not where MateCat looks for it");
}

TEST(MatecatComplaint, IsToldAndTheTableReadAllTheSame) {
    Collected found;
    ASSERT_TRUE(read_as("g.csv", "Forbidden,it-IT\nTRUE,Cavallo\n", found, {}).ok());
    ASSERT_EQ(found.concepts.size(), 1u);
    EXPECT_EQ(found.concepts[0].terms[0].status, TermStatus::kForbidden);
    EXPECT_THAT(found.told(),
                HasSubstr("g.csv:1:1: note: MateCat would refuse this glossary: it has one "
                          "language, and MateCat asks for two; it is read all the same"));
}

}  // namespace
}  // namespace diglot
