#include "app/diglot_file.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "core/storage/change_log.h"
#include "tm/index_upkeep.h"

namespace diglot {
namespace {

class DiglotFileTest : public testing::Test {
protected:
    DiglotFileTest() {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~DiglotFileTest() override { std::filesystem::remove_all(folder_); }

    std::string path() const { return (folder_ / "memory.diglot").string(); }

    static Unit unit(const std::string& source, const std::string& target) {
        Unit unit;
        unit.source = 0;
        unit.variants.resize(2);
        unit.variants[0].lang = LanguageTag("zh-TW");
        unit.variants[0].segment = Segment(source);
        unit.variants[1].lang = LanguageTag("en");
        unit.variants[1].segment = Segment(target);
        return unit;
    }

    static std::size_t matches_of(DiglotFile& file, const std::string& text) {
        MatchQuery query;
        query.segment = Segment(text);
        MatchOptions options;
        options.source = LanguageTag("en");
        return file.matches().match({&query, 1}, options).at(0).size();
    }

private:
    std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) /
                                    (std::string("diglot_file_test.") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(DiglotFileTest, AnswersByAScanWhileAnotherWrites) {
    OpenOptions options;
    options.wait = std::chrono::milliseconds(60000);
    DiglotFile writer(path()), reader(path(), options);
    {
        ChangeSet change(writer.database(), writer.log(), {"tester", "import", ""});
        writer.memory().add(unit("爐心熔毀", "The core has melted down"), change);
        // Enough for a segment; what waits for one is asked in any language.
        for (std::int64_t i = 0; i < kMostPending; ++i)
            writer.memory().add(unit("第" + std::to_string(i), std::to_string(i)), change);
        writer.memory().flush();
        change.commit();
    }
    {
        const Transaction other(writer.database());
        const auto start = std::chrono::steady_clock::now();
        reader.prepare_matches(LanguageTag("en"));
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
        EXPECT_FALSE(reader.matches().covers(LanguageTag("en")));
        EXPECT_EQ(matches_of(reader, "The core has melted down."), 1U);
    }
    reader.prepare_matches(LanguageTag("en"));
    EXPECT_TRUE(reader.matches().covers(LanguageTag("en")));
    EXPECT_EQ(matches_of(reader, "The core has melted down."), 1U);
}

}  // namespace
}  // namespace diglot
