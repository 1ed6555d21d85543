#include "core/time.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(Time, WritesTheTmxDateItRead) {
    for (const char* text :
         {"20261123T120000Z", "19700101T000000Z", "20240229T235959Z", "19691231T235959Z"}) {
        const auto time = parse_tmx_date(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_tmx_date(*time), text);
    }
    EXPECT_EQ(to_iso_date(Time{0}), "1970-01-01T00:00:00Z");
}

TEST(Time, TakesNoDateThatItCouldNotWriteBack) {
    for (const char* text :
         {"", "20261123", "2026-11-23T12:00:00Z", "20261323T120000Z", "20250229T120000Z",
          "2017157T171545Z", "20261123T240000Z", "20261123T120060Z", "20261123t120000Z"}) {
        EXPECT_FALSE(parse_tmx_date(text)) << text;
    }
}

TEST(Time, ReadsOtherFormsMetInFiles) {
    const std::pair<const char*, const char*> cases[] = {
        {"20230314", "20230314T000000Z"},
        {"2010-01-01T00:00:00", "20100101T000000Z"},
        {"2010-01-01 08:30:00", "20100101T083000Z"},
        {"20100101T083000", "20100101T083000Z"},
    };
    for (const auto& [text, expected] : cases) {
        const auto time = parse_loose_date(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_tmx_date(*time), expected);
    }
    EXPECT_FALSE(parse_loose_date("2017157T171545Z"));
    EXPECT_FALSE(parse_loose_date("yesterday"));
}

}  // namespace
}  // namespace diglot
