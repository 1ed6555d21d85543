#include "tm/alignment.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

AlignmentSide side(const char* lang, std::vector<std::string> segments) {
    return {std::move(segments), LanguageTag(lang), {}};
}

/// "0:0 1:1,2 -:3"
std::string written(const std::vector<Bead>& beads) {
    std::string out;
    const auto range = [](std::size_t from, std::size_t to) {
        std::string text;
        for (std::size_t i = from; i < to; ++i) text += (i > from ? "," : "") + std::to_string(i);
        return text.empty() ? "-" : text;
    };
    for (const Bead& bead : beads)
        out += (out.empty() ? "" : " ") + range(bead.source_start, bead.source_end) + ":" +
               range(bead.target_start, bead.target_end);
    return out;
}

const std::vector<std::string> kChinese = {"2025年12月18日，能源部與24家機構簽署備忘錄。",
                                           "NVIDIA與OpenAI都在名單上。", "這項計畫為期5年。",
                                           "第一年的經費是3億元。", "記者會在華盛頓舉行。"};
const std::vector<std::string> kEnglish = {
    "On December 18, 2025, the Department of Energy signed memorandums with 24 organizations.",
    "NVIDIA and OpenAI are both on the list.", "The programme will run for 5 years.",
    "The budget of the first year is 300 million dollars.",
    "The press conference was held in Washington."};

TEST(Align, PairsWhatIsOneToOne) {
    EXPECT_EQ(written(align(side("zh-TW", kChinese), side("en", kEnglish))), "0:0 1:1 2:2 3:3 4:4");
}

TEST(Align, WorksInBothDirections) {
    EXPECT_EQ(written(align(side("en", kEnglish), side("zh-TW", kChinese))), "0:0 1:1 2:2 3:3 4:4");
}

TEST(Align, FindsASentenceThatWasSplit) {
    auto english = kEnglish;
    english[3] = "The budget of the first year is set already.";
    english.insert(english.begin() + 4, "It is 300 million dollars.");
    auto chinese = kChinese;
    chinese[3] = "第一年的經費已經確定，總共是3億元，由國會撥款。";
    AlignmentOptions options;
    options.dictionary = {{"經費", "budget"},
                          {"年", "year"},
                          {"記者會", "press conference"},
                          {"華盛頓", "Washington"}};
    EXPECT_EQ(written(align(side("zh-TW", chinese), side("en", english), options)),
              "0:0 1:1 2:2 3:3,4 4:5");
}

TEST(Align, LeavesAnInsertionAlone) {
    auto english = kEnglish;
    english.insert(
        english.begin() + 2,
        "Editors note that an earlier version of this story misspelled several names and gave a "
        "wrong date; the newspaper, which regrets these mistakes, has since removed it.");
    AlignmentOptions options;
    options.dictionary = {{"計畫", "programme"},    {"經費", "budget"},
                          {"能源", "energy"},       {"記者會", "press conference"},
                          {"華盛頓", "Washington"}, {"名單", "list"}};
    EXPECT_EQ(written(align(side("zh-TW", kChinese), side("en", english), options)),
              "0:0 1:1 -:2 2:3 3:4 4:5");
}

double mean_confidence(const std::vector<Bead>& beads) {
    double sum = 0;
    for (const Bead& bead : beads) sum += bead.confidence;
    return sum / static_cast<double>(beads.size());
}

TEST(Align, TrustsTranslationsMoreThanStrangers) {
    AlignmentOptions options;
    options.dictionary = {{"計畫", "programme"},    {"經費", "budget"},
                          {"名單", "list"},         {"能源", "energy"},
                          {"機構", "organization"}, {"記者會", "conference"},
                          {"華盛頓", "Washington"}};
    const std::vector<std::string> strangers = {
        "Rain fell.", "The old fisherman who lived by the harbour had not slept for three nights.",
        "Why?", "Nobody could say, and nobody in the village asked him about it any more."};
    const AlignmentSide chinese = side("zh-TW", kChinese);
    EXPECT_GT(mean_confidence(align(chinese, side("en", kEnglish), options)), 0.9);
    EXPECT_LT(mean_confidence(align(chinese, side("en", strangers), options)), 0.5);
}

TEST(Align, EverySegmentStandsInOneBead) {
    for (const std::size_t sources : {0, 1, 3, 900}) {
        for (const std::size_t targets : {0, 1, 7, 400}) {
            std::vector<std::string> one, other;
            for (std::size_t i = 0; i < sources; ++i)
                one.push_back("第" + std::to_string(i) + "句");
            for (std::size_t i = 0; i < targets; ++i)
                other.push_back(i % 5 ? "Sentence " + std::to_string(i) : "");
            std::size_t source_at = 0, target_at = 0;
            for (const Bead& bead : align(side("zh", one), side("en", other))) {
                EXPECT_EQ(bead.source_start, source_at);
                EXPECT_EQ(bead.target_start, target_at);
                EXPECT_LE(bead.source_end - bead.source_start, 4u);
                EXPECT_LE(bead.target_end - bead.target_start, 4u);
                source_at = bead.source_end;
                target_at = bead.target_end;
            }
            EXPECT_EQ(source_at, sources);
            EXPECT_EQ(target_at, targets);
        }
    }
}

TEST(Align, IsDeterministic) {
    EXPECT_EQ(align(side("zh-TW", kChinese), side("en", kEnglish)),
              align(side("zh-TW", kChinese), side("en", kEnglish)));
}

}  // namespace
}  // namespace diglot
