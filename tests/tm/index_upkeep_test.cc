// The index through changes: pending, compiled, joined, taken back; damage is seen and mended.
#include "tm/index_upkeep.h"

#include <gtest/gtest.h>

#include "tests/tm/match_memory.h"
#include "tm/index_store.h"
#include "tm/match_index.h"

namespace diglot {
namespace {

class IndexUpkeepTest : public testing::Test {
protected:
    IndexUpkeepTest()
        : migrations_{{1, ChangeLog::kSchema},
                      {2, Store::kSchema},
                      {4, IndexStore::kSchema},
                      {5, Store::kCompactSchema},
                      {7, IndexStore::kFingerprintSchema}},
          database_(":memory:", migrations_),
          log_(database_, {Store::aggregate()}),
          store_(database_),
          index_(database_, store_) {}

    std::int64_t add(int first, int count) {
        ChangeSet change(database_, log_, {"me", "add", ""});
        for (int i = first; i < first + count; ++i) {
            const std::string number = "n" + std::to_string(i);
            store_.add(unit_of("a text about " + number, "關於" + number + "的文字"), change);
        }
        store_.flush();
        change.commit();
        return change.id();
    }

    Matches find(const std::string& text, const std::string& source = "en") {
        MatchOptions options;
        options.source = LanguageTag(source);
        const MatchQuery query = query_of(text);
        const auto found = index_.match({&query, 1}, options);
        const auto expected = match_by_scan(store_, {&query, 1}, options);
        EXPECT_EQ(found.front().size(), expected.front().size());
        for (std::size_t i = 0; i < std::min(found.front().size(), expected.front().size()); ++i) {
            EXPECT_EQ(found.front()[i].unit.id, expected.front()[i].unit.id);
            EXPECT_EQ(found.front()[i].score, expected.front()[i].score);
        }
        return found.front();
    }

    std::vector<SegmentInfo> segments(LaneKind kind = LaneKind::kSources) const {
        std::vector<SegmentInfo> all = IndexStore(database_).segments();
        std::erase_if(all, [&](const SegmentInfo& segment) { return segment.lane.kind != kind; });
        return all;
    }
    void rebuild() {
        Transaction transaction(database_);
        rebuild_index(database_);
        transaction.commit();
    }
    void index(const LanguageTag& language) {
        Transaction transaction(database_);
        index_language(database_, language);
        transaction.commit();
    }
    std::int64_t pending() const { return IndexStore(database_).pending().size(); }
    std::vector<std::string> faults() const { return index_faults(database_); }

    std::vector<Migration> migrations_;
    Database database_;
    ChangeLog log_;
    Store store_;
    MatchIndex index_;
};

TEST_F(IndexUpkeepTest, FindsWhatIsStillPending) {
    add(0, 3);
    EXPECT_EQ(pending(), 3);
    EXPECT_TRUE(segments().empty());
    ASSERT_EQ(find("a text about n1").size(), 3u);
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, CompilesWhenMuchIsPending) {
    add(0, 1500);
    EXPECT_EQ(pending(), 0);
    ASSERT_EQ(segments().size(), 1u);
    EXPECT_EQ(segments().front().documents, 1500);
    ASSERT_EQ(segments(LaneKind::kTexts).size(), 1u);
    EXPECT_EQ(segments(LaneKind::kTexts).front().documents, 3000);
    EXPECT_EQ(find("a text about n777").front().score, kFullScore);
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, JoinsSegmentsOfOneSize) {
    for (int i = 0; i < 5; ++i) add(2000 * i, 1200);
    ASSERT_EQ(segments().size(), 2u);
    EXPECT_EQ(segments().front().documents, 4800);
    EXPECT_EQ(segments().back().documents, 1200);
    EXPECT_EQ(find("a text about n4001").front().score, kFullScore);
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, FollowsEditsRemovalsAndUndo) {
    add(0, 1500);
    ChangeSet edit(database_, log_, {"me", "edit", ""});
    Unit unit = *store_.find(5);
    unit.variants[0].segment = Segment("something else altogether");
    EXPECT_EQ(store_.update(unit), Updated::kUpdated);
    EXPECT_TRUE(store_.remove(6));
    edit.commit();
    EXPECT_EQ(segments().front().live.size(), 1498);
    EXPECT_EQ(find("something else altogether").front().unit.id, 5);
    EXPECT_EQ(faults(), std::vector<std::string>{});
    ASSERT_TRUE(log_.undo(edit.id()).ok());
    EXPECT_TRUE(find("something else altogether").empty());
    EXPECT_EQ(find("a text about n5").front().score, kFullScore);
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, OffersNoTextThatIsNotTheSourceAnyMore) {
    add(0, 1500);
    ChangeSet edit(database_, log_, {"me", "edit", ""});
    Unit unit = *store_.find(5);
    unit.source = 1;
    EXPECT_EQ(store_.update(unit), Updated::kUpdated);
    edit.commit();
    EXPECT_NE(find("a text about n4", "").front().unit.id, 5);
    EXPECT_EQ(find("關於n4的文字", "").front().unit.id, 5);
}

TEST_F(IndexUpkeepTest, ForgetsASegmentOfWhichNothingIsLeft) {
    const std::int64_t change = add(0, 1500);
    ASSERT_TRUE(log_.undo(change).ok());
    EXPECT_TRUE(segments().empty());
    EXPECT_TRUE(segments(LaneKind::kTexts).empty());
    EXPECT_EQ(pending(), 0);
    EXPECT_TRUE(find("a text about n777").empty());
    ASSERT_TRUE(log_.redo(change).ok());
    EXPECT_EQ(find("a text about n777").front().score, kFullScore);
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, IndexesAnotherLanguageWhenItIsAskedFor) {
    add(0, 1500);
    EXPECT_FALSE(index_.covers(LanguageTag("zh-CN")));
    EXPECT_EQ(find("關於n7的文字", "zh-TW").size(), 5u);  // By scan.
    index(LanguageTag("zh-TW"));
    EXPECT_TRUE(index_.covers(LanguageTag("zh-CN")));
    EXPECT_EQ(find("關於n7的文字", "zh-TW").front().score, kFullScore);
    add(5000, 1200);  // Kept from then on.
    EXPECT_EQ(find("關於n5007的文字", "zh-TW").front().score, kFullScore);
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, KeepsNothingOfATransactionThatIsTakenBack) {
    const auto add_uncommitted = [&](const std::string& text) {
        ChangeSet change(database_, log_, {"me", "add", ""});
        for (int i = 0; i < 1500; ++i) store_.add(unit_of(text + std::to_string(i), "t"), change);
        store_.flush();
        index_changed_units(database_, IndexStore(database_).all_units());
        EXPECT_EQ(find(text + "7").front().score, kFullScore);
    };
    add_uncommitted(
        "one thing ");  // Taken back; the next one has the same ids, of units and segments.
    store_.discard();
    add_uncommitted("another matter ");
    store_.discard();
    EXPECT_TRUE(find("another matter 7").empty());
    add(0, 1500);
    EXPECT_EQ(find("a text about n7").front().score, kFullScore);
    EXPECT_TRUE(find("one thing 7").empty());
}

TEST_F(IndexUpkeepTest, SeesDamageAndMendsIt) {
    add(0, 1500);
    database_.execute(
        "UPDATE variant SET text = 'changed behind its back' WHERE unit = 9 AND seq = 0");
    EXPECT_EQ(faults(),
              (std::vector<std::string>{"the index knows some texts otherwise than they are",
                                        "the index knows unit 9 otherwise than it is"}));
    rebuild();
    EXPECT_EQ(faults(), std::vector<std::string>{});
    EXPECT_EQ(find("changed behind its back").front().unit.id, 9);
}

TEST_F(IndexUpkeepTest, SeesWhatALanguageThatIsKeptLacks) {
    add(0, 1500);
    index(LanguageTag("zh"));
    EXPECT_EQ(faults(), std::vector<std::string>{});
    database_.execute("DELETE FROM index_segment WHERE kind = 'targets'");
    EXPECT_EQ(faults(), (std::vector<std::string>{"the index lacks units 1 to 1500 in zh"}));
    rebuild();
    EXPECT_EQ(faults(), std::vector<std::string>{});
    EXPECT_EQ(find("關於n7的文字", "zh-TW").front().score, kFullScore);
}

TEST_F(IndexUpkeepTest, SeesThatALanguageIsNotKnownOf) {
    add(0, 1500);
    database_.execute("UPDATE index_language SET others = 0");
    EXPECT_EQ(
        faults(),
        (std::vector<std::string>{"the index does not know that there are translations into zh"}));
    rebuild();
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(IndexUpkeepTest, SeesThatASegmentIsGone) {
    add(0, 1500);
    database_.execute("DELETE FROM index_segment");
    EXPECT_EQ(faults(), (std::vector<std::string>{"the index lacks units 1 to 1500"}));
    rebuild();
    EXPECT_EQ(faults(), std::vector<std::string>{});
}

}  // namespace
}  // namespace diglot
