#include "app/export_package.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <zip.h>

#include "app/import_files.h"
#include "importers/share_package.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class ExportPackageTest : public testing::Test {
protected:
    ExportPackageTest() {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        take_in(file_, "memory.tmx",
                "<tmx version=\"1.4\"><header srclang=\"zh-TW\"/><body>"
                "<tu><prop type=\"client\">ACME</prop><tuv xml:lang=\"zh-TW\"><seg>機密</seg></tuv>"
                "<tuv xml:lang=\"en\"><seg>secret</seg></tuv></tu>"
                "<tu><tuv xml:lang=\"zh-TW\"><seg>公開</seg></tuv>"
                "<tuv xml:lang=\"en\"><seg>public</seg></tuv></tu></body></tmx>");
        take_in(file_, "terms.csv", "zh-TW,en\n輝達,NVIDIA\n");
        request_.path = path("share.diglot.zip");
        request_.format = ExportFormat::kPackage;
        request_.licence = "CC0-1.0";
    }
    ~ExportPackageTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    void take_in(DiglotFile& file, const std::string& name, const std::string& text) {
        std::ofstream(path(name)) << text;
        ASSERT_FALSE(take_in(file, name).has_complaints());
    }
    ImportReport take_in(DiglotFile& file, const std::string& name) {
        ImportRequest request;
        request.paths = {path(name)};
        return import_files(file, request);
    }

    DiglotFile file_{":memory:"};
    ExportRequest request_;

private:
    fs::path folder_ = fs::path(testing::TempDir()) /
                       (std::string("export_package_test.") +
                        testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ExportPackageTest, ComesBackWhole) {
    const ExportReport written = export_file(file_, request_);
    EXPECT_EQ(written.units, 2U);
    EXPECT_EQ(written.concepts, 1U);
    DiglotFile other(":memory:");
    const ImportReport report = take_in(other, "share.diglot.zip");
    EXPECT_FALSE(report.has_complaints());
    EXPECT_EQ(report.files.at(0).added, 2U);
    EXPECT_EQ(report.files.at(0).concepts_added, 1U);  // Not twice, from TBX and CSV.
}

TEST_F(ExportPackageTest, LeavesPrivateUnitsAtHome) {
    request_.where = "not prop.client";
    request_.units.where = *UnitCondition::parse(request_.where);
    EXPECT_EQ(export_file(file_, request_).units, 1U);
    DiglotFile other(":memory:");
    take_in(other, "share.diglot.zip");
    ASSERT_EQ(other.memory().count(), 1);
    EXPECT_EQ(other.memory().find(1)->variants.at(1).segment.text, "public");
}

TEST_F(ExportPackageTest, WritesNothingWhereNothingFits) {
    request_.units.origin = "no such file";
    EXPECT_TRUE(export_file(file_, request_).nothing_fits);
    EXPECT_FALSE(fs::exists(request_.path));
}

/// Whatever was changed in it after the manifest was made, nothing of it goes in.
TEST_F(ExportPackageTest, IsRefusedWhenChanged) {
    export_file(file_, request_);
    const std::string forged = "<tmx version=\"1.4\"><header/><body></body></tmx>";
    zip_t* archive = zip_open(request_.path.c_str(), 0, nullptr);
    ASSERT_NE(archive, nullptr);
    zip_file_add(archive, "memory.tmx", zip_source_buffer(archive, forged.data(), forged.size(), 0),
                 ZIP_FL_OVERWRITE);
    ASSERT_EQ(zip_close(archive), 0);
    DiglotFile other(":memory:");
    const ImportReport report = take_in(other, "share.diglot.zip");
    ASSERT_TRUE(report.files.at(0).refused);
    EXPECT_EQ(report.files.at(0).diagnostics.at(0).code, "package.damaged");
    EXPECT_EQ(other.memory().count(), 0);
    EXPECT_EQ(other.glossary().count(), 0);

    archive = zip_open(request_.path.c_str(), 0, nullptr);
    zip_delete(archive, static_cast<zip_uint64_t>(zip_name_locate(archive, "glossary.tbx", 0)));
    ASSERT_EQ(zip_close(archive), 0);
    EXPECT_TRUE(take_in(other, "share.diglot.zip").files.at(0).refused);
}

TEST_F(ExportPackageTest, SaysWhereTheManifestCountsOtherwise) {
    PackageManifest manifest;
    manifest.program = "Diglot";
    manifest.units = 3;
    write_package(request_.path, manifest, {{std::string(kPackageMemory), path("memory.tmx")}});
    DiglotFile other(":memory:");
    const ImportReport report = take_in(other, "share.diglot.zip");
    EXPECT_FALSE(report.files.at(0).refused);
    EXPECT_EQ(other.memory().count(), 2);
    ASSERT_EQ(report.files.at(0).diagnostics.size(), 1U);
    EXPECT_EQ(report.files.at(0).diagnostics[0].code, "package.count");
    EXPECT_EQ(report.files.at(0).diagnostics[0].message,
              "the manifest says 3 units, and 2 were found");
}

class ChangedPackageTest : public ExportPackageTest {
protected:
    ChangedPackageTest() {
        export_file(file_, request_);
        std::ifstream whole(request_.path, std::ios::binary);
        parts_ = unzip({std::istreambuf_iterator<char>(whole), {}});
    }
    std::string& part(const std::string& name) {
        return std::find_if(parts_.begin(), parts_.end(),
                            [&](const auto& one) { return one.first == name; })
            ->second;
    }
    void remove(const std::string& name) {
        std::erase_if(parts_, [&](const auto& one) { return one.first == name; });
    }
    /// What an import says of the package as it is now.
    FileReport report(const std::string& name = "changed.diglot.zip") {
        std::ofstream(path(name), std::ios::binary) << make_zip(parts_);
        DiglotFile other(":memory:");
        FileReport one = take_in(other, name).files.at(0);
        taken_ = other.memory().count() + other.glossary().count();
        return one;
    }
    void expect_refused(const std::string& why, const std::string& name = "changed.diglot.zip") {
        const FileReport one = report(name);
        ASSERT_TRUE(one.refused);
        EXPECT_EQ(one.diagnostics.at(0).code, "package.damaged");
        EXPECT_EQ(one.diagnostics.at(0).message, why);
        EXPECT_EQ(taken_, 0);
    }

    ZipParts parts_;
    std::int64_t taken_ = 0;
};

TEST_F(ChangedPackageTest, IsReadAsLongAsNothingIs) { EXPECT_FALSE(report().refused); }

TEST_F(ChangedPackageTest, IsRefusedWithoutItsManifest) {
    part("manifest.json").clear();
    expect_refused("the manifest cannot be read");
    expect_refused("the manifest cannot be read", "renamed.zip");
    part("manifest.json") = "{}";
    expect_refused("the manifest cannot be read", "renamed.zip");
    remove("manifest.json");
    expect_refused(
        "the manifest is missing, which says what is in a package: it was taken out, "
        "or this is no package");
}

TEST_F(ChangedPackageTest, IsRefusedWhereTheManifestIsSilentOfWhatIsRead) {
    part("manifest.json") = "{\"format\": \"diglot-package\", \"version\": 1, \"files\": []}";
    expect_refused("the manifest names neither a memory nor a glossary");
}

TEST_F(ChangedPackageTest, NamesWhatTheManifestDoesNot) {
    parts_.emplace_back("extra.tmx", part("memory.tmx"));
    const FileReport one = report();
    EXPECT_FALSE(one.refused);
    EXPECT_EQ(taken_, 3);
    EXPECT_EQ(one.diagnostics.at(0).message,
              "extra.tmx is not in the manifest: it was added afterwards, and is left out");
}

TEST_F(ExportPackageTest, TakesNoGlossaryAndNoHeaderThatAConditionDidNotAskFor) {
    take_in(file_, "private.tmx",
            "<tmx version=\"1.4\"><header srclang=\"zh-TW\"><note>Alpha</note></header><body>"
            "<tu><prop type=\"client\">ACME</prop><tuv xml:lang=\"zh-TW\"><seg>私人</seg></tuv>"
            "<tuv xml:lang=\"en\"><seg>private</seg></tuv></tu></body></tmx>");
    request_.where = "not prop.client";
    request_.units.where = *UnitCondition::parse(request_.where);
    const ExportReport written = export_file(file_, request_);
    EXPECT_EQ(written.concepts, 0U);
    EXPECT_EQ(written.losses.size(), 1U);
    DiglotFile other(":memory:");
    take_in(other, "share.diglot.zip");
    EXPECT_EQ(other.glossary().count(), 0);
    for (const auto& [origin, header] : other.memory().headers())
        EXPECT_EQ(header.all_text().find("Alpha"), std::string::npos);
    request_.what = ExportWhat::kBoth;
    EXPECT_EQ(export_file(file_, request_).concepts, 1U);
}

TEST_F(ExportPackageTest, AGlossaryIsNotReplacedByAnEmptyOne) {
    request_.format = ExportFormat::kTbx;
    request_.path = path("terms.tbx");
    request_.licence.clear();
    EXPECT_EQ(export_file(file_, request_).concepts, 1U);
    request_.units.since = parse_loose_date("2099-01-01");
    EXPECT_TRUE(export_file(file_, request_).nothing_fits);
    EXPECT_GT(fs::file_size(request_.path), 200U);
}

TEST_F(ExportPackageTest, OneUnitThatFitsIsWritten) {
    request_.licence.clear();
    request_.units.where = *UnitCondition::parse("prop.client");
    for (const auto& [format, name] :
         {std::pair{ExportFormat::kTmx, "one.tmx"}, std::pair{ExportFormat::kXliff, "one.xlf"}}) {
        request_.format = format;
        request_.path = path(name);
        EXPECT_EQ(export_file(file_, request_).units, 1U) << name;
        request_.units.target = LanguageTag("fr");
        EXPECT_TRUE(export_file(file_, request_).nothing_fits) << name;
        request_.units.target = {};
    }
}

}  // namespace
}  // namespace diglot
