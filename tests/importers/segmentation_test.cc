// The rules that come with Diglot, case by case; and how SRX files are read.
#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "importers/srx_reader.h"

namespace diglot {
namespace {

/// Segments with " | " between; white space around each is left out, a line break is \n.
std::string marked(const std::string& text, const std::vector<std::size_t>& ends) {
    std::string out;
    std::size_t start = 0;
    for (const std::size_t end : ends) {
        std::string part = text.substr(start, end - start);
        start = end;
        while (!part.empty() && (part.front() == ' ' || part.front() == '\n')) part.erase(0, 1);
        while (!part.empty() && (part.back() == ' ' || part.back() == '\n')) part.pop_back();
        if (!part.empty()) out += (out.empty() ? "" : " | ") + part;
    }
    return out;
}

struct Case {
    std::string text, expected;
};

/// Where both neighbours of a mark are Chinese there is no space in the text.
Case read_case(const std::string& line, bool chinese) {
    Case one;
    std::string rest = line;
    for (std::size_t at; (at = rest.find("\\n")) != std::string::npos;) rest.replace(at, 2, "\n");
    for (std::size_t at = 0; at < rest.size();) {
        const std::size_t bar = std::min(rest.find(" | ", at), rest.size());
        std::string part = rest.substr(at, bar - at);
        const bool ascii = !part.empty() && static_cast<unsigned char>(part.back()) < 0x80;
        one.text += part;
        if (part.back() == '\n') part.pop_back();
        one.expected += (one.expected.empty() ? "" : " | ") + part;
        if (bar < rest.size() && (!chinese || ascii)) one.text += ' ';
        at = bar + 3;
    }
    return one;
}

void check_table(const char* path, const char* lang, bool chinese, std::size_t least) {
    std::ifstream file(path);
    ASSERT_TRUE(file) << path;
    std::size_t count = 0;
    for (std::string line; std::getline(file, line); ++count) {
        const Case one = read_case(line, chinese);
        EXPECT_EQ(marked(one.text, default_segmentation().segment(one.text, LanguageTag(lang))),
                  one.expected);
    }
    EXPECT_GE(count, least);
}

TEST(DefaultSegmentation, English) {
    check_table(DIGLOT_SOURCE "/tests/importers/segmentation_cases_en.tsv", "en", false, 100);
}

TEST(DefaultSegmentation, Chinese) {
    check_table(DIGLOT_SOURCE "/tests/importers/segmentation_cases_zh.tsv", "zh-TW", true, 150);
}

TEST(DefaultSegmentation, EveryByteIsInOneSegment) {
    const std::string text = "他說：「好。」\n\n  No. 5 is here.  He left.\n";
    const auto ends = default_segmentation().segment(text, LanguageTag("zh-TW"));
    ASSERT_FALSE(ends.empty());
    EXPECT_EQ(ends.back(), text.size());
    for (std::size_t i = 1; i < ends.size(); ++i) EXPECT_LT(ends[i - 1], ends[i]);
}

TEST(DefaultSegmentation, AnEmptyTextHasNoSegments) {
    EXPECT_TRUE(default_segmentation().segment("", LanguageTag("en")).empty());
}

std::string srx(const std::string& cascade, const std::string& rule) {
    return "<srx version=\"2.0\"><header cascade=\"" + cascade +
           "\"/><body><languagerules>"
           "<languagerule languagerulename=\"A\"><rule "
           "break=\"no\"><beforebreak>Mr\\.</beforebreak>"
           "<afterbreak>\\s</afterbreak></rule></languagerule>"
           "<languagerule languagerulename=\"B\"><rule break=\"yes\"><beforebreak>" +
           rule +
           "</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule></languagerules>\n"
           "<maprules><languagemap languagepattern=\"en.*\" languagerulename=\"A\"/>"
           "<languagemap languagepattern=\".*\" languagerulename=\"B\"/></maprules></body></srx>";
}

std::string segments(const std::string& xml, const std::string& text, const char* lang) {
    const auto source = parse_srx(xml, "a.srx");
    if (!source) return to_string(source.error());
    const auto rules = SegmentationRules::compile(*source);
    if (!rules) return to_string(rules.error());
    return marked(text, rules->segment(text, LanguageTag(lang)));
}

TEST(Srx, CascadesThroughEveryMapThatFits) {
    EXPECT_EQ(segments(srx("yes", "\\."), "Mr. Wu left. He did.", "en"), "Mr. Wu left. | He did.");
    EXPECT_EQ(segments(srx("no", "\\."), "Mr. Wu left. He did.", "en"), "Mr. Wu left. He did.");
    EXPECT_EQ(segments(srx("yes", "\\."), "Mr. Wu left.", "de"), "Mr. | Wu left.");
}

TEST(Srx, NamesThePatternThatIcuDoesNotTake) {
    EXPECT_EQ(segments(srx("yes", "[a"), "x", "en"),
              ":1: error: this is no regular expression that ICU takes: [a");
}

/// What a SlowRule says; empty if there was none.
std::string slow(const std::string& xml, const std::string& text, const char* lang = "en") {
    const auto source = parse_srx(xml, "a.srx");
    const auto rules = SegmentationRules::compile(*source);
    if (!rules) return to_string(rules.error());
    try {
        rules->segment(text, LanguageTag(lang));
        return {};
    } catch (const SlowRule& error) {
        return error.what();
    }
}

TEST(Srx, NamesTheRuleThatTakesTooLong) {
    const std::string message =
        "a.srx:1: error: this rule takes too long on a text; its regular expression matches in too "
        "many ways";
    // More ways with every character: 2 to the power of 60, a square, a cube.
    EXPECT_EQ(slow(srx("yes", "(?:x+)+y"), std::string(60, 'x')), message);
    EXPECT_EQ(slow(srx("yes", "(?:a|aa)+$"), std::string(200, 'a') + "b"), message);
    EXPECT_EQ(slow(srx("yes", "\\w+"), std::string(200'000, 'x')), message);
    EXPECT_EQ(slow(srx("yes", ".*"), std::string(20'000, ' ')), message);
    // The same rules on what people write.
    EXPECT_EQ(slow(srx("yes", "(?:x+)+y"), "xxy and xxxy z. And so on."), "");
    EXPECT_EQ(slow(srx("yes", ".*"), "A sentence. And another one."), "");
}

TEST(Srx, NamesTheLanguagePatternThatTakesTooLong) {
    SegmentationSource source;
    source.file = "a.srx";
    source.languages = {{"A", {}}};
    source.maps = {{"(?:(?:x+)+)+y", "A", {7, 0}}};
    const auto rules = SegmentationRules::compile(source);
    ASSERT_TRUE(rules.ok());
    try {
        rules->segment("a", std::string(60, 'x'));
        FAIL() << "it takes no time";
    } catch (const SlowRule& error) {
        EXPECT_EQ(std::string(error.what()).find("a.srx:7: error: this pattern takes too long"),
                  0u);
    }
}

/// Text that a rule could look at again and again: with a budget in proportion to the text,
/// segment() throws where a rule's cost grows faster.
TEST(DefaultSegmentation, TakesHostileTextInLinearTime) {
    for (const char* piece :
         {".",      "!",   "?",      "…",    "。",    "？！",   "\n",     " ",      "\n ",
          "\u3000", "《",  "《甲。", "〈！", "「",    "」",     "。」",   "……",     "A.",
          "A. ",    "1.",  "1. ",    "1)",   "\n1",   "a b ",   "No. ",   "Dr. ",   "U.S.",
          "\"",     ".\"", ".)",     "• ",   "……」",  "！」說", "！）一", "[...] ", ". . . ",
          "x",      "字",  "é",      "𠮷",   "\u0301"}) {
        SCOPED_TRACE(piece);
        std::string text;
        while (text.size() < 200'000) text += piece;
        for (const char* lang : {"zh-TW", "en", "ja", "de"})
            EXPECT_NO_THROW(default_segmentation().segment(text, LanguageTag(lang))) << lang;
    }
}

TEST(DefaultSegmentation, TakesAParagraphOfFiftyMegabytes) {
    const std::string sentence =
        "一段很長的文字，沒有換行。他說：「好。」 And Dr. Smith has 3.5 per cent. ";
    std::string text;
    std::size_t repeats = 0;
    for (; text.size() < 50u << 20; ++repeats) text += sentence;
    EXPECT_EQ(default_segmentation().segment(text, LanguageTag("zh-TW")).size(), 3 * repeats);
}

TEST(Srx, RefusesWhatIsNoSrx) {
    EXPECT_EQ(segments("<tmx/>", "x", "en"),
              "a.srx:1: error: this is no SRX file: its root is not <srx>");
    EXPECT_EQ(segments("", "x", "en"), "a.srx: error: the file is empty");
    EXPECT_EQ(segments("<srx>\n<body></srx>", "x", "en"),
              "a.srx:2: error: this is not well-formed XML");
}

}  // namespace
}  // namespace diglot
