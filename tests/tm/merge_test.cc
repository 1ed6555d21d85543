#include "tm/merge.h"

#include <gtest/gtest.h>

#include "tests/tm/unit_versions.h"

namespace diglot {
namespace {

TEST(MergeUnit, AMachinesTranslationStaysOneWhenItIsMetAgain) {
    Unit known = version("取消", "Abort");
    known.annotations = {prop(std::string(kAlternativeProperty), "proposal"),
                         prop("x-diglot-state", "machine")};
    Unit again = version("取消", "Abort");
    again.annotations = {prop("x-diglot-state", "machine")};
    EXPECT_TRUE(merge_unit(known, again).changed);
    EXPECT_EQ(known.property(std::string(kAlternativeProperty)), std::nullopt);
    EXPECT_EQ(known.property("x-diglot-state"), "machine");
    Unit translated = version("取消", "Abort");
    known.annotations.push_back(prop(std::string(kAlternativeProperty), "proposal"));
    EXPECT_TRUE(merge_unit(known, translated).changed);
    EXPECT_EQ(known.property("x-diglot-state"), std::nullopt);
}

TEST(MergeUnit, ItsOwnOriginIsNothingNew) {
    Unit known = version("甲", "a");
    known.origin = "news.tmx";
    Unit again = version("甲", "a");
    again.annotations = {prop("x-origin", "news.tmx")};
    EXPECT_FALSE(merge_unit(known, again).changed);
    again.annotations = {prop("x-origin", "other.tmx")};
    EXPECT_TRUE(merge_unit(known, again).changed);
}

}  // namespace
}  // namespace diglot
