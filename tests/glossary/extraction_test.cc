#include "glossary/extraction.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text/fold.h"
#include "glossary/function_words.h"

namespace diglot {
namespace {

using testing::Contains;
using testing::Not;

std::vector<ExtractedTerm> extract(const char* lang, const std::vector<std::string>& texts,
                                   ExtractionOptions options = {}) {
    TermExtractor extractor{LanguageTag(lang), LanguageTag()};
    for (const std::string& text : texts) extractor.add(text, "");
    return extractor.extract(options);
}

ExtractionOptions many(std::uint32_t min_count) {
    ExtractionOptions options;
    options.limit = 1000;
    options.min_count = min_count;
    return options;
}

std::vector<std::string> names(const std::vector<ExtractedTerm>& terms) {
    std::vector<std::string> out;
    for (const ExtractedTerm& term : terms) out.push_back(term.term);
    return out;
}

const ExtractedTerm& named(const std::vector<ExtractedTerm>& terms, const std::string& name) {
    const auto found = std::find_if(terms.begin(), terms.end(),
                                    [&](const ExtractedTerm& term) { return term.term == name; });
    EXPECT_NE(found, terms.end()) << name;
    static const ExtractedTerm kNone;
    return found == terms.end() ? kNone : *found;
}

std::vector<std::string> article(const std::string& name) {
    std::ifstream file(std::string(DIGLOT_SOURCE_DIR) + "/data/" + name);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    EXPECT_FALSE(lines.empty());
    return lines;
}

TEST(Extraction, FindsWholeChineseWords) {
    const auto terms = extract("zh-TW", {"核融合是未來的能源。", "他研究核融合。", "以核融合發電。",
                                         "核融合的成本高。", "發展核融合電廠。"});
    EXPECT_THAT(names(terms), Contains("核融合"));
    EXPECT_THAT(names(terms), Not(Contains("融合"))) << "always behind 核";
    EXPECT_THAT(names(terms), Not(Contains("核融")));
    EXPECT_EQ(named(terms, "核融合").count, 5u);
    EXPECT_EQ(named(terms, "核融合").texts, 5u);
    EXPECT_EQ(named(terms, "核融合").examples.size(), 2u);
}

TEST(Extraction, TakesNamesInQuotesAndLatinNamesFromTheirFirstTime) {
    const auto terms = extract("zh-TW", {"他讀《夜航西飛》，也參加「星鏈」計畫。",
                                         "用LLNL的電腦算print的結果。", "這是一句話。"});
    EXPECT_THAT(names(terms), Contains("夜航西飛"));
    EXPECT_THAT(names(terms), Contains("星鏈"));
    EXPECT_THAT(names(terms), Contains("LLNL"));
    EXPECT_THAT(names(terms), Not(Contains("print"))) << "no name";
    EXPECT_THAT(names(terms), Not(Contains("電腦"))) << "once";
    EXPECT_EQ(named(terms, "星鏈").quoted, 1u);
    EXPECT_TRUE(named(terms, "LLNL").latin);
}

TEST(Extraction, CountsInflectedFormsTogether) {
    const auto terms =
        extract("en", {"The power grid failed.", "Two power grids are joined.",
                       "Each power grid was mended.", "Power grids need operators."});
    const ExtractedTerm& grid = named(terms, "power grid");
    EXPECT_EQ(grid.count, 4u);
    EXPECT_THAT(names(terms), Not(Contains("power"))) << "always before grid";
}

TEST(Extraction, BeginsAndEndsWithNoFunctionWord) {
    for (const auto& term : extract("en", article("sample-article.en.txt"), many(3))) {
        const std::string folded = fold_text(term.term);
        const std::string first = folded.substr(0, folded.find_first_of(" -'"));
        const std::string last = folded.substr(folded.find_last_of(" -'") + 1);
        for (const std::string& edge : {first, last}) {
            const bool dotted = edge.find('.') != std::string::npos;  // U.S.
            EXPECT_TRUE(dotted || !is_english_function_word(edge)) << term.term;
        }
    }
    const auto terms =
        extract("en", {"the Ministry of the Interior said", "a Ministry of the Interior",
                       "by Ministry of the Interior staff"});
    EXPECT_THAT(names(terms), Contains("Ministry of the Interior"));
}

/// Places of `needle` in the text, overlapping ones too.
std::size_t places(const std::string& text, const std::string& needle) {
    std::size_t count = 0;
    for (std::size_t at = text.find(needle); at != std::string::npos;
         at = text.find(needle, at + 1))
        ++count;
    return count;
}

TEST(Extraction, CountsWhatAPlainSearchFinds) {
    const auto texts = article("sample-article.zh-TW.txt");
    std::size_t checked = 0;
    for (const ExtractedTerm& term : extract("zh-TW", texts, many(2))) {
        if (term.latin) continue;  // Whole words: not in longer ones.
        const std::string needle = fold_text(term.term);
        std::size_t count = 0;
        std::size_t holding = 0;
        for (const std::string& text : texts) {
            const std::size_t here = places(fold_text(text), needle);
            count += here;
            holding += here > 0 ? 1 : 0;
        }
        EXPECT_EQ(term.count, count) << term.term;
        EXPECT_EQ(term.texts, holding) << term.term;
        for (const ExtractionExample& example : term.examples)
            EXPECT_EQ(fold_text(example.text.substr(example.start, example.end - example.start)),
                      needle);
        ++checked;
    }
    EXPECT_GT(checked, 20u);
}

TEST(Extraction, LeavesOutWhatIsKnown) {
    const std::vector<std::string> texts{"輝達上漲。", "買輝達股票。", "輝達推出晶片。"};
    EXPECT_THAT(names(extract("zh-TW", texts)), Contains("輝達"));
    ExtractionOptions options;
    options.is_known = [](std::string_view term) { return term == "輝達"; };
    EXPECT_THAT(names(extract("zh-TW", texts, options)), Not(Contains("輝達")));
}

TEST(Extraction, PutsTheTranslationBesideTheTerm) {
    TermExtractor extractor{LanguageTag("zh-TW"), LanguageTag("en")};
    const std::pair<const char*, const char*> kUnits[] = {
        {"輝達的晶片很快。", "The chip of NVIDIA is fast."},
        {"他買輝達股票。", "He bought shares of NVIDIA."},
        {"輝達與台積電合作。", "NVIDIA works with TSMC."},
        {"台積電生產晶片。", "TSMC makes the chip."},
        {"晶片由台積電製造。", "The chip is made by TSMC."},
        {"今天天氣很好。", "The weather is fine today."},
        {"我們去散步。", "We went for a walk."},
        {"明天會下雨。", "Tomorrow it rains."},
        {"貓在睡覺。", "The cat sleeps."},
        {"狗在叫。", "The dog barks."},
    };
    for (int copy = 0; copy < 3; ++copy)
        for (const auto& [zh, en] : kUnits) extractor.add(zh, en, copy);
    const auto terms = extractor.extract({});
    EXPECT_EQ(named(terms, "輝達").translation, "NVIDIA");
    EXPECT_EQ(named(terms, "台積電").translation, "TSMC");
    EXPECT_EQ(named(terms, "晶片").translation, "chip");
    const ExtractedTerm& term = named(terms, "輝達");
    EXPECT_EQ(term.together, 9u);
    EXPECT_EQ(term.translation_texts, 9u);
    EXPECT_GT(term.association, 10.83);
    const ExtractionExample& example = term.examples.at(0);
    EXPECT_EQ(example.translation.substr(example.translation_start,
                                         example.translation_end - example.translation_start),
              "NVIDIA");
}

TEST(Extraction, PrefersTheLongerPairToThePieceOfIt) {
    TermExtractor extractor{LanguageTag("zh-TW"), LanguageTag("en")};
    for (int i = 0; i < 6; ++i) {
        extractor.add("送交中央主管機關。", "It goes to the central competent authority.");
        extractor.add("主管機關應公告。", "The competent authority announces it.");
        extractor.add("請主管機關核准。", "Ask the competent authority.");
        extractor.add("經中央主管機關同意。",
                      "With the consent of the central competent authority.");
        extractor.add("今天天氣很好。", "The weather is fine.");
        extractor.add("貓在睡覺。", "A cat sleeps.");
    }
    const auto terms = extractor.extract({});
    EXPECT_EQ(named(terms, "中央主管機關").translation, "central competent authority");
    EXPECT_EQ(named(terms, "主管機關").translation, "competent authority");
}

TEST(Extraction, OfNothingThereIsNothing) {
    EXPECT_TRUE(extract("zh-TW", {}).empty());
    EXPECT_TRUE(extract("en", {"", " ", "..."}).empty());
}

}  // namespace
}  // namespace diglot
