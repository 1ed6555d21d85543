// Archives as folders: each file in them for itself, in one change set.
#include <filesystem>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/export_file.h"
#include "app/import_files.h"
#include "app/import_plan.h"
#include "tests/importers/sdltm_files.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class ImportArchiveTest : public testing::Test {
protected:
    ImportArchiveTest() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~ImportArchiveTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    void write(const std::string& name, const std::string& bytes) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }
    /// The same files in a folder "all" and in "all.zip".
    void write_both(const ZipParts& files) const {
        for (const auto& [name, bytes] : files) write("all/" + name, bytes);
        write("all.zip", make_zip(files));
    }

    ImportReport take_in(DiglotFile& file, const std::vector<std::string>& names,
                         bool partial = false) const {
        ImportRequest request;
        for (const std::string& name : names) request.paths.push_back(path(name));
        request.source = LanguageTag("zh-TW");
        request.target = LanguageTag("en");
        request.partial = partial;
        return import_files(file, request);
    }

    /// A line a file: its path below `from`, what became of it, and why.
    std::vector<std::string> lines_of(const ImportReport& report, const std::string& from) const {
        std::vector<std::string> lines;
        for (const FileReport& one : report.files) {
            std::string line = fs::path(one.path).lexically_relative(path(from)).generic_string();
            line += one.passed_over ? " passed over" : one.refused ? " refused" : "";
            line += " " + std::to_string(one.added) + "+" + std::to_string(one.concepts_added);
            lines.push_back(line);
        }
        return lines;
    }
    static std::vector<std::string> origins_of(DiglotFile& file) {
        std::vector<std::string> all;
        file.memory().for_each({}, [&](Unit&& unit) {
            all.push_back(unit.origin + " " + unit.variants[0].segment.text);
            return true;
        });
        return all;
    }

    static std::string tmx(const std::string& source, const std::string& target) {
        return "<tmx version=\"1.4\"><header srclang=\"zh-TW\"/><body><tu><tuv xml:lang=\"zh-TW\">"
               "<seg>" +
               source + "</seg></tuv><tuv xml:lang=\"en\"><seg>" + target +
               "</seg></tuv></tu></body></tmx>";
    }

private:
    fs::path folder_ = fs::path(testing::TempDir()) /
                       (std::string("import_archive_test.") +
                        testing::UnitTest::GetInstance()->current_test_info()->name());
};

/// "SOURCE previous next" of each unit, neighbours by the texts they are.
std::vector<std::string> neighbours_of(DiglotFile& file) {
    std::map<std::uint64_t, std::string> texts{{0, "-"}};
    std::vector<Unit> units;
    file.memory().for_each({}, [&](Unit&& unit) {
        texts[fingerprint(unit.source_variant().segment)] = unit.source_variant().segment.text;
        units.push_back(std::move(unit));
        return true;
    });
    std::vector<std::string> lines;
    for (const Unit& unit : units)
        lines.push_back(unit.origin + " " + unit.source_variant().segment.text + " " +
                        texts[unit.context.previous] + " " + texts[unit.context.next]);
    return lines;
}

/// What the header of that origin says.
std::string header_of(DiglotFile& file, const std::string& origin) {
    std::string all;
    for (const auto& [name, header] : file.memory().headers())
        if (name == origin) all += header.all_text();
    return all;
}

TEST_F(ImportArchiveTest, MixesNeitherNeighboursNorHeadersOfFiles) {
    const auto tmx_of = [](const std::string& prop, const std::string& units) {
        return "<tmx version=\"1.4\"><header srclang=\"zh-TW\"><prop type=\"x-of\">" + prop +
               "</prop></header><body>" + units + "</body></tmx>";
    };
    const auto tu = [](const std::string& text) {
        return "<tu><tuv xml:lang=\"zh-TW\"><seg>" + text +
               "</seg></tuv><tuv xml:lang=\"en\"><seg>x" + text + "</seg></tuv></tu>";
    };
    const auto xliff_file = [](const std::string& name, const std::string& text) {
        return "<file original=\"" + name +
               "\" source-language=\"zh-TW\" target-language=\"en\" datatype=\"plaintext\"><body>"
               "<trans-unit id=\"1\"><source>" +
               text + "</source><target>y" + text + "</target></trans-unit></body></file>";
    };
    write_both({{"a.tmx", tmx_of("A", tu("一") + tu("二"))},
                {"b.tmx", tmx_of("B", tu("三"))},
                {"c.xlf", "<xliff version=\"1.2\">" + xliff_file("p", "四") +
                              xliff_file("q", "五") + "</xliff>"}});
    for (const char* name : {"all", "all.zip"}) {
        DiglotFile file(":memory:");
        take_in(file, {name});
        EXPECT_THAT(neighbours_of(file),
                    ElementsAre("a.tmx 一 - 二", "a.tmx 二 一 -", "b.tmx 三 - -", "c.xlf 四 - -",
                                "c.xlf 五 - -"));
        EXPECT_EQ(header_of(file, "a.tmx"), "A");
        EXPECT_EQ(header_of(file, "b.tmx"), "B");
    }
}

TEST_F(ImportArchiveTest, KeepsTwoMemoriesOfOneSdltmApart) {
    std::string second =
        sdltm_insert(sdltm_xml(sdltm_text("Two"), "en-US"), sdltm_xml(sdltm_text("二"), "zh-TW"));
    second.replace(second.find("VALUES (1,"), 10, "VALUES (2,");
    const std::string bytes =
        sdltm_of({{"One", "一"}},
                 "INSERT INTO translation_memories (name, source_language, target_language) VALUES "
                 "('other', 'en-US', 'zh-TW');" +
                     second +
                     sdltm_insert(sdltm_xml(sdltm_text("Three"), "en-US"),
                                  sdltm_xml(sdltm_text("三"), "zh-TW")));
    write("two.sdltm", bytes);
    write("two.zip", make_zip({{"two.sdltm", bytes}}));
    for (const char* name : {"two.sdltm", "two.zip"}) {
        DiglotFile file(":memory:");
        take_in(file, {name});
        EXPECT_THAT(
            neighbours_of(file),
            ElementsAre("two.sdltm One - Three", "two.sdltm Three One -", "two.sdltm/2 Two - -"));
        EXPECT_EQ(header_of(file, "two.sdltm"), "news");
        EXPECT_EQ(header_of(file, "two.sdltm/2"), "other");
    }
}

TEST_F(ImportArchiveTest, IsAsAFolderWithTheSameFiles) {
    write_both({{"b/two.tmx", tmx("二", "two")},
                {"a.tmx", tmx("一", "one")},
                {"broken.tmx", "<tmx version=\"1.4\"><header/><body><tu>"},
                {"corpus.en", "fusion\nfission\n"},
                {"corpus.zh-TW", "融合\n分裂\n"},
                {"empty.tmx", ""},
                {"notes.md", "# Notes\n"},
                {"packed.tmx.gz", gzipped(tmx("三", "three"))},
                {"terms.csv", "zh-TW,en\n輝達,NVIDIA\n"},
                {".hidden.tmx", tmx("四", "four")}});
    DiglotFile of_folder(":memory:");
    DiglotFile of_zip(":memory:");
    const ImportReport folder = take_in(of_folder, {"all"});
    const ImportReport zip = take_in(of_zip, {"all.zip"});
    EXPECT_THAT(lines_of(zip, "all.zip"),
                ElementsAre("a.tmx 1+0", "b/two.tmx 1+0", "broken.tmx refused 0+0", "corpus.en 2+0",
                            "empty.tmx refused 0+0", "notes.md passed over 0+0",
                            "packed.tmx.gz 1+0", "terms.csv 0+1"));
    EXPECT_EQ(lines_of(folder, "all"), lines_of(zip, "all.zip"));
    EXPECT_EQ(origins_of(of_folder), origins_of(of_zip));
    EXPECT_TRUE(zip.has_complaints());
    EXPECT_EQ(of_zip.log().list(10).size(), 1u);
    ASSERT_TRUE(of_zip.log().undo(*zip.change).ok());
    EXPECT_EQ(of_zip.memory().count(), 0);
    EXPECT_TRUE(of_zip.verify().faults.empty());
}

TEST_F(ImportArchiveTest, TakesAnOmegatProjectApart) {
    const std::string project =
        "<omegat><project version=\"1.0\"><source_lang>ZH-TW</source_lang><target_lang>EN-US"
        "</target_lang><tm_dir>memories/</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>"
        "</project></omegat>";
    write("p.zip", make_zip({{"p/omegat.project", project},
                             {"p/omegat/project_save.tmx", tmx("一", "one")},
                             {"p/memories/mt/google.tmx", tmx("二", "two")},
                             {"p/glossary/terms.txt", "輝達\tNVIDIA\n"},
                             {"p/source/document.txt", "x"},
                             {"p/p-omegat.tmx", tmx("三", "three")}}));
    DiglotFile file(":memory:");
    const ImportReport report = take_in(file, {"p.zip"});
    EXPECT_THAT(lines_of(report, "p.zip/p"),
                ElementsAre("glossary/terms.txt 0+1", "memories/mt/google.tmx 1+0",
                            "omegat/project_save.tmx 1+0"));
    EXPECT_EQ(file.memory().find(1)->property("x-diglot-state"), "machine");
    // Its own languages, not those asked for; and a table without a header, because it lies there.
    EXPECT_EQ(report.files[0].languages,
              (std::map<std::string, std::uint64_t>{{"en-US", 1}, {"zh-TW", 1}}));
    EXPECT_FALSE(report.has_complaints());
}

TEST_F(ImportArchiveTest, TellsAnOmegatProjectThatCannotBeRead) {
    write_both({{"a.tmx", tmx("一", "one")}, {"omegat.project", "<omegat><project>"}});
    for (const char* name : {"all", "all.zip"}) {
        DiglotFile file(":memory:");
        const ImportReport report = take_in(file, {name});
        EXPECT_THAT(lines_of(report, name), ElementsAre("a.tmx 1+0", "omegat.project refused 0+0"));
        EXPECT_EQ(
            report.files[1].diagnostics.at(0).message,
            "this file of an OmegaT project cannot be read (XML, line 1); the folder is taken "
            "for one like any other")
            << name;
        EXPECT_TRUE(report.has_complaints());
    }
}

TEST_F(ImportArchiveTest, LooksIntoArchivesWithinIt) {
    const std::string inner = make_zip({{"b.tmx", tmx("二", "two")}});
    write("many.zip", make_zip({{"in/inner.zip", inner},
                                {"torn.zip", inner.substr(0, inner.size() - 9)},
                                {"z.tmx", tmx("一", "one")}}));
    DiglotFile file(":memory:");
    const ImportReport report = take_in(file, {"many.zip"});
    EXPECT_THAT(lines_of(report, "many.zip"),
                ElementsAre("in/inner.zip/b.tmx 1+0", "torn.zip refused 0+0", "z.tmx 1+0"));
    EXPECT_THAT(origins_of(file), ElementsAre("in/inner.zip/b.tmx 二", "z.tmx 一"));
    EXPECT_THAT(report.files[1].diagnostics.at(0).message,
                testing::StartsWith("the archive is damaged or cut short"));
}

TEST_F(ImportArchiveTest, TellsFilesOfOneNameApart) {
    write_both({{"de/app.tmx", tmx("一", "eins")}, {"en/app.tmx", tmx("一", "one")}});
    for (const char* name : {"all", "all.zip"}) {
        DiglotFile file(":memory:");
        take_in(file, {name});
        EXPECT_THAT(origins_of(file), ElementsAre("de/app.tmx 一", "en/app.tmx 一")) << name;
        const ImportReport again = take_in(file, {name});
        EXPECT_EQ(again.files[0].unchanged + again.files[1].unchanged, 2u) << name;
    }
    DiglotFile named(":memory:");
    take_in(named, {"all/de/app.tmx"});
    EXPECT_THAT(origins_of(named), ElementsAre("app.tmx 一"));
    DiglotFile both(":memory:");
    take_in(both, {"all/de/app.tmx", "all/en/app.tmx"});
    EXPECT_THAT(origins_of(both),
                ElementsAre(path("all/de/app.tmx") + " 一", path("all/en/app.tmx") + " 一"));
}

TEST_F(ImportArchiveTest, ReadsBothOfTwoMembersOfOneName) {
    std::string bytes = make_zip({{"a.tmx", tmx("一", "one")}, {"b.tmx", tmx("二", "two")}});
    for (std::size_t at = 0; (at = bytes.find("b.tmx", at)) != std::string::npos;) bytes[at] = 'a';
    write("twice.zip", bytes);
    DiglotFile file(":memory:");
    EXPECT_THAT(lines_of(take_in(file, {"twice.zip"}), "twice.zip"),
                ElementsAre("a.tmx 1+0", "a.tmx 1+0"));
}

TEST_F(ImportArchiveTest, SaysThatThereIsNothing) {
    fs::create_directories(path("empty"));
    write("none/readme", "hello");
    write("none.zip", make_zip({{"readme", "hello"}}));
    DiglotFile file(":memory:");
    const ImportReport report = take_in(file, {"empty", "none", "none.zip"});
    std::vector<std::string> told;
    for (const Diagnostic& one : report.diagnostics)
        told.push_back(fs::path(one.file).filename().string() + ": " + one.message);
    EXPECT_THAT(told, ElementsAre("empty: there is no file in it to read",
                                  "none: no file in it is of a known format",
                                  "none.zip: no file in it is of a known format"));
    EXPECT_TRUE(report.has_complaints());
    EXPECT_FALSE(report.change);
}

TEST_F(ImportArchiveTest, WhatIsExportedPackedComesBack) {
    std::string units;
    for (int i = 0; i < 20'000; ++i)
        units += "<tu><tuv xml:lang=\"zh-TW\"><seg>第" + std::to_string(i * 7919) +
                 "</seg></tuv><tuv xml:lang=\"en\"><seg>" + std::to_string(i) + "</seg></tuv></tu>";
    write("a.tmx",
          "<tmx version=\"1.4\"><header srclang=\"zh-TW\"/><body>" + units + "</body></tmx>");
    DiglotFile file(":memory:");
    take_in(file, {"a.tmx"});
    ExportRequest request;
    request.path = path("out.tmx.gz");
    request.format = export_format_of(request.path).value();
    EXPECT_EQ(export_file(file, request).units, 20'000u);
    EXPECT_LT(fs::file_size(request.path), fs::file_size(path("a.tmx")) / 3);
    DiglotFile other(":memory:");
    EXPECT_EQ(take_in(other, {"out.tmx.gz"}).files.at(0).added, 20'000u);
    EXPECT_FALSE(export_format_of("share.diglot.zip.gz"));
}

/// A change set that holds nothing would be in the way of `undo`.
TEST_F(ImportArchiveTest, MakesNoChangeSetOfNothing) {
    write("bad.tmx", "<tmx version=\"1.4\"><header/><body><tu>");
    const std::string packed = gzipped(tmx("一", "one"));
    write("cut.tmx.gz", packed.substr(0, 20));
    DiglotFile file(":memory:");
    EXPECT_FALSE(take_in(file, {"bad.tmx"}, true).change);
    EXPECT_FALSE(take_in(file, {"cut.tmx.gz"}, true).change);
    write("skipped.tmx",
          "<tmx version=\"1.4\"><header srclang=\"zh-TW\"/><body><tu><tuv><seg>x</seg></tuv></tu>"
          "</body></tmx>");
    EXPECT_FALSE(take_in(file, {"skipped.tmx"}).change);
    EXPECT_TRUE(file.log().list(10).empty());
    write("good.tmx", tmx("一", "one"));
    EXPECT_TRUE(take_in(file, {"good.tmx"}).change);
    EXPECT_TRUE(take_in(file, {"good.tmx"}).change);  // Nothing new is a change set, as ever.
}

TEST_F(ImportArchiveTest, AFileThatPromisesAFormatIsNotPassedOver) {
    write("all/a.tmx", tmx("一", "one"));
    write("all/empty.PO", "");
    write("all/garbage.tmx", "Dear all,\n");
    write("all/game.tmx", "<map version=\"1.0\"/>");
    write("all/picture.png", "\x89PNG\r\n\x1A\n....");
    write("all/empty.txt", "");
    DiglotFile file(":memory:");
    const ImportReport report = take_in(file, {"all"});
    EXPECT_THAT(lines_of(report, "all"),
                ElementsAre("a.tmx 1+0", "empty.PO refused 0+0", "empty.txt passed over 0+0",
                            "game.tmx passed over 0+0", "garbage.tmx refused 0+0",
                            "picture.png passed over 0+0"));
    EXPECT_TRUE(report.has_complaints());
}

}  // namespace
}  // namespace diglot
