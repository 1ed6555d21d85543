#include "core/storage/change_log.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

// A root with a child, as units have variants.
const char* const kTables = R"sql(
    CREATE TABLE book (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT);
    CREATE TABLE page (book INTEGER, seq INTEGER, text TEXT, PRIMARY KEY (book, seq)) WITHOUT ROWID;
    CREATE TABLE history_book (change INTEGER, id INTEGER, title TEXT, PRIMARY KEY (change, id)) WITHOUT ROWID;
    CREATE TABLE history_page (change INTEGER, book INTEGER, seq INTEGER, text TEXT, PRIMARY KEY (change, book, seq)) WITHOUT ROWID;
)sql";

class ChangeLogTest : public testing::Test {
protected:
    ChangeLogTest()
        : migrations_{{1, ChangeLog::kSchema}, {2, kTables}},
          database_(":memory:", migrations_),
          log_(database_,
               {{.root = "book",
                 .children = {"page"},
                 .twin_sql =
                     "SELECT o.id FROM book b JOIN book o ON o.title = b.title AND o.id <> b.id "
                     "WHERE b.id BETWEEN ?1 AND ?2 LIMIT 1",
                 .before_removal = {},
                 .after_return = {},
                 .changed = {}}}) {}

    std::int64_t change(const std::string& sql, const std::string& command = "test") {
        ChangeSet change(database_, log_, {"me", command, ""});
        database_.execute(sql);
        change.commit();
        return change.id();
    }

    /// Everything live: "1 title: text/text; …".
    std::string content() const {
        std::string all;
        Statement books = database_.prepare("SELECT id, title FROM book ORDER BY id");
        while (books.step()) {
            all += std::to_string(books.integer(0)) + " " + std::string(books.text(1)) + ":";
            Statement pages =
                database_.prepare("SELECT text FROM page WHERE book = ? ORDER BY seq");
            pages.bind(1, books.integer(0));
            while (pages.step()) all += " " + std::string(pages.text(0));
            all += "; ";
        }
        return all;
    }

    std::int64_t rows(const std::string& table) const {
        Statement row = database_.prepare("SELECT count(*) FROM " + table);
        row.step();
        return row.integer(0);
    }

    std::vector<Migration> migrations_;
    Database database_;
    ChangeLog log_;
};

constexpr const char* kTwoBooks =
    "INSERT INTO book (title) VALUES ('a'), ('b'); INSERT INTO page VALUES (1, 0, 'a0'), (1, 1, "
    "'a1'), (2, 0, 'b0')";

TEST_F(ChangeLogTest, TakesBackWhatWasAddedAndBringsItBack) {
    const auto id = change(kTwoBooks);
    EXPECT_EQ(rows("history_book"), 0);  // Adding keeps no copy.
    ASSERT_TRUE(log_.undo(id).ok());
    EXPECT_EQ(content(), "");
    ASSERT_TRUE(log_.redo(id).ok());
    EXPECT_EQ(content(), "1 a: a0 a1; 2 b: b0; ");
    EXPECT_EQ(rows("history_book"), 0);
}

TEST_F(ChangeLogTest, TakesBackAnEditOfAChildAndOfTheRoot) {
    change(kTwoBooks);
    const auto id = change(
        "UPDATE page SET text = 'new' WHERE book = 1; UPDATE book SET title = 'c' WHERE id = 1");
    EXPECT_EQ(content(), "1 c: new new; 2 b: b0; ");
    ASSERT_TRUE(log_.undo(id).ok());
    EXPECT_EQ(content(), "1 a: a0 a1; 2 b: b0; ");
    ASSERT_TRUE(log_.redo(id).ok());
    EXPECT_EQ(content(), "1 c: new new; 2 b: b0; ");
}

TEST_F(ChangeLogTest, TakesBackARemovalAndAChildAddedUnderAnOldRoot) {
    change(kTwoBooks);
    const auto id = change(
        "DELETE FROM book WHERE id = 2; DELETE FROM page WHERE book = 2;"
        "UPDATE book SET title = title WHERE id = 1; INSERT INTO page VALUES (1, 2, 'a2')");
    EXPECT_EQ(content(), "1 a: a0 a1 a2; ");
    ASSERT_TRUE(log_.undo(id).ok());
    EXPECT_EQ(content(), "1 a: a0 a1; 2 b: b0; ");
    ASSERT_TRUE(log_.redo(id).ok());
    EXPECT_EQ(content(), "1 a: a0 a1 a2; ");
}

TEST_F(ChangeLogTest, CountsWhatAChangeSetDid) {
    change(kTwoBooks);
    const auto id = change(
        "INSERT INTO book (title) VALUES ('c'); DELETE FROM book WHERE id = 1;"
        "DELETE FROM page WHERE book = 1; UPDATE page SET text = 'x' WHERE book = 2");
    const auto info = log_.find(id);
    ASSERT_TRUE(info);
    ASSERT_EQ(info->counts.size(), 1u);
    EXPECT_EQ(info->counts[0].added, 1);
    EXPECT_EQ(info->counts[0].changed, 1);
    EXPECT_EQ(info->counts[0].removed, 1);
    EXPECT_EQ(info->user, "me");
}

TEST_F(ChangeLogTest, RefusesToUndoWhatLaterChangeSetsDependOnAndNamesThem) {
    const auto first = change(kTwoBooks, "import a");
    change("UPDATE book SET title = 'z' WHERE id = 2", "edit 2");
    const auto result = log_.undo(first);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, "undo.depends");
    EXPECT_EQ(result.error().message,
              "cannot undo change set 1: change set 2 (edit 2) depends on it");
    EXPECT_EQ(content(), "1 a: a0 a1; 2 z: b0; ");
}

TEST_F(ChangeLogTest, UndoesAnEarlierChangeSetThatNothingDependsOn) {
    const auto first = change("INSERT INTO book (title) VALUES ('a')");
    change("INSERT INTO book (title) VALUES ('b')");
    ASSERT_TRUE(log_.undo(first).ok());
    EXPECT_EQ(content(), "2 b:; ");
}

TEST_F(ChangeLogTest, RefusesToUndoWhatAnotherImportCountsOn) {
    const auto first = change(kTwoBooks, "import a");
    {
        ChangeSet again(database_, log_, {"me", "import b", ""});
        again.relies_on("book", 2);
        again.commit();
    }
    EXPECT_EQ(log_.undo(first).error().message,
              "cannot undo change set 1: change set 2 (import b) depends on it");
    ASSERT_TRUE(log_.undo(2).ok());
    EXPECT_TRUE(log_.undo(first).ok());
    EXPECT_EQ(log_.redo(2).error().code, "redo.depends");
}

TEST_F(ChangeLogTest, RefusesToBringBackATwinOfWhatIsThere) {
    change(kTwoBooks);
    const auto removal = change("DELETE FROM book WHERE id = 1; DELETE FROM page WHERE book = 1");
    change("INSERT INTO book (title) VALUES ('a')", "import again");
    const auto result = log_.undo(removal);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message,
              "cannot undo change set 2: change set 3 (import again) depends on it");
    EXPECT_EQ(content(), "2 b: b0; 3 a:; ");
}

TEST_F(ChangeLogTest, NeverUsesAnIdTwice) {
    ASSERT_TRUE(log_.undo(change("INSERT INTO book (title) VALUES ('a')")).ok());
    change("INSERT INTO book (title) VALUES ('b')");
    EXPECT_EQ(content(), "2 b:; ");
    EXPECT_EQ(log_.next_redo(), 1);
    ASSERT_TRUE(log_.redo(1).ok());
    EXPECT_EQ(content(), "1 a:; 2 b:; ");
    EXPECT_EQ(log_.next_redo(), std::nullopt);
}

TEST_F(ChangeLogTest, RedoTakesTheLastUndoneFirst) {
    change("INSERT INTO book (title) VALUES ('a')");
    change("INSERT INTO book (title) VALUES ('b')");
    ASSERT_TRUE(log_.undo(2).ok());
    ASSERT_TRUE(log_.undo(1).ok());
    EXPECT_EQ(log_.latest(), std::nullopt);
    EXPECT_EQ(log_.next_redo(), 1);
    ASSERT_TRUE(log_.redo(1).ok());
    EXPECT_EQ(log_.next_redo(), 2);
}

TEST_F(ChangeLogTest, BringsBackWhatWasMadeAfterAnUndo) {
    change(kTwoBooks);
    ASSERT_TRUE(log_.undo(change("UPDATE book SET title = 'x' WHERE id = 1", "edit x")).ok());
    const auto second = change("UPDATE book SET title = 'y' WHERE id = 1", "edit y");
    ASSERT_TRUE(log_.undo(second).ok());
    EXPECT_EQ(log_.next_redo(), second);
    ASSERT_TRUE(log_.redo(second).ok());
    EXPECT_EQ(content(), "1 y: a0 a1; 2 b: b0; ");
    EXPECT_EQ(log_.next_redo(), std::nullopt);
    EXPECT_EQ(log_.redo(2).error().message,
              "cannot redo change set 2: change set 3 (edit y) stands in its way");
    ASSERT_TRUE(log_.undo(second).ok());
    ASSERT_TRUE(log_.redo(2).ok());
    EXPECT_EQ(log_.redo(second).error().message,
              "cannot redo change set 3: change set 2 (edit x) stands in its way");
    EXPECT_EQ(content(), "1 x: a0 a1; 2 b: b0; ");
}

TEST_F(ChangeLogTest, SaysWhenThereIsNoSuchChangeSetOrItIsUndoneAlready) {
    EXPECT_EQ(log_.undo(7).error().message, "there is no change set 7");
    const auto id = change("INSERT INTO book (title) VALUES ('a')");
    EXPECT_EQ(log_.redo(id).error().message, "change set 1 (test) is not undone");
    ASSERT_TRUE(log_.undo(id).ok());
    EXPECT_EQ(log_.undo(id).error().message, "change set 1 (test) is undone already");
}

TEST_F(ChangeLogTest, LeavesNothingOfAChangeSetThatIsNotCommitted) {
    change(kTwoBooks);
    {
        ChangeSet change(database_, log_, {"me", "edit", ""});
        database_.execute("UPDATE book SET title = 'x'; INSERT INTO book (title) VALUES ('y')");
    }
    EXPECT_EQ(content(), "1 a: a0 a1; 2 b: b0; ");
    EXPECT_EQ(log_.list(10).size(), 1u);
    EXPECT_EQ(rows("change_touched"), 0);
    EXPECT_TRUE(log_.faults().empty());
    change(
        "UPDATE book SET title = 'w' WHERE id = 1");  // Its triggers are gone, and new ones work.
    EXPECT_EQ(rows("history_book"), 1);
}

TEST_F(ChangeLogTest, MovesManyRowsInBatches) {
    const auto id = change(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50001) INSERT "
        "INTO book (title) SELECT i FROM n");
    const auto removal = change("DELETE FROM book WHERE id % 2 = 0");
    std::vector<std::int64_t> steps;
    std::int64_t all = 0;
    ASSERT_TRUE(log_.undo(removal,
                          [&](std::int64_t done, std::int64_t total) {
                              steps.push_back(done);
                              all = total;
                          })
                    .ok());
    EXPECT_EQ(rows("book"), 50001);
    EXPECT_GT(steps.size(), 1u);
    EXPECT_EQ(steps.back(), all);
    ASSERT_TRUE(log_.undo(id).ok());
    EXPECT_EQ(rows("book"), 0);
}

}  // namespace
}  // namespace diglot
