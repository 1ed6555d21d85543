#include "importers/xliff_writer.h"

#include <random>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "importers/xliff_code_fitter.h"
#include "importers/xliff_codes.h"
#include "tests/importers/xliff_files.h"

namespace diglot {
namespace {

using xliff::Version;

Collected read(const std::string& text) {
    Collected out;
    const auto result = read_text(text, out, "a.xlf");
    EXPECT_TRUE(result.ok()) << to_string(result.error());
    return out;
}

Collected read_tmx_units(const std::string& units) {
    Collected out;
    EXPECT_TRUE(read_text(tmx_around(units, "zh-TW"), out).ok());
    return out;
}

/// The body of what is written, from the first unit on.
std::string body(const std::string& bytes, const char* start) {
    const std::size_t at = bytes.find(start);
    return at == std::string::npos ? bytes : bytes.substr(at);
}

const char* const kCat =
    "<tu tuid=\"c\" creationid=\"Lin\"><note>動物</note><prop "
    "type=\"x-diglot-state\">machine</prop>"
    "<tuv xml:lang=\"zh-TW\"><seg>貓</seg></tuv><tuv xml:lang=\"en\"><seg>cat</seg></tuv></tu>";

TEST(WriteXliff, WritesStateNotesAndWhatItCarriesIn12) {
    const Written written = write_xliff(read_tmx_units(kCat));
    EXPECT_EQ(body(written.bytes, "<file"),
              "<file original=\"memory\" source-language=\"zh-TW\" target-language=\"en\" "
              "datatype=\"plaintext\" tool-id=\"diglot\" dg:derived=\"original=memory\">\n"
              "<header><tool tool-id=\"diglot\" tool-name=\"Diglot\" tool-version=\"0.1.0\"/>"
              "</header>\n<body>\n"
              "<trans-unit id=\"1\" xml:space=\"preserve\" dg:derived=\"state-qualifier="
              "mt-suggestion state=needs-review-translation id=1\">\n"
              "  <source xml:lang=\"zh-TW\">貓</source>\n"
              "  <target xml:lang=\"en\" state=\"needs-review-translation\" "
              "state-qualifier=\"mt-suggestion\">cat</target>\n"
              "  <note>動物</note>\n"
              "  <dg:prop of=\"unit\" type=\"x-diglot-state\">machine</dg:prop>\n"
              "  <dg:prop of=\"unit\" type=\"x-diglot-attr:tuid\">c</dg:prop>\n"
              "  <dg:prop of=\"unit\" type=\"x-diglot-stamp:created_by\">Lin</dg:prop>\n"
              "</trans-unit>\n</body>\n</file>\n</xliff>\n");
    EXPECT_EQ(written.told(), "");
}

TEST(WriteXliff, WritesStateNotesAndWhatItCarriesIn21) {
    const Written written = write_xliff(read_tmx_units(kCat), Version::k21);
    EXPECT_EQ(body(written.bytes, "<unit"),
              "<unit id=\"1\" xml:space=\"preserve\" dg:derived=\"state=initial id=1\">\n"
              "<mda:metadata><mda:metaGroup category=\"x-diglot-unit\">"
              "<mda:meta type=\"x-diglot-state\">machine</mda:meta>"
              "<mda:meta type=\"x-diglot-attr:tuid\">c</mda:meta>"
              "<mda:meta type=\"x-diglot-stamp:created_by\">Lin</mda:meta>"
              "</mda:metaGroup></mda:metadata>\n"
              "<notes><note>動物</note></notes>\n"
              "<segment state=\"initial\"><source>貓</source><target>cat</target></segment>\n"
              "</unit>\n</file>\n</xliff>\n");
}

TEST(WriteXliff, BelievesAnotherProgramThatChangedTheFile) {
    const Written written = write_xliff(read_tmx_units(kCat));
    std::string edited = written.bytes;
    const auto replace = [&](const std::string& from, const std::string& to) {
        const std::size_t at = edited.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        edited.replace(at, from.size(), to);
    };
    replace("state=\"needs-review-translation\" state-qualifier=\"mt-suggestion\">cat",
            "state=\"final\">The cat");
    replace("<note>動物</note>", "<note>寵物</note>");
    const Unit unit = read(edited).units.at(0);
    EXPECT_EQ(unit.variants[1].segment.text, "The cat");
    EXPECT_EQ(unit.property("x-diglot-state"), "reviewed");
    EXPECT_EQ(unit.property("x-xliff-state"), "final");
    EXPECT_THAT(unit.annotations, testing::Contains(Markup::leaf("note", {}, "寵物")));
    EXPECT_EQ(unit.stamp.created_by, "Lin");
}

TEST(WriteXliff, SaysThatExactCodesFitNoMore) {
    const Written written = write_xliff(
        read_tmx_units("<tu><tuv xml:lang=\"zh-TW\"><seg>貓<ph x=\"1\">&lt;br></ph></seg></tuv>"
                       "<tuv xml:lang=\"en\"><seg>cat<ph x=\"1\">&lt;br></ph></seg></tuv></tu>"));
    std::string edited = written.bytes;
    edited.replace(edited.find(">cat<"), 5, ">dog<");
    const Collected content = read(edited);
    EXPECT_EQ(to_jsonml(content.units.at(0).variants[0].segment.content),
              "[\"貓\",[\"ph\",{\"x\":\"1\"},\"<br>\"]]");
    EXPECT_EQ(to_jsonml(content.units[0].variants[1].segment.content),
              "[\"dog\",[\"ph\",{\"id\":\"1\"},\"<br>\"]]");
    EXPECT_EQ(content.told(),
              "a.xlf: warning: 1 exact notes or codes kept beside a segment do not fit it any more "
              "and are left out\n");
}

struct CodeCase {
    const char* from;  ///< JsonML, as the memory has it.
    const char* in_12;
    const char* in_21;
};

TEST(WriteXliff, WritesTheNearestCodeOfEachVersion) {
    const CodeCase kCases[] = {
        {R"(["a"])", R"(["a"])", R"(["a"])"},
        {R"([["ph",{"x":"3"},"<br/>"]])", R"([["ph",{"id":"3"},"<br/>"]])",
         R"([["ph",{"id":"3"},"<br/>"]])"},
        {R"([["bpt",{"i":"1","x":"4","type":"bold"},"<b>"],"t",["ept",{"i":"1"},"</b>"]])",
         R"([["bpt",{"id":"4","ctype":"bold"},"<b>"],"t",["ept",{"id":"4"},"</b>"]])",
         R"([["sc",{"id":"4","data":"<b>"}],"t",["ec",{"startRef":"4","data":"</b>"}]])"},
        {R"([["it",{"pos":"end"},"</b>"]])", R"([["it",{"id":"1","pos":"close"},"</b>"]])",
         R"([["ec",{"id":"1","isolated":"yes","data":"</b>"}]])"},
        {R"([["hi",{"type":"new"},"t"]])", R"([["mrk",{"mtype":"x-hi"},"t"]])",
         R"([["mrk",{"id":"1"},"t"]])"},
        {R"([["g",{"id":"1","ctype":"bold"},"t",["x",{"id":"2"}]]])",
         R"([["g",{"id":"1","ctype":"bold"},"t",["x",{"id":"2"}]]])",
         R"([["pc",{"id":"1"},"t",["ph",{"id":"2"}]]])"},
        {R"([["bx",{"id":"1"}],"t",["ex",{"id":"1"}]])",
         R"([["bx",{"id":"1"}],"t",["ex",{"id":"1"}]])",
         R"([["sc",{"id":"1"}],"t",["ec",{"startRef":"1"}]])"},
        {R"([["ph",{"id":"1"},"<a title='",["sub",{},"t"],"'>"]])",
         R"([["ph",{"id":"1"},"<a title='",["sub","t"],"'>"]])",
         R"([["ph",{"id":"1"},"<a title='t'>"]])"},
        {R"([["pc",{"id":"1","dataStart":"<b>","dataEnd":"</b>"},"t"]])",
         R"([["bpt",{"id":"1"},"<b>"],"t",["ept",{"id":"1"},"</b>"]])",
         R"([["pc",{"id":"1","dataStart":"<b>","dataEnd":"</b>"},"t"]])"},
        {R"([["sc",{"id":"1","isolated":"yes"}],"t"])", R"([["it",{"id":"1","pos":"open"}],"t"])",
         R"([["sc",{"id":"1","isolated":"yes"}],"t"])"},
        {R"([["mrk",{"id":"m1","type":"term"},"t"]])", R"([["mrk",{"mtype":"term"},"t"]])",
         R"([["mrk",{"id":"m1","type":"term"},"t"]])"},
        {R"([["cp",{"hex":"001A"}]])", R"([["x",{"id":"1"}]])", R"([["cp",{"hex":"001A"}]])"},
        {R"([["x",{"id":"1"}],["x",{"id":"1"}]])", R"([["x",{"id":"1"}],["x",{"id":"2"}]])",
         R"([["ph",{"id":"1"}],["ph",{"id":"2"}]])"},
        {R"([["bpt",{"id":"1"},"<b>"],"t"])", R"([["it",{"id":"1","pos":"open"},"<b>"],"t"])",
         R"([["sc",{"id":"1","isolated":"yes","data":"<b>"}],"t"])"},
        {R"([["font",{"face":"Ming"},"t"]])", R"([["g",{"id":"1"},"t"]])",
         R"([["pc",{"id":"1"},"t"]])"},
    };
    for (const CodeCase& one : kCases) {
        const std::vector<Markup> content = parse_jsonml(one.from);
        for (const auto& [version, wanted] :
             {std::pair{Version::k12, one.in_12}, std::pair{Version::k21, one.in_21}}) {
            xliff::CodeFitter fitter(version, content, content);
            const std::vector<Markup> fitted = fitter.fit(content);
            EXPECT_EQ(to_jsonml(fitted), to_jsonml(parse_jsonml(wanted))) << one.from;
            EXPECT_TRUE(xliff::is_plain_content(version, fitted)) << one.from;
            EXPECT_EQ(fitter.fit(content), fitted) << one.from;  // The same id on the other side.
        }
    }
}

/// Content of all three vocabularies and of none, as nobody would write it.
std::vector<Markup> random_content(std::mt19937& random, int depth) {
    static const char* const kNames[] = {"bpt", "ept", "it", "ph", "hi", "ut",  "sub", "g",  "x",
                                         "bx",  "ex",  "pc", "sc", "ec", "mrk", "sm",  "em", "cp"};
    static const Attribute kAttributes[] = {
        {"id", "1"},         {"id", "2"},        {"id", "a b"},       {"i", "1"},
        {"x", "2"},          {"rid", "1"},       {"startRef", "2"},   {"pos", "open"},
        {"pos", "begin"},    {"ctype", "bold"},  {"ctype", "Fett"},   {"type", "fmt"},
        {"type", "italic"},  {"mtype", "term"},  {"isolated", "yes"}, {"data", "<b>"},
        {"dataEnd", "</b>"}, {"subType", "q:r"}, {"hex", "001F"},     {"comment", "c"}};
    const auto below = [&](std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
    };
    std::vector<Markup> out;
    for (std::size_t n = below(5); n > 0; --n) {
        if (below(3) == 0) {
            if (out.empty() || !out.back().is_text()) out.push_back(Markup::run("文 & <t>"));
            continue;
        }
        Markup node = Markup::node(kNames[below(std::size(kNames))]);
        for (std::size_t k = below(4); k > 0; --k) {
            const Attribute& one = kAttributes[below(std::size(kAttributes))];
            if (node.attribute(one.name) == nullptr) node.attributes.push_back(one);
        }
        if (depth > 0) node.children = random_content(random, depth - 1);
        out.push_back(std::move(node));
    }
    return out;
}

TEST(WriteXliff, MakesPlainContentOfAnythingAndKeepsItsText) {
    for (unsigned seed = 0; seed < 4000; ++seed) {
        std::mt19937 random(seed);
        const std::vector<Markup> source = random_content(random, 3);
        const std::vector<Markup> target = random_content(random, 3);
        for (const auto version : {Version::k12, Version::k21}) {
            xliff::CodeFitter fitter(version, source, target);
            for (const auto* content : {&source, &target}) {
                const std::vector<Markup> fitted = fitter.fit(*content);
                ASSERT_TRUE(xliff::is_plain_content(version, fitted)) << to_jsonml(*content) << "\n"
                                                                      << to_jsonml(fitted);
                ASSERT_EQ(Segment::from_content(fitted).text, Segment::from_content(*content).text)
                    << to_jsonml(*content) << "\n"
                    << to_jsonml(fitted);
            }
        }
    }
}

TEST(WriteXliff, GivesACodeTheSameIdOnBothSides) {
    const std::vector<Markup> source = parse_jsonml(R"([["x",{"id":"1"}],["g",{"id":"2"},"a"]])");
    const std::vector<Markup> target =
        parse_jsonml(R"([["g",{"id":"2","z:y":"w"},"b"],["x",{"id":"1"}]])");
    for (const auto version : {Version::k12, Version::k21}) {
        xliff::CodeFitter fitter(version, source, target);
        const std::vector<Markup> a = fitter.fit(source);
        const std::vector<Markup> b = fitter.fit(target);
        EXPECT_EQ(*a[0].attribute("id"), *b[1].attribute("id"));
        EXPECT_EQ(*a[1].attribute("id"), *b[0].attribute("id"));
    }
}

TEST(WriteXliff, KeepsFilesApartAndIdsUniqueInEach) {
    const std::string one =
        "<trans-unit id=\"1\"><source>甲</source><target>A</target></trans-unit>"
        "<trans-unit id=\"1\"><source>乙</source><target>B</target></trans-unit>";
    std::string text = xliff_around(one);
    const std::string end = "</xliff>\n";
    text.insert(text.size() - end.size(),
                "<file original=\"b.txt\" source-language=\"zh-TW\" target-language=\"en\" "
                "datatype=\"plaintext\"><body>" +
                    one + "</body></file>");
    const Collected first = read(text);
    for (const auto version : {Version::k12, Version::k21}) {
        const Written written = write_xliff(first, version);
        const std::regex file("original=\"([ab].txt)\"");
        EXPECT_EQ(
            std::distance(std::sregex_iterator(written.bytes.begin(), written.bytes.end(), file),
                          std::sregex_iterator()),
            2);
        const Collected second = read(written.bytes);
        ASSERT_EQ(second.units.size(), 4u);
        for (const Unit& unit : second.units) EXPECT_EQ(unit.property("x-xliff-id"), "1");
        EXPECT_EQ(second.units[2].property("x-xliff-file"), "b.txt");
    }
}

TEST(WriteXliff, WritesOnePairAndNamesTheRest) {
    XliffWriteOptions options;
    options.source = LanguageTag("zh-TW");
    options.target = LanguageTag("en");
    const Written written = write_xliff(
        read_tmx_units(
            "<tu><tuv xml:lang=\"zh-TW\"><seg>貓</seg></tuv><tuv xml:lang=\"en-US\"><seg>cat"
            "</seg></tuv><tuv xml:lang=\"fr\"><seg>chat</seg></tuv></tu>"
            "<tu><tuv xml:lang=\"zh-TW\"><seg>狗</seg></tuv></tu>"),
        options);
    EXPECT_EQ(written.told(),
              "1 x variant in another language than zh-TW and en\n1 x unit without zh-TW and en\n");
    const Collected back = read(written.bytes);
    ASSERT_EQ(back.units.size(), 1u);
    EXPECT_EQ(back.units[0].variants[1].lang_spelling, "en-US");
}

TEST(WriteXliff, NamesControlCharactersItDrops) {
    Collected content = read_tmx_units(kCat);
    content.units[0].variants[1].segment = Segment(
        "c\x01"
        "at");
    EXPECT_EQ(write_xliff(content).told(), "1 x control character\n");
}

}  // namespace
}  // namespace diglot
