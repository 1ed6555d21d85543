#include "app/analysis.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

/// A memory of three units that follow each other, and nothing else.
class AnalysisTest : public testing::Test {
protected:
    AnalysisTest() {
        const std::vector<std::pair<const char*, const char*>> pairs{
            {"第一段文字。", "The first text."},
            {"公司宣布投資五億美元擴建新的研究中心。",
             "The company will invest $500 million in a new research centre."},
            {"第三段文字。", "The third text."}};
        ChangeSet change(file_.database(), file_.log(), {"tester", "test", ""});
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            Unit unit = unit_of(pairs[i].first, pairs[i].second);
            const auto print = [&](std::size_t k) { return fingerprint(Segment(pairs[k].first)); };
            unit.context = {i > 0 ? print(i - 1) : 0, i + 1 < pairs.size() ? print(i + 1) : 0};
            file_.memory().add(unit, change);
        }
        change.commit();
    }

    static Unit unit_of(const char* source, const char* target) {
        Unit unit;
        unit.variants.resize(2);
        unit.variants[0].lang = LanguageTag("zh-TW");
        unit.variants[0].segment = Segment(source);
        unit.variants[1].lang = LanguageTag("en");
        unit.variants[1].segment = Segment(target);
        unit.source = 0;
        return unit;
    }

    static SourceText text_of(const std::string& path, std::vector<const char*> segments) {
        SourceText text;
        text.path = path;
        for (const char* segment : segments) text.segments.emplace_back(segment);
        return text;
    }

    std::vector<FileAnalysis> analyse(const std::vector<SourceText>& texts) {
        MatchPool pool(file_, 1);
        Analysis analysis(&pool, {LanguageTag("zh-TW"), LanguageTag("en"), true, {}});
        for (const SourceText& text : texts) analysis.add(text, [](std::size_t) {});
        return analysis.finish([](std::size_t) {});
    }

    static std::uint64_t segments(const FileAnalysis& file, Band band) {
        return file.bands.at(static_cast<std::size_t>(band)).segments;
    }

    DiglotFile file_{":memory:"};
};

TEST_F(AnalysisTest, PutsEverySegmentIntoOneBand) {
    const auto files = analyse(
        {text_of("1", {"第一段文字。", "公司宣布投資五億美元擴建新的研究中心。", "第三段文字。",
                       "2026", "天氣很好", "第一段文字。", "天氣很好", "今天我們去公園散步看花",
                       "今天我們去公園散步看鳥", "公司宣布投資五億美元擴建新的研究單位。"}),
         text_of("2", {"天氣很好", "12 / 3", "完全不同的東西", "完全不同的東西"})});
    ASSERT_EQ(files.size(), 2u);
    const FileAnalysis& one = files[0];
    // The second unit has both neighbours. The first and the third begin and end the memory, where
    // the text begins, and goes on: one neighbour each.
    EXPECT_EQ(segments(one, Band::kContext102) + segments(one, Band::kContext101), 3u);
    EXPECT_GE(segments(one, Band::kContext102), 1u);
    EXPECT_EQ(segments(one, Band::kExact), 1u);       // 第一段文字。 again, elsewhere
    EXPECT_EQ(segments(one, Band::kNumbers), 1u);     // 2026
    EXPECT_EQ(segments(one, Band::kRepetition), 1u);  // 天氣很好
    EXPECT_EQ(segments(one, Band::kFuzzy85), 1u);     // 研究單位 for 研究中心: 2 of 18
    EXPECT_EQ(segments(one, Band::kInternal85), 1u);  // 看鳥 for 看花: 1 of 11
    EXPECT_EQ(segments(one, Band::kNew), 2u);
    EXPECT_EQ(one.total().segments, 10u);
    const FileAnalysis& two = files[1];
    EXPECT_EQ(segments(two, Band::kAcrossFiles), 1u);
    EXPECT_EQ(segments(two, Band::kNumbers), 1u);
    EXPECT_EQ(segments(two, Band::kNew), 1u);
    EXPECT_EQ(segments(two, Band::kRepetition), 1u);
    EXPECT_EQ(two.total().text.asian, 4u + 7u + 7u);
    EXPECT_EQ(two.total().text.other_words, 2u);
}

TEST_F(AnalysisTest, WeighsWords) {
    FileAnalysis file;
    file.bands[0].text.asian = 10;
    file.bands[kBands - 1].text.other_words = 7;
    std::array<int, kBands> weights{};
    weights[0] = 25;
    weights[kBands - 1] = 100;
    EXPECT_EQ(weighted_words(file, weights), 10u);  // 2.5 and 7, rounded
}

}  // namespace
}  // namespace diglot
