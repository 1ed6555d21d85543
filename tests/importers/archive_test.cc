#include "importers/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "importers/input_file.h"
#include "tests/importers/reading.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

const std::string kUnit =
    "<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>b</seg></tuv></tu>";

std::string tmx() { return tmx_around(kUnit); }

/// What a .zip of these bytes gives, and what is said of it.
struct Read {
    explicit Read(const std::string& bytes) {
        const TemporaryFile file(".zip");
        file.write(bytes);
        const auto result = read_file(file.path(), {}, found);
        if (!result.ok()) error = result.error();
    }
    std::string notes() const {
        std::string all;
        for (const Diagnostic& diagnostic : found.diagnostics) all += diagnostic.message + "\n";
        return all;
    }
    Collected found;
    std::optional<Diagnostic> error;
};

/// The names of the files in an archive of these bytes.
std::vector<std::string> files_of(const std::string& bytes) {
    const TemporaryFile file(".zip");
    file.write(bytes);
    std::vector<std::string> names;
    const std::vector<InputFile> files = files_in(file.path()).value();
    for (const InputFile& one : files) names.push_back(one.name.substr(file.path().size() + 1));
    return names;
}

TEST(ReadArchive, ReadsEveryKnownMemberAndNamesOthers) {
    const Read read(make_zip({{"a.tmx", tmx()}, {"readme.md", "hello"}, {"b.tmx", tmx()}}));
    EXPECT_FALSE(read.error);
    EXPECT_EQ(read.found.units.size(), 2u);
    EXPECT_THAT(read.notes(),
                testing::StartsWith("readme.md: this is text of no known format; `diglot align`"));
}

TEST(ReadArchive, RefusesOneOfNothingKnown) {
    EXPECT_EQ(Read(make_zip({{"readme", "hello"}})).error->message,
              "no file in this archive is of a known format");
    const std::string empty("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
    EXPECT_EQ(Read(empty).error->message, "the archive is empty");
}

TEST(ReadArchive, LooksIntoArchivesWithinIt) {
    const std::string inner = make_zip({{"x/b.tmx", tmx()}, {"c.zip", make_zip({{"d", "d"}})}});
    const std::string outer = make_zip({{"z.tmx", tmx()}, {"in.zip", inner}, {"a.txt", "a"}});
    EXPECT_THAT(files_of(outer),
                testing::ElementsAre("a.txt", "in.zip/c.zip", "in.zip/x/b.tmx", "z.tmx"));
    const Read read(outer);
    EXPECT_EQ(read.found.units.size(), 0u);  // For one that breaks the rule breaks the whole.
    EXPECT_THAT(read.error->message,
                testing::StartsWith("in.zip/c.zip: this archive within an archive is not looked "
                                    "into: it is too deep in it"));
}

TEST(ReadArchive, ReadsGzipWithinIt) {
    const Read read(make_zip({{"a.tmx.gz", gzipped(tmx())}}));
    EXPECT_FALSE(read.error);
    EXPECT_EQ(read.found.units.size(), 1u);
}

TEST(ReadArchive, SaysThatItIsDamaged) {
    const std::string whole = make_zip({{"a.tmx", tmx()}});
    for (const std::size_t size : {whole.size() / 2, whole.size() - 5}) {
        const Read read(whole.substr(0, size));
        ASSERT_TRUE(read.error);
        EXPECT_EQ(read.error->code, "archive.damaged");
        EXPECT_THAT(read.error->message, testing::StartsWith("the archive is damaged"));
    }
    std::string torn = whole;
    torn[60] = static_cast<char>(torn[60] ^ 0x55);
    const Read read(torn);
    ASSERT_TRUE(read.error);
    EXPECT_EQ(read.error->code, "archive.damaged");
}

/// As in David Fifield's bombs (2019): every entry of the directory is about the same bytes.
TEST(ReadArchive, RefusesMembersThatOverlap) {
    const std::string text(100'000, 'a');
    std::string bomb = make_zip({{"a.txt", text}});
    const std::size_t entry = bomb.find("PK\x01\x02");
    const std::size_t end = bomb.find("PK\x05\x06");
    const std::string again = bomb.substr(entry, end - entry);
    constexpr int kTimes = 200;
    std::string many;
    for (int i = 0; i < kTimes; ++i) many += again;
    std::string tail = bomb.substr(end);
    const std::size_t directory = many.size();
    for (const std::size_t at : {8, 10}) tail[at] = static_cast<char>(kTimes);
    for (std::size_t i = 0; i < 4; ++i) tail[12 + i] = static_cast<char>(directory >> (8 * i));
    bomb = bomb.substr(0, entry) + many + tail;
    const Read read(bomb);
    ASSERT_TRUE(read.error);
    EXPECT_EQ(read.error->code, "archive.damaged");
}

TEST(ReadArchive, SaysThatAMemberIsProtected) {
    const TemporaryFile file(".zip");
    zip_t* archive = zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    const std::string text = tmx();
    const auto at = static_cast<zip_uint64_t>(
        zip_file_add(archive, "a.tmx", zip_source_buffer(archive, text.data(), text.size(), 0), 0));
    zip_file_set_encryption(archive, at, ZIP_EM_AES_256, "secret");
    ASSERT_EQ(zip_close(archive), 0);
    Collected found;
    const auto result = read_file(file.path(), {}, found);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message,
              "a.tmx: this is protected by a password; unpack the archive first");
}

TEST(ReadArchive, NamesDocuments) {
    EXPECT_THAT(Read(make_zip({{"word/document.xml", "<x/>"}})).error->message,
                testing::StartsWith("this is a Word document; `diglot align`, `translate` and "
                                    "`segment` take documents"));
    EXPECT_THAT(Read(make_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                               {"content.xml", "<x/>"}}))
                    .error->message,
                testing::EndsWith("save it as XLSX or CSV"));
}

/// Nothing within an archive has a say in what is written where.
TEST(ReadArchive, WritesNoNameToDisk) {
    const std::string inner = make_zip({{"../../evil.tmx", tmx()}});
    const Read read(make_zip({{"../evil.zip", inner}, {"/tmp/diglot-evil.tmx", tmx()}}));
    EXPECT_FALSE(read.error);
    EXPECT_EQ(read.found.units.size(), 2u) << read.notes();
    EXPECT_FALSE(std::filesystem::exists("/tmp/diglot-evil.tmx"));
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::temp_directory_path() / "../evil.zip"));
}

}  // namespace
}  // namespace diglot
