#include "app/term_impact.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/export_file.h"
#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using test::make_concept;
using testing::ElementsAre;
using testing::IsEmpty;

class TermImpactTest : public testing::Test {
protected:
    TermImpactTest() : file_(":memory:") {}

    std::int64_t add_unit(const std::string& zh, Segment en, const char* target = "en") {
        Unit unit;
        unit.source = 0;
        unit.variants.resize(2);
        unit.variants[0].lang = LanguageTag("zh-TW");
        unit.variants[0].segment = Segment(zh);
        unit.variants[1].lang = LanguageTag(target);
        unit.variants[1].segment = std::move(en);
        for (Variant& variant : unit.variants) variant.lang_spelling = variant.lang.text();
        ChangeSet change(file_.database(), file_.log(), {"tester", "import", ""});
        file_.memory().add(unit, change);
        file_.memory().flush();
        change.commit();
        return ++units_;
    }
    std::int64_t add_unit(const std::string& zh, const std::string& en) {
        return add_unit(zh, Segment(en));
    }
    Concept add_concept(const Concept& entry) {
        ChangeSet change(file_.database(), file_.log(), {"tester", "term add", ""});
        std::int64_t id = 0;
        file_.glossary().add(entry, change, &id);
        change.commit();
        return *file_.glossary().find(id);
    }
    /// NREL is deprecated, NLR preferred.
    static Concept renamed(Concept entry) {
        for (Term& term : entry.terms)
            if (term.text == "NREL") set_status(term, TermStatus::kDeprecated);
        Term& term = entry.terms.emplace_back();
        term.lang = LanguageTag("en");
        term.text = "NLR";
        set_status(term, TermStatus::kPreferred);
        complete(entry);
        return entry;
    }

    /// "1 surely: NLR said", "2 perhaps by hand (code)", one each.
    std::vector<std::string> told(const Concept& before, const Concept& after,
                                  const std::string& replace_with = "") {
        const TermImpact impact(file_, before, after, {Date::today(), replace_with});
        std::vector<std::string> all;
        for (const std::int64_t id : impact.candidates()) {
            const auto unit = impact.look_at(id);
            if (!unit) continue;
            std::string line = std::to_string(id) + (unit->surely ? " surely" : " perhaps");
            if (unit->obstacle() != ImpactObstacle::kNone)
                line += std::string(" by hand (") + to_string(unit->obstacle()) + ")";
            else
                for (const ImpactedVariant& one : unit->variants) line += ": " + one.after.text;
            all.push_back(line);
        }
        return all;
    }

    std::string exported() {
        const fs::path path =
            fs::temp_directory_path() / ("diglot-impact-" + std::to_string(getpid()) + ".tmx");
        ExportRequest request;
        request.path = path.string();
        export_file(file_, request);
        std::ifstream in(path, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        fs::remove(path);
        return bytes;
    }

    DiglotFile file_;
    std::int64_t units_ = 0;
};

TEST_F(TermImpactTest, SurelyWhereTheOtherSideHoldsTheConcept) {
    const Concept lab =
        add_concept(make_concept("", {{"zh-TW", "再生能源實驗室"}, {"en", "NREL"}}));
    add_unit("再生能源實驗室說", "NREL said");
    add_unit("它說", "NREL said so");
    add_unit("再生能源實驗室", "The lab");
    EXPECT_THAT(told(lab, renamed(lab)),
                ElementsAre("1 surely: NLR said", "2 perhaps: NLR said so"));
}

TEST_F(TermImpactTest, OnlyWhereTheGlossaryFindsTheTerm) {
    const Concept lab =
        add_concept(make_concept("", {{"zh-TW", "再生能源實驗室"}, {"en", "NREL"}}));
    add_concept(make_concept("", {{"en", "NREL campus"}}));
    add_unit("甲", "nrel is not the acronym");
    add_unit("乙", "NRELIABLE");
    add_unit("丙", "the NREL campus");
    add_unit("丁", Segment("NREL in a text that is not English"), "de");
    EXPECT_THAT(told(lab, renamed(lab)), IsEmpty());
}

TEST_F(TermImpactTest, AWordingInsideTheNewOneIsLeft) {
    const Concept lab = add_concept(make_concept("", {{"zh-TW", "實驗室"}, {"en", "laboratory"}}));
    Concept after = make_concept("", {{"zh-TW", "實驗室"}, {"en", "national laboratory"}});
    after.id = lab.id;
    complete(after);
    add_unit("一", "a national laboratory and laboratories");
    EXPECT_THAT(told(lab, after),
                ElementsAre("1 perhaps: a national laboratory and national laboratories"));
}

TEST_F(TermImpactTest, TheSourceSideToo) {
    const Concept chip = add_concept(make_concept("", {{"zh-TW", "芯片"}, {"en", "chip"}}));
    Concept after = make_concept("", {{"zh-TW", "晶片"}, {"en", "chip"}});
    after.id = chip.id;
    complete(after);
    add_unit("這個芯片與芯片", "these chips");
    EXPECT_THAT(told(chip, after), ElementsAre("1 surely: 這個晶片與晶片"));
}

TEST_F(TermImpactTest, AWordOfTaiwanIsNotPutIntoATextFromTheMainland) {
    const Concept soft = add_concept(make_concept("", {{"zh-TW", "軟體"}, {"en", "software"}}));
    Concept after = make_concept("", {{"zh-TW", "軟體程式"}, {"en", "software"}});
    after.id = soft.id;
    complete(after);
    Unit unit;
    unit.source = 0;
    unit.variants.resize(2);
    unit.variants[0].lang = LanguageTag("zh-CN");
    unit.variants[0].segment = Segment("这个软件");
    unit.variants[1].lang = LanguageTag("en");
    unit.variants[1].segment = Segment("this software");
    ChangeSet change(file_.database(), file_.log(), {"tester", "import", ""});
    file_.memory().add(unit, change);
    change.commit();
    EXPECT_THAT(told(soft, after), IsEmpty());
}

TEST_F(TermImpactTest, ACodeInsideTheWordingIsLeftToThePerson) {
    const Concept lab = add_concept(make_concept("", {{"zh-TW", "實驗室"}, {"en", "NREL"}}));
    const auto with = [](const char* json) { return Segment::from_content(parse_jsonml(json)); };
    add_unit("實驗室一", with(R"(["N",["hi",{"type":"b"},"REL"]," said"])"));
    add_unit("實驗室二", with(R"([["ph",{"x":"1"},"<br/>"],"NREL's",["ph",{"x":"2"},"<br/>"]])"));
    EXPECT_THAT(told(lab, renamed(lab)), ElementsAre("1 surely by hand (code)", "2 surely: NLR's"));
}

TEST_F(TermImpactTest, ChoosesAShortFormForAShortForm) {
    Concept lab =
        make_concept("", {{"en", "National Renewable Energy Laboratory"}, {"en", "NREL"}});
    lab = add_concept(lab);
    Concept after =
        make_concept("", {{"en", "National Laboratory of the Rockies", TermStatus::kPreferred},
                          {"en", "NLR", TermStatus::kAdmitted}});
    after.id = lab.id;
    complete(after);
    add_unit("一", "the National Renewable Energy Laboratory (NREL)");
    EXPECT_THAT(told(lab, after),
                ElementsAre("1 perhaps: the National Laboratory of the Rockies (NLR)"));
    EXPECT_THAT(told(lab, after, "NLR"), ElementsAre("1 perhaps: the NLR (NLR)"));
    EXPECT_TRUE(may_be_put(after, "NLR", Date::today()));
    EXPECT_FALSE(may_be_put(after, "NRL", Date::today()));
    EXPECT_THROW(told(lab, after, "NRL"), std::logic_error);
}

TEST_F(TermImpactTest, ATermWhoseDaysAreOverGivesWay) {
    const Concept lab = add_concept(make_concept("", {{"en", "NREL"}}));
    Concept after = make_concept("", {{"en", "NREL"}, {"en", "NLR"}});
    after.id = lab.id;
    after.terms[0].valid_until = parse_date("2025-11-30");
    after.terms[1].valid_from = parse_date("2025-12-01");
    complete(after);
    add_unit("一", "NREL");
    EXPECT_THAT(TermImpact(file_, lab, after, {*parse_date("2025-11-30"), ""}).wordings(),
                IsEmpty());
    const TermImpact impact(file_, lab, after, {*parse_date("2025-12-01"), ""});
    ASSERT_EQ(impact.wordings().size(), 1u);
    EXPECT_EQ(impact.wordings()[0].by->text, "NLR");
}

TEST_F(TermImpactTest, WithoutAnotherWordingTheUnitsAreOnlyListed) {
    const Concept lab = add_concept(make_concept("", {{"zh-TW", "實驗室"}, {"en", "NREL"}}));
    Concept removed = lab;
    removed.terms.clear();
    add_unit("實驗室", "NREL");
    add_unit("實驗室", "it");
    EXPECT_THAT(told(lab, removed),
                ElementsAre("1 surely by hand (no-wording)", "2 perhaps by hand (no-wording)"));
}

TEST_F(TermImpactTest, AnEditThatTakesNoWordingAwayContradictsNothing) {
    const Concept lab = add_concept(make_concept("", {{"zh-TW", "實驗室"}, {"en", "NREL"}}));
    Concept after = lab;
    after.definition = "A laboratory.";
    add_unit("實驗室", "NREL");
    EXPECT_THAT(told(lab, after), IsEmpty());
}

TEST_F(TermImpactTest, UndoTakesEditAndReplacementBackToTheByte) {
    const Concept lab = add_concept(make_concept("", {{"zh-TW", "實驗室"}, {"en", "NREL"}}));
    add_unit("實驗室一", "NREL said");
    add_unit("實驗室一", "NLR said");
    add_unit("實驗室二", "two NRELs");
    const std::string before = exported();
    {
        const ChangeRequest request{"tester", "term edit", ""};
        ChangeSet change(file_.database(), file_.log(), request);
        const TermImpact impact(file_, lab, renamed(lab), {Date::today(), ""});
        ASSERT_EQ(file_.glossary().update(renamed(lab)), Updated::kUpdated);
        std::vector<ImpactObstacle> obstacles;
        for (const std::int64_t id : impact.candidates())
            if (const auto unit = impact.look_at(id))
                obstacles.push_back(apply_impact(file_, *unit, request));
        EXPECT_THAT(obstacles, ElementsAre(ImpactObstacle::kSameUnit, ImpactObstacle::kNone));
        change.commit();
    }
    EXPECT_EQ(file_.memory().find(3)->variants[1].segment.text, "two NLRs");
    EXPECT_EQ(file_.memory().find(3)->stamp.changed_by, "tester");
    EXPECT_EQ(file_.glossary().find(lab.id)->terms.size(), 3u);
    EXPECT_THAT(file_.verify().faults, IsEmpty());
    ASSERT_TRUE(file_.log().undo(*file_.log().latest()).ok());
    EXPECT_EQ(exported(), before);
    EXPECT_EQ(file_.glossary().find(lab.id), lab);
    EXPECT_THAT(file_.verify().faults, IsEmpty());
}

}  // namespace
}  // namespace diglot
