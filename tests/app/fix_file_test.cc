// Fixes in the bytes of files: everything else stays, or nothing is written.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "app/fix.h"
#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

/// The units of a file.
class Units : public Sink {
public:
    void header(Markup) override {}
    void add(Unit unit, Position at) override {
        units.push_back(std::move(unit));
        places.push_back(at);
    }
    void add(Concept, Position) override {}
    void report(Diagnostic) override {}

    std::vector<Unit> units;
    std::vector<Position> places;
};

/// Each full-width comma and full stop in a target that is no Chinese becomes an English one.
std::string english(std::string text) {
    for (const auto& [from, to] : {std::pair{"，", ", "}, std::pair{"。", "."}})
        for (std::size_t at; (at = text.find(from)) != std::string::npos;)
            text.replace(at, std::string(from).size(), to);
    return text;
}

class FixFileTest : public testing::Test {
protected:
    FixFileTest() { fs::create_directories(folder_); }
    ~FixFileTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    void write(const std::string& name, std::string_view bytes) const {
        std::ofstream(path(name), std::ios::binary) << bytes;
    }
    std::string read(const std::string& name) const {
        std::ostringstream all;
        all << std::ifstream(path(name), std::ios::binary).rdbuf();
        return all.str();
    }

    /// What a check of the file would hand over: a finding for each target with Chinese commas.
    FixFileRequest check(const std::string& name, FixPlan& plan, ReadOptions reading = {}) {
        reading.tables_as = TableKind::kMemory;
        Units units;
        const auto summary = read_file(path(name), reading, units);
        EXPECT_TRUE(summary) << summary.error().message;
        for (std::size_t i = 0; i < units.units.size(); ++i) {
            const Unit& unit = units.units[i];
            for (const Variant& variant : unit.variants) {
                if (&variant == &unit.source_variant()) continue;
                Finding finding;
                finding.rule = "punctuation";
                finding.safe = true;
                finding.place = {path(name), units.places[i], static_cast<std::int64_t>(i + 1)};
                finding.target = variant.segment.text;
                finding.suggestion = english(finding.target);
                plan.add(finding);
            }
        }
        return {path(name), path("fixed"), reading, *summary, "ana"};
    }

    Result<FixReport> fix(const FixFileRequest& request, const FixPlan& plan) {
        told_.clear();
        return fix_file(request, plan, [&](const FixedTarget& target) { told_.push_back(target); });
    }

    /// The bytes with their fixes, or the code of what is in the way.
    std::string fixed(const std::string& name, std::string_view bytes, ReadOptions reading = {}) {
        write(name, bytes);
        fs::remove(path("fixed"));
        FixPlan plan;
        const FixFileRequest request = check(name, plan, reading);
        const auto report = fix(request, plan);
        if (!report) return report.error().code;
        fixed_ = report->fixed;
        left_ = report->left;
        return fs::exists(path("fixed")) ? read("fixed") : "(not written)";
    }

    fs::path folder_ = fs::temp_directory_path() / ("diglot-fix-file-" + std::to_string(getpid()));
    std::vector<FixedTarget> told_;
    std::uint64_t fixed_ = 0, left_ = 0;
};

std::string tmx(const std::string& body) {
    return "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"zh-TW\" "
           "segtype=\"block\" "
           "o-tmf=\"x\" adminlang=\"en\" datatype=\"x\" creationtool=\"x\" "
           "creationtoolversion=\"1\"/><body>" +
           body + "</body></tmx>\n";
}

std::string tu(const std::string& source, const std::string& target) {
    return "<tu><tuv xml:lang=\"zh-TW\"><seg>" + source + "</seg></tuv><tuv xml:lang=\"en\"><seg>" +
           target + "</seg></tuv></tu>";
}

TEST_F(FixFileTest, ChangesOnlyTheTextInXml) {
    const struct {
        const char* before;
        const char* after;
    } cases[] = {
        {"a，b。", "a, b."},
        {"&lt;，&#x1F600;&amp;&#12290;", "&lt;, &#x1F600;&amp;."},
        {"<!-- ， -->a，<?pi 。?>", "<!-- ， -->a, <?pi 。?>"},
        {"a，<bpt i='1'>，</bpt>b<ept i='1'/>。<hi type=\"，>\">c，</hi>",
         "a, <bpt i='1'>，</bpt>b<ept i='1'/>.<hi type=\"，>\">c, </hi>"},
        {"<![CDATA[<，]]>&amp;。", "<![CDATA[<, ]]>&amp;."},
        {"a\r\n，b", "a\r\n, b"},
        {" a，\t", " a, \t"},
    };
    for (const auto& one : cases)
        EXPECT_EQ(fixed("a.tmx", tmx(tu("來，源", one.before) + "\n<!-- kept -->")),
                  tmx(tu("來，源", one.after) + "\n<!-- kept -->"));
}

TEST_F(FixFileTest, FindsTheRightOneOfManyUnits) {
    std::string before, after;
    for (int i = 0; i < 3000; ++i) {
        const bool line = i % 3 == 0;
        const std::string target = i % 2 == 0 ? "a，b" : "fine";
        before += (line ? "\r\n " : "") + tu("源" + std::to_string(i), target);
        after += (line ? "\r\n " : "") + tu("源" + std::to_string(i), i % 2 == 0 ? "a, b" : target);
    }
    EXPECT_EQ(fixed("a.tmx", tmx(before)), tmx(after));
    EXPECT_EQ(fixed_, 1500u);
    EXPECT_EQ(told_.size(), 1500u);
    EXPECT_EQ(told_[7].place.unit, 15);
}

TEST_F(FixFileTest, KeepsTheEncodingAndItsMark) {
    const std::string text = tmx(tu("來，源", "a，𠀀。"));
    std::string wide = "\xFF\xFE", wanted = wide;
    for (const auto& [from, to] :
         {std::pair{&text, &wide}, std::pair<const std::string*, std::string*>{nullptr, &wanted}}) {
        const std::u16string units =
            from ? u"<tmx version='1.4'><header srclang='zh'/><body><tu>"
                   u"<tuv xml:lang='zh'><seg>源</seg></tuv><tuv "
                   u"xml:lang='en'><seg>a，𠀀</seg></tuv></tu></body></tmx>"
                 : u"<tmx version='1.4'><header srclang='zh'/><body><tu>"
                   u"<tuv xml:lang='zh'><seg>源</seg></tuv><tuv "
                   u"xml:lang='en'><seg>a, 𠀀</seg></tuv></tu></body></tmx>";
        for (const char16_t unit : units) {
            *to += static_cast<char>(unit & 0xFF);
            *to += static_cast<char>(unit >> 8);
        }
    }
    EXPECT_EQ(fixed("a.tmx", wide), wanted);
    EXPECT_EQ(fixed("b.tmx", "\xEF\xBB\xBF" + text), "\xEF\xBB\xBF" + tmx(tu("來，源", "a, 𠀀.")));
}

TEST_F(FixFileTest, RefusesBytesThatAreNotInTheEncoding) {
    ReadOptions big5;
    big5.encoding = "Big5";
    big5.source = LanguageTag("zh-TW");
    big5.target = LanguageTag("en");
    // 來，源 and a，b in Big5; then a byte that is no character of it, in a column nobody reads.
    const std::string row =
        "\xA8\xD3\xA1\x41\xB7\xBD,\"a\xA1\x41"
        "b\",";
    EXPECT_EQ(fixed("a.csv", "zh-TW,en,x\n" + row + "1\n", big5),
              "zh-TW,en,x\n\xA8\xD3\xA1\x41\xB7\xBD,\"a, b\",1\n");
    EXPECT_EQ(fixed("a.csv", "zh-TW,en,x\n" + row + "\xA4 1\n", big5), "fix.encoding");
    EXPECT_FALSE(fs::exists(path("fixed")));
}

TEST_F(FixFileTest, SetsDateAndPersonWhereATmxHasThem) {
    const std::string before =
        tmx("<tu changedate='20200101T000000Z' creationdate=\"20200101T000000Z\">"
            "<tuv xml:lang=\"zh-TW\" changedate=\"20200101T000000Z\"><seg>源</seg></tuv>"
            "<tuv changeid=\"&quot;x&quot;\" xml:lang=\"en\" o-tmf=' "
            "changeid=\"a\"'><seg>a，</seg></tuv>"
            "</tu>");
    const std::string after = fixed("a.tmx", before);
    EXPECT_NE(after.find("<tuv changeid=\"ana\" xml:lang=\"en\" o-tmf=' changeid=\"a\"'>"),
              std::string::npos)
        << after;
    EXPECT_NE(after.find("creationdate=\"20200101T000000Z\">"), std::string::npos);
    EXPECT_NE(after.find("<tuv xml:lang=\"zh-TW\" changedate=\"20200101T000000Z\">"),
              std::string::npos);
    EXPECT_EQ(after.find("<tu changedate='20200101T000000Z'"), std::string::npos);
    EXPECT_EQ(after.size(), before.size() - std::string("&quot;x&quot;").size() + 3 - 1);
}

TEST_F(FixFileTest, KeepsWhatAVendorWroteInXliff) {
    const auto xliff = [](const std::string& target) {
        return "<xliff version='1.2' xmlns:v='urn:v'><file original='a.docx' "
               "source-language='zh-TW' "
               "target-language='en' datatype='x' v:p='1'><header><skl><internal-file>c2</"
               "internal-file></skl></header><body><group><trans-unit "
               "id='1'><source>來，源</source>"
               "<target v:s='，'>" +
               target +
               "</target><alt-trans><target>a，b</target></alt-trans></trans-unit>"
               "<trans-unit id='2'><source>無</source></trans-unit></group></body></file></xliff>";
    };
    const std::string after = fixed("a.xlf", xliff("x，<x id='1'/>y"));
    EXPECT_EQ(after.substr(0, after.find("<alt-trans>")),
              xliff("x, <x id='1'/>y").substr(0, after.find("<alt-trans>")));
    EXPECT_EQ(after.substr(after.find("</trans-unit>")),
              xliff("").substr(xliff("").find("</trans-unit>")));
}

TEST_F(FixFileTest, TakesAlternativesForThemselves) {
    const auto xliff = [](const char* target, const char* other) {
        return std::string("<xliff version='1.2'><file original='a' source-language='zh-TW' ") +
               "target-language='en' datatype='x'><body><trans-unit id='1'><source>源</source>" +
               "<alt-trans><source>源頭</source><target>" + other + "</target></alt-trans>" +
               "<target>" + target + "</target></trans-unit></body></file></xliff>";
    };
    EXPECT_EQ(fixed("a.xlf", xliff("x，y", "x，y")), xliff("x, y", "x, y"));
    EXPECT_EQ(fixed("a.xlf", xliff("fine", "x，y")), xliff("fine", "x, y"));
}

TEST_F(FixFileTest, LeavesAnAlternativeThatSaidTheSame) {
    // It is no unit before the fix, and one after it.
    const auto xliff = [](const char* target) {
        return std::string("<xliff version='1.2'><file original='a' source-language='zh-TW' ") +
               "target-language='en' datatype='x'><body><trans-unit id='1'><source>源</source>" +
               "<target>" + target + "</target><alt-trans><source>源</source><target>x，y" +
               "</target></alt-trans></trans-unit><trans-unit id='2'><source>b</source>" +
               "<target>b</target></trans-unit></body></file></xliff>";
    };
    EXPECT_EQ(fixed("a.xlf", xliff("x，y")), xliff("x, y"));
    EXPECT_EQ(fixed_, 1u);
}

TEST_F(FixFileTest, FindsATargetThatIsTheSource) {
    const std::string xliff =
        "<xliff version='1.2'><file original='a' source-language='zh-TW' target-language='en' "
        "datatype='x'><body><trans-unit id='1' approved='yes'><source>x，y</source><target>";
    EXPECT_EQ(fixed("a.xlf", xliff + "x，y</target></trans-unit></body></file></xliff>"),
              xliff + "x, y</target></trans-unit></body></file></xliff>");
    EXPECT_EQ(fixed("a.tmx", tmx(tu("x，y", "x，y"))), tmx(tu("x，y", "x, y")));
    EXPECT_EQ(fixed("a.csv", "zh-TW,en\n\"x，y\",x，y\n"), "zh-TW,en\n\"x，y\",\"x, y\"\n");
    const std::string po = "msgid \"\"\nmsgstr \"Language: en\\n\"\n\nmsgid \"x，y\"\nmsgstr \"";
    EXPECT_EQ(fixed("en.po", po + "x，y\"\n"), po + "x, y\"\n");
}

TEST_F(FixFileTest, ChangesOnlyTheTextInCatalogues) {
    const auto po = [](const std::string& entries) {
        return "# kept\nmsgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\"X-Source-Language: "
               "zh_TW\\n\"\n"
               "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n" +
               entries;
    };
    const struct {
        const char* before;
        const char* after;
    } cases[] = {
        {"#. ，\n#| msgid \"，\"\nmsgid \"甲，\"\nmsgstr \"a，\\\"b\\\"\\n\"\n\"c。\"\n",
         "#. ，\n#| msgid \"，\"\nmsgid \"甲，\"\nmsgstr \"a, \\\"b\\\"\\n\"\n\"c.\"\n"},
        {"msgctxt \"，\"\nmsgid \"甲\"\nmsgid_plural \"乙\"\nmsgstr[0] \"a，\"\nmsgstr[1] "
         "\"a，\"\n",
         "msgctxt \"，\"\nmsgid \"甲\"\nmsgid_plural \"乙\"\nmsgstr[0] \"a, \"\nmsgstr[1] \"a, "
         "\"\n"},
        {"#~ msgid \"甲\"\n#~ msgstr \"a，\"\n", "#~ msgid \"甲\"\n#~ msgstr \"a, \"\n"},
        {"msgid \"甲\"\nmsgstr \"\\141，\\x62\"\n\n\nmsgid \"乙\"\nmsgstr \"\"\n",
         "msgid \"甲\"\nmsgstr \"\\141, \\x62\"\n\n\nmsgid \"乙\"\nmsgstr \"\"\n"},
    };
    for (const auto& one : cases) EXPECT_EQ(fixed("en.po", po(one.before)), po(one.after));
}

TEST_F(FixFileTest, ChangesOnlyTheTextInJson) {
    const auto line = [](const std::string& target) {
        return "{\"source\":\"來，源\",\"target\":\"" + target +
               "\",\"source_language\":\"zh-TW\",\"target_language\":\"en\",\"mine\":[1,null]}";
    };
    EXPECT_EQ(fixed("a.jsonl", line("a\\uFF0C\\\"b\\\"") + "\r\n" + line("c\\\\，\\ud83d\\ude00")),
              line("a, \\\"b\\\"") + "\r\n" + line("c\\\\, \\ud83d\\ude00"));
    EXPECT_EQ(fixed("a.json", "[\n" + line("a，") + ",\n" + line("b") + "]\n"),
              "[\n" + line("a, ") + ",\n" + line("b") + "]\n");
}

TEST_F(FixFileTest, ChangesOnlyTheCellInTables) {
    const struct {
        const char* name;
        const char* before;
        const char* after;
    } cases[] = {
        {"a.csv", "zh-TW,en,mine\r\n甲，,a，b,=1\r\n\r\n乙,b,\r\n",
         "zh-TW,en,mine\r\n甲，,\"a, b\",=1\r\n\r\n乙,b,\r\n"},
        {"a.csv", "en,zh-TW\n\"a，\"\"b\"\"\nc\",甲\n", "en,zh-TW\n\"a, \"\"b\"\"\nc\",甲\n"},
        {"a.csv", "zh-TW;en\n甲;a，b\n", "zh-TW;en\n甲;a, b\n"},
        {"a.csv", "zh-TW,en\n甲,say \"a\"，b\n", "zh-TW,en\n甲,\"say \"\"a\"\", b\"\n"},
        {"a.tsv", "zh-TW\ten\n甲\ta，b\n", "zh-TW\ten\n甲\ta, b\n"},
        {"a.csv", "zh-TW,en\n甲,\"a\r\n，b\"\r\n", "zh-TW,en\n甲,\"a\r\n, b\"\r\n"},
        {"a.csv", "zh-TW,en\n甲,a，b", "zh-TW,en\n甲,\"a, b\""},
    };
    ReadOptions reading;
    reading.source = LanguageTag("zh-TW");
    reading.target = LanguageTag("en");
    for (const auto& one : cases) EXPECT_EQ(fixed(one.name, one.before, reading), one.after);
}

TEST_F(FixFileTest, FixesTheFileItselfWhereItIsTold) {
    write("a.tmx", tmx(tu("源", "a，b")));
    FixPlan plan;
    FixFileRequest request = check("a.tmx", plan);
    request.output = request.path;
    ASSERT_TRUE(fix(request, plan));
    EXPECT_EQ(read("a.tmx"), tmx(tu("源", "a, b")));
}

TEST_F(FixFileTest, WritesNothingWhereNothingCanBeFixed) {
    // The name lies on both sides of a code.
    write("a.tmx", tmx(tu("源", "N<hi>RE</hi>L")));
    Finding finding;
    finding.place = {path("a.tmx"), {2, 1}, 1};
    finding.target = "NREL";
    finding.suggestion = "Q";
    finding.safe = true;
    FixPlan plan, none;
    plan.add(finding);
    const FixFileRequest request = check("a.tmx", none);
    const auto report = fix(request, plan);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->fixed, 0u);
    EXPECT_EQ(report->left, 1u);
    EXPECT_EQ(told_[0].why_not[0], "an inline code stands in the place");
    EXPECT_FALSE(fs::exists(path("fixed")));
}

TEST_F(FixFileTest, SaysOfATextThatIsInPieces) {
    // The comma is one character to a reader, and stands on both sides of a CDATA section's bound.
    Finding finding;
    write("a.tmx", tmx(tu("源", "a<![CDATA[b]]>c")));
    finding.place = {path("a.tmx"), {2, 1}, 1};
    finding.target = "abc";
    finding.suggestion = "axxc";
    finding.safe = true;
    FixPlan plan, none;
    finding.suggestion = "Q";
    plan.add(finding);
    const FixFileRequest request = check("a.tmx", none);
    const auto report = fix(request, plan);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->left, 1u);
    EXPECT_EQ(told_[0].why_not[0], "it stands in the file in several pieces");
    EXPECT_EQ(told_[0].after, "abc");
}

TEST_F(FixFileTest, RefusesWhatItCannotFixInPlace) {
    write("a.tmx", tmx(tu("源", "a，b")));
    FixPlan plan;
    FixFileRequest request = check("a.tmx", plan);

    FixFileRequest other = request;
    other.read.format = "XLSX";
    EXPECT_EQ(fix(other, plan).error().code, "fix.format");
    EXPECT_EQ(
        fix(other, plan).error().message,
        "fixes are not written in the format XLSX; import the file, fix the memory and export "
        "it");

    other = request;
    ++other.read.units;
    EXPECT_EQ(fix(other, plan).error().code, "fix.changed");
    write("a.tmx", tmx(tu("源", "a，c")));
    EXPECT_EQ(fix(request, plan).error().code, "fix.changed");

    write("a.tmx", std::string("\x1f\x8b") + "rest");
    EXPECT_EQ(fix(request, plan).error().code, "fix.packed");
    write("a.tmx", "PK\x03\x04rest");
    EXPECT_EQ(fix(request, plan).error().code, "fix.packed");
    EXPECT_FALSE(fs::exists(path("fixed")));
    EXPECT_TRUE(told_.empty());
    fs::remove(path("a.tmx"));
    EXPECT_THROW((void)fix(request, plan), IoError);
}

TEST_F(FixFileTest, RefusesWhatWouldReadOtherwise) {
    // The same text stands in a place before the target that no reader takes for a text of the unit
    // but the format's own, here a name of JSON that comes first.
    const std::string line =
        "{\"mine\":\"a，b\",\"source\":\"源\",\"target\":\"a，b\",\"source_language\":\"zh-TW\","
        "\"target_language\":\"en\"}\n";
    EXPECT_EQ(fixed("a.jsonl", line), "fix.differs");
    EXPECT_FALSE(fs::exists(path("fixed")));
}

}  // namespace
}  // namespace diglot
