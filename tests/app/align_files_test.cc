#include "app/align_files.h"

#include <gtest/gtest.h>

#include "importers/srx_reader.h"

namespace diglot {
namespace {

AlignmentSide side_of(const char* file, const char* lang) {
    const auto side = side_of_document(std::string(DIGLOT_SOURCE_DIR "/data/") + file,
                                       LanguageTag(lang), default_segmentation());
    return *side;
}

bool alike(const AlignmentSide& source, const AlignmentSide& target) {
    return look_like_translations(source, target, align(source, target), {});
}

TEST(LookLikeTranslations, AnArticleAndItsTranslation) {
    EXPECT_TRUE(alike(side_of("sample-article.zh-TW.txt", "zh-TW"),
                      side_of("sample-article.en.txt", "en")));
}

TEST(LookLikeTranslations, NotTwoTextsThatOnlyHaveTheSameWords) {
    const AlignmentSide source = side_of("sample-article.zh-TW.txt", "zh-TW");
    AlignmentSide target = side_of("sample-article.en.txt", "en");
    // The same sentences, each somewhere else: every name and number is there.
    for (std::size_t i = 0; i < target.segments.size(); ++i)
        std::swap(target.segments[i], target.segments[(i * 31 + 17) % target.segments.size()]);
    target.starts_paragraph.clear();
    EXPECT_FALSE(alike(source, target));
}

TEST(AlignmentTrust, IsTheMeanOverTheSegments) {
    const std::vector<Bead> beads{{0, 1, 0, 1, 0.9}, {1, 3, 1, 2, 0.5}, {3, 4, 2, 2, 0}};
    EXPECT_DOUBLE_EQ(alignment_trust(beads), (2 * 0.9 + 3 * 0.5 + 0) / 6);
    EXPECT_DOUBLE_EQ(alignment_trust({}), 0);
}

}  // namespace
}  // namespace diglot
