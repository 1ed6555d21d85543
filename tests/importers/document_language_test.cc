#include "importers/document_language.h"

#include <gtest/gtest.h>

#include "tests/importers/documents.h"
#include "tests/importers/zip_files.h"

namespace diglot {
namespace {

TextLanguages pair(const char* source, const char* target) {
    return {LanguageTag(source), LanguageTag(target)};
}

struct Case {
    const char* before;
    const char* source;
    const char* target;
    const char* after;
};

TEST(DocumentLanguage, OfAPage) {
    const Case kCases[] = {
        {"<!DOCTYPE html><html lang=\"zh-TW\"><p>a", "zh-TW", "en",
         "<!DOCTYPE html><html lang=\"en\"><p>a"},
        {"<html lang=zh-Hant-TW class=x>", "zh-TW", "en-GB", "<html lang=en-GB class=x>"},
        {"<html xmlns=\"x\" xml:lang=\"zh\" lang=\"zh\">", "zh-TW", "en",
         "<html xmlns=\"x\" xml:lang=\"en\" lang=\"en\">"},
        {"<HTML><body>", "zh-TW", "en", "<HTML lang=\"en\"><body>"},
        // Another language stays where it is, and so does a page that says another.
        {"<html lang=\"zh-TW\"><p lang=\"ja\">x<p lang=\"zh\">y", "zh-TW", "en",
         "<html lang=\"en\"><p lang=\"ja\">x<p lang=\"en\">y"},
        {"<html lang=\"de\">", "zh-TW", "en", "<html lang=\"de\">"},
        {"<p>no page</p>", "zh-TW", "en", "<p>no page</p>"},
        {"<html><!-- <html lang=\"zh\"> --><script>'<html lang=\"zh\">'</script>", "zh-TW", "en",
         "<html lang=\"en\"><!-- <html lang=\"zh\"> --><script>'<html lang=\"zh\">'</script>"},
    };
    for (const Case& c : kCases)
        EXPECT_EQ(with_html_language(c.before, pair(c.source, c.target)), c.after);
}

TEST(DocumentLanguage, OfDocx) {
    const Case kCases[] = {
        // Word's own defaults: the target's script has an attribute of its own.
        {"<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"de-DE\" "
         "w:eastAsia=\"zh-TW\" "
         "w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>",
         "zh-TW", "en",
         "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\" "
         "w:eastAsia=\"zh-TW\" "
         "w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"},
        {"<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr>"
         "</w:rPrDefault></w:docDefaults></w:styles>",
         "en", "zh-Hant",
         "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:eastAsia=\"zh-TW\" "
         "w:val=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"},
        {"<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault>"
         "</w:docDefaults></w:styles>",
         "en", "ar",
         "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:b/><w:lang w:bidi=\"ar-EG\"/></w:rPr>"
         "</w:rPrDefault></w:docDefaults></w:styles>"},
        {"<w:styles><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
         "</w:styles>",
         "zh-TW", "en",
         "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr>"
         "</w:rPrDefault></w:docDefaults></w:styles>"},
        {"<w:styles><w:docDefaults><w:rPrDefault/></w:docDefaults></w:styles>", "zh-TW", "en",
         "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr>"
         "</w:rPrDefault></w:docDefaults></w:styles>"},
        {"<w:styles><w:style/></w:styles>", "zh-TW", "en",
         "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr>"
         "</w:rPrDefault></w:docDefaults><w:style/></w:styles>"},
        // Runs: what named the source.
        {"<w:document><w:r><w:rPr><w:lang w:val=\"zh-TW\"/></w:rPr></w:r><w:r><w:rPr><w:lang "
         "w:val=\"fr-FR\"/></w:rPr></w:r><w:r><w:rPr><w:lang w:eastAsia=\"zh-TW\"/></w:rPr></w:r>"
         "</w:document>",
         "zh-TW", "en",
         "<w:document><w:r><w:rPr><w:lang w:val=\"en-US\"/></w:rPr></w:r><w:r><w:rPr><w:lang "
         "w:val=\"fr-FR\"/></w:rPr></w:r><w:r><w:rPr><w:lang w:eastAsia=\"zh-TW\"/></w:rPr></w:r>"
         "</w:document>"},
    };
    for (const Case& c : kCases)
        EXPECT_EQ(with_docx_language(c.before, pair(c.source, c.target)), c.after);
}

TEST(DocumentLanguage, OfOdt) {
    const Case kCases[] = {
        {"<style:default-style style:family=\"paragraph\"><style:text-properties "
         "fo:language=\"de\" fo:country=\"DE\" style:language-asian=\"zh\" "
         "style:country-asian=\"TW\"/></style:default-style>",
         "zh-TW", "en",
         "<style:default-style style:family=\"paragraph\"><style:text-properties "
         "fo:language=\"en\" fo:country=\"US\" style:language-asian=\"zh\" "
         "style:country-asian=\"TW\"/></style:default-style>"},
        {"<style:default-style style:family=\"graphic\"><style:text-properties fo:language=\"de\" "
         "fo:country=\"DE\"/></style:default-style>",
         "zh-TW", "en",
         "<style:default-style style:family=\"graphic\"><style:text-properties fo:language=\"de\" "
         "fo:country=\"DE\"/></style:default-style>"},
        {"<style:style><style:text-properties fo:language=\"zh\" fo:country=\"TW\" "
         "fo:color=\"#f00\"/></style:style>",
         "zh-TW", "en",
         "<style:style><style:text-properties fo:language=\"en\" fo:country=\"US\" "
         "fo:color=\"#f00\"/></style:style>"},
        {"<style:default-style style:family=\"paragraph\"><style:text-properties/>"
         "</style:default-style>",
         "en", "ja",
         "<style:default-style style:family=\"paragraph\"><style:text-properties "
         "style:language-asian=\"ja\" style:country-asian=\"JP\"/></style:default-style>"},
        {"<style:style><style:text-properties fo:language=\"zxx\" fo:country=\"none\"/>"
         "</style:style>",
         "zh-TW", "en",
         "<style:style><style:text-properties fo:language=\"zxx\" fo:country=\"none\"/>"
         "</style:style>"},
    };
    for (const Case& c : kCases)
        EXPECT_EQ(with_odt_language(c.before, pair(c.source, c.target)), c.after);
}

TEST(DocumentLanguage, ChangesWithTheTextAndNotWithoutIt) {
    const std::string page = "<html lang=\"zh-TW\"><p>字</p></html>";
    const auto document = parse(page, "a.html");
    document->set_languages(pair("zh-TW", "en"));
    EXPECT_EQ(unchanged(*document), page);
    std::vector<Loss> losses;
    EXPECT_EQ(document->render({{Markup::run("word")}}, losses),
              "<html lang=\"en\"><p>word</p></html>");
}

TEST(DocumentLanguage, OfDocxIsInThePartOfStylesAndInWhatChanges) {
    const std::string types =
        "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    const ZipParts parts{
        {"[Content_Types].xml", types},
        {"word/document.xml",
         "<w:document><w:body><w:p><w:r><w:rPr><w:lang w:val=\"zh-TW\"/></w:rPr><w:t>字</w:t></w:r>"
         "</w:p></w:body></w:document>"},
        {"word/styles.xml", "<w:styles><w:style/></w:styles>"},
        {"word/theme.xml", "<w:lang w:val=\"zh-TW\"/>"}};
    const auto document = parse(make_zip(parts), "a.docx");
    ASSERT_TRUE(document);
    document->set_languages(pair("zh-TW", "en"));
    EXPECT_EQ(unchanged(*document), make_zip(parts));
    std::vector<Loss> losses;
    const ZipParts written = unzip(document->render({{Markup::run("word")}}, losses));
    ASSERT_EQ(written.size(), parts.size());
    EXPECT_EQ(written[0].second, types);
    EXPECT_NE(written[1].second.find("<w:lang w:val=\"en-US\"/></w:rPr>"), std::string::npos);
    EXPECT_NE(written[1].second.find(">word</w:t>"), std::string::npos);
    EXPECT_EQ(written[2].second.find("<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:lang "
                                     "w:val=\"en-US\"/></w:rPr>"),
              0u);
    EXPECT_EQ(written[3].second, parts[3].second);
}

}  // namespace
}  // namespace diglot
