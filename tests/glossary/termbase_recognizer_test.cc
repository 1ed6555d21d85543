#include <array>

#include <gtest/gtest.h>

#include "glossary/termbase.h"
#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::make_concept;

/// A glossary so large that its recogniser is compiled and kept with the file.
class KeptRecognizer : public testing::Test {
protected:
    static constexpr int kConcepts = 2500;

    /// Imports `count` concepts, each with a term of its own.
    void import(int from, int count) {
        ChangeSet change(database_, log_, {"tester", "import", "file.tbx"});
        for (int i = from; i < from + count; ++i)
            glossary_.add(make_concept("c" + std::to_string(i), {{"en", name(i).c_str()}}), change);
        glossary_.keep_recognizer();
        change.commit();
    }
    static std::string name(int i) { return "chip" + std::to_string(10000 + i); }

    /// What the recogniser finds in a text with every name, compared with one made of the concepts.
    void expect_like_a_new_one(const std::string& when) const {
        std::string text = "renamed ";
        for (int i = 0; i < kConcepts + 100; ++i) text += name(i) + ", ";
        TermRecognizer fresh;
        glossary_.for_each({}, [&](const Concept& entry) {
            fresh.add(entry);
            return true;
        });
        const auto wanted = fresh.find(text);
        const auto found = glossary_.recognizer().find(text);
        ASSERT_EQ(found.size(), wanted.size()) << when;
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].concept_id, wanted[i].concept_id) << when;
            EXPECT_EQ(found[i].start, wanted[i].start) << when;
            EXPECT_EQ(found[i].term, wanted[i].term) << when;
        }
    }
    std::int64_t integer(const char* sql) const {
        Statement row = database_.prepare(sql);
        return row.step() ? row.integer(0) : -1;
    }
    std::int64_t image_bytes() const { return integer("SELECT length(image) FROM recognizer"); }
    std::int64_t stale() const { return integer("SELECT count(*) FROM recognizer_stale"); }

    void undo() {
        ASSERT_TRUE(log_.undo(*log_.latest()).ok());
        glossary_.keep_recognizer();
    }
    void redo() {
        ASSERT_TRUE(log_.redo(*log_.next_redo()).ok());
        glossary_.keep_recognizer();
    }

    std::array<Migration, 3> migrations_{
        {{1, ChangeLog::kSchema}, {2, Termbase::kSchema}, {6, Termbase::kSchema6}}};
    Database database_{":memory:", migrations_};
    ChangeLog log_{database_, {Termbase::aggregate()}};
    Termbase glossary_{database_};
};

TEST_F(KeptRecognizer, IsKeptOnceMuchHasChanged) {
    import(0, 900);
    EXPECT_EQ(image_bytes(), -1) << "few concepts are compiled at each start";
    import(900, kConcepts - 900);
    EXPECT_GT(image_bytes(), 0);
    EXPECT_EQ(stale(), 0);
    expect_like_a_new_one("kept");
}

TEST_F(KeptRecognizer, KnowsEditsAndRemovalsSinceAndTheirUndoing) {
    import(0, kConcepts);
    const std::int64_t bytes = image_bytes();
    {
        ChangeSet change(database_, log_, {"tester", "term edit", ""});
        Concept entry = *glossary_.find(7);
        entry.terms[0].text = "renamed";
        glossary_.update(entry);
        glossary_.remove(8);
        glossary_.keep_recognizer();
        change.commit();
    }
    EXPECT_EQ(stale(), 2);
    EXPECT_EQ(image_bytes(), bytes) << "two changes are no reason to compile all";
    expect_like_a_new_one("edited");
    undo();
    expect_like_a_new_one("edit undone");
    redo();
    expect_like_a_new_one("edit done again");
}

TEST_F(KeptRecognizer, KnowsAnImportUndoneAndDoneAgain) {
    import(0, kConcepts);
    undo();
    expect_like_a_new_one("import undone");
    EXPECT_TRUE(glossary_.recognizer().find(name(3)).empty());
    redo();
    expect_like_a_new_one("import done again");
    EXPECT_EQ(glossary_.recognizer().find(name(3)).size(), 1u);
    import(kConcepts, 100);
    undo();
    expect_like_a_new_one("a small import undone");
    EXPECT_TRUE(glossary_.recognizer().find(name(kConcepts + 3)).empty());
}

TEST_F(KeptRecognizer, TellsHowFarItsMakingIs) {
    import(0, kConcepts);
    ASSERT_TRUE(log_.undo(*log_.latest()).ok());
    std::int64_t told = 0;
    std::int64_t last = -1;
    ASSERT_TRUE(log_.redo(*log_.next_redo(),
                          [&](std::int64_t done, std::int64_t total) {
                              EXPECT_GT(done, last);
                              EXPECT_EQ(total, kConcepts);
                              last = done;
                              ++told;
                          })
                    .ok());
    EXPECT_GE(told, 2) << "at the start and at the end at least";
    EXPECT_EQ(last, kConcepts);
    told = 0;
    glossary_.keep_recognizer([&](std::int64_t, std::int64_t total) {
        EXPECT_EQ(total, kConcepts);
        ++told;
    });
    EXPECT_EQ(told, 3);
}

TEST_F(KeptRecognizer, FindsAConceptAsItWouldBe) {
    import(0, kConcepts);
    Concept instead = *glossary_.find(7);
    instead.terms[0].text = "renamed";
    const TermRecognizer recognizer = glossary_.recognizer(&instead);
    EXPECT_EQ(recognizer.find("renamed").size(), 1u);
    EXPECT_TRUE(recognizer.find(name(6)).empty()) << "concept 7 as it is";
    EXPECT_EQ(recognizer.find(name(7)).size(), 1u);
    EXPECT_EQ(glossary_.recognizer().find("renamed").size(), 0u);
}

}  // namespace
}  // namespace diglot
