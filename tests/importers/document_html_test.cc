#include <gmock/gmock.h>

#include "tests/importers/documents.h"

namespace diglot {
namespace {

using testing::HasSubstr;

struct Case {
    const char* what;
    const char* page;
    const char* blocks;
    const char* changed;
};

const Case kCases[] = {
    {"paragraphs", "<p>abc</p>\n<p>def\n", "paragraph: abc\nparagraph: def\n",
     "<p>ABC</p>\n<p>DEF\n"},
    {"a page",
     "<!DOCTYPE html>\n<html><head><title>a &amp; b</title><meta name=\"description\" "
     "content=\"about\"><style>p { color: red }</style></head><body><h2>head</h2><p>text</body>"
     "</html>\n",
     "title: a & b\ntitle: about\nheading2: head\nparagraph: text\n",
     "<!DOCTYPE html>\n<html><head><title>A &amp; B</title><meta name=\"description\" "
     "content=\"ABOUT\"><style>p { color: red }</style></head><body><h2>HEAD</h2><p>TEXT</body>"
     "</html>\n"},
    {"inline elements, nested", "<p>a <b>b <i class=x>c</i></b> d",
     "paragraph: a <1>b <2>c</2></1> d\n", "<p>A <b>B <i class=x>C</i></b> D"},
    {"elements that overlap", "<p>a <b>b <i>c</b> d</i> e", "paragraph: a <1>b <2>c</1> d</2> e\n",
     "<p>A <b>B <i>C</b> D</i> E"},
    {"an element around all", "<p><b>abc</b></p>", "paragraph: abc\n", "<p><b>ABC</b></p>"},
    {"an element not closed", "<p>a <b>b</p><p>c</b> d</p>",
     "paragraph: a <1(b\nparagraph: c)1> d\n", "<p>A <b>B</p><p>C</b> D</p>"},
    {"a link", "<p>see <a href=\"http://example.org/a?b=c&d\">here</a>.",
     "paragraph: see <1>here</1>.\n", "<p>SEE <a href=\"http://example.org/a?b=c&d\">HERE</a>."},
    {"white space", "<p>\n  a\n  b  <b> c </b>\n</p>", "paragraph: a b <1> c </1>\n",
     "<p>\n  A B <b> C </b>\n</p>"},
    {"a line end between Han", "<p>中文\n文字 x\ny</p>", "paragraph: 中文文字 x y\n",
     "<p>中文文字 X Y</p>"},
    {"lists", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
     "list-item: a\nlist-item: b\nlist-item: c\nlist-item: d\n",
     "<ul><li>A<li>B<ul><li>C</ul><li>D</ul>"},
    {"terms and what they mean", "<dl><dt>a<dd>b</dl>c",
     "list-item: a\nlist-item: b\nparagraph: c\n", "<dl><dt>A<dd>B</dl>C"},
    {"a table", "<table><caption>t</caption><tr><th>a<td>b<tr><td><p>c</p></td></table>",
     "caption: t\ntable-cell: a\ntable-cell: b\nparagraph: c\n",
     "<table><caption>T</caption><tr><th>A<td>B<tr><td><p>C</p></td></table>"},
    {"an image", "<p>a <img src=x alt=\"pic\" title='ti \"t\"'> b",
     "paragraph: a <1/> b\nalt-text: pic\ntitle: ti \"t\"\n",
     "<p>A <img src=x alt=\"PIC\" title='TI \"T\"'> B"},
    {"an image alone", "<figure><img src=x alt=pic><figcaption>cap</figcaption></figure>",
     "alt-text: pic\ncaption: cap\n",
     "<figure><img src=x alt=\"PIC\"><figcaption>CAP</figcaption></figure>"},
    {"forms",
     "<form><label>name <input placeholder=\"your name\"></label><input type=submit value=go>"
     "<select><option>one<option>two</select><button>ok</button><textarea>te <b>xt</textarea>",
     "paragraph: <1>name <2/></1><3/>\nplaceholder: your name\nlabel: go\nlabel: one\nlabel: two\n"
     "label: ok\nlabel: te <b>xt\n",
     nullptr},
    {"scripts", "<p>a<script>if (a < b) x = '</p>';</script> b</p><script>c</script>",
     "paragraph: a<1/> b\n", "<p>A<script>if (a < b) x = '</p>';</script> B</p><script>c</script>"},
    {"code", "<p>call <code>f(<b>x</b>)</code> now</p><pre><code>a\n b</code></pre>",
     "paragraph: call <1/> now\n",
     "<p>CALL <code>f(<b>x</b>)</code> NOW</p><pre><code>a\n b</code></pre>"},
    {"preformatted text", "<pre>a\n  b</pre>", "preformatted (not translated): a\n  b\n",
     "<pre>A\n  B</pre>"},
    {"what is not translated",
     "<p>use <span translate=no>Foo <b>Bar</b></span> now</p>"
     "<div translate=\"no\"><p>stays</p><p translate=yes>goes</p></div>",
     "paragraph: use <1/> now\nparagraph (not translated): stays\nparagraph: goes\n",
     "<p>USE <span translate=no>Foo <b>Bar</b></span> NOW</p>"
     "<div translate=\"no\"><p>STAYS</p><p translate=yes>GOES</p></div>"},
    {"comments", "<p><!-- x > y -->a <!--b--> c<!----><!--> d</p>",
     "paragraph: a <1/> c<2/><3/> d\n", "<p><!-- x > y -->A <!--b--> C<!----><!--> D</p>"},
    {"conditional comments", "<!--[if IE]><p>old</p><![endif]--><p>a</p>", "paragraph: a\n",
     "<!--[if IE]><p>old</p><![endif]--><p>A</p>"},
    {"line breaks", "<p>a<br>b<br/>c<br></p>", "paragraph: a<1/>b<2/>c<3/>\n",
     "<p>A<br>B<br/>C<br></p>"},
    {"references", "<p>&copy; &eacute;&nbsp;x &#x4E2D;&#20013; &lt;p&gt; &amp;amp; AT&T &nonsense;",
     "paragraph: © é\u00A0x 中中 <p> &amp; AT&T &nonsense;\n",
     "<p>© é&#160;X 中中 &lt;P&gt; &amp;AMP; AT&amp;T &amp;NONSENSE;"},
    {"references in attributes", "<img alt='a &quot;b&quot; &copy=1 it&#39;s'>",
     "alt-text: a \"b\" &copy=1 it's\n", "<img alt='A \"B\" &amp;COPY=1 IT&#39;S'>"},
    {"ruby", "<p><ruby>漢<rt>han</rt></ruby>x", "paragraph: <1>漢<2>han</2></1>x\n",
     "<p><ruby>漢<rt>HAN</rt></ruby>X"},
    {"text outside elements", "abc<hr>def <b>g</b>", "paragraph: abc\nparagraph: def <1>g</1>\n",
     "ABC<hr>DEF <b>G</b>"},
    {"paragraphs that look empty", "<p>&nbsp;</p><p>\u3000</p><p><br></p><p>a</p>",
     "paragraph: a\n", "<p>&nbsp;</p><p>\u3000</p><p><br></p><p>A</p>"},
    {"tags that are none", "<p>a < b, c <3 </p", "paragraph: a < b, c <3\n",
     "<p>A &lt; B, C &lt;3 </p"},
    {"right to left", "<p dir=rtl>שלום <bdo dir=ltr>abc</bdo>", "paragraph: שלום <1>abc</1>\n",
     "<p dir=rtl>שלום <bdo dir=ltr>ABC</bdo>"},
    {"beyond the BMP", "<p>𠮷 😀 &#x1F600; a", "paragraph: 𠮷 😀 😀 a\n", "<p>𠮷 😀 😀 A"},
    {"capitals and line ends", "<P>a <B>b</b>\r\nc</P>\r\n", "paragraph: a <1>b</1> c\n",
     "<P>A <B>B</b> C</P>\r\n"},
    {"XHTML", "<?xml version=\"1.0\"?>\n<html xmlns=\"x\"><body><p>a<br /> b</p></body></html>",
     "paragraph: a<1/> b\n",
     "<?xml version=\"1.0\"?>\n<html xmlns=\"x\"><body><p>A<br /> B</p></body></html>"},
    {"an anchor before the text", "<h1><a id=\"x\"></a>abc</h1>", "heading1: abc\n",
     "<h1><a id=\"x\"></a>ABC</h1>"},
};

TEST(HtmlDocument, ComesBackAsItWasAndWithOtherText) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.what);
        const auto document = parse(c.page, "a.html");
        ASSERT_TRUE(document);
        EXPECT_EQ(shown(*document), c.blocks);
        EXPECT_EQ(unchanged(*document), c.page);
        keep(c.what, ".html", c.page, changed(*document, upper));
        if (c.changed) {
            EXPECT_EQ(changed(*document, upper), c.changed);
        }
    }
}

TEST(HtmlDocument, TakesItsEncodingFromThePage) {
    const std::string page = "<html><head><meta charset=\"big5\"></head><p>\xA4\xA4\xA4\xE5</p>";
    const auto document = parse(page, "a.html");
    EXPECT_EQ(document->encoding(), "Big5");
    EXPECT_EQ(shown(*document), "paragraph: 中文\n");
    EXPECT_EQ(unchanged(*document), page);
    std::vector<Loss> losses;
    EXPECT_EQ(document->render({{Markup::run("é文")}}, losses),
              "<html><head><meta charset=\"big5\"></head><p>&#xE9;\xA4\xE5</p>");
    EXPECT_TRUE(losses.empty());
    EXPECT_THAT(parse_error("<html><p>\xA4\xA4</p>", "a.html"), HasSubstr("these bytes are not"));
}

TEST(HtmlDocument, IsKnownByItsContent) {
    EXPECT_EQ(parse(" <!DOCTYPE HTML><p>a", "page")->format(), DocumentFormat::kHtml);
}

TEST(HtmlDocument, WritesCodesThatTheNewTextBrings) {
    const auto document = parse("<p>a <b>b</b>", "a.html");
    std::vector<Loss> losses;
    EXPECT_EQ(
        document->render({{Markup::run("x"), Markup::leaf("ph", {{"x", "7"}}, "<br>")}}, losses),
        "<p>x<br>");
    ASSERT_EQ(losses.size(), 1u);
    EXPECT_EQ(losses[0].what, "inline code that the new text has not");
}

TEST(HtmlDocument, TakesHostilePagesInLinearTime) {
    std::string open, text, closed;
    for (int i = 0; i < 50000; ++i) {
        open += i % 2 ? "<div>" : "<b>";
        closed += "</i></p>";
        text += "&amp; <a>x ";
    }
    for (const std::string& page : {open + closed, open + text, "<p>" + text, text + closed}) {
        const auto document = parse(page, "a.html");
        EXPECT_EQ(unchanged(*document), page);
    }
}

TEST(HtmlDocument, TakesAParagraphOfFiftyMegabytes) {
    std::string text = "<p>";
    while (text.size() < 50u << 20) text += "一段很長的文字 and some more.\n";
    const auto document = parse(text, "a.html");
    ASSERT_EQ(document->blocks().size(), 1u);
    EXPECT_EQ(unchanged(*document), text);
}

}  // namespace
}  // namespace diglot
