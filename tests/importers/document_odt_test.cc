#include <gmock/gmock.h>

#include "tests/importers/documents.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

using testing::HasSubstr;

const std::string kNamespaces =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\"";

std::string content(const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " + kNamespaces +
           "><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\">"
           "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
           "<style:style style:name=\"P1\" style:family=\"paragraph\" "
           "style:parent-style-name=\"Caption\"/></office:automatic-styles><office:body>"
           "<office:text>" +
           body + "</office:text></office:body></office:document-content>";
}

ZipParts odt_parts(const std::string& body) {
    return {{"mimetype", "application/vnd.oasis.opendocument.text"},
            {"content.xml", content(body)},
            {"styles.xml",
             "<?xml version=\"1.0\"?><office:document-styles " + kNamespaces +
                 "><office:styles><style:style style:name=\"Title\" "
                 "style:family=\"paragraph\"/></office:styles><office:master-styles>"
                 "<style:master-page style:name=\"Standard\"><style:header>"
                 "<text:p>top <text:page-number>1</text:page-number></text:p></style:header>"
                 "<style:footer><text:p>bottom</text:p></style:footer></style:master-page>"
                 "</office:master-styles></office:document-styles>"},
            {"Pictures/a.png", std::string("\x89PNG\0\1", 6)},
            {"META-INF/manifest.xml",
             "<manifest:manifest "
             "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
             "manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
             "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
             "<manifest:file-entry manifest:full-path=\"content.xml\" "
             "manifest:media-type=\"text/xml\"/><manifest:file-entry "
             "manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
             "<manifest:file-entry manifest:full-path=\"Pictures/a.png\" "
             "manifest:media-type=\"image/png\"/>"
             "</manifest:manifest>"}};
}

struct Case {
    const char* what;
    const char* body;
    const char* blocks;
    const char* changed;
};

const Case kCases[] = {
    {"a paragraph", "<text:p text:style-name=\"x\">abc</text:p>", "paragraph: abc\n",
     "<text:p text:style-name=\"x\">ABC</text:p>"},
    {"empty paragraphs", "<text:p/><text:p> </text:p><text:p><text:s/></text:p><text:p>a</text:p>",
     "paragraph: a\n", nullptr},
    {"a heading", "<text:h text:outline-level=\"2\">a</text:h>", "heading2: a\n",
     "<text:h text:outline-level=\"2\">A</text:h>"},
    {"a title", "<text:p text:style-name=\"Title\">a</text:p>", "heading1: a\n",
     "<text:p text:style-name=\"Title\">A</text:p>"},
    {"a caption", "<text:p text:style-name=\"P1\">a</text:p>", "caption: a\n", nullptr},
    {"spans", "<text:p>a <text:span text:style-name=\"T1\">b</text:span> c</text:p>",
     "paragraph: a <1>b</1> c\n",
     "<text:p>A <text:span text:style-name=\"T1\">B</text:span> C</text:p>"},
    {"spans in spans",
     "<text:p>a <text:span text:style-name=\"T1\">b <text:span>c</text:span></text:span></text:p>",
     "paragraph: a <1>b <2>c</2></1>\n",
     "<text:p>A <text:span text:style-name=\"T1\">B <text:span>C</text:span></text:span></text:p>"},
    {"a span around all", "<text:p><text:span>a</text:span></text:p>", "paragraph: a\n",
     "<text:p><text:span>A</text:span></text:p>"},
    {"a link", "<text:p>see <text:a xlink:href=\"http://x/?a&amp;b\">here</text:a>.</text:p>",
     "paragraph: see <1>here</1>.\n",
     "<text:p>SEE <text:a xlink:href=\"http://x/?a&amp;b\">HERE</text:a>.</text:p>"},
    {"spaces, tabs, line ends",
     "<text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d <text:s/>e</text:p>",
     "paragraph: a   b<1/>c<2/>d  e\n",
     "<text:p>A <text:s text:c=\"2\"/>B<text:tab/>C<text:line-break/>D <text:s/>E</text:p>"},
    {"white space of the file", "<text:p>\n  a\n  b  <text:span> c </text:span>\n</text:p>",
     "paragraph: a b <1> c </1>\n", "<text:p>\n  A B <text:span> C </text:span>\n</text:p>"},
    {"a list",
     "<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p>"
     "</text:list-item></text:list></text:list-item></text:list><text:p>c</text:p>",
     "list-item: a\nlist-item: b\nparagraph: c\n", nullptr},
    {"a table",
     "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p>"
     "</table:table-cell><table:table-cell><text:list><text:list-item><text:p>c</text:p>"
     "</text:list-item></text:list></table:table-cell></table:table-row></table:table>",
     "table-cell: a\ntable-cell: b\nlist-item: c\n", nullptr},
    {"a footnote",
     "<text:p>a<text:note text:id=\"f\" text:note-class=\"footnote\"><text:note-citation>1"
     "</text:note-citation><text:note-body><text:p>note <text:span>b</text:span></text:p>"
     "</text:note-body></text:note> c.</text:p>",
     "paragraph: a<1/> c.\nfootnote: note <1>b</1>\n",
     "<text:p>A<text:note text:id=\"f\" text:note-class=\"footnote\"><text:note-citation>1"
     "</text:note-citation><text:note-body><text:p>NOTE <text:span>B</text:span></text:p>"
     "</text:note-body></text:note> C.</text:p>"},
    {"an endnote",
     "<text:p>a<text:note text:note-class=\"endnote\"><text:note-body><text:p>end</text:p>"
     "</text:note-body></text:note></text:p>",
     "paragraph: a<1/>\nendnote: end\n", nullptr},
    {"a comment",
     "<text:p><office:annotation office:name=\"1\"><dc:creator>me</dc:creator><text:p>remark"
     "</text:p></office:annotation>a<office:annotation-end office:name=\"1\"/></text:p>",
     "comment: remark\nparagraph: a\n", nullptr},
    {"bookmarks around and within",
     "<text:p><text:bookmark-start text:name=\"x\"/>a<text:bookmark-end text:name=\"x\"/></text:p>"
     "<text:p>b<text:bookmark text:name=\"y\"/>c</text:p>",
     "paragraph: a\nparagraph: b<1/>c\n", nullptr},
    {"a picture",
     "<text:p>a <draw:frame><draw:image xlink:href=\"Pictures/a.png\"/><svg:title>t</svg:title>"
     "<svg:desc>d &amp; e</svg:desc></draw:frame> b</text:p>",
     "paragraph: a <1/> b\ntitle: t\nalt-text: d & e\n",
     "<text:p>A <draw:frame><draw:image xlink:href=\"Pictures/a.png\"/><svg:title>T</svg:title>"
     "<svg:desc>D &amp; E</svg:desc></draw:frame> B</text:p>"},
    {"a text box",
     "<text:p><draw:frame><draw:text-box><text:p text:style-name=\"P1\">fig <text:sequence>1"
     "</text:sequence>: x</text:p></draw:text-box></draw:frame></text:p>",
     "caption: fig <1/>: x\n", nullptr},
    {"fields",
     "<text:p>on <text:date>1 May</text:date>, page <text:page-number>2</text:page-number>"
     " of it</text:p>",
     "paragraph: on <1/>, page <2/> of it\n", nullptr},
    {"deleted text",
     "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></"
     "text:deletion>"
     "</text:changed-region></text:tracked-changes><text:p>a<text:change text:change-id=\"1\"/>b"
     "</text:p>",
     "paragraph: a<1/>b\n", nullptr},
    {"a table of contents",
     "<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p>"
     "</text:index-title><text:p><text:a xlink:href=\"#1\">one<text:tab/>1</text:a></text:p>"
     "</text:index-body></text:table-of-content>",
     "paragraph: Contents\nparagraph: one<1/>1\n", nullptr},
    {"ruby",
     "<text:p>a <text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>han</text:ruby-text>"
     "</text:ruby> b</text:p>",
     "paragraph: a <1><2>漢</2><3/></1> b\n", nullptr},
    {"references and CDATA", "<text:p>&lt;a&gt; &amp; &#x1F600; <![CDATA[<b>]]></text:p>",
     "paragraph: <a> & 😀 <b>\n", "<text:p>&lt;A&gt; &amp; 😀 &lt;B&gt;</text:p>"},
    {"right to left", "<text:p>שלום <text:span text:style-name=\"T1\">abc</text:span></text:p>",
     "paragraph: שלום <1>abc</1>\n", nullptr},
    {"beyond the BMP", "<text:p>𠮷 a</text:p>", "paragraph: 𠮷 a\n", "<text:p>𠮷 A</text:p>"},
    {"a section", "<text:section text:name=\"s\"><text:p>a</text:p></text:section>",
     "paragraph: a\n", nullptr},
    {"a field that was written by hand",
     "<text:p>a <text:meta-field xml:id=\"x\">b</text:meta-field> c</text:p>",
     "paragraph: a <1>b</1> c\n", nullptr},
    {"a page break within", "<text:p>a <text:soft-page-break/>b</text:p>", "paragraph: a <1/>b\n",
     nullptr},
    {"a comment of XML", "<text:p>a<!-- x -->b</text:p>", "paragraph: ab\n", nullptr},
};

constexpr const char* kFrame = "header: top <1/>\nfooter: bottom\n";

std::string body_of(const std::string& bytes) {
    const std::string part = part_of(bytes, "content.xml");
    const std::size_t start = part.find("<office:text>") + 13;
    return part.substr(start, part.find("</office:text>") - start);
}

TEST(OdtDocument, ComesBackAsItWasAndWithOtherText) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.what);
        const ZipParts parts = odt_parts(c.body);
        const std::string bytes = make_zip(parts);
        const auto document = parse(bytes, "a.odt");
        ASSERT_TRUE(document);
        EXPECT_EQ(shown(*document), std::string(c.blocks) + kFrame);
        EXPECT_EQ(unchanged(*document), bytes);
        std::vector<Loss> losses;
        const std::string other = changed(*document, upper, &losses);
        EXPECT_TRUE(losses.empty());
        keep(c.what, ".odt", bytes, other);
        if (c.changed) {
            EXPECT_EQ(body_of(other), c.changed);
        }
        const ZipParts other_parts = unzip(other);
        EXPECT_EQ(other.substr(30, 8), "mimetype");
        for (std::size_t i = 0; i < parts.size(); ++i) {
            EXPECT_EQ(other_parts[i].first, parts[i].first);
            if (!parts[i].first.ends_with("s.xml") && parts[i].first != "content.xml") {
                EXPECT_EQ(other_parts[i].second, parts[i].second);
            }
        }
        const auto again = parse(other, "a.odt");
        if (!again) continue;
        EXPECT_EQ(again->blocks().size(), document->blocks().size());
        if (again->blocks().size() != document->blocks().size()) continue;
        for (std::size_t i = 0; i < document->blocks().size(); ++i) {
            EXPECT_EQ(shown(again->blocks()[i].content),
                      upper(shown(document->blocks()[i].content)));
        }
    }
}

TEST(OdtDocument, NestsElementsThatTheNewTextOverlaps) {
    const auto document =
        parse(make_zip(odt_parts("<text:p>a <text:span>b</text:span><text:a>c</text:a></text:p>")),
              "a.odt");
    auto contents = contents_of(*document);
    const std::vector<Markup> old = contents[0];
    contents[0] = {old[1], Markup::run("x"), old[4], Markup::run("y"), old[3], Markup::run("z")};
    std::vector<Loss> losses;
    EXPECT_EQ(body_of(document->render(contents, losses)),
              "<text:p><text:span>x<text:a>y</text:a></text:span><text:a>z</text:a></text:p>");
    EXPECT_TRUE(losses.empty());
}

TEST(OdtDocument, IsWrittenTwiceBehindAPartThatStays) {
    ZipParts parts = odt_parts("<text:p>abc</text:p>");
    std::string picture;
    std::uint32_t noise = 1;
    for (int i = 0; i < 200000; ++i)
        picture += static_cast<char>((noise = noise * 69069 + 1) >> 24);
    parts.insert(parts.begin() + 1, {"Pictures/big.png", picture});
    const std::string bytes = make_zip(parts);
    const auto document = parse(bytes, "a.odt");
    const std::string other = changed(*document, upper);
    EXPECT_EQ(part_of(other, "Pictures/big.png"), picture);
    EXPECT_EQ(changed(*document, upper), other);
    EXPECT_EQ(unchanged(*document), bytes);
}

TEST(OdtDocument, RefusesWhatIsNone) {
    ZipParts parts = odt_parts("<text:p>a</text:p>");
    parts[4].second = "<manifest><manifest:encryption-data/></manifest>";
    EXPECT_THAT(parse_error(make_zip(parts), "a.odt"), HasSubstr("document.protected"));
    parts = odt_parts("<text:p>a</text:h>");
    EXPECT_THAT(parse_error(make_zip(parts), "a.odt"),
                HasSubstr("document.damaged: a.odt: error: content.xml:2:"));
    parts[0].second = "application/vnd.oasis.opendocument.spreadsheet";
    EXPECT_THAT(parse_error(make_zip(parts), "a.ods"), HasSubstr("this is no text document"));
    EXPECT_THAT(parse_error(make_zip({odt_parts("")[0]}), "a.odt"),
                HasSubstr("content.xml: the document has no such part"));
}

TEST(OdtDocument, RefusesToUnpackWithoutEnd) {
    DocumentOptions options;
    options.most_bytes = 1u << 20;
    const std::string bomb =
        make_zip(odt_parts("<text:p>" + std::string(32u << 20, 'a') + "</text:p>"));
    EXPECT_THAT(parse_error(bomb, "a.odt", options), HasSubstr("document.too-large"));
}

TEST(OdtDocument, TakesAParagraphOfFiftyMegabytes) {
    std::string text;
    while (text.size() < 50u << 20) text += "一段很長的文字 and some more. ";
    const auto document = parse(make_zip(odt_parts("<text:p>" + text + "</text:p>")), "a.odt");
    ASSERT_EQ(document->blocks().size(), 3u);
}

}  // namespace
}  // namespace diglot
