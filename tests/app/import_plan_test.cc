#include "app/import_plan.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/import_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class ImportPlanTest : public testing::Test {
protected:
    ImportPlanTest() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~ImportPlanTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << text;
    }

    /// What is planned, below the folder.
    std::vector<std::string> planned(const std::vector<std::string>& paths) const {
        std::vector<std::string> names;
        for (const PlannedFile& file : plan_import(paths).files)
            names.push_back(fs::path(file.file.name).lexically_relative(folder_).generic_string());
        return names;
    }

    static std::string tmx(const std::string& source, const std::string& target) {
        return "<tmx version=\"1.4\"><header srclang=\"zh-TW\"/><body><tu><tuv xml:lang=\"zh-TW\">"
               "<seg>" +
               source + "</seg></tuv><tuv xml:lang=\"en\"><seg>" + target +
               "</seg></tuv></tu></body></tmx>";
    }

private:
    fs::path folder_ = fs::path(testing::TempDir()) /
                       (std::string("import_plan_test.") +
                        testing::UnitTest::GetInstance()->current_test_info()->name());
};

using Names = std::vector<std::string>;

TEST_F(ImportPlanTest, DoesNotWaitForAPipeThatNobodyNamed) {
    write("a/b.tmx", "x");
    ASSERT_EQ(mkfifo(path("a/pipe.tmx").c_str(), 0600), 0);
    EXPECT_EQ(planned({path("a")}), (Names{"a/b.tmx"}));
    EXPECT_EQ(planned({path("a/*.tmx")}), (Names{"a/b.tmx"}));
}

TEST_F(ImportPlanTest, LooksThroughFolders) {
    for (const char* name : {"b.tmx", "a/z.tmx", "a/b/c.tbx", "a/.git/x.tmx", ".hidden.tmx",
                             "memory.diglot", "memory.diglot-wal"})
        write(name, "x");
    fs::create_directory_symlink(path(""), path("a/loop"));
    EXPECT_EQ(planned({path("")}), (Names{"a/b/c.tbx", "a/z.tmx", "b.tmx"}));
    EXPECT_EQ(planned({path("b.tmx"), path("")}), (Names{"b.tmx", "a/b/c.tbx", "a/z.tmx"}));
    EXPECT_FALSE(plan_import({path("b.tmx")}).files.front().found);
    EXPECT_TRUE(plan_import({path("a")}).files.front().found);
}

TEST_F(ImportPlanTest, KnowsPatterns) {
    for (const char* name : {"b.tmx", "a/z.tmx", "a/b/c.tmx", "a/b/c.txt", "odd[1].tmx"})
        write(name, "x");
    EXPECT_EQ(planned({path("*.tmx")}), (Names{"b.tmx", "odd[1].tmx"}));
    EXPECT_EQ(planned({path("**/*.tmx")}), (Names{"a/b/c.tmx", "a/z.tmx", "b.tmx", "odd[1].tmx"}));
    EXPECT_EQ(planned({path("a/**/c.*")}), (Names{"a/b/c.tmx", "a/b/c.txt"}));
    EXPECT_EQ(planned({path("?.tmx")}), (Names{"b.tmx"}));
    EXPECT_EQ(planned({path("odd[1].tmx")}), (Names{"odd[1].tmx"}));  // A file is no pattern.
    EXPECT_EQ(planned({path("*.xlf")}), (Names{"*.xlf"}));            // Said to be missing later.
}

TEST_F(ImportPlanTest, TakesAnOmegatProjectApart) {
    write("p/omegat.project",
          "<omegat><project version=\"1.0\"><source_lang>ZH-TW</source_lang><target_lang>EN-US"
          "</target_lang><tm_dir>memories/</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>"
          "</project></omegat>");
    for (const char* name : {"p/omegat/project_save.tmx", "p/omegat/project_save.tmx.bak",
                             "p/memories/mt/google.tmx", "p/memories/auto/x.tmx",
                             "p/glossary/terms.txt", "p/source/document.tmx", "p/p-omegat.tmx"})
        write(name, "x");
    EXPECT_EQ(planned({path("p")}), (Names{"p/omegat/project_save.tmx", "p/memories/auto/x.tmx",
                                           "p/memories/mt/google.tmx", "p/glossary/terms.txt"}));
    const std::vector<PlannedFile> files = plan_import({path("p")}).files;
    EXPECT_EQ(files[2].state, "machine");
    EXPECT_EQ(files[1].state, "");
    EXPECT_EQ(files[3].source, LanguageTag("zh-TW"));
    EXPECT_EQ(files[3].target, LanguageTag("en-US"));
}

TEST_F(ImportPlanTest, JoinsMosesPairs) {
    for (const char* name : {"c/a.zh-TW", "c/a.en", "c/b.en.gz", "c/b.zh_TW.gz", "c/three.en",
                             "c/three.fr", "c/three.de", "c/lone.en", "c/x.md"})
        write(name, "x");
    const std::vector<PlannedFile> files = plan_import({path("c")}).files;
    Names pairs;
    for (const PlannedFile& file : files)
        pairs.push_back(fs::path(file.file.name).filename().string() + "+" +
                        fs::path(file.parallel.name).filename().string());
    EXPECT_EQ(pairs, (Names{"a.en+a.zh-TW", "b.en.gz+b.zh_TW.gz", "lone.en+", "three.de+",
                            "three.en+", "three.fr+", "x.md+"}));
    EXPECT_EQ(plan_import({path("c/a.zh-TW"), path("c/a.en")}).files[0].parallel.name,
              path("c/a.en"));
}

TEST_F(ImportPlanTest, TakesNoProgramsForAMosesPair) {
    for (const char* name :
         {"tool.sh", "tool.md", "tool.py", "data.db", "data.pl", "lib.so", "x.ts"})
        write(name, "a\n");
    write("lib.la", std::string("\x7F"
                                "ELF\0\0\n",
                                7));
    write("x.cs", "a\nb\n");
    write("run.pl", "#!/usr/bin/perl\n");
    write("run.en", "a line\n");
    write("same.en", "a\n");
    write("same.en.gz", "a\n");
    write("real.pl", "kot\npies\n");
    write("real.en", "cat\ndog\n");
    Names pairs;
    for (const PlannedFile& file : plan_import({path("")}).files)
        if (!file.parallel.empty()) pairs.push_back(fs::path(file.file.name).filename().string());
    EXPECT_EQ(pairs, (Names{"real.en"}));
    // Named together, they are meant.
    EXPECT_FALSE(plan_import({path("run.pl"), path("run.en")}).files.front().parallel.empty());
}

TEST_F(ImportPlanTest, ImportsAMosesPair) {
    write("a.zh-TW", "融合\n分裂\n");
    write("a.en", "fusion\nfission\n");
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {path("a.en"), path("a.zh-TW")};
    request.source = LanguageTag("zh-TW");
    ImportReport report = import_files(file, request);
    ASSERT_EQ(report.files.size(), 1U);
    EXPECT_EQ(report.files[0].added, 2U);
    EXPECT_EQ(file.memory().find(1)->source_variant().segment.text, "融合");
    write("a.en", "fusion\n");
    report = import_files(file, request);
    EXPECT_TRUE(report.files[0].refused);
    EXPECT_EQ(file.memory().count(), 2);
}

TEST_F(ImportPlanTest, PassesOverWhatIsNoFormatOfOurs) {
    write("all/1.tmx", tmx("融合", "fusion"));
    write("all/2/readme.md", "# Read me\n");
    write("all/3.tmx", tmx("分裂", "fission"));
    write("all/4.tmx", "<tmx version=\"1.4\"><header/><body><tu>");
    DiglotFile file(":memory:");
    ImportRequest request;
    request.paths = {path("all")};
    request.jobs = 3;
    const ImportReport report = import_files(file, request);
    ASSERT_EQ(report.files.size(), 4U);
    EXPECT_TRUE(report.files[1].passed_over);
    EXPECT_TRUE(report.files[3].refused);  // Broken is not the same as something else.
    EXPECT_FALSE(report.files[3].passed_over);
    EXPECT_TRUE(report.has_complaints());
    EXPECT_EQ(file.memory().count(), 2);
    EXPECT_EQ(file.memory().find(1)->origin, "1.tmx");
    EXPECT_EQ(file.memory().find(2)->origin, "3.tmx");

    request.paths = {path("all/2/readme.md")};  // Named, so it is a fault.
    EXPECT_TRUE(import_files(file, request).has_complaints());
    fs::remove(path("all/4.tmx"));
    request.paths = {path("all")};
    EXPECT_FALSE(import_files(file, request).has_complaints());
}

/// However many are read at once, the memory is the same.
TEST_F(ImportPlanTest, KeepsTheOrderOfFiles) {
    for (int i = 0; i < 40; ++i) {
        std::string all = "<tmx version=\"1.4\"><header srclang=\"zh\"/><body>";
        for (int j = 0; j < (i * 37) % 300; ++j)
            all += "<tu><tuv xml:lang=\"zh\"><seg>" + std::to_string(i * 1000 + j) +
                   "</seg></tuv><tuv xml:lang=\"en\"><seg>x</seg></tuv></tu>";
        write("many/" + std::to_string(100 + i) + ".tmx", all + "</body></tmx>");
    }
    const auto texts = [&](std::size_t jobs) {
        DiglotFile file(":memory:");
        ImportRequest request;
        request.paths = {path("many")};
        request.jobs = jobs;
        import_files(file, request);
        std::vector<std::string> all;
        file.memory().for_each({}, [&](Unit&& unit) {
            all.push_back(unit.origin + unit.variants[0].segment.text);
            return true;
        });
        return all;
    };
    const auto one = texts(1);
    EXPECT_GT(one.size(), 1000U);
    EXPECT_EQ(texts(4), one);
}

}  // namespace
}  // namespace diglot
