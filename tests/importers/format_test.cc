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
         "x.tmx:1:16: error: this is an HTML page; `diglot align`, `translate` and `segment` take "
         "documents, `import` takes memories and glossaries"},
        {"<omegat><project/></omegat>",
         "x.tmx:1:1: error: this is the settings of an OmegaT project: name the project's folder, "
         "and its memories and glossaries are read"},
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

std::string why_not(const std::string& bytes, const std::string& file = "x.tmx") {
    Collected sink;
    const auto result = read_text(bytes, sink, file);
    return result.ok() ? "" : result.error().message;
}

TEST(ReadSource, SaysThatAProgramsFileIsNoText) {
    std::string bytes;  // As packed data has them.
    for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 37 % 256);
    EXPECT_THAT(why_not(bytes), testing::StartsWith("this is no text"));
    std::string controls = "RIFF";  // All of it is ASCII.
    for (int i = 0; i < 400; ++i) controls += static_cast<char>(1 + i * 37 % 120);
    EXPECT_THAT(why_not(controls), testing::StartsWith("this is no text"));
}

TEST(ReadSource, NamesFilesOfOtherPrograms) {
    using namespace std::string_literals;
    EXPECT_THAT(why_not("%PDF-1.7\n..."), testing::StartsWith("this is a PDF"));
    EXPECT_EQ(why_not("\x89PNG\r\n\x1A\n...."), "this is a picture (PNG)");
    EXPECT_EQ(why_not("\x7F"
                      "ELF\x02\x01\x01"),
              "this is a program");
    EXPECT_EQ(why_not("\0\1\0\0Standard Jet DB\0..."s, "terms.sdltb"),
              "this is an Access database, as MultiTerm's term bases (.sdltb) are: export it as "
              "MultiTerm XML");
    EXPECT_EQ(why_not("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "terms.xlsx"),
              "this is an old Office file (DOC, XLS) or one with a password: save it as XLSX or "
              "DOCX without");
    EXPECT_EQ(why_not("Dear all,\n", "letter.md"),
              "this is text of no known format; `diglot align`, `translate` and `segment` take "
              "documents, `import` takes memories and glossaries");
}

}  // namespace
}  // namespace diglot
