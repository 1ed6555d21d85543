// Headers of tables as people write them, and what is no header.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/glossary_table_columns.h"
#include "tests/importers/glossary_tables.h"

namespace diglot {
namespace {

using test::note_of;
using test::read_bytes;
using test::read_text;
using test::terms;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(LanguageName, ReadsTagsAndNames) {
    const struct {
        const char* name;
        const char* tag;
    } kCases[] = {
        {"en", "en"},
        {"zh_TW", "zh-TW"},
        {"en-gb", "en-GB"},
        {"sr-Latn", "sr-Latn"},
        {"English", "en"},
        {"Chinese (Traditional)", "zh-Hant"},
        {"Traditional Chinese", "zh-Hant"},
        {"繁體中文", "zh-Hant"},
        {"Chinese (Taiwan)", "zh-TW"},
        {"German", "de"},
        {"Deutsch", "de"},
        {"Chinese Traditional", "zh-Hant"},
        {"Chinese_Traditional_Taiwan", "zh-TW"},
        {"Chinese (Traditional, Taiwan)", "zh-TW"},
        {"Chinese_Simplified_China", "zh-CN"},
        {"Traditional Chinese (Hong Kong)", "zh-HK"},
        {"English US", "en-US"},
        {"English (UK)", "en-GB"},
        {"English_United_States", "en-US"},
        {"American English", "en-US"},
        {"英語", "en"},
        {"英语", "en"},
        {"英文（美國）", "en-US"},
        {"臺灣中文", "zh-TW"},
        {"中文（台灣）", "zh-TW"},
        {"國語", "zh"},
        {"華語", "zh"},
        {"漢語", "zh"},
        {"正體中文", "zh-Hant"},
        {"繁體", "zh-Hant"},
        {"德語", "de"},
        {"台灣", ""},  // Alone it may be a term.
        {"英", ""},
        {"No", ""},
        {" fr ", "fr"},
        {"日本語", "ja"},
        {"id", ""},
        {"Notes", ""},
        {"term", ""},
        {"foo", ""},
        {"", ""},
        {"file", ""},
        {"xx-YY", ""},
    };
    for (const auto& c : kCases) {
        const auto tag = parse_language_name(c.name);
        EXPECT_EQ(tag ? tag->text() : "", c.tag) << c.name;
    }
}

TEST(ReadTable, KnowsHeadersAsPeopleWriteThem) {
    const struct {
        const char* header;
        const char* row;
        const char* terms;
    } kCases[] = {
        {"台灣,大陸,英文", "軟體,软件,software", "zh-TW:軟體 zh-CN:软件 en:software"},
        {"中文詞,英文詞,分類,解釋", "貓,cat,動物,會叫", "zh-TW:貓 en:cat"},
        {"漢語,英文,備註", "貓,cat,n", "zh-TW:貓 en:cat"},
        {"國語,英語", "貓,cat", "zh-TW:貓 en:cat"},
        {"華語,英文", "貓,cat", "zh-TW:貓 en:cat"},
        {"繁體,英", "貓,cat", "zh-Hant:貓 en:cat"},
        {"Chinese Traditional,English US", "貓,cat", "zh-Hant:貓 en-US:cat"},
        {"Term (zh-TW),Term (en)", "貓,cat", "zh-TW:貓 en:cat"},
        {"Term_en,Term_zh-TW", "cat,貓", "en:cat zh-TW:貓"},
        {"English term,Chinese translation", "cat,貓", "en:cat zh-TW:貓"},
        {"詞彙,英文", "貓,cat", "zh-TW:貓 en:cat"},
        {"原文,英文", "貓,cat", "zh-TW:貓 en:cat"},
        {"中文,譯名", "貓,cat", "zh-TW:貓 en:cat"},
    };
    for (const auto& c : kCases) {
        const auto found =
            read_text(std::string(c.header) + "\n" + c.row + "\n", "a.csv", "zh-TW", "en");
        EXPECT_THAT(terms(found), ElementsAre(c.terms)) << c.header << " " << found.error;
    }
    const auto more =
        read_text("中文詞,英文詞,分類,解釋\n貓,cat,動物,會叫\n", "a.csv", "zh-TW", "en");
    EXPECT_EQ(more.concepts.at(0).subject, "動物");
    EXPECT_EQ(more.concepts.at(0).definition, "會叫");
}

TEST(ReadTable, GivesToALanguageWhatAHeaderSaysOfIt) {
    const auto found = read_text(
        "Chinese_Traditional_Taiwan,Chinese_Traditional_Taiwan_Def,English,English_Def,"
        "Status (en),Note (en),foo\n軟體,定義,software;program,a def,首選,seen,bar\n",
        "a.csv");
    EXPECT_THAT(terms(found), ElementsAre("zh-TW:軟體 en:software en:program"));
    EXPECT_THAT(found.codes(), IsEmpty());
    const Concept& entry = found.concepts.at(0);
    ASSERT_EQ(entry.sections.size(), 2u);
    for (const LanguageSection& section : entry.sections) {
        const Markup* definition = find_annotation(section.annotations, "descrip", "definition");
        ASSERT_NE(definition, nullptr);
        EXPECT_EQ(definition->all_text(), section.lang.text() == "en" ? "a def" : "定義");
    }
    EXPECT_EQ(entry.terms[0].status, TermStatus::kNone);
    EXPECT_EQ(entry.terms[1].status, TermStatus::kPreferred);
    EXPECT_EQ(entry.terms[2].status, TermStatus::kPreferred);
    EXPECT_EQ(note_of(entry.terms[0].annotations), "");
    EXPECT_EQ(note_of(entry.terms[1].annotations), "seen");
    EXPECT_EQ(note_of(entry.annotations), "foo: bar");
}

TEST(ReadTable, DropsNoColumn) {
    const auto found =
        read_text("zh-TW,en,definition,description,,foo\n貓,cat,d1,d2,x,y\n", "a.csv");
    EXPECT_EQ(found.concepts.at(0).definition, "d1");
    EXPECT_EQ(note_of(found.concepts.at(0).annotations), "description: d2|column 5: x|foo: y");
}

TEST(ReadTable, TakesNoHeaderForATermNorATermForAHeader) {
    // Terms that are names of columns or languages too.
    for (const char* row : {"案例,case", "欄位,field", "台灣,Taiwan"})
        EXPECT_EQ(
            read_text(std::string(row) + "\n貓,cat\n", "a.csv", "zh-TW", "en").concepts.size(), 2u)
            << row;
    EXPECT_EQ(
        read_text("詞條名,備註\n貓,cat\n", "a.csv", "zh-TW", "en").error,
        "\"備註\" names a column, but no column of the first row is known to hold terms; say "
        "which do, for example --map \"詞條名=zh-TW\"; with --map 1=zh-TW --map 2=en the first "
        "row is taken for a row");
    // Of a glossary in one language, and of one whose other language is not known.
    EXPECT_THAT(terms(read_text("詞彙,解釋\n貓,會叫\n", "a.csv", "zh-TW", "en")),
                ElementsAre("zh-TW:貓"));
    const auto found = read_text("English,Klingon\ncat,vIghro'\n", "a.csv", "zh-TW", "en");
    EXPECT_THAT(terms(found), ElementsAre("en:cat"));
    ASSERT_EQ(found.codes(), std::vector<std::string>({"table.columns", "table.kind"}));
    EXPECT_EQ(
        to_string(found.diagnostics[0]),
        "a.csv:1:1: note: only one column is known to hold terms; kept as notes: \"Klingon\"; "
        "--map NAME=LANG says what a column is");
}

TEST(ReadTable, RefusesOneLanguageAsSourceAndTarget) {
    EXPECT_EQ(read_text("source,target\na,b\n", "a.csv", "en", "en").error,
              "source and target are both en: -s and -t say so");
    EXPECT_EQ(read_text("a,b\n", "a.csv", "en", "en").error,
              "source and target are both en: -s and -t say so");
    EXPECT_EQ(read_text("英文,English\n中文,Chinese\n", "a.csv", "zh-TW", "en").error,
              "source and target are both en; if the first row is no header, --map 1=… --map 2=… "
              "says what the columns are");
    EXPECT_THAT(terms(read_text("en,en,de\na,b,c\n", "a.csv")), ElementsAre("en:a en:b de:c"))
        << "synonyms";
}

TEST(ReadTable, FindsTheHeaderBelowATitle) {
    const auto found =
        read_text("我的詞彙表,,\n,,\n中文,英文,備註\n電腦,computer,a\n", "a.csv", "zh-TW", "en");
    EXPECT_THAT(terms(found), ElementsAre("zh-TW:電腦 en:computer"));
    EXPECT_EQ(to_string(found.diagnostics.at(0)),
              "a.csv:3:1: note: this row is taken for the header; above it stands \"我的詞彙表\", "
              "which is no part of the table");
    EXPECT_THAT(found.places, ElementsAre(Position{4, 1}));
    EXPECT_THAT(terms(read_text("Terms, second edition\nzh-TW\ten\n貓\tcat\n", "a.tsv")),
                ElementsAre("zh-TW:貓 en:cat"))
        << "the separator is the header's";
    EXPECT_THAT(terms(read_text("sep=;\n中文;英文\n貓,狗;cats\n", "a.csv", "zh-TW", "en")),
                ElementsAre("zh-TW:貓,狗 en:cats"));
    EXPECT_THAT(terms(read_text("sep=;\n貓;cat\n", "a.csv", "zh-TW", "en")),
                ElementsAre("zh-TW:貓 en:cat"));
    EXPECT_THAT(terms(read_text("貓,cat\n中文,英文\n", "a.csv", "zh-TW", "en")),
                ElementsAre("zh-TW:貓 en:cat", "zh-TW:中文 en:英文"))
        << "a row as full as the header is no title";
}

TEST(ReadTable, LeavesOutARowWithAnUnquotedComma) {
    const auto found = read_text("zh-TW,en,note\n貓,cat, feline,n\n狗,dog,n,,\n", "a.csv");
    EXPECT_THAT(terms(found), ElementsAre("zh-TW:狗 en:dog"));
    EXPECT_EQ(to_string(found.diagnostics.at(0)),
              "a.csv:2:1: error: the row has 4 fields, the header 3, and is left out; a text that "
              "holds the separator must stand in quotes");
    EXPECT_EQ(found.summary.skipped, 1u);
}

TEST(ReadTable, KeepsADateThatIsNotClear) {
    const auto found = read_text(
        "zh-TW,en,valid from\n貓,cat,12/31/2025\n狗,dog,31.12.2025\n鳥,bird,2025年12月1日\n",
        "a.csv");
    ASSERT_EQ(found.concepts.size(), 3u);
    EXPECT_EQ(note_of(found.concepts[0].terms[0].annotations), "valid_from: 12/31/2025");
    EXPECT_EQ(note_of(found.concepts[1].terms[1].annotations), "valid_from: 31.12.2025");
    EXPECT_EQ(note_of(found.concepts[2].terms[0].annotations), "valid from 2025-12-01");
    EXPECT_THAT(found.codes(), ElementsAre("table.date", "table.date")) << "once a row";
    EXPECT_EQ(
        to_string(found.diagnostics[0]),
        "a.csv:2:1: warning: \"12/31/2025\" is no date that is clear; write it as 2025-12-01; "
        "it was kept as a note");
}

TEST(ReadTable, TellsAnUnknownStatusOnceARow) {
    const auto found = read_text("zh-TW,en,status\n貓,cat;kitty,謎\n狗,dog,禁用\n", "a.csv");
    EXPECT_THAT(found.codes(), ElementsAre("table.status", "table.kind"));
    EXPECT_EQ(found.concepts.at(1).terms[0].status, TermStatus::kForbidden);
}

TEST(ReadTable, DoesNotGuessAFileThatWasOnlyFound) {
    const auto read = [](const std::string& name, const std::string& text,
                         std::optional<TableKind> as = {}) {
        const auto bytes = open_memory(text);
        ReadOptions options;
        options.source = LanguageTag("zh-TW");
        options.target = LanguageTag("en");
        options.is_found = true;
        options.tables_as = as;
        return read_bytes(*bytes, name, options);
    };
    const char* const kReason =
        "this may be a table, but no row of it names languages or columns; name the file itself, "
        "with -s and -t, to read it without";
    EXPECT_EQ(read("README.txt", "Hello, world\nand, you\n").error, kReason);
    EXPECT_EQ(read("invoice.csv", "id,date,amount,note\n1,2025-01-01,3,x\n").error, kReason);
    EXPECT_EQ(read("plain.csv", "貓,cat\n").error, kReason);
    EXPECT_EQ(read("plain.csv", "貓,cat\n", TableKind::kGlossary).concepts.size(), 1u);
    EXPECT_EQ(read("README.txt", "a, b\n", TableKind::kGlossary).error, kReason);
    EXPECT_EQ(read("a.csv", "中文,英文\n貓,cat\n").concepts.size(), 1u);
    EXPECT_EQ(read("a.txt", "# Glossary in tab-separated format\n貓\tcat\n").concepts.size(), 1u);
}

}  // namespace
}  // namespace diglot
