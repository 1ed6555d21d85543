// Files of which pages are not what they were, and what is said of them.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/diglot_file.h"
#include "app/import_files.h"
#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using Damage = DiglotFile::Verification::Damage;
using testing::Contains;
using testing::IsEmpty;
using testing::StartsWith;

class VerifyTest : public testing::Test {
protected:
    VerifyTest() {
        folder_ = fs::temp_directory_path() / ("diglot-verify-" + std::to_string(getpid()));
        fs::create_directories(folder_);
        DiglotFile file(path());
        std::ofstream memory(folder_ / "memory.tmx");
        memory << R"(<tmx version="1.4"><header srclang="en"/><body>)";
        for (int i = 0; i < 1500; ++i) {
            memory << R"(<tu><tuv xml:lang="en"><seg>text number )" << i
                   << R"(</seg></tuv><tuv xml:lang="zh-TW"><seg>第)" << i
                   << "號文字</seg></tuv></tu>\n";
        }
        memory << "</body></tmx>\n";
        memory.close();
        ImportRequest request;
        request.paths = {(folder_ / "memory.tmx").string()};
        import_files(file, request);
    }
    ~VerifyTest() override { fs::remove_all(folder_); }

    std::string path() const { return (folder_ / "a.diglot").string(); }

    /// Writes nonsense over the head of the first page of a table.
    void damage(const std::string& table) const {
        std::int64_t page = 0, page_bytes = 0;
        {
            DiglotFile file(path());
            const Database& database = file.database();
            Statement root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?");
            root.bind(1, table).step();
            page = root.integer(0);
            Statement size = database.prepare("PRAGMA page_size");
            size.step();
            page_bytes = size.integer(0);
        }
        std::fstream file(path(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp((page - 1) * page_bytes);
        file << std::string(100, '\x7F');
    }

    fs::path folder_;
};

TEST_F(VerifyTest, FindsAWholeFileSound) {
    const auto found = DiglotFile(path()).verify();
    EXPECT_THAT(found.faults, IsEmpty());
    EXPECT_EQ(found.damage, Damage::kNone);
}

TEST_F(VerifyTest, NamesTheTableThatIsDamagedAndLooksAtTheOthers) {
    damage("variant");
    const auto found = DiglotFile(path()).verify();
    EXPECT_EQ(found.damage, Damage::kFile);
    EXPECT_THAT(found.faults, Contains(StartsWith("table variant: ")));
    EXPECT_THAT(found.faults,
                Contains("the memory cannot be read: database disk image is malformed"));
    EXPECT_THAT(found.faults, testing::Not(Contains(StartsWith("the glossary cannot be read"))));
}

TEST_F(VerifyTest, TellsDamageOfTheIndexFromThatOfTheRest) {
    damage("index_block");
    const auto found = DiglotFile(path()).verify();
    EXPECT_EQ(found.damage, Damage::kIndex);
    EXPECT_THAT(found.faults, Contains(StartsWith("table index_block: ")));
}

TEST_F(VerifyTest, IsContentAfterTheDamagedIndexWasMadeAnew) {
    for (const char* table : {"index_block", "index_segment", "index_state"}) {
        damage(table);
        DiglotFile file(path());
        file.rebuild_index();
        const auto found = file.verify();
        EXPECT_THAT(found.faults, IsEmpty()) << table;
        EXPECT_EQ(found.damage, Damage::kNone);
        MatchQuery query;
        query.segment = Segment("text number 7");
        EXPECT_EQ(file.matches().match({&query, 1}, {}).front().front().score, kFullScore);
    }
}

TEST_F(VerifyTest, LeavesAFileAloneOfWhichMoreThanTheIndexIsDamaged) {
    damage("variant");
    DiglotFile file(path());
    EXPECT_THROW(file.rebuild_index(), StoreError);
    EXPECT_EQ(file.verify().damage, Damage::kFile);
}

}  // namespace
}  // namespace diglot
