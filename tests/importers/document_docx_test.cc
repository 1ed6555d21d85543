#include <gmock/gmock.h>

#include "tests/importers/documents.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" "
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

std::string xml(const std::string& root, const std::string& inner) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:" + root + " " +
           kNamespaces + ">" + inner + "</w:" + root + ">";
}

std::string override_of(const std::string& name, const std::string& type) {
    return "<Override PartName=\"/word/" + name +
           ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml." +
           type + "+xml\"/>";
}

const std::string kRelationship =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relationships(const std::string& inner) {
    return "<?xml version=\"1.0\"?><Relationships "
           "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           inner + "</Relationships>";
}

/// A document with this body; further parts by name ("footnotes", "header1").
ZipParts docx_parts(const std::string& body, const ZipParts& more = {}) {
    std::string types = override_of("document", "document.main") + override_of("styles", "styles");
    for (const auto& [name, content] : more)
        types += override_of(name, name.substr(0, name.find_last_not_of("0123456789") + 1));
    ZipParts parts{
        {"[Content_Types].xml",
         "<?xml version=\"1.0\"?><Types "
         "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
         "Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
         "Extension=\"png\" ContentType=\"image/png\"/>" +
             types + "</Types>"},
        {"_rels/.rels", relationships("<Relationship Id=\"rId1\" Type=\"" + kRelationship +
                                      "officeDocument\" Target=\"word/document.xml\"/>")},
        {"word/_rels/document.xml.rels",
         relationships("<Relationship Id=\"rId1\" Type=\"" + kRelationship +
                       "hyperlink\" Target=\"https://example.org/\" TargetMode=\"External\"/>"
                       "<Relationship Id=\"rId2\" Type=\"" +
                       kRelationship +
                       "styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"" +
                       kRelationship +
                       "footnotes\" Target=\"footnotes.xml\"/><Relationship Id=\"rId4\" Type=\"" +
                       kRelationship + "comments\" Target=\"comments.xml\"/>")},
        {"word/document.xml", xml("document", "<w:body>" + body + "<w:sectPr/></w:body>")},
        {"word/styles.xml",
         xml("styles",
             "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>"
             "<w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"caption\"/></w:style>"
             "<w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"Own\"/><w:pPr>"
             "<w:outlineLvl w:val=\"2\"/></w:pPr></w:style>")},
        {"word/media/image1.png", std::string("\x89PNG\0\1\2\3", 8)}};
    for (const auto& [name, content] : more) parts.emplace_back("word/" + name + ".xml", content);
    return parts;
}

std::string r(const std::string& text, const std::string& properties = "") {
    return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") +
           "<w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
std::string p(const std::string& runs, const std::string& properties = "") {
    return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + runs +
           "</w:p>";
}
std::string field(const std::string& type) {
    return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
}
std::string instruction(const std::string& text) {
    return "<w:r><w:instrText xml:space=\"preserve\">" + text + "</w:instrText></w:r>";
}

const std::string kBox =
    "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:docPr id=\"1\" "
    "name=\"Box 1\" descr=\"a box\"/><wps:txbx><w:txbxContent>" +
    p(r("in the box")) +
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape alt=\"a "
    "box\"><v:textbox><w:txbxContent>" +
    p(r("in the box")) +
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>";

struct Case {
    const char* what;
    std::string body;
    const char* blocks;
};

const Case kCases[] = {
    {"a paragraph", p(r("abc")), "paragraph: abc\n"},
    {"empty paragraphs", "<w:p/>" + p("") + p(r(" ")) + p(r("x")), "paragraph: x\n"},
    {"a heading by a style of Word", p(r("abc"), "<w:pStyle w:val=\"1\"/>"), "heading1: abc\n"},
    {"a heading by its level", p(r("abc"), "<w:pStyle w:val=\"Own\"/>"), "heading3: abc\n"},
    {"a caption", p(r("abc"), "<w:pStyle w:val=\"a3\"/>"), "caption: abc\n"},
    {"a list item", p(r("abc"), "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"),
     "list-item: abc\n"},
    {"a table",
     "<w:tbl><w:tr><w:tc>" + p(r("a")) + "</w:tc><w:tc>" + p(r("b")) + "</w:tc></w:tr></w:tbl>" +
         p(r("c")),
     "table-cell: a\ntable-cell: b\nparagraph: c\n"},
    {"a table in a table",
     "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>" + p(r("a")) + "</w:tc></w:tr></w:tbl>" + p(r("b")) +
         "</w:tc></w:tr></w:tbl>",
     "table-cell: a\ntable-cell: b\n"},
    {"runs that look the same",
     p("<w:r w:rsidR=\"00A1\">" + r("a", "<w:lang w:val=\"en-US\"/>").substr(5) +
       "<w:proofErr w:type=\"spellStart\"/>" + r("b", "<w:noProof/>") +
       r("c", "<w:rFonts w:hint=\"eastAsia\"/>") + r("d")),
     "paragraph: abcd\n"},
    {"bold within", p(r("a ") + r("b", "<w:b/>") + r(" c")), "paragraph: a <1>b</1> c\n"},
    {"bold throughout", p(r("a ", "<w:b/>") + r("b", "<w:b/>")), "paragraph: a b\n"},
    {"bold and italic",
     p(r("plain text ") + r("b", "<w:b/>") + r("bi", "<w:b/><w:i/>") + r("i", "<w:i/>")),
     "paragraph: plain text <1>b</1><2>bi</2><3>i</3>\n"},
    {"a hyperlink",
     p(r("see ") + "<w:hyperlink r:id=\"rId1\" w:tooltip=\"tip\">" +
       r("here", "<w:rStyle w:val=\"Link\"/>") + "</w:hyperlink>" + r(" now")),
     "paragraph: see <1>here</1> now\ntitle: tip\n"},
    {"a hyperlink with bold in it",
     p(r("see ") + "<w:hyperlink r:id=\"rId1\">" + r("right ") + r("here", "<w:b/>") +
       "</w:hyperlink>"),
     "paragraph: see <1>right <2>here</2></1>\n"},
    {"a hyperlink alone", p("<w:hyperlink r:id=\"rId1\">" + r("here") + "</w:hyperlink>"),
     "paragraph: here\n"},
    {"tabs and breaks",
     p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type=\"page\"/></w:r>"),
     "paragraph: a<1/>b<2/>c<3/>\n"},
    {"hyphens", p("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>"),
     "paragraph: a\u2011b\u00AD\n"},
    {"a bookmark around all",
     p("<w:bookmarkStart w:id=\"0\" w:name=\"x\"/>" + r("abc") + "<w:bookmarkEnd w:id=\"0\"/>"),
     "paragraph: abc\n"},
    {"a bookmark within",
     p(r("a") + "<w:bookmarkStart w:id=\"0\" w:name=\"x\"/><w:bookmarkEnd w:id=\"0\"/>" + r("b")),
     "paragraph: a<1/><2/>b\n"},
    {"a comment",
     p("<w:commentRangeStart w:id=\"0\"/>" + r("abc") +
       "<w:commentRangeEnd w:id=\"0\"/>"
       "<w:r><w:commentReference w:id=\"0\"/></w:r>"),
     "paragraph: abc\n"},
    {"a footnote's mark",
     p(r("abc") +
       "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>"
       "<w:footnoteReference w:id=\"2\"/></w:r>" +
       r(".")),
     "paragraph: abc<1/>.\n"},
    {"a page number",
     p(r("page ") + field("begin") + instruction(" PAGE ") + field("separate") + r("1") +
       field("end")),
     "paragraph: page <1/>\n"},
    {"a field without a result",
     p(r("a ") + field("begin") + instruction(" XE \"b\" ") + field("end") + r("c")),
     "paragraph: a <1/>c\n"},
    {"a link that is a field",
     p(r("a ") + field("begin") + instruction(" HYPERLINK \"http://x\" ") + field("separate") +
       r("b", "<w:u w:val=\"single\"/>") + field("end") + r(" c")),
     "paragraph: a <1><2>b</2></1> c\n"},
    {"a table of contents",
     p(field("begin") + instruction(" TOC \\o ") + field("separate") + r("one") +
       "<w:r><w:tab/></w:r>" + field("begin") + instruction("PAGEREF x") + field("separate") +
       r("1") + field("end")) +
         p(r("two") + field("end")),
     "paragraph: <1(one<2/><3/>\nparagraph: two)1>\n"},
    {"a simple field",
     p(r("a ") + "<w:fldSimple w:instr=\"TITLE\">" + r("b") + "</w:fldSimple>" + r(" c")),
     "paragraph: a <1>b</1> c\n"},
    {"inserted and deleted text",
     p(r("a ") + "<w:ins w:id=\"1\">" + r("new") +
       "</w:ins><w:del w:id=\"2\"><w:r><w:delText>old"
       "</w:delText></w:r></w:del>" +
       r(" c")),
     "paragraph: a <1>new</1><2/> c\n"},
    {"a text box", p(r("before ") + kBox + r("after")),
     "paragraph: before <1/>after\nalt-text: a box\nparagraph: in the box\n"},
    {"a text box alone", p(kBox), "alt-text: a box\nparagraph: in the box\n"},
    {"a text box in a text box",
     p(r("outer ") + "<w:r><w:pict><v:textbox><w:txbxContent>" +
       p(r("middle ") + "<w:r><w:pict><v:textbox><w:txbxContent>" + p(r("inner")) +
         "</w:txbxContent></v:textbox></w:pict></w:r>") +
       "</w:txbxContent></v:textbox></w:pict></w:r>"),
     "paragraph: outer <1/>\nparagraph: middle <1/>\nparagraph: inner\n"},
    {"content controls",
     "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" + p(r("block")) +
         "</w:sdtContent></w:sdt>" +
         p(r("a ") + "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" + r("b") +
           "</w:sdtContent></w:sdt>" + r(" c")),
     "paragraph: block\nparagraph: a <1>b</1> c\n"},
    {"a formula", p(r("let ") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + r(" be")),
     "paragraph: let <1/> be\n"},
    {"a smart tag",
     p(r("in ") + "<w:smartTag w:element=\"place\">" + r("rome") + "</w:smartTag>" + r(".")),
     "paragraph: in <1>rome</1>.\n"},
    {"right to left", p(r("שלום ", "<w:rtl/>") + r("abc"), "<w:bidi/>"),
     "paragraph: שלום <1>abc</1>\n"},
    {"beyond the BMP, and references", p(r("𠮷 &amp; &lt;a&gt; &#x1F600;")),
     "paragraph: 𠮷 & <a> 😀\n"},
    {"spaces that are not kept", p("<w:r><w:t> a </w:t></w:r><w:r><w:t>\n b</w:t></w:r>"),
     "paragraph: ab\n"},
    {"spaces kept", p("<w:r><w:t xml:space=\"preserve\">a  b</w:t></w:r>"), "paragraph: a  b\n"},
};

/// What a mark in the body refers to: a note or comment without text.
ZipParts referred_to(const std::string& body) {
    ZipParts parts;
    if (body.find("footnoteReference") != std::string::npos)
        parts.emplace_back("footnotes",
                           xml("footnotes", "<w:footnote w:id=\"2\"><w:p/></w:footnote>"));
    if (body.find("commentReference") != std::string::npos)
        parts.emplace_back(
            "comments", xml("comments", "<w:comment w:id=\"0\" w:author=\"x\"><w:p/></w:comment>"));
    return parts;
}

TEST(DocxDocument, ComesBackAsItWasAndWithOtherText) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.what);
        const ZipParts parts = docx_parts(c.body, referred_to(c.body));
        const std::string bytes = make_zip(parts);
        const auto document = parse(bytes, "a.docx");
        ASSERT_TRUE(document);
        EXPECT_EQ(shown(*document), c.blocks);
        EXPECT_EQ(unchanged(*document), bytes);
        std::vector<Loss> losses;
        const std::string other = changed(*document, upper, &losses);
        EXPECT_TRUE(losses.empty());
        keep(c.what, ".docx", bytes, other);
        const ZipParts other_parts = unzip(other);
        ASSERT_EQ(other_parts.size(), parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            EXPECT_EQ(other_parts[i].first, parts[i].first);
            if (parts[i].first != "word/document.xml") {
                EXPECT_EQ(other_parts[i].second, parts[i].second);
            }
        }
        // What is written is read again: the same blocks, in capitals, with the same codes.
        const auto again = parse(other, "a.docx");
        if (!again) continue;
        EXPECT_EQ(again->blocks().size(), document->blocks().size());
        if (again->blocks().size() != document->blocks().size()) continue;
        for (std::size_t i = 0; i < document->blocks().size(); ++i) {
            EXPECT_EQ(shown(again->blocks()[i].content),
                      upper(shown(document->blocks()[i].content)));
            EXPECT_EQ(again->blocks()[i].kind, document->blocks()[i].kind);
        }
    }
}

std::string body_of(const std::string& bytes) {
    const std::string part = part_of(bytes, "word/document.xml");
    const std::size_t start = part.find("<w:body>") + 8;
    return part.substr(start, part.find("<w:sectPr/>") - start);
}

TEST(DocxDocument, KeepsTheFormatsOfItsRuns) {
    const auto document = parse(
        make_zip(
            docx_parts(p(r("a ", "<w:sz w:val=\"20\"/>") + r("b", "<w:b/><w:sz w:val=\"20\"/>") +
                             "<w:r><w:tab/></w:r>" + r(" c", "<w:sz w:val=\"20\"/>"),
                         "<w:jc w:val=\"both\"/>"))),
        "a.docx");
    const std::string size = "<w:sz w:val=\"20\"/>";
    const auto run = [](const std::string& properties, const std::string& inner) {
        return "<w:r><w:rPr>" + properties + "</w:rPr>" + inner + "</w:r>";
    };
    const auto t = [](const std::string& text) {
        return "<w:t xml:space=\"preserve\">" + text + "</w:t>";
    };
    EXPECT_EQ(body_of(changed(*document, upper)),
              "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>" + run(size, t("A ")) +
                  run("<w:b/>" + size, t("B")) + "<w:r><w:tab/></w:r>" + run(size, t(" C")) +
                  "</w:p>");
}

TEST(DocxDocument, ChangesTheFallbackOfATextBoxToo) {
    const auto document = parse(make_zip(docx_parts(p(kBox))), "a.docx");
    const std::string body = body_of(changed(*document, upper));
    EXPECT_THAT(body, HasSubstr("descr=\"A BOX\""));
    EXPECT_THAT(body, HasSubstr("v:shape alt=\"A BOX\""));
    EXPECT_THAT(body, Not(HasSubstr("in the box")));
}

TEST(DocxDocument, NestsLinksThatTheNewTextOverlaps) {
    const auto document =
        parse(make_zip(docx_parts(p(r("a ") + "<w:hyperlink r:id=\"rId1\">" + r("b") +
                                    "</w:hyperlink><w:ins w:id=\"1\">" + r("c") + "</w:ins>"))),
              "a.docx");
    ASSERT_EQ(shown(*document), "paragraph: a <1>b</1><2>c</2>\n");
    const auto& content = document->blocks()[0].content;
    std::vector<Loss> losses;
    const std::string out = document->render({{content[1], Markup::run("x"), content[4],
                                               Markup::run("y"), content[3], Markup::run("z")}},
                                             losses);
    EXPECT_TRUE(losses.empty());
    const auto again = parse(out, "a.docx");
    EXPECT_EQ(shown(*again), "paragraph: <1>x<2>y</2></1><3>z</3>\n");
}

TEST(DocxDocument, CountsCodesThatAreGoneOrUnknown) {
    const auto document =
        parse(make_zip(docx_parts(p(r("a ") + r("b", "<w:b/>") + r(" c")))), "a.docx");
    std::vector<Loss> losses;
    document->render({{Markup::run("x"), Markup::leaf("ph", {{"x", "9"}}, "<odd/>")}}, losses);
    ASSERT_EQ(losses.size(), 2u);
    EXPECT_EQ(losses[0].what, "inline code that the document does not have");
    EXPECT_EQ(losses[1].what, "inline code that the new text has not");
}

TEST(DocxDocument, ReadsNotesCommentsHeadersAndFooters) {
    const ZipParts parts = docx_parts(
        p(r("body")),
        {{"header1", xml("hdr", p(r("top")))},
         {"footer1", xml("ftr", p(r("bottom")))},
         {"comments",
          xml("comments", "<w:comment w:id=\"0\">" +
                              p("<w:r><w:annotationRef/></w:r>" + r("remark")) + "</w:comment>")},
         {"endnotes", xml("endnotes", "<w:endnote w:id=\"2\">" + p(r("last")) + "</w:endnote>")},
         {"footnotes",
          xml("footnotes",
              "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/>"
              "</w:r></w:p></w:footnote><w:footnote w:id=\"2\">" +
                  p("<w:r><w:footnoteRef/><w:tab/></w:r>" + r(" note")) + "</w:footnote>")}});
    const std::string bytes = make_zip(parts);
    const auto document = parse(bytes, "a.docx");
    EXPECT_EQ(shown(*document),
              "paragraph: body\nfootnote:  note\nendnote: last\ncomment: remark\nheader: top\n"
              "footer: bottom\n");
    EXPECT_EQ(document->blocks()[1].part, "word/footnotes.xml");
    EXPECT_EQ(unchanged(*document), bytes);
    const std::string other = changed(*document, upper);
    EXPECT_THAT(part_of(other, "word/footnotes.xml"), HasSubstr(" NOTE</w:t>"));
    EXPECT_THAT(part_of(other, "word/footnotes.xml"), HasSubstr("<w:footnoteRef/><w:tab/>"));
    EXPECT_THAT(part_of(other, "word/comments.xml"), HasSubstr("REMARK"));
}

TEST(DocxDocument, RefusesWhatIsNone) {
    EXPECT_EQ(parse_error("not an archive", "a.docx"),
              "document.damaged: a.docx: error: this is no DOCX: not an archive");
    const std::string bytes = make_zip(docx_parts(p(r("abc"))));
    EXPECT_THAT(parse_error(bytes.substr(0, bytes.size() / 2), "a.docx"),
                HasSubstr("document.damaged: a.docx: error: the archive's directory"));
    std::string torn = bytes;
    const std::size_t body = bytes.find("word/document.xml") + 60;
    for (std::size_t i = body; i < body + 60; ++i) torn[i] = '!';
    EXPECT_THAT(parse_error(torn, "a.docx"), HasSubstr("document.damaged"));
    EXPECT_THAT(parse_error(make_zip({{"a.txt", "abc"}}), "a.zip"), HasSubstr("document.unknown"));
    ZipParts parts = docx_parts(p(r("abc")));
    for (auto& [name, content] : parts)
        if (name == "word/document.xml") content += "</w:body>";
    EXPECT_THAT(parse_error(make_zip(parts), "a.docx"), HasSubstr("word/document.xml:2:"));
    parts = docx_parts("");
    parts[0].second = "<Types/>";
    EXPECT_THAT(parse_error(make_zip(parts), "a.docx"), HasSubstr("no document of Word"));
}

TEST(DocxDocument, RefusesToUnpackWithoutEnd) {
    DocumentOptions options;
    options.most_bytes = 1u << 20;
    const std::string bomb = make_zip(docx_parts(p(r(std::string(64u << 20, 'a')))));
    EXPECT_LT(bomb.size(), options.most_bytes);
    EXPECT_THAT(parse_error(bomb, "a.docx", options),
                HasSubstr("document.too-large: a.docx: error: word/document.xml: unpacked, the "
                          "document is larger than the limit"));
}

TEST(DocxDocument, RefusesElementsNestedWithoutEnd) {
    std::string deep, end;
    for (int i = 0; i < 100000; ++i) {
        deep += "<w:p><w:r><w:pict>";
        end += "</w:pict></w:r></w:p>";
    }
    EXPECT_THAT(parse_error(make_zip(docx_parts(deep + end)), "a.docx"),
                HasSubstr("nested too deep"));
}

TEST(DocxDocument, TakesAParagraphOfFiftyMegabytes) {
    std::string text;
    while (text.size() < 50u << 20) text += "一段很長的文字 and some more. ";
    const auto document = parse(make_zip(docx_parts(p(r(text)))), "a.docx");
    ASSERT_EQ(document->blocks().size(), 1u);
    EXPECT_EQ(document->blocks()[0].content[0].text.size(), text.size());
}

TEST(DocxDocument, TakesAParagraphOfManyRuns) {
    std::string runs;
    for (int i = 0; i < 100000; ++i) runs += r("a ") + r("b", "<w:b/>");
    const auto document = parse(make_zip(docx_parts(p(runs))), "a.docx");
    ASSERT_EQ(document->blocks().size(), 1u);
    EXPECT_EQ(document->blocks()[0].content.size(), 400000u);
    EXPECT_THAT(body_of(changed(*document, upper)), HasSubstr(">B</w:t>"));
}

}  // namespace
}  // namespace diglot
