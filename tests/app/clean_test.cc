// Cleaning a memory: counts, one change set, undo, another writer, and what is kept out of matches.
#include "app/clean.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/export_file.h"
#include "app/extract_terms.h"
#include "app/unit_states.h"
#include "core/error.h"
#include "tests/app/seeded_memory.h"
#include "tests/tm/unit_versions.h"
#include "tm/fragments.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;

class CleanTest : public testing::Test {
protected:
    ~CleanTest() override { fs::remove_all(folder_); }

    std::string path(const std::string& name = "a.diglot") const {
        return (folder_ / name).string();
    }

    void add(const std::vector<Unit>& units) {
        ChangeSet change(file_.database(), file_.log(), {});
        for (const Unit& unit : units) file_.memory().add(unit, change);
        file_.memory().flush();
        change.commit();
    }

    std::int64_t add(const Unit& unit) {
        add(std::vector<Unit>{unit});
        return all().back().id;
    }

    std::vector<Unit> all(const UnitFilter& filter = {}) {
        std::vector<Unit> units;
        file_.memory().for_each(filter, [&](Unit&& unit) {
            units.push_back(std::move(unit));
            return true;
        });
        return units;
    }

    /// All that they say, in lines.
    static std::vector<std::string> said(const std::vector<Unit>& units) {
        std::vector<std::string> lines;
        for (const Unit& unit : units) lines.push_back(to_jsonml(unit));
        return lines;
    }

    CleanReport clean(bool apply, const std::string& where = {}) {
        CleanRequest request;
        request.apply = apply;
        request.change.user = "mei";
        if (!where.empty()) request.filter.where = *UnitCondition::parse(where);
        return clean(request);
    }

    CleanReport clean(const CleanRequest& request) {
        told_.clear();
        // Reports name rules by their pointers: the cleaner stays.
        cleaners_.push_back(std::make_unique<MemoryCleaner>(file_, request));
        return cleaners_.back()->run([&](const Unit& before, const CleanedUnit& cleaned) {
            told_.emplace_back(before, cleaned.findings.front().message);
        });
    }

    std::string export_as(const std::string& name, ExportFormat format, const std::string& where) {
        ExportRequest request;
        request.path = path(name);
        request.format = format;
        request.what = ExportWhat::kMemory;
        request.units.source = LanguageTag("zh-TW");
        request.units.target = LanguageTag("en");
        if (!where.empty()) request.units.where = *UnitCondition::parse(where);
        exported_ = export_file(file_, request);
        std::ifstream input(request.path);
        return {std::istreambuf_iterator<char>(input), {}};
    }

    static fs::path make_folder() {
        const fs::path folder =
            fs::temp_directory_path() / ("diglot-clean-" + std::to_string(getpid()));
        fs::create_directories(folder);
        return folder;
    }

    fs::path folder_ = make_folder();
    DiglotFile file_{path()};
    std::vector<std::pair<Unit, std::string>> told_;
    std::vector<std::unique_ptr<MemoryCleaner>> cleaners_;
    ExportReport exported_;
};

TEST_F(CleanTest, FindsJustTheDirtOfASeededMemory) {
    const std::vector<Unit> seeded = SeededMemory().make();
    ASSERT_EQ(seeded.size(), kSeededUnits);
    add(seeded);
    ASSERT_EQ(file_.memory().count(), static_cast<std::int64_t>(kSeededUnits));
    const std::vector<Unit> before = all();
    std::uint64_t mended = 0, set_aside = 0;
    for (const bool apply : {false, true}) {
        const CleanReport report = clean(apply);
        EXPECT_EQ(report.looked_at, kSeededUnits);
        mended = set_aside = 0;
        for (const CleanReport::OfRule& rule : report.rules) {
            const SeededCounts& counts = kSeededDirt.at(std::string(rule.rule->name()));
            EXPECT_EQ(rule.mended, counts.mended) << rule.rule->name();
            EXPECT_EQ(rule.set_aside, counts.set_aside) << rule.rule->name();
            EXPECT_EQ(rule.left, 0u) << rule.rule->name();
            mended += counts.mended;
            set_aside += counts.set_aside;
        }
        EXPECT_EQ(report.mended, mended);
        EXPECT_EQ(report.set_aside, set_aside);
        for (const auto& [unit, message] : told_)
            EXPECT_TRUE(kSeededDirt.contains(*unit.property("x-kind")))
                << unit.id << ": " << message << ": " << unit.variants[1].segment.text;
        if (!apply) {
            EXPECT_EQ(said(all()), said(before));
        }
    }
    // Clean units are as they were; the rest is clean now.
    const std::vector<Unit> after = all();
    std::uint64_t changed = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!kSeededDirt.contains(*before[i].property("x-kind")))
            EXPECT_EQ(to_jsonml(after[i]), to_jsonml(before[i]));
        else
            changed += to_jsonml(after[i]) != to_jsonml(before[i]) ? 1 : 0;
    }
    EXPECT_EQ(changed, mended + set_aside);
    const CleanReport again = clean(true);
    EXPECT_EQ(again.mended + again.set_aside, 0u);
    EXPECT_FALSE(again.change);
    ASSERT_TRUE(file_.log().undo(*file_.log().latest()));
    EXPECT_EQ(said(all()), said(before));
}

TEST_F(CleanTest, KeepsWhatIsSetAsideOutOfMatchesAndLearning) {
    const std::int64_t id = add(version("國家實驗室測試電池", "The laboratory tested it"));
    const MatchQuery query{Segment("國家實驗室測試電池"), {}, {}};
    MatchOptions options;
    options.source = LanguageTag("zh-TW");
    const auto matches = [&] {
        const std::vector<MatchQuery> queries{query};
        const std::size_t indexed = file_.matches().match(queries, options).front().size();
        EXPECT_EQ(match_by_scan(file_.memory(), queries, options).front().size(), indexed);
        return indexed;
    };
    const auto fragments = [&] {
        return find_fragments(file_.matches(), {Segment("在國家實驗室測試電池之後"), {}, {}}, options)
            .size();
    };
    ASSERT_EQ(matches(), 1u);
    ASSERT_EQ(fragments(), 1u);
    for (const char* state : {"set-aside", "rejected"}) {
        StateRequest request;
        request.state = state;
        request.ids = {id, 77};
        request.apply = true;
        const StateReport report = change_states(file_, request, [](const Unit&) {});
        EXPECT_EQ(report.units, 1u);
        EXPECT_THAT(report.unknown, testing::ElementsAre(77));
        EXPECT_EQ(matches(), 0u) << state;
        EXPECT_EQ(fragments(), 0u) << state;
        EXPECT_TRUE(file_.memory().out_of_use().contains(id)) << state;
        UnitFilter in_use;
        in_use.in_use = true;
        EXPECT_EQ(file_.memory().count(in_use), 0) << state;
        in_use.where = *UnitCondition::parse(std::string("status=") + state);
        EXPECT_EQ(file_.memory().count(in_use), 1) << state;
        ASSERT_TRUE(file_.log().undo(*report.change));
        EXPECT_EQ(matches(), 1u);
    }
}

TEST_F(CleanTest, RestoresWhatAConditionMeans) {
    add({version("公司一", ""), version("人工智慧", "人工智慧")});
    const std::vector<Unit> before = all();
    ASSERT_EQ(clean(true).set_aside, 2u);
    EXPECT_EQ(all()[0].property("x-diglot-set-aside"), "empty");
    EXPECT_EQ(all()[0].stamp.changed_by, "mei");
    StateRequest request;
    request.filter.where =
        *UnitCondition::parse("state=set-aside and prop.x-diglot-set-aside:empty");
    request.apply = true;
    const StateReport report = change_states(file_, request, [](const Unit&) {});
    EXPECT_EQ(report.units, 1u);
    EXPECT_EQ(all()[0].annotations, before[0].annotations);
    EXPECT_TRUE(is_set_aside(all()[1]));
}

TEST_F(CleanTest, SetsAsideAUnitThatOnceMendedWouldSayWhatAnotherSays) {
    add({version("研究", "R & D"), version("研究", "R &amp; D"), version("咖啡", "cafÃ©s"),
         version("咖啡", "cafÃƒÂ©s")});
    for (const bool apply : {false, true}) {
        const CleanReport report = clean(apply);
        EXPECT_EQ(report.mended, 1u);
        EXPECT_EQ(report.set_aside, 2u);
    }
    EXPECT_EQ(told_[0].second, "\"&amp;\" is \"&\", and unit 1 says so already");
    EXPECT_EQ(all()[1].variants[1].segment.text, "R &amp; D");
    EXPECT_TRUE(is_set_aside(all()[1]));
    EXPECT_EQ(all()[2].variants[1].segment.text, "cafés");
    EXPECT_TRUE(is_set_aside(all()[3]));
}

TEST_F(CleanTest, CleansOnlyWhatTheConditionMeans) {
    add({version("研究", "R &amp; D"), version("研究二", "R &amp; D two")});
    EXPECT_EQ(clean(true, "target:two").mended, 1u);
    EXPECT_EQ(all()[0].variants[1].segment.text, "R &amp; D");
    EXPECT_EQ(all()[1].variants[1].segment.text, "R & D two");
}

TEST_F(CleanTest, JudgesAUnitAgainThatSomebodyChangedInBetween) {
    std::vector<Unit> units;
    for (int i = 0; i < 1100; ++i)
        units.push_back(version("研究" + std::to_string(i), "R &amp; D " + std::to_string(i)));
    add(units);
    bool changed = false;
    CleanRequest request;
    request.only = {"entities"};
    request.apply = true;
    request.progress = [&](std::int64_t, std::int64_t) {
        if (std::exchange(changed, true)) return;
        DiglotFile other(path());
        ChangeSet change(other.database(), other.log(), {});
        Unit unit = *other.memory().find(1);
        unit.variants[1].segment = Segment("Research &amp; Development, reviewed");
        other.memory().update(unit);
        other.memory().remove(2);
        change.commit();
    };
    const CleanReport report = clean(request);
    EXPECT_TRUE(changed);
    EXPECT_EQ(report.mended, 1099u);
    EXPECT_EQ(all()[0].variants[1].segment.text, "Research & Development, reviewed");
    EXPECT_FALSE(file_.memory().find(2));
}

TEST_F(CleanTest, TablesLeaveOutWhatIsSetAsideAndFilesThatCarryStatesDoNot) {
    add({version("公司", "Company"), version("人工智慧", "人工智慧")});
    ASSERT_EQ(clean(true).set_aside, 1u);
    const std::string table = export_as("a.csv", ExportFormat::kCsv, "");
    EXPECT_EQ(table.find("人工智慧"), std::string::npos);
    EXPECT_EQ(exported_.units, 1u);
    EXPECT_EQ(exported_.set_aside, 1u);
    const std::string asked = export_as("b.csv", ExportFormat::kCsv, "status=set-aside");
    EXPECT_NE(asked.find("人工智慧"), std::string::npos);
    EXPECT_NE(asked.find("set-aside"), std::string::npos);
    ExportRequest request;
    request.path = path("a.tmx");
    export_file(file_, request);
    std::ifstream input(request.path);
    const std::string tmx{std::istreambuf_iterator<char>(input), {}};
    EXPECT_NE(tmx.find("<prop type=\"x-diglot-state\">set-aside</prop>"), std::string::npos);
    EXPECT_NE(tmx.find("<prop type=\"x-diglot-set-aside\">same-text</prop>"), std::string::npos);
}

}  // namespace
}  // namespace diglot
