// The glossary in packs. What it has in common with the memory is in sync_test.cc.
#include <fstream>

#include "app/memory_resolve.h"
#include "tests/app/sync_copies.h"

namespace diglot {
namespace {

/// Copies a and b of one file with concepts c0, c1, c2.
class SyncGlossary : public SyncTest {
protected:
    SyncGlossary() { make_base(a, 1, 3); }

    template <typename Work>
    void edit(const std::string& file, std::int64_t id, const Work& work) {
        DiglotFile opened(file);
        change(opened, "term edit", [&](ChangeSet&) {
            Concept entry = opened.glossary().find(id).value();
            work(entry);
            ASSERT_EQ(opened.glossary().update(entry), Updated::kUpdated);
        });
    }

    void add(const std::string& file, const Concept& entry) {
        DiglotFile opened(file);
        change(opened, "term add", [&](ChangeSet& set) {
            ASSERT_EQ(opened.glossary().add(entry, set), Added::kAdded);
        });
    }

    Concept find(const std::string& file, std::int64_t id) {
        return DiglotFile(file).glossary().find(id).value();
    }

    void undo(const std::string& file, std::int64_t id) {
        DiglotFile opened(file);
        ASSERT_TRUE(opened.log().undo(id));
    }

    std::size_t count(const std::string& file) {
        return static_cast<std::size_t>(DiglotFile(file).glossary().count());
    }

    const std::string a = path("a");
    const std::string b = a + ".copy";
};

auto defining(const std::string& text) {
    return [text](Concept& entry) { entry.definition = text; };
}

TEST_F(SyncGlossary, TravelsWithTheMemory) {
    edit(a, 1, [](Concept& entry) { set_status(entry.terms[1], TermStatus::kForbidden); });
    edit(b, 1, defining("Better."));
    add(b, concept_named("new", "輝達", "NVIDIA"));
    {
        DiglotFile file(b);
        change(file, "term remove", [&](ChangeSet&) { file.glossary().remove(3); });
        EXPECT_EQ(write_sync_pack(file, path("pack")).concepts, 3);
    }
    EXPECT_EQ(give(a, b).concepts.changed, 1);
    const SyncApplied taken = give(b, a);
    EXPECT_EQ(taken.concepts.changed, 1);
    EXPECT_EQ(taken.concepts.added, 1);
    EXPECT_EQ(taken.concepts.removed, 1);
    EXPECT_EQ(taken.conflicts(), 0u);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(find(a, 1).terms[1].status, TermStatus::kForbidden);
    EXPECT_EQ(find(a, 1).definition, "Better.");
    EXPECT_FALSE(give(a, b).change);
    EXPECT_FALSE(give(b, a).change);
    // One change set, which takes all of it back.
    undo(a, *taken.change);
    EXPECT_EQ(count(a), 3u);
    EXPECT_EQ(find(a, 1).definition, "What c0 is.");
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
}

TEST_F(SyncGlossary, KeepsBothVersionsOfAFieldUntilItIsDecided) {
    edit(a, 1, defining("Of a."));
    edit(b, 1, [](Concept& entry) {
        entry.definition = "Of b.";
        entry.changed = Time{2000000000};
    });
    ASSERT_EQ(give(a, b).concepts.conflicts.size(), 1u);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(find(a, 1).definition, "Of b.") << "the later one";
    const std::vector<MergeConflict> kept = kept_conflicts(find(a, 1));
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].field, "definition");
    EXPECT_EQ(kept[0].theirs, "Of a.");
    {
        DiglotFile file(b);
        const Resolved decided = resolve(
            file, {}, [](const MergeConflict&) { return MergeSide::kTheirs; }, {"t", "", ""});
        EXPECT_EQ(decided.concepts_changed, 1);
        EXPECT_EQ(decided.undecided(), 0);
        EXPECT_TRUE(decided.change);
    }
    EXPECT_EQ(give(b, a).conflicts(), 0u);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(find(a, 1).definition, "Of a.");
    EXPECT_FALSE(has_kept_conflict(find(a, 1)));
}

TEST_F(SyncGlossary, OfARemovalAgainstAChangeTheChangeStays) {
    edit(a, 1, defining("Of a."));
    {
        DiglotFile file(b);
        change(file, "term remove", [&](ChangeSet&) { file.glossary().remove(1); });
    }
    EXPECT_EQ(give(a, b).concepts.conflicts.size(), 1u);
    EXPECT_EQ(give(b, a).conflicts(), 0u);
    EXPECT_EQ(contents(a), contents(b));
    ASSERT_EQ(kept_conflicts(find(a, 1)).size(), 1u);
    EXPECT_EQ(kept_conflicts(find(a, 1))[0].field, "concept");
    {
        DiglotFile file(a);
        resolve(file, {}, [](const MergeConflict&) { return MergeSide::kTheirs; }, {"t", "", ""});
    }
    give(a, b);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(b), 2u);
}

TEST_F(SyncGlossary, WhatBothAddedIsOne) {
    Concept entry = concept_named("n", "輝達", "NVIDIA");
    add(a, entry);
    entry.definition = "A company.";
    add(b, entry);
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(a), 4u);
    // It is one from now on, whatever it is called.
    edit(a, 4, [](Concept& one) { one.terms[1].text = "Nvidia"; });
    give(a, b);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(b), 4u);
}

TEST_F(SyncGlossary, OneEntryOfTwoFilesIsOneAsInAnImport) {
    Concept one = concept_named("n", "輝達", "NVIDIA");
    Concept other = concept_named("n", "輝達", "Nvidia");
    one.external_id = other.external_id = "e1";
    add(a, one);
    add(b, other);
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(a), 4u);
    EXPECT_EQ(find(a, 4).terms.size(), 3u);
}

TEST_F(SyncGlossary, OneEntryUnderTwoIdsStaysTwo) {
    Concept one = concept_named("n", "輝達", "NVIDIA");
    Concept other = one;
    one.external_id = "e1";
    other.external_id = "e2";
    add(a, one);
    add(b, other);
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(a), 5u);
}

TEST_F(SyncGlossary, TwoThatOneCopyMadeOneAreOneInTheOtherToo) {
    // In a an edit may leave two that an import would take for one.
    Concept first = concept_named("n", "輝達", "NVIDIA");
    first.external_id = "e1";
    add(a, first);
    Concept second = concept_named("n", "輝達", "Nvidia");
    add(a, second);
    edit(a, 5, [](Concept& entry) { entry.external_id = "e1"; });
    give(a, b);
    EXPECT_EQ(count(b), 4u);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    DiglotFile file(a);
    const std::vector<Concept> all = all_concepts(file);
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[3].terms.size(), 3u);
    EXPECT_FALSE(give(a, b).change);
    EXPECT_FALSE(give(b, a).change);
}

TEST_F(SyncGlossary, EditsThatMakeTwoConceptsTheSameMakeThemOne) {
    const auto renamed = [](Concept& entry) {
        entry.terms[0].text = "輝達";
        entry.terms[1].text = "NVIDIA";
    };
    edit(a, 1, renamed);
    edit(b, 2, renamed);
    give(a, b);
    give(b, a);
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(a), 2u);
}

TEST_F(SyncGlossary, BothMayTakeInTheOthersChangesAtTheSameTime) {
    edit(a, 1, defining("Of a."));
    edit(b, 1, defining("Of b."));
    Concept entry = concept_named("n", "輝達", "NVIDIA");
    add(a, entry);
    set_status(entry.terms[1], TermStatus::kPreferred);
    add(b, entry);
    {
        DiglotFile one(a), other(b);
        write_sync_pack(one, path("1"));
        write_sync_pack(other, path("2"));
        ASSERT_TRUE(apply_sync_pack(one, path("2"), {"t", "apply", ""}));
        ASSERT_TRUE(apply_sync_pack(other, path("1"), {"t", "apply", ""}));
    }
    EXPECT_EQ(contents(a), contents(b));
    EXPECT_EQ(count(a), 4u);
    EXPECT_EQ(give(a, b).conflicts(), 0u);
    EXPECT_EQ(give(b, a).conflicts(), 0u);
    EXPECT_EQ(contents(a), contents(b));
}

TEST_F(SyncGlossary, AnUndoTravels) {
    const auto before = contents(b);
    edit(a, 1, defining("A mistake."));
    give(a, b);
    EXPECT_EQ(find(b, 1).definition, "A mistake.");
    undo(a, 2);
    give(a, b);
    EXPECT_EQ(contents(b), before);
    give(b, a);
    EXPECT_EQ(contents(a), before);
}

TEST_F(SyncGlossary, APackOfUnitsAloneIsStillRead) {
    std::ofstream(path("old")) << "[[\"diglot-sync\",{\"version\":\"1\"}]]\n"
                                  "[[\"entry\",{\"names\":\"1:1:1\",\"known\":\"0 5\","
                                  "\"retracted\":\"\",\"length\":\"1\"}]]\n"
                                  "[[\"unit\",{\"source\":\"0\"},"
                                  "[\"variant\",{\"lang\":\"zh-TW\"},[\"seg\",\"甲\"]],"
                                  "[\"variant\",{\"lang\":\"en\"},[\"seg\",\"one\"]]]]\n"
                                  "[[\"end\",{\"units\":\"1\"}]]\n";
    DiglotFile file(a);
    const auto applied = apply_sync_pack(file, path("old"), {"t", "apply", ""});
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->units.added, 1);
    std::ofstream(path("newer")) << "[[\"diglot-sync\",{\"version\":\"3\"}]]\n";
    const auto newer = apply_sync_pack(file, path("newer"), {"t", "apply", ""});
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, "sync.version");
}

TEST_F(SyncGlossary, APackThatBreaksOffIsRefused) {
    edit(a, 1, defining("Of a."));
    DiglotFile file(a);
    write_sync_pack(file, path("pack"));
    std::ifstream in(path("pack"));
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    ASSERT_NE(whole.find("\"of\":\"concept\""), std::string::npos);
    for (std::size_t size = whole.find('\n') + 1; size + 1 < whole.size(); ++size) {
        std::ofstream(path("broken")) << whole.substr(0, size);
        const auto applied = apply_sync_pack(file, path("broken"), {"t", "apply", ""});
        ASSERT_FALSE(applied) << size;
        ASSERT_EQ(applied.error().code, "sync.damaged") << size;
    }
}

}  // namespace
}  // namespace diglot
