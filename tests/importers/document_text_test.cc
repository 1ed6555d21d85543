#include <gmock/gmock.h>

#include "tests/importers/documents.h"
#include "tests/importers/reading.h"

namespace diglot {
namespace {

using testing::HasSubstr;

TEST(TextDocument, TakesEachLineAsABlock) {
    const auto document = parse("  甲。\r\n\r\n乙 <b>。\r丙\n", "a.txt");
    EXPECT_EQ(shown(*document), "paragraph: 甲。\nparagraph: 乙 <b>。\nparagraph: 丙\n");
    EXPECT_EQ(unchanged(*document), "  甲。\r\n\r\n乙 <b>。\r丙\n");
    EXPECT_EQ(document->blocks()[1].position, (Position{3, 1}));
}

struct Case {
    const char* what;
    std::string text;
    const char* blocks;
};

const Case kCases[] = {
    {"one line", "abc\n", "paragraph: abc\n"},
    {"no last line end", "abc", "paragraph: abc\n"},
    {"only line ends", "\n\r\n\n", ""},
    {"only spaces", "  \n\t\n\u3000\n", ""},
    {"two lines", "a\nb\n", "paragraph: a\nparagraph: b\n"},
    {"line ends of Windows", "a\r\nb\r\n", "paragraph: a\nparagraph: b\n"},
    {"line ends of old Macs", "a\rb\r", "paragraph: a\nparagraph: b\n"},
    {"line ends of every kind", "a\r\nb\nc\rd",
     "paragraph: a\nparagraph: b\nparagraph: c\nparagraph: d\n"},
    {"empty lines between", "a\n\n\nb\n\n", "paragraph: a\nparagraph: b\n"},
    {"indented", "    a\n\tb\n", "paragraph: a\nparagraph: b\n"},
    {"indented with wide spaces", "\u3000\u3000甲a\n\u3000\u3000乙\n",
     "paragraph: 甲a\nparagraph: 乙\n"},
    {"spaces at the end", "a  \nb\t\n", "paragraph: a\nparagraph: b\n"},
    {"spaces within", "a  b\tc\n", "paragraph: a  b\tc\n"},
    {"a byte order mark", "\uFEFFa\n", "paragraph: a\n"},
    {"what would be markup", "<b>a</b> &amp; *b* # c\n", "paragraph: <b>a</b> &amp; *b* # c\n"},
    {"a list", "1. a\n2. b\n   - c\n", "paragraph: 1. a\nparagraph: 2. b\nparagraph: - c\n"},
    {"a list in Chinese", "一、甲a\n（二）乙\n", "paragraph: 一、甲a\nparagraph: （二）乙\n"},
    {"dialogue", "「a，」他說。\n——b。\n", "paragraph: 「a，」他說。\nparagraph: ——b。\n"},
    {"a table with tabs", "a\tb\nc\td\n", "paragraph: a\tb\nparagraph: c\td\n"},
    {"lines drawn", "a\n-----\n=====\nb\n",
     "paragraph: a\nparagraph: -----\nparagraph: =====\nparagraph: b\n"},
    {"an address", "https://example.org/a?b=c#d\n", "paragraph: https://example.org/a?b=c#d\n"},
    {"a quotation of mail", "> a\n> b\n", "paragraph: > a\nparagraph: > b\n"},
    {"right to left", "\u202Bשלום a\u202C\n", "paragraph: \u202Bשלום a\u202C\n"},
    {"beyond the BMP", "𠮷 😀 a\n", "paragraph: 𠮷 😀 a\n"},
    {"marks that combine", "e\u0301a n\u0303\n", "paragraph: e\u0301a n\u0303\n"},
    {"spaces that do not break", "a\u00A0b\u202Fc\n", "paragraph: a\u00A0b\u202Fc\n"},
    {"line separators of Unicode", "a\u2028b\u2029c\n", "paragraph: a\u2028b\u2029c\n"},
    {"a form feed", "a\f\nb\n", "paragraph: a\nparagraph: b\n"},
    {"one long line",
     "Lines of about sixty columns, as mail programs wrap what is written in them, so that a line "
     "is not a paragraph, and an empty line is what stands between two of them.\n",
     "paragraph: Lines of about sixty columns, as mail programs wrap what is written in them, so "
     "that a line is not a paragraph, and an empty line is what stands between two of them.\n"},
    {"wrapped lines",
     "Lines of about sixty columns, as mail programs wrap what is\nwritten in them, so that a line "
     "is not a paragraph, and an\nempty line is what stands between two of them.\n\nLines of about "
     "sixty columns, as mail programs wrap what is\nwritten in them, so that a line is not a "
     "paragraph, and an\nempty line is what stands between two of them.\n",
     "paragraph: Lines of about sixty columns, as mail programs wrap what is written in them, so "
     "that a line is not a paragraph, and an empty line is what stands between two of "
     "them.\nparagraph: Lines of about sixty columns, as mail programs wrap what is written in "
     "them, so that a line is not a paragraph, and an empty line is what stands between two of "
     "them.\n"},
};

TEST(TextDocument, ComesBackAsItWasAndWithOtherText) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.what);
        const auto document = parse(c.text, "a.txt");
        ASSERT_TRUE(document);
        EXPECT_EQ(shown(*document), c.blocks);
        EXPECT_EQ(unchanged(*document), c.text);
        // Lines that were wrapped become one, all else keeps its place.
        std::string wanted = upper(c.text);
        if (std::string_view(c.what) == "wrapped lines")
            wanted = upper(document->blocks()[0].content[0].text + "\n\n" +
                           document->blocks()[1].content[0].text + "\n");
        EXPECT_EQ(changed(*document, upper), wanted);
    }
}

const std::string kWrapped =
    "This is a text that somebody wrapped at about sixty columns,\n"
    "as mail programs do, so that its lines are not its paragraphs\n"
    "at all.\n"
    "\n"
    "A second paragraph follows behind an empty line, and it too is\n"
    "longer than a line.\n";

TEST(TextDocument, JoinsLinesThatAreWrapped) {
    const auto document = parse(kWrapped, "a.txt");
    ASSERT_EQ(document->blocks().size(), 2u);
    EXPECT_THAT(shown(*document), HasSubstr("columns, as mail"));
    EXPECT_EQ(unchanged(*document), kWrapped);
    const auto lines = parse(kWrapped, "a.txt", {{}, {}, TextBlocks::kLines});
    EXPECT_EQ(lines->blocks().size(), 5u);
}

TEST(TextDocument, JoinsChineseLinesWithoutASpace) {
    const auto document = parse("這是一段被折成兩行的\n中文\nand English\n", "a.txt",
                                {{}, {}, TextBlocks::kEmptyLines});
    EXPECT_EQ(shown(*document), "paragraph: 這是一段被折成兩行的中文 and English\n");
}

TEST(TextDocument, ChangesOnlyTheBlocksWithOtherText) {
    const auto document = parse("\xEF\xBB\xBFone  \n\ttwo\nthree", "a.txt");
    auto contents = contents_of(*document);
    contents[1] = {Markup::run("zwei")};
    std::vector<Loss> losses;
    EXPECT_EQ(document->render(contents, losses), "\xEF\xBB\xBFone  \n\tzwei\nthree");
}

TEST(TextDocument, IsWrittenInItsOwnEncodingWhereThatHasTheCharacters) {
    const std::string big5 = "\xA4\xA4\xA4\xE5\xA1\x43\n";  // 中文。
    const auto document = parse(big5, "a.txt", {{}, "Big5", {}});
    EXPECT_EQ(shown(*document), "paragraph: 中文。\n");
    EXPECT_EQ(unchanged(*document), big5);
    std::vector<Loss> losses;
    EXPECT_EQ(document->render({{Markup::run("文")}}, losses), "\xA4\xE5\n");
    EXPECT_TRUE(losses.empty());
    EXPECT_EQ(document->render({{Markup::run("é文")}}, losses), "é文\n");
    ASSERT_EQ(losses.size(), 1u);
    EXPECT_THAT(losses[0].what, HasSubstr("encoding Big5"));
}

TEST(TextDocument, KeepsUtf16WithItsMark) {
    const std::string text(
        "\xFF\xFE"
        "a\0\n\0\x3D\xD8\x00\xDE",
        10);  // a, U+1F600
    const auto document = parse(text, "a.txt");
    EXPECT_EQ(unchanged(*document), text);
    EXPECT_EQ(changed(*document, upper), std::string("\xFF\xFE"
                                                     "A\0\n\0\x3D\xD8\x00\xDE",
                                                     10));
}

TEST(TextDocument, NamesThePlaceOfBytesThatAreNotOfTheEncoding) {
    EXPECT_EQ(parse_error("good\nbad \xFF here\n", "a.txt"),
              "document.encoding: a.txt:2:5: error: these bytes are not UTF-8; say what they are "
              "with --encoding");
    EXPECT_THAT(parse_error("a", "a.txt", {{}, "klingon", {}}), HasSubstr("called 'klingon'"));
}

TEST(TextDocument, TakesAParagraphOfFiftyMegabytes) {
    std::string text;
    while (text.size() < 50u << 20) text += "一段很長的文字 and some more. ";
    const auto document = parse(text, "a.txt");
    ASSERT_EQ(document->blocks().size(), 1u);
    EXPECT_EQ(unchanged(*document), text);
}

TEST(TextDocument, OfNothingHasNoBlocks) {
    const auto document = parse("", "a.txt");
    EXPECT_TRUE(document->blocks().empty());
    EXPECT_EQ(unchanged(*document), "");
}

TEST(TextDocument, IsWrittenToAFile) {
    const TemporaryFile file(".txt");
    file.write("one\ntwo\n");
    const auto document = read_document(file.path());
    ASSERT_TRUE(document.ok());
    const TemporaryFile other(".txt");
    (*document)->write(other.path(), {{Markup::run("eins")}, {Markup::run("zwei")}});
    EXPECT_EQ(other.read(), "eins\nzwei\n");
}

TEST(ReadDocument, RefusesCompoundFilesAndSaysWhatTheyAre) {
    const std::string magic("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    std::string name;
    for (const char c : std::string("EncryptedPackage")) (name += c) += '\0';
    EXPECT_THAT(
        parse_error(magic + std::string(100, '\0') + name, "a.docx"),
        HasSubstr("document.protected: a.docx: error: the document is protected with a password"));
    EXPECT_THAT(parse_error(magic + std::string(100, '\0'), "a.doc"), HasSubstr("Word 97-2003"));
}

TEST(ReadDocument, KnowsItsFormatsByName) {
    EXPECT_EQ(parse_document_format("DOCX"), DocumentFormat::kDocx);
    EXPECT_EQ(parse_document_format("pdf"), std::nullopt);
    EXPECT_STREQ(to_string(DocumentFormat::kSrt), "SRT");
}

}  // namespace
}  // namespace diglot
