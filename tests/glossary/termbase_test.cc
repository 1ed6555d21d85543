#include "glossary/termbase.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::definition;
using test::make_concept;
using test::note;
using testing::ElementsAre;
using testing::IsEmpty;

class TermbaseTest : public testing::Test {
protected:
    static constexpr std::size_t kMigrations = 3;
    std::array<Migration, kMigrations> migrations_{
        {{1, ChangeLog::kSchema}, {2, Termbase::kSchema}, {6, Termbase::kSchema6}}};
    Database database_{":memory:", migrations_};
    ChangeLog log_{database_, {Termbase::aggregate()}};
    Termbase glossary_{database_};

    /// Adds all in one change set.
    std::vector<Added> add(const std::vector<Concept>& entries) {
        ChangeSet change(database_, log_, {"tester", "import", "file.tbx"});
        std::vector<Added> results;
        for (const Concept& entry : entries) results.push_back(glossary_.add(entry, change));
        change.commit();
        return results;
    }
    Added add(const Concept& entry) { return add(std::vector{entry}).front(); }

    std::vector<Concept> all(const ConceptFilter& filter = {}) const {
        std::vector<Concept> found;
        glossary_.for_each(filter,
                           [&](const Concept& entry) { return found.push_back(entry), true; });
        return found;
    }
    Concept only() const {
        const auto entries = all();
        EXPECT_EQ(entries.size(), 1u);
        return entries.at(0);
    }
};

TEST_F(TermbaseTest, WhatGoesInComesOut) {
    Concept entry = make_concept(
        "c1", {{"zh_TW", "輝達", TermStatus::kPreferred}, {"en", "NVIDIA"}, {"en", "NVIDIA"}});
    entry.attributes = {{"okp:x", "1"}};
    entry.annotations = {definition("A company."),
                         Markup::leaf("descrip", {{"type", "subjectField"}}, "chips")};
    entry.sections = {{LanguageTag("zh_TW"), "zh_TW", {note("of the language")}, {{"id", "s1"}}},
                      {LanguageTag("hu"), "hu", {definition("magyar")}, {}}};
    entry.terms[1].content = {Markup::run("NV"), Markup::leaf("hi", {{"type", "bold"}}, "IDIA")};
    entry.terms[1].attributes = {{"id", "t1"}};
    entry.terms[1].text_attributes = {{"id", "t2"}};
    entry.terms[0].lang_spelling = "zh_TW";
    EXPECT_EQ(add(entry), Added::kAdded);
    Concept expected = entry;
    complete(expected);
    expected.id = 1;
    EXPECT_EQ(only(), expected);
    EXPECT_EQ(glossary_.find(1), expected);
    EXPECT_EQ(glossary_.find(2), std::nullopt);
    EXPECT_THAT(glossary_.faults(), IsEmpty());
}

TEST_F(TermbaseTest, TheSameFileAgainAddsNothing) {
    Concept without_id = make_concept("", {{"en", "grid"}, {"zh-TW", "電網"}});
    without_id.annotations = {note("one")};
    Concept without_terms = make_concept("cid-2", {});
    Concept without_both = make_concept("", {});
    without_both.annotations = {note("only a note")};
    const std::vector<Concept> file = {make_concept("a", {{"en", "chip"}}),
                                       make_concept("b", {{"en", "chip"}}), without_id,
                                       without_terms, without_both};
    EXPECT_THAT(add(file), testing::Each(Added::kAdded));
    const auto before = all();
    EXPECT_THAT(add(file), testing::Each(Added::kUnchanged));
    EXPECT_EQ(all(), before);
    EXPECT_EQ(glossary_.count(), 5);
}

TEST_F(TermbaseTest, SameIdAndOneCommonTermIsTheSameConcept) {
    Concept old_entry = make_concept("c1", {{"en", "AI", TermStatus::kPreferred}});
    old_entry.annotations = {definition("Old.")};
    add(old_entry);
    Concept more = make_concept("c1", {{"en", "AI"}, {"zh-TW", "人工智慧"}});
    more.annotations = {note("added")};
    EXPECT_EQ(add(more), Added::kMerged);
    const Concept merged = only();
    EXPECT_EQ(merged.definition, "Old.");
    EXPECT_THAT(merged.annotations, ElementsAre(definition("Old."), note("added")));
    ASSERT_EQ(merged.terms.size(), 2u);
    EXPECT_EQ(merged.terms[0].status, TermStatus::kPreferred);
    EXPECT_EQ(merged.terms[1].text, "人工智慧");
    EXPECT_EQ(add(more), Added::kUnchanged);
    EXPECT_THAT(glossary_.faults(), IsEmpty());
}

TEST_F(TermbaseTest, SameIdWithoutACommonTermIsAnother) {
    add(make_concept("1", {{"en", "bank"}}));
    EXPECT_EQ(add(make_concept("1", {{"en", "river"}})), Added::kAdded);
    EXPECT_EQ(add(make_concept("1", {{"de", "bank"}})), Added::kAdded) << "the language counts";
}

TEST_F(TermbaseTest, EqualTermsWithoutTwoIdsAreTheSame) {
    add(make_concept("", {{"en", "laser"}, {"zh-TW", "雷射"}}));
    EXPECT_EQ(add(make_concept("x7", {{"zh_TW", "雷射"}, {"en", "laser"}})), Added::kMerged);
    EXPECT_EQ(only().external_id, "x7");
    EXPECT_EQ(add(make_concept("x8", {{"zh-TW", "雷射"}, {"en", "laser"}})), Added::kAdded);
    EXPECT_EQ(add(make_concept("", {{"en", "laser"}})), Added::kAdded)
        << "a part of the terms is not all";
}

TEST_F(TermbaseTest, TheNewerEntrysStatusGoesFirstAndTheOlderStays) {
    Concept entry = make_concept("c1", {{"en", "NREL", TermStatus::kPreferred}});
    entry.changed = parse_loose_date("2024-01-01");
    add(entry);
    Concept newer = make_concept("c1", {{"en", "NREL", TermStatus::kDeprecated}});
    newer.changed = parse_loose_date("2025-12-01");
    EXPECT_EQ(add(newer), Added::kMerged);
    EXPECT_EQ(only().terms[0].status, TermStatus::kDeprecated);
    EXPECT_EQ(only().terms[0].annotations.size(), 2u);
    EXPECT_EQ(add(entry), Added::kUnchanged) << "the older file again";
    EXPECT_EQ(only().terms[0].status, TermStatus::kDeprecated);
}

TEST_F(TermbaseTest, UndoTakesBackAnImportAMergeAnEditAndARemoval) {
    add({make_concept("a", {{"en", "one"}}), make_concept("b", {{"en", "two"}})});
    const auto first = all();
    ASSERT_EQ(add(make_concept("a", {{"en", "one"}, {"de", "eins"}})), Added::kMerged);
    const auto merged = all();
    {
        ChangeSet change(database_, log_, {"tester", "term edit", ""});
        Concept entry = *glossary_.find(2);
        entry.terms[0].text = "zwei";
        entry.terms[0].lang = LanguageTag("de");
        EXPECT_EQ(glossary_.update(entry), Updated::kUpdated);
        change.commit();
    }
    const auto edited = all();
    EXPECT_NE(edited, merged);
    {
        ChangeSet change(database_, log_, {"tester", "term remove", ""});
        EXPECT_TRUE(glossary_.remove(1));
        EXPECT_FALSE(glossary_.remove(77));
        change.commit();
    }
    EXPECT_EQ(glossary_.count(), 1);
    for (const auto* expected : {&edited, &merged, &first}) {
        ASSERT_TRUE(log_.undo(*log_.latest()).ok());
        EXPECT_EQ(all(), *expected);
        EXPECT_THAT(glossary_.faults(), IsEmpty());
    }
    ASSERT_TRUE(log_.redo(*log_.next_redo()).ok());
    EXPECT_EQ(all(), merged);
}

TEST_F(TermbaseTest, AnImportThatMetAConceptDependsOnIt) {
    add(make_concept("a", {{"en", "one"}}));
    const auto first = *log_.latest();
    EXPECT_THAT(add({make_concept("a", {{"en", "one"}}), make_concept("b", {{"en", "two"}})}),
                ElementsAre(Added::kUnchanged, Added::kAdded));
    const auto undone = log_.undo(first);
    ASSERT_FALSE(undone.ok());
    EXPECT_EQ(undone.error().code, "undo.depends");
}

TEST_F(TermbaseTest, AnEditThatMakesTwoConceptsTheSameIsRefused) {
    add({make_concept("", {{"en", "one"}}), make_concept("", {{"en", "two"}})});
    ChangeSet change(database_, log_, {"tester", "term edit", ""});
    Concept entry = *glossary_.find(2);
    entry.terms[0].text = "one";
    EXPECT_EQ(glossary_.update(entry), Updated::kSameAsAnother);
    entry.id = 9;
    entry.terms[0].text = "nine";
    EXPECT_EQ(glossary_.update(entry), Updated::kUnknown);
    EXPECT_EQ(glossary_.find(2)->terms[0].text, "two");
}

TEST_F(TermbaseTest, FiltersByLanguageStatusTextSubjectAndFile) {
    Concept chip = make_concept("a", {{"en", "Chip", TermStatus::kPreferred}, {"zh-TW", "晶片"}});
    chip.subject = "Semiconductors";
    chip.origin = "chips.csv";
    add({chip, make_concept("b", {{"en-US", "grid", TermStatus::kForbidden}})});
    const auto ids = [&](const ConceptFilter& filter) {
        std::vector<std::string> found;
        for (const Concept& entry : all(filter)) found.push_back(entry.external_id);
        return found;
    };
    ConceptFilter filter;
    filter.lang = LanguageTag("en");
    EXPECT_THAT(ids(filter), ElementsAre("a", "b"));
    filter.status = TermStatus::kForbidden;
    EXPECT_THAT(ids(filter), ElementsAre("b"));
    filter = {};
    filter.text = "ＣＨＩ";
    EXPECT_THAT(ids(filter), ElementsAre("a")) << "case and width are folded";
    filter.lang = LanguageTag("zh-TW");
    EXPECT_THAT(ids(filter), IsEmpty()) << "one term must meet all";
    filter = {};
    filter.subject = "semi";
    EXPECT_THAT(ids(filter), ElementsAre("a"));
    filter = {};
    filter.origin = "chips.csv";
    EXPECT_THAT(ids(filter), ElementsAre("a"));
    EXPECT_EQ(glossary_.count(filter), 1);
}

TEST_F(TermbaseTest, CountsTermsByLanguage) {
    add({make_concept("a", {{"en", "x"}, {"en", "y"}, {"zh_TW", "甲"}}),
         make_concept("b", {{"en", "z"}})});
    const GlossaryStats stats = glossary_.stats();
    EXPECT_EQ(stats.concepts, 2);
    EXPECT_EQ(stats.terms, 4);
    EXPECT_THAT(stats.languages, ElementsAre(testing::Pair("en", 3), testing::Pair("zh-TW", 1)));
}

TEST_F(TermbaseTest, KeepsTheHeadersOfFilesWhoseConceptsItHas) {
    const Markup root = Markup::node("martif", {{"type", "TBX"}}, {Markup::node("martifHeader")});
    const Markup back = Markup::node("back");
    const auto import_file = [&](const std::string& origin, const Concept& given) {
        ChangeSet change(database_, log_, {"tester", "import", origin});
        Concept entry = given;
        entry.origin = origin;
        glossary_.set_origin(origin, {});
        glossary_.set_origin(origin, root);
        glossary_.add(entry, change);
        glossary_.set_origin(origin, back);
        change.commit();
    };
    import_file("a.tbx", make_concept("a", {{"en", "one"}}));
    const auto headers = glossary_.headers();
    ASSERT_EQ(headers.size(), 1u);
    EXPECT_EQ(headers[0].first, "a.tbx");
    EXPECT_THAT(headers[0].second, ElementsAre(root, back));
    EXPECT_EQ(only().origin, "a.tbx");
    import_file("b.tbx", make_concept("b", {{"en", "two"}}));
    EXPECT_EQ(glossary_.headers().size(), 2u);
    import_file("a.tbx", make_concept("a", {{"en", "one"}}));
    EXPECT_EQ(glossary_.headers().size(), 2u);
    ASSERT_TRUE(log_.undo(*log_.latest()).ok());
    ASSERT_TRUE(log_.undo(*log_.latest()).ok());
    EXPECT_EQ(glossary_.headers(), headers);
}

}  // namespace
}  // namespace diglot
