#include <gmock/gmock.h>

#include "tests/importers/documents.h"

namespace diglot {
namespace {

struct Case {
    const char* what;
    const char* text;
    const char* blocks;
    const char* changed;
};

const Case kCases[] = {
    {"paragraphs", "abc\n\ndef\n", "paragraph: abc\nparagraph: def\n", "ABC\n\nDEF\n"},
    {"headings", "# a\n\n## b ##\n\nc\n===\n\n d\n---\n",
     "heading1: a\nheading2: b\nheading1: c\nheading2: d\n",
     "# A\n\n## B ##\n\nC\n===\n\n D\n---\n"},
    {"emphasis", "a *b* **c** ***d*** _e_ ~~f~~ g\n",
     "paragraph: a <1>b</1> <2>c</2> <3><4>d</4></3> <5>e</5> <6>f</6> g\n",
     "A *B* **C** ***D*** _E_ ~~F~~ G\n"},
    {"emphasis around all", "**abc**\n", "paragraph: abc\n", "**ABC**\n"},
    {"emphasis at both ends", "**a** b *c*\n", "paragraph: <1>a</1> b <2>c</2>\n", "**A** B *C*\n"},
    {"nested emphasis", "a **b *c* d** e\n", "paragraph: a <1>b <2>c</2> d</1> e\n",
     "A **B *C* D** E\n"},
    {"soft line ends", "a\nb\n  c\n", "paragraph: a b c\n", "A B C\n"},
    {"soft line ends between Han", "中文\n文字\nab\n", "paragraph: 中文文字 ab\n", "中文文字 AB\n"},
    {"hard line ends", "a  \nb\\\nc\n", "paragraph: a<1/>b<2/>c\n", "A  \nB\\\nC\n"},
    {"links",
     "see [here](http://example.org/a_(b)?c=d \"ti)tle\") or [there][ref], [ref].\n\n"
     "[ref]: http://example.org \"t\"\n",
     "paragraph: see <1>here</1> or <2>there</2>, <3>ref</3>.\n",
     "SEE [HERE](http://example.org/a_(b)?c=d \"ti)tle\") OR [THERE][ref], [REF].\n\n"
     "[ref]: http://example.org \"t\"\n"},
    {"links side by side", "[a](b)[c](d)\n", "paragraph: <1>a</1><2>c</2>\n", "[A](b)[C](d)\n"},
    {"a link with emphasis", "see [**a** b](c).\n", "paragraph: see <1><2>a</2> b</1>.\n",
     "SEE [**A** B](c).\n"},
    {"autolinks", "see <http://example.org/x> now\n", "paragraph: see <1/> now\n",
     "SEE <http://example.org/x> NOW\n"},
    {"images", "a ![pic *x*](y.png \"t\") b\n", "paragraph: a <1/> b\nalt-text: pic <1>x</1>\n",
     "A ![PIC *X*](y.png \"t\") B\n"},
    {"an image alone", "![pic](y.png)\n", "alt-text: pic\n", "![PIC](y.png)\n"},
    {"an image without text", "a ![](y.png) b\n\n![](z.png) c\n",
     "paragraph: a <1/> b\nparagraph: <1/> c\n", "A ![](y.png) B\n\n![](z.png) C\n"},
    {"an image in a link", "a [![pic](y.png)](z) b\n",
     "paragraph: a <1><2/></1> b\nalt-text: pic\n", "A [![PIC](y.png)](z) B\n"},
    {"code", "use `f(x)` and `` a`b `` now\n", "paragraph: use <1/> and <2/> now\n",
     "USE `f(x)` AND `` a`b `` NOW\n"},
    {"code and HTML over two lines", "use `f\n  g` and <a\nhref=x>h</a> now *i*\n",
     "paragraph: use <1/> and <2>h</2> now <3>i</3>\n",
     "USE `f\n  g` AND <a\nhref=x>H</a> NOW *I*\n"},
    {"code at the start", "`f` is *it*\n", "paragraph: <1/> is <2>it</2>\n", "`f` IS *IT*\n"},
    {"blocks of code", "a\n\n```c\nint x;\n```\n\n    more code\n\nb\n",
     "paragraph: a\nparagraph: b\n", "A\n\n```c\nint x;\n```\n\n    more code\n\nB\n"},
    {"lists", "- a\n- b\n  - c\n\n1. d\n2. e\n\n   more\n* [x] f\n",
     "list-item: a\nlist-item: b\nlist-item: c\nlist-item: d\nlist-item: e\nlist-item: more\n"
     "list-item: f\n",
     "- A\n- B\n  - C\n\n1. D\n2. E\n\n   MORE\n* [x] F\n"},
    {"list items that begin with markup", "- **a** b\n- [c](d)\n- `e` f\n",
     "list-item: <1>a</1> b\nlist-item: c\nlist-item: <1/> f\n", "- **A** B\n- [C](d)\n- `e` F\n"},
    {"quotations", "> a\n> b *c*\n>\n> > d\nlazy\n", "quote: a b <1>c</1>\nquote: d lazy\n",
     "> A B *C*\n>\n> > D LAZY\n"},
    {"a hard line end in a quotation", "> a  \n> b\n", "quote: a<1/>b\n", "> A  \n> B\n"},
    {"tables", "| a | *b* |\n|---|:-:|\n| c \\| d | `e` f |\n| | g |\n",
     "table-cell: a\ntable-cell: b\ntable-cell: c | d\ntable-cell: <1/> f\ntable-cell: g\n",
     "| A | *B* |\n|---|:-:|\n| C \\| D | `e` F |\n| | G |\n"},
    {"blocks of HTML", "<div class=\"x\">\n<p>a <b>b</b> &amp;</p>\n</div>\n\nc\n",
     "paragraph: a <1>b</1> &\nparagraph: c\n",
     "<div class=\"x\">\n<p>A <b>B</b> &amp;</p>\n</div>\n\nC\n"},
    {"HTML in a line", "a <b>b</b><br/>c<!-- d --> e\n", "paragraph: a <1>b</1><2/>c<3/> e\n",
     "A <b>B</b><br/>C<!-- d --> E\n"},
    {"references", "&copy; a&nbsp;b &lt;\n", "paragraph: © a\u00A0b <\n", "© A\u00A0B <\n"},
    {"escapes", "\\*a\\* \\# b 1\\. \\\\ c\n", "paragraph: *a* # b 1. \\ c\n",
     "\\*A\\* # B 1. \\ C\n"},
    {"a reference to what is no link", "a [b] c [d]\n", "paragraph: a [b] c [d]\n",
     "A \\[B\\] C \\[D\\]\n"},
    {"footnotes", "a[^1] b[^n].\n\n[^1]: one\n[^n]: two *x*\n",
     "paragraph: a<1/> b<2/>.\nfootnote: one <1/>: two <2>x</2>\n", nullptr},
    {"footnotes apart", "a[^1].\n\n[^1]: note\n\n[^2]: more words\n",
     "paragraph: a<1/>.\nfootnote: note\nfootnote: more words\n",
     "A[^1].\n\n[^1]: NOTE\n\n[^2]: MORE WORDS\n"},
    {"front matter",
     "---\ntitle: a \"b\"\ndate: 2026-01-01\ndescription: 'it''s'\ntags: [x]\n---\n\n# c\n",
     "front-matter: a \"b\"\nfront-matter: it's\nheading1: c\n",
     "---\ntitle: \"A \\\"B\\\"\"\ndate: 2026-01-01\ndescription: 'IT''S'\ntags: [x]\n---\n\n# "
     "C\n"},
    {"rules", "a\n\n---\n\n***\n\nb\n", "paragraph: a\nparagraph: b\n", "A\n\n---\n\n***\n\nB\n"},
    {"line ends of another system", "# a\r\n\r\nb\r\nc  \r\nd\r\n",
     "heading1: a\nparagraph: b c<1/>d\n", "# A\r\n\r\nB C  \r\nD\r\n"},
    {"right to left", "שלום **abc** עולם\n", "paragraph: שלום <1>abc</1> עולם\n",
     "שלום **ABC** עולם\n"},
    {"beyond the BMP", "𠮷 *😀* a\n", "paragraph: 𠮷 <1>😀</1> a\n", "𠮷 *😀* A\n"},
    {"names and addresses", "snake_case_name http://a.b/c_d_e a * b\n",
     "paragraph: snake_case_name http://a.b/c_d_e a * b\n",
     "SNAKE_CASE_NAME HTTP://A.B/C_D_E A \\* B\n"},
};

TEST(MarkdownDocument, ComesBackAsItWasAndWithOtherText) {
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.what);
        const auto document = parse(c.text, "a.md");
        ASSERT_TRUE(document);
        EXPECT_EQ(shown(*document), c.blocks);
        EXPECT_EQ(unchanged(*document), c.text);
        std::vector<Loss> losses;
        const std::string other = changed(*document, upper, &losses);
        EXPECT_TRUE(losses.empty());
        if (c.changed) {
            EXPECT_EQ(other, c.changed);
        }
        const auto again = parse(other, "a.md");
        EXPECT_EQ(shown(*again), [&] {
            auto contents = contents_of(*document);
            std::string out;
            for (const DocumentBlock& block : document->blocks()) {
                out += block.kind + (block.level > 0 ? std::to_string(block.level) : "") + ": ";
                out += upper(shown(block.content)) + "\n";
            }
            return out;
        }());
    }
}

TEST(MarkdownDocument, EscapesTextThatWouldBeMarkup) {
    const auto document = parse("x\n\n- y\n\n| a |\n|---|\n| z |\n", "a.md");
    for (const char* text :
         {"# a",     "- a", "1. a",  "+ a",     "> a", "a *b* c", "[a](b)", "a_b _c_",
          "`a`",     "<b>", "&amp;", "a | b",   "\\*", "~~a~~",   "=",      "10) a",
          "![a](b)", "#a",  "-1",    "AT&T; x", "***", "---",     "a\\"}) {
        SCOPED_TRACE(text);
        std::vector<Loss> losses;
        const auto again = parse(
            document->render(
                {{Markup::run(text)}, {Markup::run(text)}, {Markup::run("a")}, {Markup::run(text)}},
                losses),
            "a.md");
        EXPECT_EQ(shown(*again), std::string("paragraph: ") + text + "\nlist-item: " + text +
                                     "\ntable-cell: a\ntable-cell: " + text + "\n");
    }
}

TEST(MarkdownDocument, IsWrittenWithReferencesWhereItsEncodingHasNotTheCharacters) {
    const auto document = parse("\xA4\xA4\xA4\xE5\n", "a.md", {{}, "Big5", {}});
    std::vector<Loss> losses;
    EXPECT_EQ(document->render({{Markup::run("é文")}}, losses), "&#xE9;\xA4\xE5\n");
}

TEST(MarkdownDocument, TakesHostileTextInLinearTime) {
    for (const char* piece : {"*a ", "[", "![", "`", "> ", "- ", "<a ", "&amp;", "|a", "[^1] ",
                              "a\n", "**a** ", "[a](b) "}) {
        SCOPED_TRACE(piece);
        std::string text;
        while (text.size() < 300000) text += piece;
        const auto document = parse(text, "a.md");
        EXPECT_EQ(unchanged(*document), text);
    }
}

TEST(MarkdownDocument, TakesAParagraphOfFiftyMegabytes) {
    std::string text;
    while (text.size() < 50u << 20) {
        for (int i = 0; i < 100; ++i) text += "一段很長的文字 and some more. ";
        text += "*Here* ";
    }
    const auto document = parse(text, "a.md");
    ASSERT_EQ(document->blocks().size(), 1u);
    EXPECT_EQ(unchanged(*document), text);
}

}  // namespace
}  // namespace diglot
