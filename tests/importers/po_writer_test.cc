#include "importers/po_writer.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/importers/pair_formats.h"

namespace diglot {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kCatalogue =
    "msgid \"\"\nmsgstr \"\"\n"
    "\"Project-Id-Version: sample 1\\n\"\n"
    "\"PO-Revision-Date: 2026-01-02 10:00+0800\\n\"\n"
    "\"Last-Translator: A <a@example.org>\\n\"\n"
    "\"Language-Team: none\\n\"\n"
    "\"Language: ru\\n\"\n"
    "\"MIME-Version: 1.0\\n\"\n"
    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Content-Transfer-Encoding: 8bit\\n\"\n"
    "\"Plural-Forms: nplurals=3; plural=n%10==1 ? 0 : n%10<5 ? 1 : 2;\\n\"\n"
    "\"X-Source-Language: en\\n\"\n"
    "\n"
    "# by a translator\n#. by a programmer\n#: src/a.c:12 src/b.c\n#, c-format\n"
    "msgctxt \"menu\"\nmsgid \"%d day\"\nmsgid_plural \"%d days\"\n"
    "msgstr[0] \"%d день\"\nmsgstr[1] \"%d дня\"\nmsgstr[2] \"%d дней\"\n"
    "\n"
    "#, fuzzy\n#| msgctxt \"old\"\n#| msgid \"Open file\"\n"
    "msgid \"Open the file\"\nmsgstr \"Открыть\"\n"
    "\n"
    "msgid \"\"\n\"Line one\\n\"\n\"line two\\n\"\nmsgstr \"\"\n\"Раз\\n\"\n\"два\\n\"\n"
    "\n"
    "#~ msgid \"Gone\"\n#~ msgstr \"Нет\"\n";

Written write(const std::vector<Unit>& units, const PoWriteOptions& options,
              const std::vector<Markup>& headers = {}) {
    const TemporaryFile file(".po");
    PoWriter writer(file.path(), options, headers);
    return written_by(writer, file, units);
}

PoWriteOptions languages(const char* source, const char* target) {
    return {{LanguageTag(source), LanguageTag(target)}, false};
}

/// gettext's own judgement; true also where msgfmt is not installed.
bool msgfmt_takes(const std::string& bytes) {
    if (std::system("command -v msgfmt > /dev/null") != 0) return true;
    const TemporaryFile file(".po");
    file.write(bytes);
    return std::system(("msgfmt -c -o /dev/null " + file.path()).c_str()) == 0;
}

TEST(WritePo, GivesBackTheCatalogueItRead) {
    Collected content;
    ASSERT_TRUE(read_as("x.po", kCatalogue, content, {}).ok());
    EXPECT_EQ(content.units.size(), 6u);
    Written written = write(content.units, languages("en", "ru"), content.headers);
    EXPECT_EQ(written.told(), "");
    EXPECT_TRUE(msgfmt_takes(written.bytes));
    const std::size_t ours = written.bytes.find("\"X-Generator");
    written.bytes.erase(ours, written.bytes.find('\n', ours) + 1 - ours);
    EXPECT_EQ(written.bytes, kCatalogue);
    Collected again;
    ASSERT_TRUE(read_as("x.po", written.bytes, again, {}).ok());
    EXPECT_TRUE(again.units == content.units);
}

TEST(WritePo, WritesWhatMsgfmtTakesOfAnyMemory) {
    Unit formatted = make_unit("%d files", "幾個檔案");
    formatted.annotations.push_back(Markup::leaf("prop", {{"type", "x-po-flag"}}, "c-format"));
    Unit coded = make_unit("", "");
    coded.variants[0].segment = Segment::from_content(
        {Markup::run("Hello "), Markup::leaf("ph", {}, "%s"), Markup::node("ph")});
    coded.variants[1].segment = Segment("你好");
    Unit german = make_unit("a", "b", "en", "de");
    const Written written =
        write({make_unit("Save \"it\"\t\\", "儲存"), make_unit("Save \"it\"\t\\", "存檔"),
               formatted, make_unit("\nline", "行"), make_unit("", "空"), coded, german},
              languages("en", "zh-TW"));
    EXPECT_TRUE(msgfmt_takes(written.bytes));
    EXPECT_THAT(written.bytes, HasSubstr("\"Language: zh_TW\\n\""));
    EXPECT_THAT(written.bytes, HasSubstr("\"Plural-Forms: nplurals=1; plural=0;\\n\""));
    EXPECT_THAT(written.bytes, HasSubstr("#, fuzzy, c-format\nmsgid \"%d files\""));
    EXPECT_THAT(written.bytes, HasSubstr("msgid \"Hello %s\"\nmsgstr \"你好\""));
    EXPECT_THAT(written.told(),
                HasSubstr("1 x further unit with the same source text and context"));
    EXPECT_THAT(written.told(), HasSubstr("2 x translation that breaks a rule of gettext"));
    EXPECT_THAT(written.told(), HasSubstr("1 x unit without source text"));
    EXPECT_THAT(written.told(), HasSubstr("1 x inline code without content"));
    EXPECT_THAT(written.told(), HasSubstr("1 x unit without en and zh-TW"));
    EXPECT_THAT(written.told(), HasSubstr("language spelling zh-TW written as zh_TW"));
}

TEST(WritePo, WritesTemplates) {
    Collected content;
    ASSERT_TRUE(read_as("x.po", kCatalogue, content, {}).ok());
    const Written written = write(content.units, {{LanguageTag("en"), {}}, true}, content.headers);
    EXPECT_TRUE(msgfmt_takes(written.bytes));
    EXPECT_THAT(written.bytes, HasSubstr("msgid \"%d day\"\nmsgid_plural \"%d days\"\n"
                                         "msgstr[0] \"\"\nmsgstr[1] \"\"\n"));
    EXPECT_THAT(written.bytes, Not(HasSubstr("Открыть")));
    EXPECT_EQ(written.told(), "1 x obsolete entry\n");
}

/// Entries are printed by the library in pieces, each with the header.
TEST(WritePo, HasOneHeaderHoweverManyEntriesThereAre) {
    std::vector<Unit> units;
    for (int i = 0; i < 3000; ++i) units.push_back(make_unit(std::to_string(i), "數"));
    const Written written = write(units, languages("en", "zh-TW"));
    EXPECT_TRUE(msgfmt_takes(written.bytes));
    Collected again;
    ASSERT_TRUE(read_as("x.po", written.bytes, again).ok());
    EXPECT_EQ(again.units.size(), 3000u);
    EXPECT_EQ(again.told(), "");
}

TEST(WritePo, WritesFormsAloneThatDoNotFitTheLanguage) {
    Collected content;
    ASSERT_TRUE(read_as("de.po",
                        "msgid \"day\"\nmsgid_plural \"days\"\nmsgstr[0] \"Tag\"\n"
                        "msgstr[1] \"Tage\"\nmsgstr[2] \"Tagen\"\n",
                        content, {})
                    .ok());
    const Written written = write(content.units, languages("en", "de"));
    EXPECT_TRUE(msgfmt_takes(written.bytes));
    EXPECT_THAT(written.told(), HasSubstr("3 x plural form of an entry with another number of "
                                          "forms, written alone"));
}

TEST(WritePo, TellsAnEmptyContextFromNone) {
    const std::string catalogue =
        "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"Content-Type: text/plain; "
        "charset=UTF-8\\n\"\n\n"
        "msgid \"Open\"\nmsgstr \"Offen\"\n\nmsgctxt \"\"\nmsgid \"Open\"\nmsgstr \"Öffnen\"\n";
    Collected content;
    ASSERT_TRUE(read_as("x.po", catalogue, content, {}).ok());
    ASSERT_EQ(content.units.size(), 2u);
    const Written written = write(content.units, languages("en", "de"), content.headers);
    EXPECT_EQ(written.told(), "");
    EXPECT_THAT(written.bytes, HasSubstr("msgctxt \"\"\nmsgid \"Open\"\nmsgstr \"Öffnen\""));
}

}  // namespace
}  // namespace diglot
