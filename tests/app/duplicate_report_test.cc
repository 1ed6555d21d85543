#include "app/duplicate_report.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/duplicate_removal.h"
#include "app/near_duplicates.h"
#include "tm/score.h"
#include "tm/unit_items.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using Decision = DuplicateDecision;

class DuplicateReportTest : public testing::Test {
protected:
    DuplicateReportTest() : file_(path("a.diglot")) {}
    ~DuplicateReportTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const {
        fs::create_directories(folder_);
        return (folder_ / name).string();
    }
    void add(const std::vector<std::pair<std::string, std::string>>& texts,
             const std::string& lang = "zh-TW") {
        ChangeSet change(file_.database(), file_.log(), {"wei", "import", ""});
        for (const auto& [source, target] : texts) {
            Unit unit;
            unit.source = 0;
            unit.variants.resize(2);
            unit.variants[0].lang = LanguageTag(lang);
            unit.variants[0].segment = Segment(source);
            unit.variants[1].lang = LanguageTag("en");
            unit.variants[1].segment = Segment(target);
            unit.annotations.push_back(Markup::leaf("note", {}, "of " + target));
            file_.memory().add(unit, change);
        }
        file_.memory().flush();
        change.commit();
    }
    void change(std::int64_t id, const std::function<void(Unit&)>& edit) {
        ChangeSet change(file_.database(), file_.log(), {"mei", "edit", ""});
        Unit unit = *file_.memory().find(id);
        edit(unit);
        unit.stamp.changed = Time::now();
        file_.memory().update(unit);
        change.commit();
    }
    void set_language(std::int64_t id, const std::string& lang) {
        change(id, [&](Unit& unit) {
            unit.variants[1].lang = LanguageTag(lang);
            unit.variants[1].lang_spelling = lang;
        });
    }
    std::vector<std::string> all() {
        std::vector<std::string> all;
        file_.memory().for_each({}, [&](const Unit& unit) {
            all.push_back(canonical_form(unit, true));
            return true;
        });
        return all;
    }
    DuplicateGroup group(const std::vector<std::pair<std::int64_t, Decision>>& rows) {
        DuplicateGroup group;
        for (const auto& [id, decision] : rows)
            group.rows.push_back({*file_.memory().find(id), decision, std::nullopt});
        return group;
    }
    std::string table(const std::vector<DuplicateGroup>& groups) const {
        const auto report = duplicate_csv(path("d.csv"));
        for (const DuplicateGroup& group : groups) report->add(group);
        report->finish();
        return path("d.csv");
    }
    std::string write(const std::string& text) const {
        std::ofstream(path("d.csv"), std::ios::trunc) << text;
        return path("d.csv");
    }
    std::string error_of(const std::string& text) const {
        const auto read = read_duplicate_decisions(write(text));
        return read ? "" : read.error().code + " " + std::to_string(read.error().position.line);
    }
    DuplicatesApplied apply(const std::string& path) {
        const auto read = read_duplicate_decisions(path);
        EXPECT_TRUE(read);
        return apply_decisions(file_, *read, {"wei", "dedupe", path}, {});
    }

    fs::path folder_ =
        fs::temp_directory_path() / ("diglot-duplicates-" + std::to_string(getpid()));
    DiglotFile file_;
};

TEST_F(DuplicateReportTest, CarriesOutWhatWasDecidedAndTakesItBack) {
    add({{"港口", "harbour"},
         {"港口。", "=harbor, \"old\"\nname"},
         {"渡輪", "ferry"},
         {"渡船", "boat"}});
    const std::vector<std::string> before = all();
    const DuplicatesApplied done =
        apply(table({group({{1, Decision::kKeep}, {2, Decision::kJoin}}),
                     group({{3, Decision::kRemove}}), group({{4, Decision::kOpen}})}));
    EXPECT_EQ(done.removed, 2);
    EXPECT_EQ(done.joined, 1);
    EXPECT_EQ(done.groups, 2);
    EXPECT_THAT(done.changed, IsEmpty());
    EXPECT_EQ(all().size(), 2U);
    EXPECT_EQ(file_.memory().find(1)->annotations.size(), 2U);  // The other's note is not lost.
    ASSERT_TRUE(file_.log().undo(*done.change));
    EXPECT_EQ(all(), before);
}

TEST_F(DuplicateReportTest, LeavesGroupsOfWhichAUnitWasChangedSince) {
    add({{"港口", "harbour"}, {"港口。", "harbor"}, {"渡輪", "ferry"}, {"渡船", "ferry."}});
    const std::string decided = table({group({{1, Decision::kKeep}, {2, Decision::kJoin}}),
                                       group({{3, Decision::kKeep}, {4, Decision::kRemove}})});
    {
        ChangeSet change(file_.database(), file_.log(), {"mei", "edit", ""});
        Unit unit = *file_.memory().find(1);
        unit.variants[1].segment = Segment("port");
        file_.memory().update(unit);
        change.commit();
    }
    const DuplicatesApplied done = apply(decided);
    ASSERT_EQ(done.changed.size(), 1U);
    EXPECT_EQ(done.changed[0].unit, 1);
    EXPECT_EQ(done.changed[0].line, 2U);
    EXPECT_EQ(done.removed, 1);
    EXPECT_TRUE(file_.memory().find(2));
    EXPECT_FALSE(file_.memory().find(4));
    EXPECT_EQ(apply(decided).change, std::nullopt);  // All of it was decided, or is changed.
}

TEST_F(DuplicateReportTest, LeavesAGroupOfWhichALanguageWouldBeLost) {
    add({{"天氣很好", "Nice weather"},
         {"天氣很好嗎", "Mauvais temps"},
         {"天氣很好", "Good weather"}});
    set_language(2, "fr");
    const std::vector<std::string> before = all();
    // Of sources that differ nothing is proposed.
    const DuplicateGroup near = propose_decisions(
        {*file_.memory().find(1), *file_.memory().find(2)}, Keep::kOldest, Score{8000});
    EXPECT_EQ(near.rows[1].decision, Decision::kOpen);
    const DuplicatesApplied done =
        apply(table({group({{1, Decision::kKeep}, {2, Decision::kJoin}, {3, Decision::kJoin}})}));
    EXPECT_EQ(done.change, std::nullopt);
    ASSERT_EQ(done.other_languages.size(), 1U);
    EXPECT_EQ(done.other_languages[0].unit, 2);
    EXPECT_EQ(done.other_languages[0].line, 3U);
    EXPECT_EQ(all(), before);
}

TEST_F(DuplicateReportTest, AJoinedUnitsOtherLanguagesGoToTheOneThatIsKept) {
    add({{"天氣很好", "Nice weather"}, {"天氣很好", "Beau temps"}});
    set_language(2, "fr");
    const DuplicatesApplied done =
        apply(table({group({{1, Decision::kKeep}, {2, Decision::kJoin}})}));
    EXPECT_EQ(done.joined, 1);
    const Unit kept = *file_.memory().find(1);
    ASSERT_EQ(kept.variants.size(), 3U);
    EXPECT_EQ(kept.variants[2].lang.text(), "fr");
    EXPECT_EQ(kept.variants[2].segment.text, "Beau temps");
}

TEST_F(DuplicateReportTest, SeesUnderTheLockWhatSomebodyChangedSinceTheLook) {
    add({{"港口", "harbour"}, {"港口。", "harbour"}, {"港口！", "harbour"}});
    UnitFilter filter;
    filter.in_use = true;
    filter.where = *UnitCondition::parse("target:harbour");
    const UnitGroup group = {1, 2, 3};
    // The newest is rejected between the look and the lock; another no longer fits the condition.
    change(3, [](Unit& unit) { set_state(unit, unit_state::kRejected); });
    change(2, [](Unit& unit) { unit.variants[1].segment = Segment("port"); });
    DuplicatesRemoved done = remove_duplicates(file_, {group}, {filter, {}, Keep::kNewest, {}, {}});
    EXPECT_EQ(done.units, 0);
    EXPECT_EQ(done.change, std::nullopt);
    change(2, [](Unit& unit) { unit.variants[1].segment = Segment("Harbour."); });
    done = remove_duplicates(file_, {group}, {filter, {}, Keep::kNewest, {}, {}});
    EXPECT_EQ(done.units, 1);
    EXPECT_TRUE(file_.memory().find(2));  // The newest of those that count.
    EXPECT_TRUE(file_.memory().find(3));
    EXPECT_FALSE(file_.memory().find(1));
}

TEST_F(DuplicateReportTest, NamesTheLineOfARowThatItCannotTake) {
    const std::string head = "group,unit,decision,state\n";
    const std::string state = ",s0123456789abcdef\n";
    EXPECT_EQ(error_of("unit,decision\n1,keep\n"), "dedupe.no-columns 1");
    EXPECT_EQ(error_of(head + "1,x,keep" + state), "dedupe.row 2");
    EXPECT_EQ(error_of(head + "1,1,keep,12\n"), "dedupe.row 2");
    EXPECT_EQ(error_of(head + "1,1,keep" + state + "1,2,maybe" + state), "dedupe.decision 3");
    EXPECT_EQ(error_of(head + "1,1,keep" + state + "2,1,remove" + state), "dedupe.twice 3");
    EXPECT_EQ(error_of(head + "1,1,," + state.substr(1) + "1,2,join" + state), "dedupe.join 3");
    EXPECT_EQ(error_of(head + "1,1,keep" + state + "1,2,keep" + state + "1,3,join" + state),
              "dedupe.join 4");
    // As a spreadsheet may write it: other columns, semicolons, capitals, another order.
    const auto read = read_duplicate_decisions(
        write("state;decision;note;unit;group\ns0123456789abcdef; Keep ;x;7;1\n"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->front().front().unit, 7);
    EXPECT_EQ(read->front().front().decision, Decision::kKeep);
}

TEST_F(DuplicateReportTest, WritesAPageThatHoldsWhatTheTableNeeds) {
    add({{"<港口>", "harbour & \"port\""}, {"港口", "harbor"}});
    const auto page = duplicate_page(path("d.html"), "Duplicates");
    page->add(group({{1, Decision::kKeep}, {2, Decision::kJoin}}));
    page->finish();
    std::ifstream input(path("d.html"));
    std::stringstream text;
    text << input.rdbuf();
    EXPECT_THAT(text.str(), testing::HasSubstr("harbour &amp; &quot;port&quot;"));
    EXPECT_THAT(text.str(), testing::HasSubstr("data-group=\"1\" data-unit=\"2\" data-state=\"s"));
    EXPECT_THAT(text.str(), testing::HasSubstr("<option value=\"join\" selected>"));
    EXPECT_THAT(text.str(), testing::Not(testing::HasSubstr("<港口>")));
}

TEST_F(DuplicateReportTest, FindsTheSameNearOnesAsComparingAllWithAll) {
    std::vector<std::pair<std::string, std::string>> texts;
    const std::vector<std::string> words = {"市政府", "今天", "宣布", "新的", "渡輪", "路線"};
    for (int i = 0; i < 400; ++i) {
        std::string source;
        for (int k = 0; k < 8; ++k)
            source += words[static_cast<std::size_t>((i * (k + 3) / (k % 3 + 1) + k) % 6)];
        texts.emplace_back(source + std::to_string(i % 7), "text " + std::to_string(i));
    }
    add(texts);
    add({{"市政府今天宣布新的渡輪路線", "in another language"}}, "ja");
    UnitFilter filter;
    const auto where = UnitCondition::parse("id!=5");
    ASSERT_TRUE(where);
    filter.where = *where;
    const Score near{9000};

    std::vector<Unit> units;
    file_.memory().for_each(filter, [&](Unit&& unit) {
        units.push_back(std::move(unit));
        return true;
    });
    std::vector<std::size_t> group(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) group[i] = i;
    for (std::size_t i = 0; i < units.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const Variant& a = units[i].source_variant();
            const Variant& b = units[k].source_variant();
            if (a.lang.language() != b.lang.language() ||
                compare(SegmentProfile(a.segment), SegmentProfile(b.segment), Penalties()).raw <
                    near)
                continue;
            const std::size_t from = std::max(group[i], group[k]),
                              to = std::min(group[i], group[k]);
            std::replace(group.begin(), group.end(), from, to);
        }
    std::map<std::size_t, UnitGroup> expected;
    for (std::size_t i = 0; i < units.size(); ++i) expected[group[i]].push_back(units[i].id);
    std::vector<UnitGroup> wanted;
    for (auto& [first, ids] : expected)
        if (ids.size() > 1) wanted.push_back(ids);

    MatchPool pool(file_, 2);
    const NearDuplicates found = find_near_duplicates(file_, pool, filter, near, {});
    EXPECT_EQ(found.groups, wanted);
    EXPECT_GT(found.groups.size(), 10U);
    EXPECT_EQ(found.cut, 0U);
}

TEST_F(DuplicateReportTest, UnitsWithTheSameTokensTakeNoPlacesOfNearOnes) {
    // A family of 120 that differ in a number only, and one text with a word more.
    std::vector<std::pair<std::string, std::string>> texts;
    for (int i = 0; i < 120; ++i)
        texts.emplace_back("第" + std::to_string(i) + "號碼頭今天關閉整修", std::to_string(i));
    texts.emplace_back("第7號碼頭今天關閉大整修", "one word more");
    texts.emplace_back("市政府公布新的渡輪路線圖", "another text");
    add(texts);
    MatchPool pool(file_, 2);
    const NearDuplicates found = find_near_duplicates(file_, pool, {}, Score{9000}, {});
    ASSERT_EQ(found.groups.size(), 1U);
    EXPECT_EQ(found.groups[0].size(), 121U);
    EXPECT_EQ(found.cut, 0U);
}

}  // namespace
}  // namespace diglot
