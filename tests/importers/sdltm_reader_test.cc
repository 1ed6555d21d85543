// Trados Studio's memories, built here in the shape their readers describe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/sdltm_segment.h"
#include "tests/importers/pair_formats.h"
#include "tests/importers/sdltm_files.h"

namespace diglot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> props_of(const Unit& unit) {
    std::vector<std::string> all;
    for (const Markup& node : unit.annotations)
        all.push_back(*node.attribute("type") + "=" + node.all_text());
    return all;
}

TEST(ReadSdltm, KeepsDatesPeopleUsesAndFields) {
    const std::string fields =
        "INSERT INTO attributes (name, type, tm_id) VALUES ('Customer', 5, 1), ('Note', 1, 1), "
        "('Grade', 6, 1), ('Due', 3, 1);"
        "INSERT INTO picklist_values (attribute_id, value) VALUES (1, 'Fab 18'), (1, 'Fab 20');"
        "INSERT INTO picklist_attributes VALUES (2, 1), (2, 2);"
        "INSERT INTO string_attributes VALUES (2, 2, '請確認');"
        "INSERT INTO numeric_attributes VALUES (2, 3, 7);"
        "INSERT INTO date_attributes VALUES (2, 4, '2026-05-06 00:00:00');";
    Collected found;
    const auto result = read_text(sdltm_of({{"One", "一"}, {"Two", "二"}, {"Three", "三"}}, fields),
                                  found, "news.sdltm");
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(result->format, "SDLTM");
    EXPECT_EQ(result->units, 3u);
    ASSERT_EQ(found.units.size(), 3u);
    EXPECT_THAT(props_of(found.units[0]), ElementsAre("x-LastUsedBy=lee"));
    const Unit& unit = found.units[1];
    EXPECT_THAT(
        props_of(unit),
        ElementsAre("x-LastUsedBy=lee", "x-Note:SingleString=請確認",
                    "x-Due:DateTime=2026-05-06 00:00:00", "x-Grade:Integer=7",
                    "x-Customer:MultiplePicklist=Fab 18", "x-Customer:MultiplePicklist=Fab 20"));
    EXPECT_EQ(unit.stamp.created, parse_tmx_date("20260203T040506Z"));
    EXPECT_EQ(unit.stamp.changed, parse_tmx_date("20260304T050607Z"));
    EXPECT_EQ(unit.stamp.created_by, "chen");
    EXPECT_EQ(unit.stamp.changed_by, "wu");
    EXPECT_EQ(unit.attributes,
              (std::vector<Attribute>{{"lastusagedate", "20260405T060708Z"}, {"usagecount", "3"}}));
    EXPECT_EQ(unit.variants[0].lang.text(), "en-US");
    EXPECT_EQ(unit.variants[1].lang.text(), "zh-TW");
    ASSERT_EQ(found.headers.size(), 1u);
    EXPECT_EQ(*found.headers[0].attribute("srclang"), "en-US");
    EXPECT_EQ(*found.headers[0].attribute("creationdate"), "20260102T030405Z");
}

TEST(ReadSdltmSegment, TurnsTagsIntoCodes) {
    const auto tag = [](const std::string& type, const std::string& more) {
        return "<Tag><Type>" + type + "</Type>" + more + "</Tag>";
    };
    const auto read = read_sdltm_segment(sdltm_xml(
        sdltm_text("The ") +
            tag("Start",
                "<Anchor>1</Anchor><AlignmentAnchor>2</AlignmentAnchor>"
                "<TagID>7</TagID><CanHide>false</CanHide>") +
            sdltm_text("new") + tag("End", "<Anchor>1</Anchor><TagID>7</TagID>") + sdltm_text(" ") +
            sdltm_text("fab") + tag("Standalone", "<Anchor>3</Anchor><TagID>br</TagID>") +
            tag("TextPlaceholder", "<Anchor>4</Anchor><TextEquivalent>%s</TextEquivalent>") +
            tag("UnmatchedEnd", "<Anchor>5</Anchor><TagID>9</TagID>"),
        "en-US"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->language, "en-US");
    EXPECT_EQ(read->segment.text, "The new fab");
    EXPECT_EQ(to_jsonml(read->segment.content),
              R"(["The ",["bpt",{"i":"1","x":"2","type":"7"}],"new",["ept",{"i":"1"}]," fab",)"
              R"(["ph",{"type":"br"}],["ph","%s"],["it",{"pos":"end","type":"9"}]])");
}

TEST(ReadSdltmSegment, KeepsSpacesAndEntities) {
    const auto read = read_sdltm_segment(sdltm_xml(sdltm_text("a < b & c ") + sdltm_text(" \n ") +
                                                       sdltm_text("\xE3\x80\x80") + sdltm_text("d"),
                                                   "en-US"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->segment.text,
              "a < b & c  \n \xE3\x80\x80"
              "d");
    EXPECT_FALSE(read_sdltm_segment("<Segment/>"));
    EXPECT_FALSE(read_sdltm_segment("<Segment><Elements><Video/></Elements></Segment>"));
    EXPECT_FALSE(read_sdltm_segment("<Segment><Elements>"));
    EXPECT_FALSE(read_sdltm_segment(""));
}

TEST(ReadSdltm, LeavesOutASegmentItCannotRead) {
    Collected found;
    const auto result =
        read_text(sdltm_of({{"One", "一"}},
                           "INSERT INTO translation_units (translation_memory_id, "
                           "source_segment, target_segment) VALUES (1, 'binary', 'no XML');"),
                  found, "a.sdltm");
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->skipped, 1u);
    EXPECT_THAT(found.told(), HasSubstr("unit 2 is left out: its source is not as Studio writes "
                                        "segments"));
}

TEST(ReadSdltm, ReadsAFileOfAnOlderSchema) {
    const TemporaryFile file(".sdltm");
    run_sql(file.path(),
            "CREATE TABLE translation_memories (id INTEGER PRIMARY KEY, source_language TEXT, "
            "target_language TEXT); INSERT INTO translation_memories VALUES (1, 'en', 'fr');"
            "CREATE TABLE translation_units (id INTEGER PRIMARY KEY, source_segment TEXT, "
            "target_segment TEXT); INSERT INTO translation_units VALUES (1, '<Segment><Elements>"
            "<Text><Value>a</Value></Text></Elements></Segment>', '<Segment><Elements><Text>"
            "<Value>b</Value></Text></Elements></Segment>');");
    Collected found;
    const auto result = read_file(file.path(), {}, found);
    ASSERT_TRUE(result.ok()) << to_string(result.error());
    EXPECT_EQ(pairs_of(found), (Pairs{{"a", "b"}}));
    EXPECT_EQ(found.units[0].variants[1].lang.text(), "fr");
}

TEST(ReadSdltm, SaysWhatAnotherProgramsFileIs) {
    const TemporaryFile file(".sdltm");
    run_sql(file.path(), "CREATE TABLE bookmarks (url TEXT);");
    Collected found;
    const auto other = read_file(file.path(), {}, found);
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, "format.unknown");
    EXPECT_EQ(other.error().message,
              "this is an SQLite file, but no memory of Trados Studio: it has no table "
              "translation_units");
    run_sql(file.path(), "PRAGMA application_id = 0x44474C54;");
    const auto ours = read_file(file.path(), {}, found);
    ASSERT_FALSE(ours.ok());
    EXPECT_THAT(ours.error().message, HasSubstr("this is a Diglot file"));
}

TEST(ReadSdltm, SaysThatTablesAreNotAsExpected) {
    const TemporaryFile file(".sdltm");
    run_sql(file.path(),
            "CREATE TABLE translation_memories (id INTEGER); CREATE TABLE translation_units (x);");
    Collected found;
    const auto result = read_file(file.path(), {}, found);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, "sdltm.schema");
    EXPECT_THAT(result.error().message, HasSubstr("no such column: source_language"));
}

TEST(ReadSdltm, LeavesOutWhatIsNoText) {
    Collected found;
    const auto result =
        read_text(sdltm_of({{"One", "一"}, {"Two", "二"}},
                           "UPDATE translation_units SET change_user = CAST(X'FF' AS TEXT) "
                           "WHERE id = 1;" +
                               sdltm_insert(sdltm_xml("<Text><Value>&#1;</Value></Text>", "en-US"),
                                            sdltm_xml(sdltm_text("三"), "zh-TW"))),
                  found, "a.sdltm");
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(pairs_of(found), (Pairs{{"Two", "二"}}));
    EXPECT_THAT(found.told(), HasSubstr("unit 1 is left out: a field of it is no text in UTF-8"));
    EXPECT_THAT(found.told(), HasSubstr("unit 3 is left out: its source is not as Studio"));
}

TEST(ReadSdltm, TellsProgressInBytesOfTheFile) {
    const TemporaryFile file(".sdltm");
    file.write(sdltm_of(Pairs(3000, {"One", "一"})));
    std::vector<std::uint64_t> done;
    ReadOptions options;
    options.progress = [&](std::uint64_t bytes, std::uint64_t total) {
        EXPECT_EQ(total, std::filesystem::file_size(file.path()));
        done.push_back(bytes);
    };
    Collected found;
    ASSERT_TRUE(read_file(file.path(), options, found).ok());
    ASSERT_EQ(done.size(), 3u);
    EXPECT_EQ(done[0], 0u);
    EXPECT_GT(done[2], std::filesystem::file_size(file.path()) / 2);
}

TEST(ReadSdltm, NeverWritesToTheFile) {
    const TemporaryFile file(".sdltm");
    const std::string bytes = sdltm_of({{"One", "一"}});
    file.write(bytes);
    Collected found;
    ASSERT_TRUE(read_file(file.path(), {}, found).ok());
    EXPECT_EQ(file.read(), bytes);
    for (const char* suffix : {"-wal", "-shm", "-journal"})
        EXPECT_FALSE(std::filesystem::exists(file.path() + suffix)) << suffix;
}

}  // namespace
}  // namespace diglot
