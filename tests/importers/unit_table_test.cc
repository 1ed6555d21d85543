// Memories as tables: CSV, TSV, XLSX, in and out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/byte_source.h"
#include "importers/table.h"
#include "importers/unit_table_writer.h"
#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::HasSubstr;

const LanguagePair kPair{LanguageTag("zh-TW"), LanguageTag("en")};

Collected read(const std::string& bytes, const ReadOptions& options = {},
               const std::string& file = "m.csv") {
    Collected content;
    const auto result = read_as(file, bytes, content, options);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
    return content;
}

TEST(GuessTable, GoesByColumnsThenByRows) {
    const ReadOptions chinese = in_languages("zh-TW", "en");
    const struct {
        const char* text;
        bool is_memory;
    } cases[] = {
        {"source,target\n貓,cat\n狗,dog\n", false},
        {"原文,譯文\n他昨天回家了。,He went home yesterday.\n明天會下雨嗎？,Will it rain?\n", true},
        {"原文,譯文\n他昨天回家了。,He went home yesterday.\n", false},  // Too little to tell.
        {"source,target,definition\n這是一個句子。,a\n這也是一個句子。,b\n", false},
        {"source,target,state\n貓,cat\n", true},
        {"source text,target text\n貓,cat\n", true},
        {"source term,target term\n貓,cat\n", false},
        {"zh-TW,en,date\n貓,cat,2026-01-02\n", true},
        {"zh-TW,en,part of speech,date\n貓,cat,noun,\n", false},
        {"zh-TW,en,status\n貓,cat,preferred\n", false},
        {"他昨天回家了。,He went home yesterday.\n明天會下雨嗎？,Will it rain?\n", true},
        {"輝達,Nvidia Corp.\n蘋果,Apple Inc.\n", false},
    };
    for (const auto& c : cases) {
        const Collected found = read(c.text, chinese);
        EXPECT_EQ(!found.units.empty(), c.is_memory) << c.text;
        EXPECT_EQ(!found.concepts.empty(), !c.is_memory) << c.text;
    }
    ReadOptions as = chinese;
    as.tables_as = TableKind::kMemory;
    EXPECT_EQ(pairs_of(read("貓,cat\n", as)), (Pairs{{"貓", "cat"}}));
    as.tables_as = TableKind::kGlossary;
    EXPECT_EQ(read("source,target,state\n貓,cat,x\n", as).concepts.size(), 1u);
    EXPECT_THAT(read(cases[1].text, chinese).told(),
                HasSubstr("note: read as a memory, because most of its rows are sentences; --as "
                          "glossary reads it as the other"));
}

TEST(ReadUnitTable, KeepsWhatEveryColumnSays) {
    const Collected found = read(
        "id,zh-TW,en,fr,context,note,file,translator,date,state,Client\n"
        "7,\"第一行\n第二行, \"\"引\"\"\", two ,deux,menu,see p. 3,a.docx,amy,2026-01-02 "
        "03:04,Approved,ACME\n"
        "8,只有中文,,,,,,,,,\n");
    ASSERT_EQ(found.units.size(), 1u);
    const Unit& unit = found.units[0];
    ASSERT_EQ(unit.variants.size(), 3u);
    EXPECT_EQ(unit.source, 0u);
    EXPECT_EQ(unit.variants[0].segment.text, "第一行\n第二行, \"引\"");
    EXPECT_EQ(unit.variants[1].segment.text, " two ");  // Segments are kept as they are.
    EXPECT_EQ(unit.variants[2].lang, LanguageTag("fr"));
    EXPECT_EQ(unit.attributes, (std::vector<Attribute>{{"tuid", "7"}}));
    EXPECT_EQ(unit.property("x-context"), "menu");
    EXPECT_EQ(unit.property("x-origin"), "a.docx");
    EXPECT_EQ(unit.property("x-diglot-state"), "reviewed");
    EXPECT_EQ(unit.property("x-column:Client"), "ACME");
    EXPECT_EQ(unit.stamp.changed_by, "amy");
    ASSERT_TRUE(unit.stamp.changed);
    EXPECT_EQ(to_iso_date(*unit.stamp.changed), "2026-01-02T03:04:00Z");
    EXPECT_THAT(found.told(), HasSubstr("1 row has a text in one language only"));
}

TEST(ReadUnitTable, MapsColumnsAndTakesTheSourceAskedFor) {
    ReadOptions options = in_languages("en", "zh-TW");
    options.tables_as = TableKind::kMemory;
    options.columns = {{"甲", "zh-TW"}, {"乙", "en"}};
    const Collected named = read("甲,乙\n貓,cat\n", options);
    ASSERT_EQ(named.units.size(), 1u);
    EXPECT_EQ(named.units[0].source_variant().segment.text, "cat");
    options.columns = {{"1", "target"}, {"3", "source"}};
    EXPECT_EQ(pairs_of(read("貓,x,cat\n狗,y,dog\n", options)),
              (Pairs{{"cat", "貓"}, {"dog", "狗"}}));
    options.columns = {{"9", "source"}};
    Collected sink;
    const auto refused = read_as("m.csv", "a,b\n", sink, options);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "table.no-such-column");
    const auto no_language = read_as("m.csv", "source,target,state\na,b,c\n", sink, {});
    ASSERT_FALSE(no_language.ok());
    EXPECT_EQ(no_language.error().message,
              "no column says the languages: say which they are with -s and -t (for example -s "
              "zh-TW -t en)");
}

TEST(ReadUnitTable, KnowsHeadersAsPeopleWriteThem) {
    const ReadOptions chinese = in_languages("zh-TW", "en");
    for (const char* header : {"Source (zh-TW),Target (en),state", "中文原文,英文譯文,狀態",
                               "Chinese text,English text,state", "台灣,英,日期"})
        EXPECT_EQ(pairs_of(read(std::string(header) + "\n貓,cat,\n",
                                [&] {
                                    ReadOptions as = chinese;
                                    as.tables_as = TableKind::kMemory;
                                    return as;
                                }())),
                  (Pairs{{"貓", "cat"}}))
            << header;
    const Collected named = read("Source (zh-TW),Target (en),state\n貓,cat,\n");
    ASSERT_EQ(named.units.size(), 1u);
    EXPECT_EQ(named.units[0].variants[1].lang, LanguageTag("en"));
}

TEST(ReadUnitTable, RefusesWhatHasNoPair) {
    const auto error = [](const std::string& text, ReadOptions options) {
        Collected sink;
        options.tables_as = TableKind::kMemory;
        const auto result = read_as("m.csv", text, sink, options);
        return result.ok() ? "" : result.error().message;
    };
    EXPECT_EQ(error("source,target\na,b\n", in_languages("en", "en")),
              "source and target are both en: -s and -t say so");
    EXPECT_EQ(error("a,b\n", in_languages("en", "en")),
              "source and target are both en: -s and -t say so");
    EXPECT_EQ(error("en,en,state\na,b,\n", {}),
              "source and target are both en; if the first row is no header, --map 1=… --map 2=… "
              "says what the columns are");
    EXPECT_EQ(error("foo,English,state\na,b,\n", in_languages("zh-TW", "en")),
              "only the column \"English\" is known to hold segments; say with --map which other "
              "does, for example --map \"foo=zh-TW\"");
}

TEST(ReadUnitTable, LeavesOutARowWithAnUnquotedComma) {
    const Collected found =
        read("zh-TW,en,state\n你好，世界。,Hello, world.,final\n再見。,Bye.,,,\n");
    EXPECT_EQ(pairs_of(found), (Pairs{{"再見。", "Bye."}}));
    EXPECT_THAT(found.told(), HasSubstr("m.csv:2:1: error: the row has 4 fields, the header 3, and "
                                        "is left out; a text that holds the separator must stand "
                                        "in quotes"));
}

TEST(ReadUnitTable, KnowsStatesInChineseAndTellsOthers) {
    const Collected found = read(
        "zh-TW,en,state\n一,a,機翻\n二,b,已核准\n三,c,完成\n四,d,待審\n五,e,謎\n六,f,已批准\n");
    std::vector<std::string> states;
    for (const Unit& unit : found.units)
        states.push_back(unit.property("x-diglot-state").value_or("-"));
    EXPECT_EQ(states, (std::vector<std::string>{"machine", "reviewed", "reviewed", "unreviewed",
                                                "-", "reviewed"}));
    EXPECT_EQ(found.units[4].property("x-column:state"), "謎");
    EXPECT_THAT(found.told(), HasSubstr("m.csv:6:1: warning: \"謎\" is no state that is known; "
                                        "kept as a property"));
}

TEST(ReadTable, ReadsATableUnderAnySuffixIfToldTo) {
    Collected sink;
    ReadOptions options = in_languages("zh-TW", "en");
    const auto refused = read_as("terms.dat", "貓\tcat\n狗\tdog\n", sink, options);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().message,
              "this is text of no known format; if it is a table, say so with --as memory or --as "
              "glossary");
    options.tables_as = TableKind::kGlossary;
    EXPECT_EQ(read("貓\tcat\n", options, "terms.dat").concepts.size(), 1u);
    options.is_found = true;
    EXPECT_FALSE(read_as("terms.dat", "貓\tcat\n", sink, options).ok());
    EXPECT_EQ(read("#UTX 1.20; en-US/zh-TW\n#src\ttgt\ncat\t貓\n", {}, "terms").concepts.size(),
              1u);
    const auto prose = read_as("notes.log", "Hello, world.\nNothing more.\n", sink, {});
    ASSERT_FALSE(prose.ok());
    EXPECT_EQ(prose.error().message, "this is text of no known format");
}

TEST(ReadFile, UsesTheEncodingSaidOnlyWhereTheFileDoesNotSay) {
    ReadOptions options = in_languages("zh-TW", "en");
    options.encoding = "Big5";
    for (const char* bytes :
         {"\xEF\xBB\xBFzh-TW,en\n貓,cat\n", "# -*- coding: utf-8 -*-\nzh-TW,en\n貓,cat\n"}) {
        const Collected found = read(bytes, options);
        ASSERT_EQ(found.concepts.size(), 1u);
        EXPECT_EQ(found.concepts[0].terms[0].text, "貓");
        EXPECT_THAT(found.told(), HasSubstr("the file itself says that it is UTF-8; --encoding "
                                            "Big5 is for files that do not say"));
    }
    const Collected silent = read("zh-TW,en\n\xBF\xDF,cat\n", options);
    ASSERT_EQ(silent.concepts.size(), 1u);
    EXPECT_EQ(silent.concepts[0].terms[0].text, "貓");
    const std::string po =
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgid \"cat\"\nmsgstr \"貓\"\n";
    options.source = LanguageTag("en");
    options.target = LanguageTag("zh-TW");
    EXPECT_EQ(pairs_of(read(po, options, "a.po")), (Pairs{{"cat", "貓"}}));
    EXPECT_EQ(pairs_of(read("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
                                tmx_around("<tu><tuv xml:lang=\"en\"><seg>cat</seg></tuv>"
                                           "<tuv xml:lang=\"zh\"><seg>貓</seg></tuv></tu>"),
                            options, "a.tmx")),
              (Pairs{{"cat", "貓"}}));
}

TEST(ReadUnitTable, TakesTheCodePageOfTheLanguagesInItsHeader) {
    // "новый план", "реактор готов" in windows-1251.
    const std::string rows =
        "\xED\xEE\xE2\xFB\xE9 \xEF\xEB\xE0\xED,a new plan\n"
        "\xF0\xE5\xE0\xEA\xF2\xEE\xF0 \xE3\xEE\xF2\xEE\xE2,the reactor is ready\n";
    ReadOptions options;
    options.tables_as = TableKind::kMemory;
    const Collected named = read("ru,en\n" + rows, options, "m.csv");
    EXPECT_EQ(pairs_of(named),
              (Pairs{{"новый план", "a new plan"}, {"реактор готов", "the reactor is ready"}}));
    EXPECT_THAT(named.told(), HasSubstr("m.csv: note: the encoding is taken for windows-1251, by "
                                        "its letters (--encoding says otherwise)"));
    options.source = LanguageTag("ru");
    options.target = LanguageTag("en");
    EXPECT_EQ(pairs_of(read("source,target\n" + rows, options, "m.csv")), pairs_of(named));

    // Said to be Polish, it is not clear, and refused as a whole.
    options.source = LanguageTag("pl");
    Collected sink;
    const auto refused = read_as("m.csv", "source,target\n" + rows, sink, options);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "text.encoding");
    EXPECT_THAT(refused.error().message, HasSubstr("--encoding NAME says it"));
    EXPECT_TRUE(sink.units.empty());
}

TEST(ReadUnitTable, DetectsEncodingsAndSaysSo) {
    // "能源部宣布新的計畫。" and "反應爐明年完工。" in Big5.
    const std::string big5 =
        "source,target\n"
        "\xAF\xE0\xB7\xBD\xB3\xA1\xAB\xC5\xA5\xAC\xB7\x73\xAA\xBA\xAD\x70\xB5\x65\xA1\x43,The "
        "department announced a new plan.\n"
        "\xA4\xCF\xC0\xB3\xC4\x6C\xA9\xFA\xA6\x7E\xA7\xB9\xA4\x75\xA1\x43,The reactor will be "
        "completed next year.\n";
    const Pairs expected{{"能源部宣布新的計畫。", "The department announced a new plan."},
                         {"反應爐明年完工。", "The reactor will be completed next year."}};
    const Collected found = read(big5, in_languages("zh-TW", "en"));
    EXPECT_EQ(pairs_of(found), expected);
    EXPECT_THAT(found.told(), HasSubstr("m.csv: note: the encoding is taken for Big5"));
    ReadOptions said = in_languages("zh-TW", "en");
    said.encoding = "big5";
    const Collected again = read(big5, said);
    EXPECT_EQ(pairs_of(again), expected);
    EXPECT_THAT(again.told(), testing::Not(HasSubstr("the encoding is taken")));
}

std::vector<Unit> sample() {
    Unit full = make_unit("甲=乙", "=SUM(A1)\n\"quoted\"", "zh-TW", "en");
    full.annotations = {Markup::leaf("note", {}, "see p. 3"),
                        Markup::leaf("prop", {{"type", "x-context"}}, "menu"),
                        Markup::leaf("prop", {{"type", "x-origin"}}, "a.docx"),
                        Markup::leaf("prop", {{"type", "x-diglot-state"}}, "reviewed")};
    full.stamp.changed = parse_loose_date("2026-01-02T03:04:05Z");
    full.stamp.changed_by = "amy";
    return {full, make_unit("-1 度", "'-1 degrees", "zh-TW", "en"),
            make_unit(" 空白 ", "\tspace ", "zh-TW", "en")};
}

Written write(UnitTableFormat format, const char* suffix, const std::vector<Unit>& units,
              Collected& again) {
    const TemporaryFile file(suffix);
    UnitTableWriter writer(file.path(), format, kPair);
    Written written = written_by(writer, file, units);
    const auto result = read_file(file.path(), {}, again);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : to_string(result.error()));
    if (format == UnitTableFormat::kXlsx) {
        const auto archive = *Archive::open(file.path(), file.path());
        for (const char* part : {"xl/worksheets/sheet1.xml", "xl/styles.xml"}) {
            const auto bytes = archive->open_member(archive->find(part).value());
            char buffer[20000];
            written.bytes.append(buffer, (*bytes)->read(buffer, sizeof buffer));
        }
    }
    return written;
}

TEST(WriteUnitTable, GivesBackTheSameUnits) {
    for (const auto& [format, suffix] :
         {std::pair{UnitTableFormat::kCsv, ".csv"}, std::pair{UnitTableFormat::kTsv, ".tsv"},
          std::pair{UnitTableFormat::kXlsx, ".xlsx"}}) {
        Collected again;
        const Written written = write(format, suffix, sample(), again);
        EXPECT_EQ(written.told(), "") << suffix;
        ASSERT_EQ(again.units.size(), 3u) << suffix;
        for (std::size_t i = 0; i < 3; ++i) {
            Unit expected = sample()[i];
            std::sort(expected.annotations.begin(), expected.annotations.end(),
                      [](const Markup& a, const Markup& b) { return a.all_text() < b.all_text(); });
            std::sort(again.units[i].annotations.begin(), again.units[i].annotations.end(),
                      [](const Markup& a, const Markup& b) { return a.all_text() < b.all_text(); });
            EXPECT_TRUE(again.units[i] == expected) << suffix << i;
        }
    }
}

TEST(WriteUnitTable, StartsNoFormula) {
    Collected again;
    const Written written = write(UnitTableFormat::kCsv, ".csv", sample(), again);
    EXPECT_THAT(written.bytes, HasSubstr("\"'=SUM(A1)\n\"\"quoted\"\"\""));
    EXPECT_THAT(written.bytes, HasSubstr("'-1 度,''-1 degrees"));
}

TEST(WriteUnitTable, AWorkbookSaysWhichSheetsItHas) {
    const TemporaryFile file(".xlsx");
    UnitTableWriter writer(file.path(), UnitTableFormat::kXlsx, kPair);
    static_cast<void>(written_by(writer, file, sample()));
    ReadOptions options;
    options.sheet = "nosuch";
    Collected found;
    const auto result = read_file(file.path(), options, found);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message, "there is no sheet \"nosuch\" (sheets: Memory)");
    const std::string whole = file.read();
    file.write(whole.substr(0, whole.size() - 30));
    EXPECT_EQ(read_file(file.path(), {}, found).error().code, "archive.damaged");
}

TEST(WriteUnitTable, FreezesTheHeaderOfAWorkbookAndWrapsItsText) {
    Collected again;
    const Written written = write(UnitTableFormat::kXlsx, ".xlsx", sample(), again);
    EXPECT_THAT(written.bytes, HasSubstr("<pane ySplit=\"1\""));
    EXPECT_THAT(written.bytes, HasSubstr("wrapText=\"1\""));
    EXPECT_THAT(written.bytes, HasSubstr("<col min=\"1\" max=\"1\" width=\"60."));
}

TEST(WriteUnitTable, NamesWhatItLoses) {
    Unit unit = make_unit("a", "b", "zh-TW", "en");
    unit.attributes = {{"usagecount", "3"}};
    unit.annotations = {Markup::leaf("prop", {{"type", "x-client"}}, "ACME")};
    unit.variants[1].segment =
        Segment::from_content({Markup::run("b "), Markup::leaf("ph", {}, "<br/>")});
    Collected again;
    const Written written =
        write(UnitTableFormat::kCsv, ".csv", {unit, make_unit("a", "b", "de", "fr")}, again);
    EXPECT_EQ(written.told(),
              "1 x inline code, written as text\n"
              "1 x attribute usagecount of a unit\n1 x property x-client of a unit\n"
              "1 x unit without zh-TW and en\n");
    EXPECT_EQ(pairs_of(again), (Pairs{{"a", "b <br/>"}}));
}

TEST(ReadUnitTable, TakesQuotesWithTextBehindThemForText) {
    Collected content;
    ASSERT_TRUE(
        read_as("a.tsv",
                "source\ttarget\tdate\n\"Hi,\" he said.\t「嗨，」他說。\t\n\"cat\" (animal)\t貓\t\n"
                "\"two\nlines\"\t兩行\t\n",
                content)
            .ok());
    EXPECT_EQ(pairs_of(content), (Pairs{{"\"Hi,\" he said.", "「嗨，」他說。"},
                                        {"\"cat\" (animal)", "貓"},
                                        {"two\nlines", "兩行"}}));
}

/// As programs write that do not quote: no row is swallowed.
TEST(ReadUnitTable, TakesAQuoteThatDoesNotCloseInItsRowForText) {
    const struct {
        const char* rows;
        Pairs pairs;
    } cases[] = {
        {"\"Open the file\t「開檔\t\nSave\t儲存\t\nhe said \"no\"\t他說不\t\n",
         {{"\"Open the file", "「開檔"}, {"Save", "儲存"}, {"he said \"no\"", "他說不"}}},
        // It would close two rows on.
        {"\"Open\t開\t\nSave\t儲存\t\nClose\"\t關\t\n",
         {{"\"Open", "開"}, {"Save", "儲存"}, {"Close\"", "關"}}},
        // A quote elsewhere shows that nothing is quoted.
        {"\"Yes\"\t「是」\t\n5\" pipe\t五吋管\t\n",
         {{"\"Yes\"", "「是」"}, {"5\" pipe", "五吋管"}}},
        {"\"Yes\"\t是\t\n\"a\tb\"\t「甲\"\"\t\n\"two\nlines\"\t兩行\t\n",
         {{"Yes", "是"}, {"a\tb", "「甲\"\""}, {"two\nlines", "兩行"}}},
    };
    for (const auto& c : cases) {
        Collected content;
        ASSERT_TRUE(read_as("a.tsv", "source\ttarget\tdate\n" + std::string(c.rows), content).ok());
        EXPECT_EQ(pairs_of(content), c.pairs) << c.rows << content.told();
    }
}

TEST(ReadUnitTable, KeepsApostrophesOfTablesOfOthers) {
    Collected content;
    ASSERT_TRUE(read_as("a.csv",
                        "source,target,date\n'-tis the season,佳節已至,\n'=x,=x,\n'tis,是,\n",
                        content)
                    .ok());
    EXPECT_EQ(pairs_of(content),
              (Pairs{{"'-tis the season", "佳節已至"}, {"'=x", "=x"}, {"'tis", "是"}}));
    EXPECT_THAT(content.told(), HasSubstr("note: 2 rows have a cell that begins with an apostrophe "
                                          "before = + - @: it is kept as text"));
    Collected own;  // With a column somebody added.
    ASSERT_TRUE(read_as("a.csv",
                        "en,zh-TW,context,note,checked,origin,user,date,state\n"
                        "'-tis the season,佳節已至,,,yes,,,,\n",
                        own)
                    .ok());
    EXPECT_EQ(pairs_of(own), (Pairs{{"-tis the season", "佳節已至"}}));
}

TEST(ReadUnitTable, SkipsARowTooLongToBeOne) {
    Collected content;
    ASSERT_TRUE(read_as("a.csv",
                        "source,target,date\n" + std::string(20000, ',') + "\na,甲,\n" +
                            std::string((2 << 20), 'x') + ",乙,\nb,乙,\n",
                        content)
                    .ok());
    EXPECT_EQ(pairs_of(content), (Pairs{{"a", "甲"}, {"b", "乙"}}));
    EXPECT_THAT(content.told(), HasSubstr("more than 1 MiB, or more than 16,384 cells"));
}

}  // namespace
}  // namespace diglot
