#include "glossary/recognition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::make_concept;
using testing::ElementsAre;
using testing::IsEmpty;

Concept numbered(std::int64_t id, std::initializer_list<test::T> terms) {
    Concept entry = make_concept("", terms);
    entry.id = id;
    return entry;
}

/// "matched@start-end" of each.
std::vector<std::string> spans(const std::vector<TermMatch>& matches) {
    std::vector<std::string> out;
    for (const TermMatch& match : matches)
        out.push_back(match.matched + "@" + std::to_string(match.start) + "-" +
                      std::to_string(match.end));
    return out;
}

std::vector<std::string> spans(const std::vector<std::string>& terms, const std::string& text,
                               bool all = false) {
    TermRecognizer recognizer;
    std::int64_t id = 0;
    for (const std::string& term : terms) recognizer.add(numbered(++id, {{"en", term.c_str()}}));
    RecognizeOptions options;
    options.all = all;
    return spans(recognizer.find(text, options));
}

TEST(Recognition, FindsTermsInText) {
    const struct {
        const char* why;
        std::vector<std::string> terms;
        const char* text;
        std::vector<std::string> found;
    } kCases[] = {
        {"longest first",
         {"data", "data center", "center"},
         "a data center is",
         {"data center@2-13"}},
        {"longest first in Chinese",
         {"人工", "人工智慧", "智慧"},
         "談人工智慧法",
         {"人工智慧@1-5"}},
        {"left to right", {"a b", "b c"}, "a b c", {"a b@0-3"}},
        {"after a term the search goes on", {"chip", "fab"}, "chip fab", {"chip@0-4", "fab@5-8"}},
        {"a longer term that breaks off", {"data", "data center x"}, "data center y", {"data@0-4"}},
        {"whole words only", {"grid"}, "gridx ingrid grid", {"grid@13-17"}},
        {"and their plural", {"grid"}, "grids ingrid grid", {"grids@0-5", "grid@13-17"}},
        {"no part of a number", {"5"}, "15 5 5G 2.5", {"5@3-4", "5@10-11"}},
        {"a name part of a name", {"GPT-4"}, "GPT-4o GPT-4", {"GPT-4@7-12"}},
        {"underscores join words", {"err"}, "sys_err err", {"err@8-11"}},
        {"possessive and hyphen",
         {"nasa", "fusion"},
         "Nasa's fusion-driven",
         {"Nasa@0-4", "fusion@7-13"}},
        {"case is folded", {"openai"}, "OpenAI OPENAI", {"OpenAI@0-6", "OPENAI@7-13"}},
        {"width is folded", {"OpenAI"}, "與ＯｐｅｎＡＩ合作", {"ＯｐｅｎＡＩ@1-7"}},
        {"Han script is folded", {"軟體"}, "软体", {"软体@0-2"}},
        {"Han script is folded both ways", {"国家实验室"}, "洛磯山國家實驗室", {"國家實驗室@3-8"}},
        {"Latin glued to Han", {"LLNL"}, "用LLNL的電腦", {"LLNL@1-5"}},
        {"Latin glued to Latin", {"LLNL"}, "LLNLx", {}},
        {"the plural of an acronym", {"GPU"}, "GPUs gpus GPUS", {"GPUs@0-4", "GPUS@10-14"}},
        {"kana at any place", {"システム"}, "地球システム科学", {"システム@2-6"}},
        {"particles after Hangul", {"인공지능"}, "인공지능이", {"인공지능@0-4"}},
        {"but nothing before it", {"능력"}, "인공지능력", {}},
        {"white space", {"machine learning"}, "machine \n learning", {"machine learning@0-18"}},
        {"beginning and end with symbols",
         {"C++", ".NET"},
         "C++ and .NET",
         {"C++@0-3", ".NET@8-12"}},
        {"padded terms", {"  grid "}, "the grid", {"grid@4-8"}},
        {"a term inside another's fold", {"s"}, "ß", {}},
        {"combining marks belong to the letter", {"cafe"}, "cafe\u0301", {}},
        {"empty text", {"x"}, "", {}},
        {"offsets count code points", {"grid"}, "😀é grid", {"grid@3-7"}},
    };
    for (const auto& c : kCases) {
        std::vector<std::string> expected = c.found;
        if (std::string(c.why) == "white space") expected = {"machine \n learning@0-18"};
        EXPECT_EQ(spans(c.terms, c.text), expected) << c.why;
    }
}

TEST(Recognition, AcronymsKeepTheirCase) {
    const struct {
        const char* term;
        const char* text;
        std::vector<std::string> found;
    } kCases[] = {
        {"IT", "it is IT", {"IT@6-8"}},
        {"US", "us, Us, US", {"US@8-10"}},
        {"AI", "ai與ＡＩ", {"ＡＩ@3-5"}},
        {"H100", "h100 H100", {"H100@5-9"}},
        {"NVIDIA", "Nvidia", {"Nvidia@0-6"}},
        {"AI晶片", "ai晶片", {"ai晶片@0-4"}},
        {"it", "IT", {"IT@0-2"}},
    };
    for (const auto& c : kCases) EXPECT_EQ(spans({c.term}, c.text), c.found) << c.term;
}

TEST(Recognition, TellsNestedTermsWhenAsked) {
    EXPECT_THAT(spans({"data", "data center", "center x"}, "data center x", true),
                ElementsAre("data center@0-11", "data@0-4", "center x@5-13"));
}

TEST(Recognition, ReportsEachConceptWithTheSameWords) {
    TermRecognizer recognizer;
    recognizer.add(numbered(7, {{"en", "bank"}, {"de", "Bank"}}));
    recognizer.add(numbered(3, {{"en", "Bank"}, {"de", "Ufer"}}));
    const auto found = recognizer.find("Bank");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].concept_id, 3);
    EXPECT_EQ(found[1].concept_id, 7);
    EXPECT_EQ(found[1].term, "Bank") << "the spelling in the text goes before the first";
}

TEST(Recognition, PutsUsableTranslationsFirst) {
    TermRecognizer recognizer;
    recognizer.add(numbered(1, {{"zh-TW", "輝達", TermStatus::kPreferred},
                                {"zh-CN", "英偉達", TermStatus::kPreferred},
                                {"en", "nVidia", TermStatus::kForbidden},
                                {"en", "Nvidia Corp", TermStatus::kDeprecated},
                                {"en", "NVIDIA Corporation", TermStatus::kAdmitted},
                                {"en", "NVIDIA", TermStatus::kPreferred}}));
    RecognizeOptions options;
    options.target = LanguageTag("en");
    const auto found = recognizer.find("輝達的晶片", options);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].status, TermStatus::kPreferred);
    EXPECT_EQ(found[0].lang, LanguageTag("zh-TW"));
    EXPECT_THAT(
        found[0].translations,
        ElementsAre(Translation{"NVIDIA", LanguageTag("en"), TermStatus::kPreferred},
                    Translation{"NVIDIA Corporation", LanguageTag("en"), TermStatus::kAdmitted},
                    Translation{"Nvidia Corp", LanguageTag("en"), TermStatus::kDeprecated},
                    Translation{"nVidia", LanguageTag("en"), TermStatus::kForbidden}));
    EXPECT_EQ(recognizer.find("輝達").at(0).translations.size(), 5u)
        << "all other languages, zh-CN too";
    options.target = LanguageTag("zh-TW");
    EXPECT_EQ(recognizer.find("NVIDIA", options).at(0).translations.size(), 1u)
        << "zh-CN only where there is no zh-TW";
    options.target = LanguageTag("zh-HK");
    EXPECT_EQ(recognizer.find("NVIDIA", options).at(0).translations.size(), 2u);
}

TEST(Recognition, AsksForOneSourceLanguage) {
    TermRecognizer recognizer;
    recognizer.add(numbered(1, {{"zh-CN", "軟件"}, {"zh-TW", "軟件"}, {"en", "gift"}}));
    recognizer.add(numbered(2, {{"de", "Gift"}}));
    RecognizeOptions options;
    options.source = LanguageTag("en");
    EXPECT_THAT(spans(recognizer.find("Gift", options)), ElementsAre("Gift@0-4"));
    options.source = LanguageTag("fr");
    EXPECT_THAT(recognizer.find("Gift", options), IsEmpty());
    options.source = LanguageTag("zh-TW");
    EXPECT_EQ(recognizer.find("軟件", options).at(0).lang, LanguageTag("zh-TW"));
}

TEST(Recognition, LeavesOutTermsWithoutText) {
    TermRecognizer recognizer;
    recognizer.add(numbered(1, {{"en", ""}, {"en", "  "}, {"de", "x"}}));
    EXPECT_EQ(recognizer.terms(), 1u);
}

}  // namespace
}  // namespace diglot
