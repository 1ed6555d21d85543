#include "importers/changed_source.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class ChangedSourceTest : public testing::Test {
protected:
    ~ChangedSourceTest() override { fs::remove(path_); }

    /// What comes out, read in pieces of an odd size.
    std::string read(std::string_view bytes, std::vector<ChangedRegion>& regions,
                     const std::string& encoding = {}) {
        std::ofstream(path_, std::ios::binary) << bytes;
        ChangedSource source(path_, Notation::kXml, encoding, regions);
        std::string all;
        char piece[13];
        while (const std::size_t count = source.read(piece, sizeof piece)) all.append(piece, count);
        is_faithful_ = source.is_faithful();
        EXPECT_EQ(source.bytes_done(), bytes.size());
        EXPECT_EQ(source.bytes_total(), bytes.size());
        return all;
    }

    static ChangedRegion region(Position start, std::optional<Position> end) {
        ChangedRegion region;
        region.start = start;
        region.end = end;
        NotedChange& change = region.changes.emplace_back();
        change.text = "ab";
        change.replacements.push_back({0, 1, "𠀀"});
        return region;
    }

    const std::string path_ =
        (fs::temp_directory_path() / ("diglot-changed-source-" + std::to_string(getpid())))
            .string();
    bool is_faithful_ = false;
};

TEST_F(ChangedSourceTest, HandsOnWhatIsNotChanged) {
    std::vector<ChangedRegion> none;
    for (const std::string& bytes : {std::string(), std::string("a\r\n\rb\t"),
                                     std::string("\xEF\xBB\xBF雪"), std::string(300000, 'x')}) {
        EXPECT_EQ(read(bytes, none), bytes);
        EXPECT_TRUE(is_faithful_);
    }
}

TEST_F(ChangedSourceTest, ChangesByLineAndColumn) {
    std::vector<ChangedRegion> regions{region({1, 18}, Position{2, 1}),
                                       region({3, 2}, std::nullopt)};
    EXPECT_EQ(
        read("𠀀<seg>ab</seg> ab<seg>ab</seg>\r\n<seg>ab</seg>\n <seg>ab</seg>\n<seg>ab</seg>",
             regions),
        "𠀀<seg>ab</seg> ab<seg>𠀀b</seg>\r\n<seg>ab</seg>\n <seg>𠀀b</seg>\n<seg>ab</seg>");
    EXPECT_EQ(regions[0].made, std::vector<bool>{true});
    EXPECT_TRUE(is_faithful_);
}

TEST_F(ChangedSourceTest, SaysWhatWasNotThere) {
    std::vector<ChangedRegion> regions{region({1, 1}, Position{2, 1}),
                                       region({9, 1}, std::nullopt)};
    EXPECT_EQ(read("none\n<seg>ab</seg>\n", regions), "none\n<seg>ab</seg>\n");
    EXPECT_EQ(regions[0].made, std::vector<bool>{false});
    EXPECT_EQ(regions[1].made, std::vector<bool>{false});
}

TEST_F(ChangedSourceTest, FindsPlacesAcrossChunks) {
    std::string before, after;
    std::vector<ChangedRegion> regions;
    for (std::size_t line = 1; line <= 20000; ++line) {
        const bool here = line % 7 == 0;
        if (here) regions.push_back(region({line, 1}, Position{line + 1, 1}));
        before += "<seg>ab</seg>雪\n";
        after += here ? "<seg>𠀀b</seg>雪\n" : "<seg>ab</seg>雪\n";
    }
    EXPECT_EQ(read(before, regions), after);
}

TEST_F(ChangedSourceTest, WritesTheEncodingOfTheFile) {
    std::vector<ChangedRegion> regions{region({1, 1}, std::nullopt)};
    const std::string big5 = "<seg>ab</seg>\xB3\xB7";
    regions[0].changes[0].replacements[0].by = "雪";
    EXPECT_EQ(read(big5, regions, "Big5"),
              "<seg>\xB3\xB7"
              "b</seg>\xB3\xB7");
    EXPECT_TRUE(is_faithful_);
    regions[0].changes[0].replacements[0].by = "𠀀";
    (void)read(big5, regions, "Big5");
    EXPECT_FALSE(is_faithful_) << "Big5 has no such character";
    std::vector<ChangedRegion> none;
    (void)read("\xB3", none, "Big5");
    EXPECT_FALSE(is_faithful_) << "half a character";
}

TEST_F(ChangedSourceTest, NeedsAFile) {
    std::vector<ChangedRegion> none;
    EXPECT_THROW(ChangedSource("/none/at/all", Notation::kXml, "", none), IoError);
}

}  // namespace
}  // namespace diglot
