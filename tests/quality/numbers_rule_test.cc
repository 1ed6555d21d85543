#include "quality/numbers_rule.h"

#include <fstream>

#include <gtest/gtest.h>

namespace diglot {
namespace {

std::vector<Finding> check(std::string_view source, std::string_view target, bool from_english) {
    const LanguageTag chinese("zh-TW"), english("en");
    std::vector<Finding> findings;
    NumbersRule().check(
        {source, target, from_english ? english : chinese, from_english ? chinese : english},
        findings);
    return findings;
}

std::string messages(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) text += (text.empty() ? "" : "; ") + finding.message;
    return text;
}

/// The kinds of what is wrong: "different", "missing", "extra".
std::string kind_of(const Finding& finding) {
    if (finding.source_span && finding.target_span) return "different";
    return finding.source_span ? "missing" : "extra";
}

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    for (std::size_t at = 0;;) {
        const std::size_t end = line.find('\t', at);
        fields.push_back(line.substr(at, end - at));
        if (end == std::string::npos) return fields;
        at = end + 1;
    }
}

TEST(NumbersRule, JudgesEveryPairOfTheTable) {
    std::ifstream file(DIGLOT_SOURCE_DIR "/tests/quality/quantity_pairs.tsv");
    std::size_t pairs = 0, number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const std::vector<std::string> fields = fields_of(line);
        ASSERT_EQ(fields.size(), 4u) << "line " << number;
        const bool from_english = fields[0].starts_with("en:");
        const std::string source = from_english ? fields[0].substr(3) : fields[0];
        EXPECT_EQ(messages(check(source, fields[1], from_english)), "")
            << "line " << number << ": " << line;
        ++pairs;
        if (fields[3] == "-") continue;
        const std::vector<Finding> findings = check(source, fields[2], from_english);
        ++pairs;
        ASSERT_FALSE(findings.empty()) << "line " << number << ": " << line;
        EXPECT_EQ(kind_of(findings.front()), fields[3])
            << "line " << number << ": " << line << "\n  " << messages(findings);
    }
    EXPECT_GE(pairs, 300u);
}

struct Message {
    const char* source;
    const char* target;
    const char* message;
};

const Message kMessages[] = {
    {"公司投資3億5千萬美元。", "The company invested US$35 million.",
     "different quantities: \"3億5千萬美元\" (USD 350,000,000) became \"35 million\" (USD "
     "35,000,000)"},
    {"新制自民國115年施行。", "It takes effect in 2027.",
     "different quantities: \"115年\" (ROC year 115 = 2026) became \"2027\""},
    {"失業率降到百分之三點五。", "Unemployment fell to 35%.",
     "different quantities: \"百分之三點五\" (3.5 %) became \"35%\" (35 %)"},
    {"晶片採用3奈米製程。", "The chip uses a 5 nm process.",
     "different quantities: \"3奈米\" (3 nm) became \"5 nm\""},
    {"錄取十五人。", "Some were admitted.", "\"十五\" (15) is missing from the translation"},
    {"計畫很重要。", "The plan covers 25 cities.", "\"25\" is in the translation only"},
    {"一、預算。", "2. Budget.", "different list numbers: \"一、\" (1) became \"2.\" (2)"},
    {"三分之二同意。", "One third agreed.",
     "different quantities: \"三分之二\" (2/3) became \"One third\" (1/3)"},
    {"下午2時開會。", "It opens at 2 a.m.",
     "different quantities: \"2時\" (14:00) became \"2 a.m.\" (2:00)"},
    {"利率上調0.5個百分點。", "The rate rose by 0.5 percent.",
     "different quantities: \"0.5個百分點\" (0.5 percentage points) became \"0.5 percent\" (0.5 "
     "%)"},
    {"商品八折。", "Goods are 80% off.",
     "different quantities: \"八折\" (80 %) became \"80%\" (80 % off)"},
    {"星期二開會。", "They meet on Wednesday.",
     "different quantities: \"星期二\" (Tuesday) became \"Wednesday\""},
    {"上半年成長。", "It grew in the second half.",
     "different quantities: \"上半年\" (first half) became \"second half\""},
    {"損失數千萬元。", "It lost tens of thousands.",
     "different quantities: \"數千萬\" (tens of millions) became \"tens of thousands\""},
    {"以7:1擊敗日本隊。", "They beat Japan 1-7.", "different quantities: \"7:1\" became \"1-7\""},
};

TEST(NumbersRule, SaysHowItUnderstoodBothSides) {
    for (const Message& c : kMessages)
        EXPECT_EQ(messages(check(c.source, c.target, false)), c.message) << c.source;
}

TEST(NumbersRule, FindsWhatItsExamplesSay) {
    for (const RuleExample& example : NumbersRule().examples())
        EXPECT_EQ(messages(check(example.source, example.target, false)), example.found);
}

TEST(NumbersRule, ForgivesReferencesOnOneSideOnly) {
    EXPECT_EQ(messages(check("依前條規定辦理。", "Handled under Article 8.", false)), "");
    EXPECT_NE(messages(check("依前條及第九條辦理。", "Handled under Articles 8 and 10.", false)),
              "");
}

TEST(NumbersRule, FindsAValueThatTookAnothersPlace) {
    EXPECT_EQ(messages(check("第3條、第4條及第7條。", "Articles 4, 4 and 7.", false)),
              "different quantities: \"3\" became \"4\"");
}

TEST(NumbersRule, FindsTwoNumbersThatDoNotFitThoughEachStandsSomewhere) {
    EXPECT_EQ(messages(check("六個月內的三個月。", "Three (6) months within six months.", false)),
              "\"Three (6)\" says two different numbers");
    EXPECT_EQ(messages(check("三個月。", "Three (3) months.", false)), "");
    EXPECT_EQ(messages(check("第二十三條之一第二項。", "Paragraph 2 of Article 23-2.", false)),
              "different quantities: \"二十三條之一\" became \"23-2\"");
    EXPECT_EQ(messages(check("第二十三條之一第二項。", "Paragraph 2 of Article 23-1.", false)), "");
}

TEST(NumbersRule, KnowsShortReferencesAndWordsWithDigits) {
    for (const auto& [source, target] :
         {std::pair{"第十二條第二款第十一目之場所。", "Places listed in 12.2(11)."},
          std::pair{"主管機關得委託他人。", "23.4 The authority may delegate it."},
          std::pair{"前二項之測試。", "The tests of the preceding 2 paragraphs."},
          std::pair{"置主任祕書。", "There is one (1) chief secretary."},
          std::pair{"犯第一項之罪者，處罰。", "35.3 The offense in Section 35.1 is punished."},
          std::pair{"網路借貸平臺。", "A platform for P2P lending."}})
        EXPECT_EQ(messages(check(source, target, false)), "") << target;
    EXPECT_EQ(messages(check("第十二條第二款之場所。", "Places listed in 12.3.", false)),
              "\"十二\" (12) is missing from the translation; \"二\" (2) is missing from the "
              "translation; \"12.3\" is in the translation only");
}

TEST(NumbersRule, PairsWhatIsLeftByItsKind) {
    EXPECT_EQ(messages(check("自八月起實施，為期十八個月。",
                             "It starts on Sept. 1 and lasts 16 months.", false)),
              "different quantities: \"八月\" (8) became \"Sept\" (9); different quantities: "
              "\"十八\" (18) became \"16\"; \"1\" is in the translation only");
    EXPECT_EQ(messages(check("自八月起實施，補助十萬元。",
                             "It starts soon for 18 months and pays NT$100,000.", false)),
              "\"八月\" (8) is missing from the translation; \"18\" is in the translation only");
}

TEST(NumbersRule, AcceptsAnyMonthOnlyWhereNoneIsSaid) {
    EXPECT_EQ(messages(check("五日簽約。", "Signed on Dec. 5, 2025.", false)), "");
    EXPECT_EQ(messages(check("十一月五日簽約。", "Signed on Dec. 5.", false)),
              "different quantities: \"十一月\" (11) became \"Dec\" (12)");
    EXPECT_EQ(
        messages(check("十一月簽約，五日生效。", "Signed in November, in force Dec. 6.", false)),
        "different quantities: \"五日\" (5) became \"6\"; \"Dec\" (12) is in the "
        "translation only");
}

TEST(NumbersRule, TakesAScoreAsTurnedOnlyWhereNobodyLost) {
    EXPECT_EQ(messages(check("以7:1擊敗日本隊。", "Japan lost 1-7.", false)), "");
    EXPECT_EQ(messages(check("以1:7輸給日本隊。", "Japan won 7-1.", false)), "");
}

TEST(NumbersRule, ReadsOneTrillionAbroadAsAMillionToo) {
    const LanguageTag mainland("zh-CN"), english("en");
    std::vector<Finding> findings;
    NumbersRule().check({"容量5兆。", "A capacity of 5 million.", mainland, english}, findings);
    EXPECT_TRUE(findings.empty());
    EXPECT_FALSE(check("容量5兆。", "A capacity of 5 million.", false).empty());
}

}  // namespace
}  // namespace diglot
