// The fuzzers' functions over a small corpus: samples cut short, and with bytes changed.
#include "tests/fuzz/fuzz.h"

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/importers/reading.h"
#include "tests/importers/sdltm_files.h"

namespace diglot {
namespace {

/// What is written is read back: small files by the thousand, in memory where there is a folder for
/// that.
[[maybe_unused]] const bool kInMemory =
    std::filesystem::exists("/dev/shm") && setenv("TMPDIR", "/dev/shm", 1) == 0;

struct Target {
    const char* name;
    void (*run)(std::string_view bytes);
    std::string sample;
    std::vector<std::string> pieces;  ///< Put in here and there.
};

std::vector<Target> targets() {
    const std::vector<std::string> xml = {
        "<", ">", "&", "\"", "/", "]]>", "<!--", "<?", "\xFF", std::string(1, '\0'), "\r"};
    std::vector<std::string> tmx = xml;
    tmx.insert(tmx.end(), {"<tu>", "</tu>", "<seg>"});
    std::vector<std::string> xliff = xml;
    xliff.insert(xliff.end(), {"<source>", "</target>", "</trans-unit>", "<mrk mtype=\"seg\">",
                               " id=\"1\"", " dg:derived=\"id=1\"", "<ec startRef=\"1\"/>"});
    std::vector<std::string> tbx = xml;
    tbx.insert(tbx.end(), {"<term>", "</tig>", "<langSet xml:lang=\"de\">", "<note>"});
    std::vector<std::string> rules = xml;
    rules.insert(rules.end(), {"+", "*", "(", ")", "(?:", "(?<=", "[", "]", "{1,9}", "|", "\\",
                               ".*", "(a+)+", "\\1", "^", "$", "</rule>", "break=\"yes\""});
    return {
        {"tmx", fuzz::tmx,
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE tmx [<!ENTITY a \"b\">]>" +
             tmx_around(
                 "<tu tuid='1' creationdate='20260102T030405Z'><note>n</note><prop "
                 "type='x-diglot-markup'>[[\"a\"]]</prop>"
                 "<tuv xml:lang='en'><seg>a &amp; &#65;&#3; <bpt i='1'>&lt;b></bpt>b<ept i='1'/> "
                 "<![CDATA[c]]></seg></tuv>"
                 "<tuv xml:lang='zh-TW'><prop type='x-diglot-seg'>[[\"g\",\"x\"]]</prop><seg>語料 "
                 "<g>x</g></seg></tuv></tu>"),
         tmx},
        {"tbx", fuzz::tbx,
         "<?xml version=\"1.0\"?><martif type=\"TBX-Basic\" "
         "xml:lang=\"en\"><martifHeader><fileDesc><sourceDesc><p>s</p>"
         "</sourceDesc></fileDesc></martifHeader><text><body><termEntry id=\"c1\"><descrip "
         "type=\"subjectField\">f</descrip>"
         "<langSet xml:lang=\"zh-TW\"><tig id=\"t1\"><term>語料<hi>庫</hi></term><termNote "
         "type=\"administrativeStatus\">"
         "deprecatedTerm-admn-sts</termNote><note>forbidden</note></tig></langSet><langSet "
         "xml:lang=\"en\"><ntig><termGrp>"
         "<term>corpus</term><termNote "
         "type=\"partOfSpeech\">noun</termNote></termGrp><descripGrp><descrip type=\"context\">c"
         "</descrip><xref "
         "target=\"http://a.b\">r</xref></descripGrp><transacGrp><date>2026-01-02</date></"
         "transacGrp></ntig>"
         "</langSet></termEntry></body></text></martif>",
         tbx},
        {"xliff", fuzz::xliff,
         "<?xml version=\"1.0\"?><xliff version=\"1.2\"><file original=\"a b\" "
         "source-language=\"zh-TW\" target-language=\"en\"><body><group id=\"g\"><trans-unit "
         "id=\"1\" approved=\"yes\"><source>甲<g id=\"1\">乙</g><x id=\"2\"/></source><seg-source>"
         "<mrk mtype=\"seg\" mid=\"1\">甲<g id=\"1\">乙</g><x id=\"2\"/></mrk></seg-source><target "
         "state=\"final\"><mrk mtype=\"seg\" mid=\"1\">A<g id=\"1\">B</g><x "
         "id=\"2\"/></mrk></target>"
         "<note from=\"L\">n</note><alt-trans match-quality=\"9\"><target>b<bpt "
         "id=\"3\">&lt;i></bpt>"
         "c<ept id=\"3\"/></target></alt-trans></trans-unit></group></body></file><file "
         "id=\"f\"><unit "
         "id=\"u\"><notes><note id=\"1\">m</note></notes><originalData><data id=\"d\">&lt;b></data>"
         "</originalData><segment state=\"reviewed\"><source xml:lang=\"zh-TW\"><pc id=\"1\" "
         "dataRefStart=\"d\">丙</pc><sc id=\"4\"/>丁<ec startRef=\"4\"/></source><target "
         "xml:lang=\"en\"><pc id=\"1\" "
         "dataRefStart=\"d\">C</pc></target></segment></unit></file></xliff>",
         xliff},
        {"srx", fuzz::srx,
         "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\"><header cascade=\"yes\"/><body>"
         "<languagerules><languagerule languagerulename=\"A\"><rule break=\"no\"><beforebreak>"
         "\\b(?:Mr|No)\\.</beforebreak><afterbreak>\\s</afterbreak></rule><rule break=\"yes\">"
         "<beforebreak>[.!?。]+[」”]*</beforebreak><afterbreak>\\s*\\p{Lu}</afterbreak></rule>"
         "</languagerule></languagerules><maprules><languagemap languagepattern=\"(en|zh).*\" "
         "languagerulename=\"A\"/></maprules></body></srx>",
         rules},
        {"document",
         fuzz::document,
         "---\ntitle: 'a'\n---\n# h\n\n1\n00:00:01,000 --> 00:00:02,000\n<i>a</i> *b* **c** `d` "
         "[e](f) ![g](h)  \ni &amp; 漢\n字<br><p>x <b>y\n\n- l\n> q\n\n| t | u |\n|---|---|\n| v | "
         "w "
         "|\n\n<div translate=no title=\"z\">k</div>\n[^1]: n\n",
         {"*",
          "_",
          "`",
          "[",
          "]",
          "(",
          ")",
          "![",
          "<",
          ">",
          "\n",
          "\r\n",
          "\n\n",
          "|",
          "\\",
          "&#65;",
          "<b>",
          "</b>",
          "<pre>",
          "<!--",
          "-->",
          "{\\an8}",
          "> ",
          "- ",
          "    ",
          "~~",
          "[^1]",
          "\xFF",
          "<img alt=x>",
          "\"",
          std::string(1, '\0')}},
        {"document_xml",
         fuzz::document_xml,
         "<d><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:tab/></w:r>"
         "<w:hyperlink w:tooltip='t'><w:r><w:t>b</w:t></w:r></w:hyperlink><w:r><w:fldChar "
         "w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK</w:instrText></"
         "w:r><w:r><w:fldChar "
         "w:fldCharType='separate'/></w:r><w:r><w:t>c</w:t></w:r><w:r><w:fldChar "
         "w:fldCharType='end'/></w:r><w:r><w:pict><w:p><w:r><w:t>d</w:t></w:r></w:p></w:pict></w:r>"
         "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>e</w:t></w:r></w:sdtContent></w:sdt></w:p>"
         "<text:p>a <text:span>b<text:s/></text:span><text:note><text:p>c</text:p></text:note>"
         "<text:a>d</text:a><text:tab/> e</text:p></d>",
         {"<w:p>",
          "</w:p>",
          "<w:r>",
          "</w:r>",
          "<w:t>x</w:t>",
          "<w:r><w:t>y</w:t></w:r>",
          "<w:t/>",
          "<w:ins>",
          "</w:ins>",
          "<w:del><w:p/></w:del>",
          "<w:sdt/>",
          "<w:sdtContent/>",
          "<w:fldChar w:fldCharType='end'/>",
          "<w:fldChar w:fldCharType='begin'/>",
          "<w:fldChar w:fldCharType='separate'/>",
          "<text:p>",
          "</text:p>",
          "<text:span/>",
          "<mc:AlternateContent>",
          "<mc:Fallback>",
          "<text:s text:c='9'/>",
          "<w:rPr/>",
          "<w:pPr/>"}},
        {"csv",
         fuzz::csv,
         "id,lang,term,status,note\n1,en,\"corpus, the\",preferred,\"a "
         "\"\"b\"\"\nc\"\n1,zh-TW,語料庫,,\n2,en,term,forbidden,x\n",
         {",", "\"", "\"\"", "\n", "\r\n", "\t", ";", "\xFF", std::string(1, '\0'), "\xEF\xBB\xBF",
          "en", "lang"}},
        {"po",
         fuzz::po,
         "msgid \"\"\nmsgstr \"Language: ru\\n\"\n\n# t\n#. e\n#: a.c:1\n#, fuzzy, c-format\n#| "
         "msgid "
         "\"o\"\nmsgctxt \"c\"\nmsgid \"%d\\n\"\nmsgstr \"%d\\n\"\n\nmsgid \"day\"\nmsgid_plural "
         "\"days\"\nmsgstr[0] \"a\"\nmsgstr[1] \"b\"\n\n#~ msgid \"x\"\n#~ msgstr \"y\"\n",
         {"\"", "\\", "\n", "\r\n", "#", "#~ ", "#,", "msgid \"", "msgstr[2] \"", "msgctxt \"k\"\n",
          "domain \"d\"\n", "\\0", "\\x", "\xFF", std::string(1, '\0')}},
        {"wordfast",
         fuzz::memories,
         "%20260102~030405\t%U,A,A\t%TU=1\t%EN-US\t%Wordfast\t%ZH-TW\t%---1\tSubject (5),LE\n"
         "20260102~030405\tA\t1\tEN-US\ta &tA;b&tB; &'26; \\n\tZH-TW\t語料&tA;\tLE\n"
         "20260102~030405\tMT!\t1\tEN-01\tc\tZH-TW\td\t\n",
         {"\t", "\n", "&t", "&'", ";", "%", "\\t", "\r", "\xFF", std::string(1, '\0')}},
        {"trados text",
         fuzz::memories,
         "<RTF Preamble>\n{\\fonttbl}\n</RTF Preamble>\n<TrU>\n<CrD>18012000, 13:18:35\n<CrU>A\n"
         "<Att L=C>d\n<Seg L=EN-US>a {\\b b} {\\cs6\\lang1024 <br>}\\endash \\u20013?\n"
         "<Seg L=ZH-TW>\\'a4\\'a4 x\n</TrU>\n",
         {"{", "}", "\\", "\\'", "\\u", "<TrU>\n", "</TrU>\n", "<Seg L=", ">", "\n", "\xFF",
          std::string(1, '\0')}},
        {"multiterm", fuzz::memories,
         "<mtf><conceptGrp><concept>1</concept><transacGrp><transac "
         "type=\"origination\">a</transac>"
         "<date>2026-01-02T03:04:05</date></transacGrp><descripGrp><descrip type=\"Definition\">b"
         "</descrip><descripGrp><descrip type=\"Source\">c</descrip></descripGrp></descripGrp>"
         "<languageGrp><language lang=\"EN\" type=\"English\"/><termGrp><term>d</term><descripGrp>"
         "<descrip type=\"Status\">preferred</descrip></descripGrp></termGrp></languageGrp>"
         "</conceptGrp></mtf>",
         xml},
        {"sdltm segment", fuzz::sdltm,
         sdltm_xml(sdltm_text("a & b") +
                       "<Tag><Type>Start</Type><Anchor>1</Anchor>"
                       "<AlignmentAnchor>1</AlignmentAnchor><TagID>2</TagID></Tag>" +
                       sdltm_text(" ") + "<Tag><Type>End</Type><Anchor>1</Anchor></Tag>",
                   "en-US"),
         xml},
        {"sdltm",
         fuzz::sdltm,
         sdltm_of({{"Save", "儲存"}, {"Open", "開啟"}}),
         {std::string(1, '\0'), "\xFF", "<Value>", "</Segment>"}},
    };
}

std::string changed(std::string bytes, const std::vector<std::string>& pieces,
                    std::mt19937& random) {
    for (unsigned n = 1 + random() % 4; n > 0 && !bytes.empty(); --n) {
        const std::size_t at = random() % bytes.size();
        switch (random() % 4) {
            case 0:
                bytes[at] = static_cast<char>(random() % 256);
                break;
            case 1:
                bytes.erase(at, random() % 20);
                break;
            case 2:
                bytes.insert(at, pieces[random() % pieces.size()]);
                break;
            default:
                bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40));
                break;
        }
    }
    return bytes;
}

TEST(Fuzz, SurvivesSamplesWithBytesChanged) {
    for (const Target& target : targets()) {
        SCOPED_TRACE(target.name);
        std::mt19937 random(1);
        for (int i = 0; i < 3000; ++i) target.run(changed(target.sample, target.pieces, random));
    }
}

TEST(Fuzz, SurvivesEveryTruncation) {
    for (const Target& target : targets()) {
        SCOPED_TRACE(target.name);
        for (std::size_t size = 0; size <= target.sample.size(); ++size)
            target.run(target.sample.substr(0, size));
    }
}

}  // namespace
}  // namespace diglot
