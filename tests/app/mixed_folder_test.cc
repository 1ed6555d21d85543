// A folder as it comes from a client: 300 files of every kind, some of them unusable, with one
// command. Needs the shared conformance files; skipped where they are absent.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/import_files.h"
#include "tests/shared_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFiles = 300;

class MixedFolder : public test::NeedsSharedFiles {
protected:
    void SetUp() override {
        NeedsSharedFiles::SetUp();
        if (IsSkipped()) return;
        folder_ = fs::temp_directory_path() / ("diglot-mixed-" + std::to_string(getpid()));
        fs::create_directories(folder_);
        write("empty.tmx", "");
        write("game.tmx", "<map version=\"1.0\"><layer/></map>");
        std::string binary =
            "\x7F"
            "ELF";
        for (int i = 0; i < 4096; ++i) binary += static_cast<char>(i * 37 % 256);
        write("program.tmx", binary);
        copy_conformance_files(kFiles - 3);
    }
    void TearDown() override {
        if (!folder_.empty()) fs::remove_all(folder_);
    }

    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }

    /// In turn of each kind, so that every kind is among them.
    void copy_conformance_files(std::size_t wanted) const {
        const char* const kinds[] = {"glossary", "po", "tbx", "tm-other", "tmx", "xliff"};
        std::vector<std::vector<fs::path>> files;
        for (const char* kind : kinds) {
            auto& of_kind = files.emplace_back();
            const fs::path from = test::conformance() / "files" / kind;
            for (const auto& entry : fs::directory_iterator(from)) of_kind.push_back(entry.path());
            std::sort(of_kind.begin(), of_kind.end());
        }
        for (std::size_t i = 0, copied = 0; copied < wanted; ++i)
            for (std::size_t kind = 0; kind < files.size() && copied < wanted; ++kind) {
                if (i >= files[kind].size()) continue;
                const fs::path to = folder_ / kinds[kind] / files[kind][i].filename();
                fs::create_directories(to.parent_path());
                fs::copy_file(files[kind][i], to);
                ++copied;
            }
    }

    ImportRequest request(const fs::path& path) const {
        ImportRequest out;
        out.paths = {path.string()};
        out.source = LanguageTag("en");
        out.target = LanguageTag("zh-TW");
        out.jobs = 2;
        out.change = {"tester", "import", path.string()};
        return out;
    }

    fs::path folder_;
};

const FileReport* report_of(const ImportReport& report, const std::string& name) {
    for (const FileReport& file : report.files)
        if (fs::path(file.path).filename() == name) return &file;
    return nullptr;
}

TEST_F(MixedFolder, GoesInWithOneCommandAndOutWithOneUndo) {
    DiglotFile file(":memory:");
    const ImportReport report = import_files(file, request(folder_));
    ASSERT_TRUE(report.change);
    EXPECT_EQ(report.files.size(), kFiles);
    EXPECT_EQ(file.log().list(10).size(), 1u);
    const auto units = file.memory().count();
    const auto concepts = file.glossary().count();
    EXPECT_GT(units, 1000);
    EXPECT_GT(concepts, 500);
    EXPECT_TRUE(file.verify().faults.empty());

    ASSERT_TRUE(file.log().undo(*report.change).ok());
    EXPECT_EQ(file.memory().count(), 0);
    EXPECT_EQ(file.glossary().count(), 0);
    EXPECT_TRUE(file.verify().faults.empty());
    ASSERT_TRUE(file.log().redo(*report.change).ok());
    EXPECT_EQ(file.memory().count(), units);
    EXPECT_EQ(file.glossary().count(), concepts);
}

TEST_F(MixedFolder, WhatIsUnusableIsNamedAndCostsNothing) {
    DiglotFile file(":memory:");
    const ImportReport report = import_files(file, request(folder_));
    const std::pair<const char*, const char*> unusable[] = {
        {"empty.tmx", "the file is empty"},
        {"game.tmx", "this is a Tiled map, not a translation memory"},
        {"program.tmx", "this is a program"},
    };
    for (const auto& [name, why] : unusable) {
        const FileReport* one = report_of(report, name);
        ASSERT_NE(one, nullptr) << name;
        EXPECT_TRUE(one->refused) << name;
        ASSERT_FALSE(one->diagnostics.empty()) << name;
        EXPECT_EQ(one->diagnostics.front().message, why);
    }
    for (const FileReport& one : report.files) {
        if (!one.refused) continue;
        EXPECT_FALSE(one.diagnostics.empty()) << one.path << " is refused without a word";
    }
}

/// Nothing is lost in the crowd: a file gives what it gives alone.
TEST_F(MixedFolder, EachFileGivesWhatItGivesAlone) {
    DiglotFile file(":memory:");
    const ImportReport report = import_files(file, request(folder_));
    for (const FileReport& one : report.files) {
        if (one.passed_over) continue;
        DiglotFile other(":memory:");
        const ImportReport alone = import_files(other, request(one.path));
        ASSERT_EQ(alone.files.size(), 1u);
        EXPECT_EQ(alone.files[0].format, one.format) << one.path;
        EXPECT_EQ(alone.files[0].read, one.read) << one.path;
        EXPECT_EQ(alone.files[0].concepts_read, one.concepts_read) << one.path;
        EXPECT_EQ(alone.files[0].refused, one.refused) << one.path;
    }
}

}  // namespace
}  // namespace diglot
