#include "importers/format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/reading.h"

namespace diglot {
namespace {

TEST(ReadSource, NamesWhatIsSomethingElse) {
    const struct {
        const char* content;
        const char* told;
    } cases[] = {
        {"<?xml version=\"1.0\"?>\n<map version=\"1.0\"><layer/></map>",
         "x.tmx:2:1: error: this is a Tiled map, not a translation memory"},
        {"<!DOCTYPE html><html><head></head></html>",
         "x.tmx:1:16: error: this is an HTML page, not a translation memory"},
        {"<TS version=\"2.1\"/>",
         "x.tmx:1:1: error: this is a Qt translation file (TS), which is not read yet"},
        {"<srx/>", "x.tmx:1:1: error: this is segmentation rules (SRX), not a translation memory"},
        {"<chapter/>",
         "x.tmx:1:1: error: this is XML with the root <chapter>, which no known format has"},
        {"Dear all,\n", "x.tmx:1:1: error: this is text of no known format"},
        {"", "x.tmx: error: the file is empty"},
        {"<", "x.tmx:1:2: error: the file ends inside a tag\n  <\n   ^"},
        {"<tmx version='1.4'",
         "x.tmx:1:19: error: the file ends inside a tag\n  <tmx version='1.4'\n                    "
         "^"},
        {"<tmx version='1.4'><header/></tmx>", "x.tmx:1:1: error: this TMX file has no <body>"},
    };
    for (const auto& c : cases) {
        Collected sink;
        const auto result = read_text(c.content, sink, "x.tmx");
        ASSERT_FALSE(result.ok()) << c.content;
        EXPECT_EQ(to_string(result.error()), c.told);
    }
}

TEST(ReadSource, SaysThatAProgramsFileIsNoText) {
    const std::string bytes(
        "\x7F"
        "ELF\x02\x01\x01\0\0\0\0\0\0\0\xFE\xFE\xFE\xFE\xFE\xFE",
        20);
    Collected sink;
    const auto result = read_text(bytes, sink, "x.tmx");
    ASSERT_FALSE(result.ok());
    EXPECT_THAT(result.error().message, testing::StartsWith("this is no text"));
}

}  // namespace
}  // namespace diglot
