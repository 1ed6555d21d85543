// Files of older schemas, opened by this program.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "app/diglot_file.h"
#include "glossary/termbase_rows.h"
#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

namespace fs = std::filesystem;
using test::make_concept;
using test::note;

/// A Diglot file as programs with schema version 5 wrote it.
class Version5 : public testing::Test {
protected:
    ~Version5() override {
        for (const char* end : {"", "-wal", "-shm"}) fs::remove(path_ + end);
    }

    static const std::vector<Migration>& migrations() {
        static const std::vector<Migration> steps = {{1, ChangeLog::kSchema},
                                                     {2, Store::kSchema},
                                                     {3, Termbase::kSchema},
                                                     {4, IndexStore::kSchema},
                                                     {5, Store::kCompactSchema}};
        return steps;
    }

    /// As the glossary of that version wrote a concept.
    static void insert(Database& database, const Concept& given) {
        Concept entry = given;
        complete(entry);
        const std::int64_t pairs = pairs_key(entry, pairs_of(entry));
        const std::string meta = pack(entry);
        Statement concepts = database.prepare(
            "INSERT INTO concept (key, pairs, external_id, subject, definition, changed, file, "
            "meta) VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL, ?6)");
        concepts.bind(1, identity_key(entry, pairs)).bind(2, pairs);
        concepts.bind_text_or_null(3, entry.external_id).bind_text_or_null(4, entry.subject);
        concepts.bind_text_or_null(5, entry.definition).bind(6, meta).run();
        const std::int64_t id = database.last_insert_id();
        std::int64_t seq = 0;
        for (const Term& term : entry.terms) {
            const std::string term_meta = pack(term);
            const std::string lang = term.lang.text();
            Statement terms = database.prepare(
                "INSERT INTO term VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6, ?7, ?8, ?9)");
            terms.bind(1, id).bind(2, seq++).bind(3, lang).bind(4, term.text);
            terms.bind(5, static_cast<std::int64_t>(term.status));
            terms.bind_text_or_null(6, term.part_of_speech).bind_text_or_null(7, term.term_type);
            terms.bind(8, static_cast<std::int64_t>(term.section)).bind_text_or_null(9, term_meta);
            terms.run();
        }
    }

    /// What a file of that version says in notes and categories alone.
    static Concept laboratory() {
        Concept entry = make_concept("lab", {{"zh-TW", "國家再生能源實驗室"}, {"en", "NREL"}});
        entry.kind = "organisation";
        entry.subject = "energy";
        entry.annotations.push_back(note("of the concept"));
        Term& name = entry.terms[1];
        name.valid_from = parse_date("1991-09-16");
        name.valid_until = parse_date("2025-11-30");
        name.region = "US";
        name.gender = "neuter";
        complete(entry);
        return entry;
    }

    std::string path_ =
        (fs::temp_directory_path() / ("diglot-v5-" + std::to_string(getpid()) + ".diglot"))
            .string();
};

TEST_F(Version5, ConceptsComeOutAsTheyWentIn) {
    {
        Database old(path_, migrations());
        ChangeLog log(old, {Store::aggregate(), Termbase::aggregate()});
        ChangeSet change(old, log, {"tester", "import lab.tbx", "lab.tbx"});
        insert(old, laboratory());
        insert(old, make_concept("plain", {{"en", "grid", TermStatus::kForbidden}}));
        change.commit();
    }
    DiglotFile file(path_);
    Concept expected = laboratory();
    expected.id = 1;
    EXPECT_EQ(file.glossary().find(1), expected);
    EXPECT_EQ(file.glossary().find(2)->terms[0].status, TermStatus::kForbidden);
    EXPECT_THAT(file.verify().faults, testing::IsEmpty());
    ConceptFilter organisations;
    organisations.kind = "organisation";
    EXPECT_EQ(file.glossary().count(organisations), 1);
    RecognizeOptions that_day;
    that_day.on = parse_date("2025-12-01");
    const auto found = file.glossary().recognizer().find("NREL", that_day);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_FALSE(found[0].valid) << "its days are over";
    EXPECT_EQ(file.glossary().with_term(LanguageTag("en"), "grid"), std::vector<std::int64_t>{2});
}

TEST_F(Version5, WhatWasRemovedThenIsBroughtBackWhole) {
    {
        Database old(path_, migrations());
        ChangeLog log(old, {Store::aggregate(), Termbase::aggregate()});
        {
            ChangeSet change(old, log, {"tester", "import lab.tbx", "lab.tbx"});
            insert(old, laboratory());
            insert(old, make_concept("plain", {{"en", "grid"}}));
            change.commit();
        }
        ChangeSet change(old, log, {"tester", "term remove 1", ""});
        old.execute("DELETE FROM term WHERE concept = 1");
        old.execute("DELETE FROM concept WHERE id = 1");
        change.commit();
    }
    DiglotFile file(path_);
    EXPECT_EQ(file.glossary().find(1), std::nullopt);
    ASSERT_TRUE(file.log().undo(2).ok());
    Concept expected = laboratory();
    expected.id = 1;
    EXPECT_EQ(file.glossary().find(1), expected);
    EXPECT_THAT(file.verify().faults, testing::IsEmpty());
    ASSERT_TRUE(file.log().redo(2).ok());
    ASSERT_TRUE(file.log().undo(2).ok());
    ASSERT_TRUE(file.log().undo(1).ok());
    EXPECT_EQ(file.glossary().count(), 0);
}

TEST_F(Version5, WhatIsAddedLaterCanBeUndone) {
    { Database old(path_, migrations()); }
    DiglotFile file(path_);
    {
        ChangeSet change(file.database(), file.log(), {"tester", "term add", ""});
        EXPECT_EQ(file.glossary().add(laboratory(), change), Added::kAdded);
        change.commit();
    }
    ASSERT_TRUE(file.log().undo(1).ok());
    EXPECT_EQ(file.glossary().count(), 0);
    ASSERT_TRUE(file.log().redo(1).ok());
    EXPECT_EQ(file.glossary().count(), 1);
}

}  // namespace
}  // namespace diglot
