#include "importers/byte_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/importers/reading.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

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

}  // namespace
}  // namespace diglot
