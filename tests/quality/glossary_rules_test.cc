// The rules that ask the glossary, beyond what the seeded file shows.
#include <gtest/gtest.h>

#include "glossary/recognition.h"
#include "quality/checker.h"

namespace diglot {
namespace {

Unit unit_of(const char* source_lang, std::string_view source, const char* target_lang,
             std::string_view target) {
    Unit unit;
    for (const auto& [lang, text] : {std::pair{source_lang, source}, {target_lang, target}}) {
        Variant& variant = unit.variants.emplace_back();
        variant.lang = LanguageTag(lang);
        variant.segment = Segment(text);
    }
    return unit;
}

class GlossaryRules : public testing::Test {
protected:
    Term& add(Concept& entry, const char* lang, const char* text,
              TermStatus status = TermStatus::kPreferred) {
        Term& term = entry.terms.emplace_back();
        term.lang = LanguageTag(lang);
        term.text = text;
        term.status = status;
        return term;
    }
    Concept& entry(const char* kind = "term") {
        Concept& made = concepts_.emplace_back();
        made.id = static_cast<std::int64_t>(concepts_.size());
        made.kind = kind;
        return made;
    }
    void use(const std::string& rule, RuleOptions rule_options = {}) {
        for (const Concept& one : concepts_) glossary_.add(one);
        CheckOptions options;
        options.only = {rule};
        options.settings[rule].options = std::move(rule_options);
        options.context.glossary = &glossary_;
        options.context.on = parse_date("2026-01-08");
        checker_.emplace(options);
    }
    std::vector<Finding> check(const Unit& unit, const char* file = "a.tmx") {
        std::vector<Finding> findings;
        checker_->check(unit, {file, {}, ++number_},
                        [&](Finding finding) { findings.push_back(std::move(finding)); });
        return findings;
    }
    std::string message(const Unit& unit, const char* file = "a.tmx") {
        std::string all;
        for (const Finding& one : check(unit, file)) all += (all.empty() ? "" : "; ") + one.message;
        return all;
    }
    std::string message(const char* source, const char* target) {
        return message(unit_of("zh-TW", source, "en", target));
    }

    std::vector<Concept> concepts_;
    TermRecognizer glossary_;
    std::optional<Checker> checker_;
    std::int64_t number_ = 0;
};

TEST_F(GlossaryRules, SuggestNoWordTwice) {
    Concept& department = entry("organisation");
    add(department, "zh-TW", "美國能源部");
    add(department, "en", "US Department of Energy");
    use("names");
    const auto found =
        check(unit_of("zh-TW", "美國能源部宣布", "en", "The US Departmant of Energy said"));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].suggestion, "The US Department of Energy said");
}

TEST_F(GlossaryRules, TakeWhatIsShortForTheSame) {
    Concept& model = entry();
    add(model, "zh-TW", "大型語言模型");
    add(model, "en", "large language model");
    add(model, "en", "LLM");
    Concept& spending = entry();
    add(spending, "zh-TW", "資本支出");
    add(spending, "en", "capital expenditure");
    add(spending, "en", "capex");
    Concept& fab = entry();
    add(fab, "zh-TW", "晶圓廠");
    add(fab, "en", "fab");
    add(fab, "en", "wafer plant");
    use("term-consistency");
    EXPECT_EQ(message("大型語言模型很大", "Large language models are large"), "");
    EXPECT_EQ(message("大型語言模型很貴", "LLMs are expensive"), "");
    EXPECT_EQ(message("資本支出增加", "Capital expenditure rose"), "");
    EXPECT_EQ(message("資本支出減少", "Capex fell"), "");
    EXPECT_EQ(message("晶圓廠開工", "The fab opened"), "");
    EXPECT_NE(message("晶圓廠停工", "The wafer plant closed"), "");
}

TEST_F(GlossaryRules, KnowAHeadFromItsOrganisation) {
    Concept& ministry = entry("organisation");
    add(ministry, "zh-TW", "經濟部");
    add(ministry, "en", "Ministry of Economic Affairs");
    use("terms");
    EXPECT_EQ(message("經濟部長龔明鑫表示", "Minister of Economic Affairs Kung Ming-hsin said"),
              "");
    EXPECT_NE(message("經濟部長期投入", "The agency has long been committed"), "");
    EXPECT_NE(message("經濟部表示", "The agency said"), "");
}

TEST_F(GlossaryRules, LetAPersonBeCalledByTheSurname) {
    Concept& huang = entry("person");
    add(huang, "zh-TW", "黃仁勳");
    add(huang, "en", "Jensen Huang");
    Concept& kung = entry("person");
    add(kung, "zh-TW", "龔明鑫");
    add(kung, "en", "Kung Ming-hsin");
    use("terms");
    EXPECT_EQ(message("黃仁勳說", "Huang said"), "");
    EXPECT_EQ(message("龔明鑫說", "Kung said"), "");
    EXPECT_NE(message("黃仁勳說", "Hwang said"), "");
    EXPECT_NE(message("龔明鑫說", "Minghsin said"), "");
}

TEST_F(GlossaryRules, AskForTheTermOfTheRegion) {
    Concept& tyre = entry();
    add(tyre, "zh-TW", "輪胎工廠");
    add(tyre, "en", "tire factory").region = "US";
    add(tyre, "en", "tyre factory").region = "GB";
    use("terms");
    const auto found = check(unit_of("zh-TW", "輪胎工廠", "en-GB", "The tire factory"));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].message,
              "\"tire factory\" is the term of another region; for en-GB the glossary has \"tyre "
              "factory\"");
    EXPECT_EQ(found[0].suggestion, "The tyre factory");
    EXPECT_EQ(message(unit_of("zh-TW", "輪胎工廠", "en-GB", "The tyre factory")), "");
    EXPECT_EQ(message(unit_of("zh-TW", "輪胎工廠", "en", "The tire factory")), "");
    EXPECT_EQ(message(unit_of("zh-TW", "輪胎工廠", "en-US", "The tire factory")), "");
}

TEST_F(GlossaryRules, DoNotTakeTheWordOfTheOtherSideOfTheStrait) {
    Concept& software = entry();
    add(software, "en", "software");
    add(software, "zh-TW", "軟體");
    add(software, "zh-CN", "软件");
    use("terms");
    EXPECT_EQ(message(unit_of("en", "The software is new.", "zh-TW", "軟件很新。")),
              "\"軟件\" is the term of another region; for zh-TW the glossary has \"軟體\"");
    EXPECT_EQ(message(unit_of("en", "The software is new.", "zh-TW", "軟體很新。")), "");
    EXPECT_EQ(message(unit_of("en", "The software is new.", "zh-CN", "软件很新。")), "");
}

TEST_F(GlossaryRules, TakeWordsOfTheSameFamilyForATerm) {
    Concept& label = entry();
    add(label, "zh-TW", "標示內容");
    add(label, "en", "labeling content");
    Concept& authority = entry();
    add(authority, "zh-TW", "主管機關");
    add(authority, "en", "Authority");
    Concept& growth = entry();
    add(growth, "zh-TW", "年增");
    add(growth, "en", "year on year");
    Concept& act = entry();
    add(act, "zh-TW", "公司法");
    add(act, "en", "Company Act");
    use("terms");
    EXPECT_EQ(message("標示內容", "the content of the labels"), "");
    EXPECT_EQ(message("主管機關", "the competent authorities"), "");
    EXPECT_EQ(message("主管機關", "the author"), "\"主管機關\" is not translated as \"Authority\"");
    EXPECT_EQ(message("年增百分之三", "3% more than a year ago"),
              "\"年增\" is not translated as \"year on year\"");
    EXPECT_EQ(message("公司法", "a company under that Act"),
              "\"公司法\" is not translated as \"Company Act\"");
}

TEST_F(GlossaryRules, TakeOnlyTheTermItselfWhereFamiliesAreOff) {
    Concept& label = entry();
    add(label, "zh-TW", "標示內容");
    add(label, "en", "labeling content");
    use("terms", {{"families", {"false"}}});
    EXPECT_EQ(message("標示內容", "the content of the labels"),
              "\"標示內容\" is not translated as \"labeling content\"");
}

TEST_F(GlossaryRules, LeaveOutTermsThatSettingsName) {
    Concept& grid = entry();
    add(grid, "zh-TW", "電網");
    add(grid, "en", "power grid");
    use("terms", {{"ignore", {"電網"}}});
    EXPECT_EQ(message("電網", "the network"), "");
}

TEST_F(GlossaryRules, SuggestTheTermInPlaceOfTheWordsThatWereLeft) {
    Concept& grid = entry();
    add(grid, "zh-TW", "電網");
    add(grid, "en", "power grid");
    use("terms");
    const auto found = check(unit_of("zh-TW", "全島電網", "en", "the 電網 of the island"));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].suggestion, "the power grid of the island");
}

TEST_F(GlossaryRules, SuggestTheRightTermForAForbiddenOneWhereThereIsOne) {
    Concept& grid = entry();
    add(grid, "zh-TW", "電網");
    add(grid, "en", "power grid");
    add(grid, "en", "electric net", TermStatus::kForbidden);
    use("forbidden-terms");
    auto found = check(unit_of("zh-TW", "電網", "en", "Electric net is down"));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].suggestion, "Power grid is down");
    found = check(unit_of("zh-TW", "電網", "en", "Both electric nets are down"));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].suggestion, "");  // Of a plural the right form is not known.
}

TEST_F(GlossaryRules, IntroduceAShortFormInEachFileAnew) {
    Concept& council = entry("organisation");
    council.first_mention = true;
    add(council, "zh-TW", "國科會");
    add(council, "en", "National Science and Technology Council").term_type = "fullForm";
    add(council, "en", "NSTC").term_type = "acronym";
    use("first-mention");
    const Unit brief = unit_of("zh-TW", "國科會表示。", "en", "The NSTC said so.");
    const Unit full = unit_of("zh-TW", "國科會表示。", "en",
                              "The National Science and Technology Council (NSTC) said so.");
    EXPECT_EQ(message(full), "");
    EXPECT_EQ(message(brief), "");
    const auto found = check(brief, "b.tmx");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].suggestion, "The National Science and Technology Council (NSTC) said so.");
    EXPECT_EQ(message(brief, "b.tmx"), "");  // Told once.
    EXPECT_EQ(message(brief, ""), "");       // The memory is no text.
}

TEST_F(GlossaryRules, SpellNamesByTheirCaseRule) {
    Concept& written = entry("organisation");
    add(written, "zh-TW", "輝達");
    add(written, "en", "NVIDIA").case_rule = CaseRule::kAsWritten;
    Concept& any = entry("organisation");
    add(any, "zh-TW", "聯想");
    add(any, "en", "Lenovo").case_rule = CaseRule::kAny;
    Concept& other = entry("organisation");
    add(other, "zh-TW", "臉書公司");
    add(other, "en", "Facebook");
    use("names");
    EXPECT_EQ(message("輝達", "NVidia"), "\"NVidia\" is spelled \"NVIDIA\" in the glossary");
    EXPECT_EQ(message("輝達", "NVIDIA's cards"), "");
    EXPECT_EQ(message("聯想", "LENOVO"), "");
    EXPECT_EQ(message("臉書公司", "FaceBook"),
              "\"FaceBook\" is spelled \"Facebook\" in the glossary");
    EXPECT_EQ(message("臉書公司", "FACEBOOK"), "");
    EXPECT_EQ(message("臉書公司", "Face Book"),
              "\"Face Book\" is spelled \"Facebook\" in the glossary");
    EXPECT_EQ(message("臉書公司", "Its app"), "");
    EXPECT_EQ(message("書店", "Facebok"), "");
}

TEST_F(GlossaryRules, LeaveMisspelledNamesToTheRuleOfNames) {
    Concept& lab = entry("organisation");
    add(lab, "zh-TW", "阿貢國家實驗室");
    add(lab, "en", "Argonne National Laboratory");
    use("terms");
    EXPECT_EQ(message("阿貢國家實驗室", "Argone National Laboratory"), "");
    EXPECT_EQ(message("阿貢國家實驗室", "Oak Ridge National Laboratory"),
              "\"阿貢國家實驗室\" is not translated as \"Argonne National Laboratory\"");
}

TEST_F(GlossaryRules, TellHowATermWasTranslatedBeforeWithThePlace) {
    Concept& foundry = entry();
    add(foundry, "zh-TW", "晶圓代工");
    add(foundry, "en", "wafer foundry");
    add(foundry, "en", "contract chipmaking", TermStatus::kAdmitted);
    use("term-consistency");
    EXPECT_EQ(message("晶圓代工", "a wafer foundry"), "");
    const auto found = check(unit_of("zh-TW", "晶圓代工", "en", "contract chipmaking"), "b.tmx");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].message, "\"contract chipmaking\" was \"wafer foundry\" in unit 1 of a.tmx");
    ASSERT_EQ(found[0].also.size(), 1u);
    EXPECT_EQ(found[0].also[0].place.file, "a.tmx");
}

TEST_F(GlossaryRules, ListCandidatesForNamesThatNoTermCovers) {
    Concept& lab = entry("organisation");
    add(lab, "zh-TW", "國家實驗室");
    add(lab, "en", "National Lab");
    use("name-candidates");
    check(unit_of("zh-TW", "山姆・奧特曼（Sam Altman）訪台", "en", "Sam Altman visited Taiwan"));
    check(unit_of("zh-TW", "山姆・奧特曼到國家實驗室", "en", "Sam Altman was at the National Lab"));
    check(unit_of("zh-TW", "他到國家實驗室", "en", "He was at the National Lab of Emma Watson"));
    std::vector<std::string> messages;
    checker_->finish([&](const Finding& finding) { messages.push_back(finding.message); });
    EXPECT_EQ(messages, (std::vector<std::string>{
                            "\"山姆・奧特曼\" (Sam Altman) is in 2 units and not in the glossary",
                            "\"Sam Altman\" is in 2 units and not in the glossary"}));
}

}  // namespace
}  // namespace diglot
