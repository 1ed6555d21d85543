#include "importers/output_file.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/importers/reading.h"

namespace diglot {
namespace {

const std::string kDatabase = std::string("SQLite format 3\0", 16) + "and pages";

TEST(OutputFile, TakesThePlaceOfTheOldFileAtCommitOnly) {
    const TemporaryFile file(".txt");
    file.write("old");
    {
        OutputFile out(file.path());
        out.write("new");
        EXPECT_EQ(file.read(), "old");
    }
    EXPECT_EQ(file.read(), "old");
    OutputFile out(file.path());
    out.write("new");
    out.commit();
    EXPECT_EQ(file.read(), "new");
}

TEST(OutputFile, NeverReplacesADatabaseNorWhatLiesBesideIt) {
    const TemporaryFile file(".tmx");
    file.write(kDatabase);
    EXPECT_THROW(OutputFile(file.path()), IoError);
    for (const char* suffix : {"-wal", "-shm", "-journal"})
        EXPECT_THROW(OutputFile(file.path() + suffix), IoError) << suffix;
    const TemporaryFile link(".tmx");
    std::filesystem::create_symlink(file.path(), link.path());
    EXPECT_THROW(OutputFile(link.path()), IoError);
    EXPECT_EQ(file.read(), kDatabase);
    const TemporaryFile other("-wal");
    OutputFile out(other.path());
    out.write("no database beside it");
    out.commit();
}

}  // namespace
}  // namespace diglot
