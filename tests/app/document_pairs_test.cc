#include "app/document_pairs.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class FindDocumentPairs : public testing::Test {
protected:
    FindDocumentPairs() { fs::create_directories(folder_); }
    ~FindDocumentPairs() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    void put(const std::vector<const char*>& names) const {
        for (const char* name : names) {
            fs::create_directories((folder_ / name).parent_path());
            std::ofstream(folder_ / name) << "x\n";
        }
    }
    std::string within(const std::string& path) const {
        return fs::path(path).lexically_relative(folder_).string();
    }
    /// "NAME: SOURCE + TARGET"
    std::vector<std::string> pairs(const DocumentPairs& found) const {
        std::vector<std::string> all;
        for (const DocumentPair& pair : found.pairs)
            all.push_back(pair.name + ": " + within(pair.source) + " + " + within(pair.target));
        return all;
    }
    /// "PATH: REASON"
    std::vector<std::string> alone(const DocumentPairs& found) const {
        std::vector<std::string> all;
        for (const UnpairedDocument& one : found.alone)
            all.push_back(within(one.path) + ": " + one.reason);
        return all;
    }
    DocumentPairs find(const char* source = "zh-TW", const char* target = "en") const {
        return find_document_pairs(folder_.string(), LanguageTag(source), LanguageTag(target));
    }

    fs::path folder_ = fs::temp_directory_path() / ("diglot-pairs-" + std::to_string(getpid()));
};

TEST_F(FindDocumentPairs, ByLanguagesInTheNames) {
    put({"a.zh.txt", "a.en.txt", "b_zh-TW.md", "b_en.md", "c-zh_Hant_TW.docx", "c-en-US.docx",
         "en.d.html", "zh.d.html", "e (中文).odt", "e (English).odt", "f.CHT.srt", "f.eng.srt"});
    const DocumentPairs found = find();
    EXPECT_THAT(pairs(found),
                ElementsAre("a: a.zh.txt + a.en.txt", "b: b_zh-TW.md + b_en.md",
                            "c: c-zh_Hant_TW.docx + c-en-US.docx", "d: zh.d.html + en.d.html",
                            "e: e (中文).odt + e (English).odt", "f: f.CHT.srt + f.eng.srt"));
    EXPECT_THAT(alone(found), IsEmpty());
}

TEST_F(FindDocumentPairs, ByFoldersNamedForLanguages) {
    put({"zh/2025/a.docx", "en/2025/a.docx", "book/zh-TW/one.txt", "book/en/one.txt"});
    EXPECT_THAT(pairs(find()), ElementsAre("2025/a: zh/2025/a.docx + en/2025/a.docx",
                                           "book/one: book/zh-TW/one.txt + book/en/one.txt"));
}

TEST_F(FindDocumentPairs, WhereOnlyOneOfTheTwoSaysItsLanguage) {
    put({"a.docx", "a.en.docx", "b.md", "b.zh.md"});
    EXPECT_THAT(pairs(find()), ElementsAre("a: a.docx + a.en.docx", "b: b.zh.md + b.md"));
}

TEST_F(FindDocumentPairs, OfTwoFormatsOfOneNameEachWithItsOwn) {
    put({"a.zh.txt", "a.zh.docx", "a.en.txt", "a.en.docx", "b.zh.docx", "b.en.html"});
    const DocumentPairs found = find();
    EXPECT_THAT(pairs(found), ElementsAre("a: a.zh.docx + a.en.docx", "a: a.zh.txt + a.en.txt",
                                          "b: b.zh.docx + b.en.html"));
}

TEST_F(FindDocumentPairs, GuessesNothing) {
    put({"only.zh.txt", "two.zh.txt", "two_zh.txt", "two.en.txt", "plain.txt", "plain.md",
         "news_zh-en.txt", "report.ja.txt", "picture.png", ".hidden.zh.txt", ".git/x.zh.txt",
         "~$c.zh.docx"});
    const DocumentPairs found = find();
    EXPECT_THAT(pairs(found), IsEmpty());
    EXPECT_THAT(alone(found),
                ElementsAre("news_zh-en.txt: no translation beside it",
                            "only.zh.txt: no translation beside it",
                            "plain.md: no language in its name, and none beside it",
                            "plain.txt: no language in its name, and none beside it",
                            "report.ja.txt: no language in its name, and none beside it",
                            "two.en.txt: more than one file could be it",
                            "two.zh.txt: more than one file could be it",
                            "two_zh.txt: more than one file could be it"));
}

TEST_F(FindDocumentPairs, TakesTheLanguageThatFitsBest) {
    put({"a.zh-TW.txt", "a.zh-CN.txt", "a.en.txt", "b.zh-CN.txt", "b.en-GB.txt"});
    const DocumentPairs found = find();
    EXPECT_THAT(pairs(found),
                ElementsAre("a: a.zh-TW.txt + a.en.txt", "b: b.zh-CN.txt + b.en-GB.txt"));
    EXPECT_THAT(alone(found), ElementsAre("a.zh-CN.txt: another file of this name fits better"));
    EXPECT_EQ(found.pairs[0].source_lang, LanguageTag("zh-TW"));
    EXPECT_EQ(found.pairs[1].source_lang, LanguageTag("zh-CN"));
    EXPECT_EQ(found.pairs[1].target_lang, LanguageTag("en-GB"));
}

TEST_F(FindDocumentPairs, InTheDirectionAskedFor) {
    put({"a.zh.txt", "a.en.txt"});
    EXPECT_THAT(pairs(find("en", "zh-TW")), ElementsAre("a: a.en.txt + a.zh.txt"));
}

TEST_F(FindDocumentPairs, OfTwoFolders) {
    put({"one/a.txt", "one/b_zh.md", "one/sub/c.docx", "one/d.txt", "two/a.txt", "two/b_en.md",
         "two/sub/c.docx", "two/e.txt"});
    const DocumentPairs found =
        find_document_pairs((folder_ / "one").string(), (folder_ / "two").string(),
                            LanguageTag("zh-TW"), LanguageTag("en"));
    EXPECT_THAT(pairs(found),
                ElementsAre("a: one/a.txt + two/a.txt", "b: one/b_zh.md + two/b_en.md",
                            "sub/c: one/sub/c.docx + two/sub/c.docx"));
    EXPECT_THAT(alone(found), ElementsAre("one/d.txt: no translation beside it",
                                          "two/e.txt: no translation beside it"));
}

TEST_F(FindDocumentPairs, SaysThatAFolderCannotBeRead) {
    EXPECT_THROW(
        find_document_pairs((folder_ / "none").string(), LanguageTag("zh-TW"), LanguageTag("en")),
        IoError);
}

}  // namespace
}  // namespace diglot
