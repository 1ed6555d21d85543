#include "importers/glossary_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"
#include "tests/importers/glossary_tables.h"

namespace diglot {
namespace {

using test::Collected;
using test::make_concept;
using test::note_of;
using test::read_bytes;
using test::read_text;
using test::terms;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ReadTable, ReadsLanguagesAsColumns) {
    const auto found = read_text(
        "id,en,zh-TW,Subject,Definition,owner\n"
        "1,chip,晶片,hardware,\"A small, flat\nthing\",me\n"
        "2,grid,,,,\n\n,,,,,\n3,,,,,\n",
        "a.csv");
    EXPECT_THAT(terms(found), ElementsAre("en:chip zh-TW:晶片", "en:grid"));
    EXPECT_THAT(found.codes(), ElementsAre("table.no-term"));
    const Concept& chip = found.concepts.at(0);
    EXPECT_EQ(chip.external_id, "1");
    EXPECT_EQ(chip.subject, "hardware");
    EXPECT_EQ(chip.definition, "A small, flat\nthing");
    EXPECT_EQ(note_of(chip.annotations), "owner: me");
    EXPECT_THAT(found.places, ElementsAre(Position{2, 1}, Position{4, 1}));
    EXPECT_EQ(found.summary.format, "CSV");
    EXPECT_EQ(found.summary.encoding, "UTF-8");
}

TEST(ReadTable, ReadsRowsOfOneConceptById) {
    const auto found = read_text(
        "id,subject,kind,lang,term,status,term_type,part_of_speech,region,valid_from,valid_until,"
        "term_source,term_note,concept_note\n"
        "a,energy,organisation,en,NREL,deprecated,acronym,noun,US,1991-09-16,2025-11-30,doe.gov,"
        "old,n1\n"
        "a,energy,organisation,zh_TW,洛磯山,preferred,,,,,,,,n1\n"
        "b,,,en,x,forbidden,,,,,,,,\n"
        "a,,,de,again,,,,,,,,,\n"
        "c,,,,no language,,,,,,,,,\n",
        "a.csv");
    EXPECT_THAT(terms(found), ElementsAre("en:NREL zh-TW:洛磯山", "en:x", "de:again"));
    EXPECT_THAT(found.codes(), ElementsAre("table.id-again", "table.no-language-cell"));
    EXPECT_EQ(found.summary.skipped, 1u);
    const Concept& entry = found.concepts.at(0);
    EXPECT_EQ(note_of(entry.annotations), "kind: organisation|n1");
    const Term& term = entry.terms.at(0);
    EXPECT_EQ(term.status, TermStatus::kDeprecated);
    EXPECT_EQ(term.term_type, "acronym");
    EXPECT_EQ(term.part_of_speech, "noun");
    EXPECT_EQ(note_of(term.annotations), "valid from 1991-09-16|valid until 2025-11-30|old");
    ASSERT_NE(find_annotation(term.annotations, "termNote", "geographicalUsage"), nullptr);
    ASSERT_NE(find_annotation(term.annotations, "admin", "source"), nullptr);
    EXPECT_EQ(found.concepts.at(1).terms.at(0).status, TermStatus::kForbidden);
}

TEST(ReadTable, TakesSourceAndTargetFromTheOptions) {
    const auto found =
        read_text("source,target,domain,status\nchip,puce,it,forbidden\n", "a.csv", "en", "fr");
    EXPECT_THAT(terms(found), ElementsAre("en:chip fr:puce"));
    EXPECT_EQ(found.concepts.at(0).subject, "it");
    EXPECT_EQ(found.concepts.at(0).terms[0].status, TermStatus::kNone);
    EXPECT_EQ(found.concepts.at(0).terms[1].status, TermStatus::kForbidden);
    EXPECT_THAT(terms(read_text("term\ttranslation\nchip\tpuce\n", "a.tsv", "en", "fr")),
                ElementsAre("en:chip fr:puce"));
}

TEST(ReadTable, SaysWhichOptionIsMissing) {
    EXPECT_EQ(
        read_text("source,target\na,b\n", "a.csv").error,
        "the header names source and target, but no languages: say which they are with -s and -t "
        "(for example -s zh-TW -t en)");
    EXPECT_EQ(read_text("chip,puce\n", "a.csv", "en").error,
              "the first row is no header that names languages: say which they are with -t (for "
              "example -t en)");
    EXPECT_EQ(read_text("chip,puce\n", "a.csv", "", "fr").error,
              "the first row is no header that names languages: say which they are with -s (for "
              "example -s zh-TW)");
    EXPECT_EQ(read_text("\n\n", "a.tab", "en", "fr").error, "the file has no rows");
    EXPECT_EQ(read_text("# only a comment\n\n", "a.tab").error, "") << "an empty glossary";
    EXPECT_THAT(read_text("one\ntwo\n", "a.txt", "en", "fr").error, HasSubstr("one column only"));
}

TEST(ReadTable, GivesNotesToTheLanguageTheyFollow) {
    const auto found = read_text(
        "Forbidden,Domain,Subdomain,Definition,en-GB,Notes,Example of use,es-ES,Notes\n"
        ",Taxi,Driver,d,Contact,n1,Call us,Contactar,n2\nTRUE,,,,Ride,,,Carrera,\n",
        "a.csv");
    EXPECT_THAT(terms(found),
                ElementsAre("en-GB:Contact es-ES:Contactar", "en-GB:Ride es-ES:Carrera"));
    const auto& contact = found.concepts.at(0);
    EXPECT_EQ(contact.subject, "Taxi");
    EXPECT_EQ(note_of(contact.terms[0].annotations), "n1");
    ASSERT_NE(find_annotation(contact.terms[0].annotations, "descrip", "context"), nullptr);
    EXPECT_EQ(note_of(contact.terms[1].annotations), "n2");
    EXPECT_EQ(found.concepts.at(1).terms[1].status, TermStatus::kForbidden);
}

TEST(ReadTable, ReadsOmegatsFiles) {
    const auto tab =
        read_text("# comment\nkde\t koo moo \tc\tmore\n\nonly one\n\tno source\n\"q\"\ta \"b\"\n",
                  "g.txt", "en", "de");
    EXPECT_THAT(terms(tab), ElementsAre("en:kde de:koo moo", "en:\"q\" de:a \"b\""));
    EXPECT_EQ(note_of(tab.concepts.at(0).annotations), "c");
    EXPECT_THAT(tab.codes(),
                ElementsAre("table.short-row", "table.short-row", "table.long-row", "table.kind"));
    EXPECT_EQ(to_string(tab.diagnostics[2]),
              "g.txt: note: 1 row has more than three columns; without a header only a term, its "
              "translation and a note are read");
    EXPECT_EQ(to_string(tab.diagnostics[3]),
              "g.txt: note: read as a glossary without a header (first column source, second "
              "target, third note), because its rows look like terms; --as memory reads it as the "
              "other");
    EXPECT_THAT(read_text("# Glossary in tab-separated format -*- coding: utf-8 -*-\na\tb\n",
                          "g.txt", "en", "de")
                    .codes(),
                IsEmpty());
    EXPECT_EQ(tab.summary.format, "OmegaT glossary");
    const auto csv =
        read_text("kde,csv\n\"kde, \"\"q\"\"\",x\n  spaces  ,  kept  \n", "g.csv", "en", "de");
    EXPECT_THAT(terms(csv),
                ElementsAre("en:kde de:csv", "en:kde, \"q\" de:x", "en:  spaces   de:  kept  "));
}

TEST(ReadTable, ReadsEveryEncodingThatSaysSo) {
    EXPECT_THAT(terms(read_text("\xEF\xBB\xBFgrid\t電網\n", "g.tab", "en", "zh-TW")),
                ElementsAre("en:grid zh-TW:電網"));
    EXPECT_THAT(
        terms(read_text(std::string("\xFE\xFF\0g\0\t\x96\xFB\0\n", 10), "g.tab", "en", "zh")),
        ElementsAre("en:g zh:電"));
    const auto found =
        read_text("# x -*- coding: windows-1252 -*-\ncaf\xE9\tKaffee\n", "g.tab", "fr", "de");
    EXPECT_THAT(terms(found), ElementsAre("fr:café de:Kaffee"));
    EXPECT_EQ(found.summary.encoding, "windows-1252");
}

TEST(ReadTable, DoesNotGuessAnEncodingFromAFewBytesButTellsHowToNameIt) {
    const auto found = read_text("en,de\ncaf\xE9,x\ntea,y\n", "a.csv");
    EXPECT_THAT(terms(found), ElementsAre("en:tea de:y"));
    ASSERT_EQ(found.diagnostics.size(), 2u);
    EXPECT_EQ(
        to_string(found.diagnostics[0]),
        "a.csv:2:1: error: the row has bytes that are not UTF-8 and is left out; --encoding, or a "
        "first line like \"# -*- coding: big5 -*-\", says which encoding it is");
    EXPECT_THAT(terms(read_text("# -*- coding: windows-1252 -*-\nen,de\ncaf\xE9,x\n", "a.csv")),
                ElementsAre("en:café de:x"));
}

TEST(ReadTable, NamesAQuoteThatIsNeverClosed) {
    const auto found = read_text("en,de\na,b\nc,\"d\ne,f\n", "a.csv");
    EXPECT_THAT(terms(found), ElementsAre("en:a de:b"));
    ASSERT_EQ(found.diagnostics.size(), 2u);
    EXPECT_EQ(
        to_string(found.diagnostics[1]),
        "a.csv: note: read as a glossary, because its rows look like terms; --as memory reads "
        "it as the other");
    EXPECT_EQ(to_string(found.diagnostics[0]),
              "a.csv:3:1: error: a quoted field is never closed: the rows from here on are lost");
}

TEST(LooksLikeTable, GoesBySuffixAndSeparator) {
    EXPECT_TRUE(looks_like_table("a,b\n", "x.csv"));
    EXPECT_TRUE(looks_like_table("# c\na\tb\n", "x.utf8"));
    EXPECT_TRUE(looks_like_table("a;b\n", "x.CSV.gz"));
    EXPECT_TRUE(looks_like_table("#UTX 1.20; en-US/zh-TW\n#src\ttgt\n", "terms"));
    EXPECT_TRUE(looks_like_table("a\tb\n", "x.utx"));
    EXPECT_FALSE(looks_like_table("a\tb\n", "x.po"));
    EXPECT_FALSE(looks_like_table("one\ntwo\n", "x.csv"));
    EXPECT_TRUE(looks_like_table("# Glossary in tab-separated format\n", "x.txt"));
    EXPECT_FALSE(looks_like_table("", "x.txt"));
}

std::string write_csv(const std::vector<Concept>& entries, GlossaryWritten* report = nullptr,
                      char separator = ',') {
    const test::TempFolder folder;
    const std::string path = (folder / "o.csv").string();
    const auto written = write_glossary_table(path, {separator}, [&](const auto& take) {
        for (const Concept& entry : entries) take(entry);
    });
    if (report) *report = written;
    return test::slurp(path);
}

TEST(WriteTable, WhatIsWrittenIsReadBack) {
    Concept entry = make_concept("a", {{"en", "a \"b\", c", TermStatus::kForbidden},
                                       {"zh-TW", "甲", TermStatus::kPreferred}});
    entry.definition = "two\nlines";
    entry.annotations = {test::note("kind: term"), test::note("one"), test::note("two")};
    entry.terms[0].annotations = {test::note("valid from 2025-01-01"),
                                  Markup::leaf("descrip", {{"type", "context"}}, "in use")};
    complete(entry);
    GlossaryWritten report;
    const std::string csv = write_csv({entry}, &report);
    EXPECT_EQ(csv,
              "id,subject,kind,definition,concept_source,concept_note,lang,term,status,term_type,"
              "part_of_speech,region,"
              "valid_from,valid_until,term_source,term_note,context\n"
              "a,,term,\"two\nlines\",,\"one\ntwo\",en,\"a \"\"b\"\", "
              "c\",forbidden,,,,2025-01-01,,,,in use\n"
              "a,,term,\"two\nlines\",,\"one\ntwo\",zh-TW,甲,preferred,,,,,,,,\n");
    EXPECT_THAT(report.losses, IsEmpty());
    EXPECT_EQ(report.terms, 2u);
    const auto again = read_text(csv, "o.csv");
    EXPECT_THAT(again.codes(), IsEmpty());
    EXPECT_EQ(write_csv(again.concepts), csv);
    const auto tabs = read_text(write_csv({entry}, nullptr, '\t'), "o.tsv");
    EXPECT_EQ(write_csv(tabs.concepts), csv);
}

TEST(WriteTable, NamesWhatItCannotCarry) {
    Concept entry = make_concept("", {{"en", "x"}, {"C", "y"}, {"de", " "}});
    entry.id = 12;
    entry.terms[0].attributes = {{"id", "t"}};
    complete(entry);
    GlossaryWritten report;
    EXPECT_THAT(write_csv({entry}, &report), HasSubstr("\ndiglot-12,,"));
    std::vector<std::string> losses;
    for (const Loss& loss : report.losses) losses.push_back(loss.what);
    EXPECT_THAT(losses, testing::UnorderedElementsAre(
                            "term in C, which is no language", "term without text",
                            "concept without id, given one", "attribute of a term"));
}

/// Sources of definitions, dates of changes, a language's own notes, inline elements: no column
/// of their own.
TEST(WriteTable, CarriesAsTbxWhatNoColumnDoes) {
    Concept entry = make_concept("a", {{"en", "H2O"}, {"zh-TW", "水"}});
    entry.annotations = {
        Markup::leaf("xref", {{"type", "xGraphic"}, {"target", "u"}}, "p & q"),
        Markup::node("descripGrp", {},
                     {Markup::leaf("descrip", {{"type", "definition"}}, "a liquid"),
                      Markup::leaf("admin", {{"type", "source"}}, "a book")})};
    entry.terms[0].content = {Markup::run("H"), Markup::leaf("hi", {}, "2"), Markup::run("O")};
    entry.terms[1].annotations = {test::note("two\nlines")};
    complete(entry);
    entry.sections.at(1).annotations = {Markup::leaf("note", {}, "of the language")};
    GlossaryWritten report;
    const std::string csv = write_csv({entry}, &report);
    EXPECT_THAT(report.losses, IsEmpty());
    EXPECT_THAT(csv, HasSubstr("a,,,a liquid,"));
    EXPECT_THAT(csv, HasSubstr("<descripGrp><descrip "
                               "type=\"\"definition\"\"><column/></descrip><admin "
                               "type=\"\"source\"\">a book</admin></descripGrp>"));
    const auto again = read_text(csv, "o.csv");
    EXPECT_THAT(again.codes(), IsEmpty());
    ASSERT_EQ(again.concepts.size(), 1u);
    EXPECT_EQ(again.concepts[0].annotations, entry.annotations);
    EXPECT_EQ(again.concepts[0].terms[0].content, entry.terms[0].content);
    EXPECT_EQ(again.concepts[0].terms[1].annotations, entry.terms[1].annotations);
    EXPECT_EQ(again.concepts[0].sections[1].annotations, entry.sections[1].annotations);
    EXPECT_EQ(write_csv(again.concepts), csv);

    // Who changes the definition in its column changes it in the group.
    std::string edited = csv;
    for (std::size_t at; (at = edited.find("a liquid")) != std::string::npos;)
        edited.replace(at, 8, "a drink");
    EXPECT_EQ(read_text(edited, "o.csv").concepts[0].definition, "a drink");
    EXPECT_EQ(read_text(edited, "o.csv").concepts[0].annotations.size(), 2u);
}

TEST(ReadTable, LeavesOutACellOfTbxThatIsNotWellFormed) {
    const auto found = read_text("id,lang,term,term_tbx\na,lut,x,<note>\n", "o.csv");
    EXPECT_THAT(found.codes(), ElementsAre("table.tbx"));
    ASSERT_EQ(found.concepts.size(), 1u);
    EXPECT_EQ(found.concepts[0].terms[0].lang.text(), "lut");
}

TEST(WriteTable, TheStarterGlossaryComesOutAsItWentIn) {
    const std::string path = std::string(DIGLOT_SOURCE_DIR) + "/data/starter-glossary.csv";
    const auto bytes = open_bytes(path);
    const auto found = read_bytes(*bytes, path, {});
    EXPECT_THAT(found.codes(), IsEmpty());
    EXPECT_GT(found.concepts.size(), 150u);
    GlossaryWritten report;
    EXPECT_TRUE(write_csv(found.concepts, &report) == test::slurp(path));
    EXPECT_THAT(report.losses, IsEmpty());
}

TEST(WriteOmegat, WritesItsTextAndNamesWhatIsLeftOut) {
    Concept chip = make_concept("a", {{"en", "chip"},
                                      {"zh-TW", "芯片", TermStatus::kForbidden},
                                      {"zh-TW", "晶\t片"},
                                      {"zh-TW", "晶片", TermStatus::kPreferred},
                                      {"zh-TW", "舊", TermStatus::kDeprecated}});
    chip.definition = "d";
    chip.annotations.push_back(
        Markup::leaf("note", {}, std::string(kConflictNote) + "[[\"conflict\"]]"));
    const test::TempFolder folder;
    const std::string path = (folder / "g.txt").string();
    const auto written = write_omegat_glossary(path, {LanguageTag("en"), LanguageTag("zh-TW")},
                                               [&](const auto& take) {
                                                   take(chip);
                                                   take(make_concept("b", {{"en", "alone"}}));
                                               });
    EXPECT_EQ(test::slurp(path),
              "# Glossary in tab-separated format -*- coding: utf-8 -*-\nchip\t晶片\td\nchip\t晶 "
              "片\td\n");
    std::vector<std::string> losses;
    for (const Loss& loss : written.losses) losses.push_back(loss.what);
    EXPECT_THAT(losses,
                testing::IsSupersetOf(
                    {"forbidden term", "deprecated translation", "undecided conflict of a concept",
                     "tab or line break written as a space",
                     "concept without a usable term in one of the languages", "id of a concept"}));
    EXPECT_EQ(written.concepts, 1u);
}

TEST(OutputFile, LeavesTheOldFileWhenItFails) {
    EXPECT_THROW(OutputFile("/nowhere/at/all.csv"), std::runtime_error);
    const test::TempFolder folder;
    const auto path = folder / "old.csv";
    std::ofstream(path) << "old";
    {
        OutputFile output(path.string());
        output.write("new");
    }
    EXPECT_EQ(test::slurp(path), "old");
}

}  // namespace
}  // namespace diglot
