#include <gtest/gtest.h>

#include "tests/importers/documents.h"

namespace diglot {
namespace {

const std::string kSubtitles =
    "1\r\n00:00:01,000 --> 00:00:04,000\r\n<i>第一行</i>\r\n第二行\r\n\r\n"
    "2\r\n00:00:05.500 --> 00:00:06.000 X1:10 X2:20\r\n{\\an8}He said <b>no</b>.\r\n\r\n"
    "3\r\n00:00:07,000 --> 00:00:08,000\r\n\r\n";

TEST(SrtDocument, GivesCuesWithTheirTags) {
    const auto document = parse(kSubtitles, "a.srt");
    EXPECT_EQ(shown(*document),
              "subtitle: <1>第一行</1><2/>第二行\nsubtitle: <1/>He said <2>no</2>.\n");
    EXPECT_EQ(unchanged(*document), kSubtitles);
    EXPECT_EQ(document->blocks()[0].content[0].children[0].text, "<i>");
}

struct Case {
    const char* what;
    const char* text;
    const char* blocks;
    const char* changed;
};

const Case kCases[] = {
    {"one line", "1\n00:00:01,000 --> 00:00:02,000\nabc\n", "subtitle: abc\n",
     "1\n00:00:01,000 --> 00:00:02,000\nABC\n"},
    {"no last line end", "1\n00:00:01,000 --> 00:00:02,000\nabc", "subtitle: abc\n",
     "1\n00:00:01,000 --> 00:00:02,000\nABC"},
    {"an empty line within",
     "1\n00:00:01,000 --> 00:00:02,000\na\n\nb\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n",
     "subtitle: a<1/>b\nsubtitle: c\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA\n\nB\n\n2\n00:00:03,000 --> 00:00:04,000\nC\n"},
    {"no empty line between",
     "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n",
     "subtitle: a\nsubtitle: b\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n"},
    {"a number as text", "1\n00:00:01,000 --> 00:00:02,000\n1984\nnow\n", "subtitle: 1984<1/>now\n",
     "1\n00:00:01,000 --> 00:00:02,000\n1984\nNOW\n"},
    {"less than", "1\n00:00:01,000 --> 00:00:02,000\na < b {x}\n", "subtitle: a < b {x}\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA < B {X}\n"},
    {"font", "1\n00:00:01,000 --> 00:00:02,000\na <font color=\"red\">b</font>\n",
     "subtitle: a <1>b</1>\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA <font color=\"red\">B</font>\n"},
    {"a tag around all", "1\n00:00:01,000 --> 00:00:02,000\n<i>a</i>\n", "subtitle: a\n",
     "1\n00:00:01,000 --> 00:00:02,000\n<i>A</i>\n"},
    {"a tag over two lines", "1\n00:00:01,000 --> 00:00:02,000\n- <i>a\nb</i>\n",
     "subtitle: - <1>a<2/>b</1>\n", "1\n00:00:01,000 --> 00:00:02,000\n- <i>A\nB</i>\n"},
    {"a tag not closed", "1\n00:00:01,000 --> 00:00:02,000\na <i>b\n", "subtitle: a <1(b\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA <i>B\n"},
    {"hours left out", "1\n00:01,000 --> 00:02,000\na\n", "subtitle: a\n",
     "1\n00:01,000 --> 00:02,000\nA\n"},
    {"old line ends", "1\r00:00:01,000 --> 00:00:02,000\ra\rb\r", "subtitle: a<1/>b\n",
     "1\r00:00:01,000 --> 00:00:02,000\rA\rB\r"},
    {"right to left", "1\n00:00:01,000 --> 00:00:02,000\n\u202Bשלום a\u202C\n",
     "subtitle: \u202Bשלום a\u202C\n", "1\n00:00:01,000 --> 00:00:02,000\n\u202Bשלום A\u202C\n"},
    {"beyond the BMP", "1\n00:00:01,000 --> 00:00:02,000\n𠮷 😀 a\n", "subtitle: 𠮷 😀 a\n",
     "1\n00:00:01,000 --> 00:00:02,000\n𠮷 😀 A\n"},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "1\n00:00:01,000 --> 00:00:02,000\na\n",
     "subtitle: a\n",
     "\xEF\xBB\xBF"
     "1\n00:00:01,000 --> 00:00:02,000\nA\n"},
    {"three lines", "1\n00:00:01,000 --> 00:00:02,000\na\nb\nc\n", "subtitle: a<1/>b<2/>c\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA\nB\nC\n"},
    {"two speakers", "1\n00:00:01,000 --> 00:00:02,000\n- a?\n- b.\n", "subtitle: - a?<1/>- b.\n",
     "1\n00:00:01,000 --> 00:00:02,000\n- A?\n- B.\n"},
    {"music", "1\n00:00:01,000 --> 00:00:02,000\n♪ la la ♪\n", "subtitle: ♪ la la ♪\n",
     "1\n00:00:01,000 --> 00:00:02,000\n♪ LA LA ♪\n"},
    {"tags in each other", "1\n00:00:01,000 --> 00:00:02,000\n<b>a <i>b</i></b> c\n",
     "subtitle: <1>a <2>b</2></1> c\n", "1\n00:00:01,000 --> 00:00:02,000\n<b>A <i>B</i></b> C\n"},
    {"underlined", "1\n00:00:01,000 --> 00:00:02,000\na <u>b</u>\n", "subtitle: a <1>b</1>\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA <u>B</u>\n"},
    {"a place and a tag", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>a</i> b\n",
     "subtitle: <1/><2>a</2> b\n", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>A</i> B\n"},
    {"a colour in braces", "1\n00:00:01,000 --> 00:00:02,000\na {\\c&HFF0000&}b\n",
     "subtitle: a <1/>b\n", "1\n00:00:01,000 --> 00:00:02,000\nA {\\c&HFF0000&}B\n"},
    {"no text but a tag",
     "1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n",
     "subtitle: b\n",
     "1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n"},
    {"an ampersand", "1\n00:00:01,000 --> 00:00:02,000\na & b &amp; c\n",
     "subtitle: a & b &amp; c\n", "1\n00:00:01,000 --> 00:00:02,000\nA & B &AMP; C\n"},
    {"spaces around", "1\n00:00:01,000 --> 00:00:02,000\n  a  \n\tb \n", "subtitle: a<1/>b\n",
     "1\n00:00:01,000 --> 00:00:02,000\n  A  \n\tB \n"},
    {"full width", "1\n00:00:01,000 --> 00:00:02,000\n「ａ」——ｂ！\n", "subtitle: 「ａ」——ｂ！\n",
     "1\n00:00:01,000 --> 00:00:02,000\n「ａ」——ｂ！\n"},
    {"an arrow in the text", "1\n00:00:01,000 --> 00:00:02,000\na --> b\n", "subtitle: a --> b\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA --> B\n"},
    {"several empty lines between",
     "1\n00:00:01,000 --> 00:00:02,000\na\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n\n\n",
     "subtitle: a\nsubtitle: b\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n\n"},
    {"capitals in a tag", "1\n00:00:01,000 --> 00:00:02,000\n<I>a</I> <B>b</B>\n",
     "subtitle: <1>a</1> <2>b</2>\n", "1\n00:00:01,000 --> 00:00:02,000\n<I>A</I> <B>B</B>\n"},
    {"numbers out of order",
     "1\n00:00:01,000 --> 00:00:02,000\na\n\n7\n00:00:00,500 --> 00:00:00,900\nb\n",
     "subtitle: a\nsubtitle: b\n",
     "1\n00:00:01,000 --> 00:00:02,000\nA\n\n7\n00:00:00,500 --> 00:00:00,900\nB\n"},
};

TEST(SrtDocument, ComesBackAsItWasAndWithOtherText) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.what);
        const auto document = parse(c.text, "a.srt");
        EXPECT_EQ(shown(*document), c.blocks);
        EXPECT_EQ(unchanged(*document), c.text);
        EXPECT_EQ(changed(*document, upper), c.changed);
    }
}

TEST(SrtDocument, IsKnownByItsContent) {
    EXPECT_EQ(parse(kSubtitles, "subtitles")->format(), DocumentFormat::kSrt);
}

TEST(SrtDocument, CountsCodesThatTheNewTextHasNot) {
    const auto document = parse(kSubtitles, "a.srt");
    auto contents = contents_of(*document);
    contents[0] = {Markup::run("One line")};
    std::vector<Loss> losses;
    const std::string out = document->render(contents, losses);
    EXPECT_EQ(out.substr(0, 47), "1\r\n00:00:01,000 --> 00:00:04,000\r\nOne line\r\n\r\n2");
    ASSERT_EQ(losses.size(), 1u);
    EXPECT_EQ(losses[0].count, 2u);
    EXPECT_EQ(losses[0].what, "inline code that the new text has not");
}

}  // namespace
}  // namespace diglot
