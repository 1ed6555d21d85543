#include "importers/byte_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>
#include <zlib.h>

#include "core/error.h"
#include "tests/importers/reading.h"

namespace diglot {
namespace {

std::string gzipped(const std::string& text) {
    const TemporaryFile file(".gz");
    gzFile out = gzopen(file.path().c_str(), "wb");
    gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
    gzclose(out);
    return file.read();
}

void zip_to(const std::string& path,
            const std::vector<std::pair<std::string, std::string>>& members) {
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const auto& [name, content] : members) {
        zip_file_add(archive, name.c_str(),
                     zip_source_buffer(archive, content.data(), content.size(), 0), 0);
    }
    zip_close(archive);
}

std::string read_all(ByteSource& source) {
    std::string out;
    char buffer[1000];
    while (const std::size_t n = source.read(buffer, sizeof buffer)) out.append(buffer, n);
    return out;
}

const std::string kUnit =
    "<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>b</seg></tuv></tu>";

TEST(OpenBytes, UnpacksGzipWhateverItsName) {
    const TemporaryFile file(".tmx");
    std::string text;
    for (int i = 0; i < 30000; ++i) text += std::to_string(i) + " ";
    file.write(gzipped(text));
    const auto source = open_bytes(file.path());
    EXPECT_EQ(read_all(*source), text);
    EXPECT_EQ(source->fault(), "");
    EXPECT_EQ(source->bytes_done(), source->bytes_total());
    EXPECT_LT(source->bytes_total(), text.size());
}

TEST(OpenBytes, JoinsGzipMembersAsGzipDoes) {
    const TemporaryFile file(".gz");
    file.write(gzipped("one ") + gzipped("two"));
    EXPECT_EQ(read_all(*open_bytes(file.path())), "one two");
}

TEST(OpenBytes, ThrowsForAMissingFile) {
    EXPECT_THROW(open_bytes("/nowhere/at/all.tmx"), IoError);
    EXPECT_THROW(open_bytes("/tmp"), IoError);
}

TEST(ReadFile, SaysThatGzipDataIsTorn) {
    const TemporaryFile file(".tmx.gz");
    const std::string whole = gzipped(tmx_around(kUnit));
    file.write(whole.substr(0, whole.size() - 20));
    Collected sink;
    const auto result = read_file(file.path(), {}, sink);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, "archive.damaged");
    EXPECT_EQ(result.error().message, "the gzip data ends too early");
}

TEST(ReadFile, ReadsEveryKnownMemberOfAZip) {
    const TemporaryFile file(".zip");
    zip_to(file.path(), {{"folder/", ""},
                         {"readme.md", "hello"},
                         {"a.tmx", tmx_around(kUnit)},
                         {"b.tmx", tmx_around(kUnit)}});
    Collected sink;
    const auto result = read_file(file.path(), {}, sink);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->units, 2u);
    EXPECT_EQ(sink.told(), "");
}

TEST(ReadFile, RefusesAZipOfNothingKnown) {
    const TemporaryFile file(".zip");
    zip_to(file.path(), {{"readme.md", "hello"}});
    Collected sink;
    const auto result = read_file(file.path(), {}, sink);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message, "no file in this archive is of a known format");
}

}  // namespace
}  // namespace diglot
