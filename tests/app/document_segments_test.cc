#include "app/document_segments.h"

#include <gtest/gtest.h>

#include "importers/srx_reader.h"
#include "tm/unit.h"

namespace diglot {
namespace {

std::string shown(const std::string& page, const char* lang) {
    const auto document = parse_document(page, "a.html");
    std::string out;
    for (const DocumentBlock& block : (*document)->blocks()) {
        const auto segments = segments_of(block, default_segmentation(), LanguageTag(lang));
        for (const ContentSegment& segment : segments) {
            out += '[';
            for (const Markup& node : segment.content) out += node.all_text();
            out += ']';
        }
        EXPECT_EQ(join_content(segments), block.content);
    }
    return out;
}

TEST(SegmentsOf, ReadsCodesAsWhatTheyAreInTheSentence) {
    EXPECT_EQ(shown("<p>One. <b>Two. Three</b> four.", "en"), "[One.][<b>Two.][Three</b> four.]");
    EXPECT_EQ(shown("<p>One.<br>Two lines<br>of it.", "en"), "[One.<br>][Two lines<br>of it.]");
    EXPECT_EQ(shown("<p>Done. <code>x</code> is it.", "en"), "[Done.][<code>x</code> is it.]");
    EXPECT_EQ(shown("<p>好。<b>「走吧！」</b>他說。<i>再見。</i>", "zh-TW"),
              "[好。][<b>「走吧！」</b>他說。][<i>再見。</i>]");
    EXPECT_EQ(shown("<p>See <code>a.b. C</code> and <code>d</code>. Now.", "en"),
              "[See <code>a.b. C</code> and <code>d</code>.][Now.]");
}

}  // namespace
}  // namespace diglot
