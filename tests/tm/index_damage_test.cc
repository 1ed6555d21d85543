// An index of which bytes are others than were written: verification names the segment and a
// rebuild mends it; a query answers or throws DamagedIndex, whatever the bytes say.
#include <filesystem>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/tm/match_memory.h"
#include "tm/index_store.h"
#include "tm/index_upkeep.h"
#include "tm/match_index.h"
#include "tm/match_segment.h"
#include "tm/match_segment_builder.h"
#include "tm/search_index.h"
#include "tm/search_segment.h"

namespace diglot {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> steps = {{1, ChangeLog::kSchema},
                                                 {2, Store::kSchema},
                                                 {4, IndexStore::kSchema},
                                                 {5, Store::kCompactSchema},
                                                 {7, IndexStore::kFingerprintSchema}};
    return steps;
}

// ---- Segments by themselves

/// What was built, with some bytes changed.
class ChangedBlocks : public BlockSource {
public:
    using Blocks = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;

    BlockSink sink() {
        return [this](std::uint32_t part, std::uint32_t block, std::string_view bytes) {
            blocks[{part, block}] = bytes;
        };
    }
    std::string read(std::uint32_t part, std::uint32_t block) const override {
        const auto found = blocks.find({part, block});
        return found == blocks.end() ? std::string() : found->second;
    }

    Blocks blocks;
};

/// Calls `ask` with the blocks damaged in many ways, one at a time: each bit of the small ones and
/// some bits of the others turned over, cut short, made longer, gone.
template <typename Ask>
void damage_each_way(ChangedBlocks& source, Ask ask) {
    constexpr std::size_t kSmall = 64;
    std::mt19937 random(5);
    std::size_t refused = 0, asked = 0;
    const auto look = [&] {
        ++asked;
        try {
            ask();
        } catch (const DamagedIndex&) {
            ++refused;
        }
    };
    const ChangedBlocks::Blocks whole = source.blocks;
    for (const auto& [place, bytes] : whole) {
        if (bytes.empty()) continue;
        std::string& changed = source.blocks[place];
        const std::size_t step = bytes.size() <= kSmall ? 1 : bytes.size() / 8;
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            const std::size_t byte =
                step == 1 ? at : at + random() % std::min(step, bytes.size() - at);
            for (int bit = 0; bit < 8; bit += step == 1 ? 1 : 3) {
                changed[byte] = static_cast<char>(changed[byte] ^ 1 << bit);
                look();
                changed = bytes;
            }
            changed.resize(byte);
            look();
            changed = bytes;
        }
        changed += std::string(9, '\xFF');
        look();
        source.blocks.erase(place);
        look();
        source.blocks[place] = bytes;
    }
    EXPECT_GT(refused, 0u);
    EXPECT_GT(asked, refused);  // A bit of a text's fingerprint is not noticed; the rest is.
}

TEST(DamagedMatchSegment, AnswersOrSaysSo) {
    std::mt19937_64 random(3);
    MatchSegmentBuilder builder;
    std::vector<std::vector<std::uint64_t>> units;
    for (int i = 0; i < 80; ++i) {
        std::vector<std::uint64_t>& values = units.emplace_back(1 + random() % 20);
        for (std::uint64_t& value : values) value = (1 + random() % 9) * 0x9E3779B97F4A7C15ULL;
        builder.add(i + 10, static_cast<std::uint32_t>(i % 3 == 0 ? 300 : i % 3), values);
    }
    ChangedBlocks blocks;
    builder.finish(blocks.sink());
    damage_each_way(blocks, [&] {
        const MatchSegment segment(blocks);
        for (const std::size_t unit : {3u, 40u}) {
            segment.search(MatchProbe(units[unit]), Score{4000}, blocks,
                           [](DocumentId) { return Score{4000}; });
            segment.find_runs(units[unit], blocks, [](const MatchSegment::Run&) {});
        }
        static_cast<void>(segment.content(blocks));
    });
}

TEST(DamagedSearchSegment, AnswersOrSaysSo) {
    std::mt19937 random(3);
    SearchSegmentBuilder builder;
    static constexpr const char* const kWords[] = {"lab ",   "labour ", "a ", "the ",
                                                   "實驗室", "驗",      "x"};
    for (int i = 0; i < 800; ++i) {
        std::string text;
        for (unsigned words = 1 + random() % 9; words > 0; --words) text += kWords[random() % 7];
        builder.add(i + 10, static_cast<std::uint32_t>(i % 3), i % 2 == 0, i % 5 == 0 ? "zh" : "en",
                    text);
    }
    ChangedBlocks blocks;
    builder.finish(blocks.sink());
    const std::vector<std::vector<std::string>> queries = {
        {}, {"lab"}, {"a"}, {"驗室"}, {"the lab", "x"}, {"labour the"}};
    damage_each_way(blocks, [&] {
        SearchSegment segment(blocks);
        // Often enough for the vocabulary to get an index in memory.
        for (std::size_t i = 0; i < 3 * queries.size(); ++i) {
            const auto& texts = queries[i % queries.size()];
            SearchCursor cursor(segment, blocks, texts);
            for (int found = 0; found < 1000 && cursor.next(); ++found)
                static_cast<void>(cursor.document());
        }
    });
}

// ---- In a file

class IndexDamageTest : public testing::Test {
protected:
    IndexDamageTest()
        : folder_(std::filesystem::temp_directory_path() /
                  ("diglot-damage-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(folder_);
        database_.emplace(path(), migrations());
        log_.emplace(*database_, std::vector<Aggregate>{Store::aggregate()});
        store_.emplace(*database_);
        ChangeSet change(*database_, *log_, {"me", "add", ""});
        for (int i = 0; i < 1100; ++i) {
            const std::string number = "n" + std::to_string(i % 300);
            store_->add(unit_of("a text " + std::to_string(i) + " about " + number,
                                "關於" + number + "的文字" + std::to_string(i)),
                        change);
        }
        store_->flush();
        change.commit();
        const Committed write(*database_);
        index_language(*database_, LanguageTag("zh"));
    }
    ~IndexDamageTest() override { std::filesystem::remove_all(folder_); }

    /// Commits in its destructor.
    class Committed {
    public:
        explicit Committed(Database& database) : transaction_(database) {}
        ~Committed() { transaction_.commit(); }

    private:
        Transaction transaction_;
    };

    std::string path() const { return (folder_ / "a.diglot").string(); }

    /// With nothing kept from before.
    std::size_t match(const std::string& text, const std::string& language) {
        MatchIndex index(*database_, *store_);
        MatchOptions options;
        options.source = LanguageTag(language);
        const MatchQuery query = query_of(text);
        return index.match({&query, 1}, options).front().size();
    }
    std::size_t search(const std::string& text) {
        SearchIndex index(*database_, *store_);
        ConcordanceQuery query;
        query.text = text;
        return index.search(query)->size();
    }

    struct Block {
        std::int64_t id = 0;
        std::string data;
    };
    /// Of each part of each segment up to three that are not empty.
    std::vector<Block> some_blocks() {
        std::vector<Block> blocks;
        Statement rows = database_->prepare("SELECT id, data FROM index_block ORDER BY id");
        std::map<std::int64_t, int> taken;
        while (rows.step()) {
            if (rows.blob(1).empty() || ++taken[rows.integer(0) >> 28] > 3) continue;
            blocks.push_back({rows.integer(0), std::string(rows.blob(1))});
        }
        return blocks;
    }
    void write(std::int64_t block, const std::string& data) {
        Statement update = database_->prepare("UPDATE index_block SET data = ? WHERE id = ?");
        update.bind_blob(1, data).bind(2, block).run();
    }

    std::filesystem::path folder_;
    std::optional<Database> database_;
    std::optional<ChangeLog> log_;
    std::optional<Store> store_;
};

TEST_F(IndexDamageTest, IsNamedByVerificationAndMendedByARebuild) {
    ASSERT_THAT(index_faults(*database_), IsEmpty());
    std::mt19937 random(9);
    for (const Block& block : some_blocks()) {
        std::string data = block.data;
        data[random() % data.size()] ^= 0x10;
        write(block.id, data);
        const std::string segment = "segment " + std::to_string(block.id >> 32) + " (";
        EXPECT_THAT(index_faults(*database_),
                    Contains(testing::AllOf(HasSubstr(segment), HasSubstr("not as it was written"),
                                            HasSubstr("`diglot verify --rebuild`"))));
        write(block.id, block.data);
    }
    ASSERT_THAT(index_faults(*database_), IsEmpty());
    database_->execute("UPDATE index_block SET data = x'00'");
    EXPECT_THROW(match("a text about n7", "en"), DamagedIndex);
    EXPECT_THROW(match("關於n7的文字", "zh"), DamagedIndex);
    EXPECT_THROW(search("n7"), DamagedIndex);
    {
        const Committed write(*database_);
        rebuild_index(*database_);
    }
    EXPECT_THAT(index_faults(*database_), IsEmpty());
    EXPECT_GT(match("a text about n7", "en"), 0u);
    EXPECT_GT(match("關於n7的文字", "zh"), 0u);
    EXPECT_GT(search("n7"), 0u);
}

TEST_F(IndexDamageTest, IsSurvivedWhereBlocksHaveNoFingerprint) {
    database_->execute("UPDATE index_block SET fingerprint = NULL");  // As before there were any.
    EXPECT_THAT(index_faults(*database_), IsEmpty());
    std::mt19937 random(10);
    std::size_t seen = 0, asked = 0;
    for (const Block& block : some_blocks()) {
        for (int way = 0; way < 2; ++way) {
            std::string data = block.data;
            if (way == 0)
                data[random() % data.size()] ^= static_cast<char>(1 + random() % 255);
            else
                data.resize(random() % data.size());
            write(block.id, data);
            ++asked;
            seen += index_faults(*database_).empty() ? 0 : 1;
            for (const auto& ask : {std::function<void()>([&] { match("a text about n7", "en"); }),
                                    std::function<void()>([&] { match("關於n7的文字", "zh"); }),
                                    std::function<void()>([&] { search("n7"); }),
                                    std::function<void()>([&] { search("字"); })}) {
                try {
                    ask();
                } catch (const DamagedIndex&) {
                    continue;
                }
            }
        }
        write(block.id, block.data);
    }
    EXPECT_THAT(index_faults(*database_), IsEmpty());
    EXPECT_GE(10 * seen, 9 * asked);  // All but what changes nothing that is ever read.
}

TEST_F(IndexDamageTest, OfASegmentsUnitsIsNamedAndMended) {
    database_->execute("UPDATE index_segment SET live = x'0100' WHERE id = 1");
    EXPECT_THAT(index_faults(*database_), Contains(HasSubstr("segment 1: its units")));
    EXPECT_THROW(match("a text about n7", "en"), DamagedIndex);
    EXPECT_THROW(search("n7"), DamagedIndex);
    {
        const Committed write(*database_);
        rebuild_index(*database_);
    }
    EXPECT_THAT(index_faults(*database_), IsEmpty());
}

TEST_F(IndexDamageTest, IsSaidAgainWhenAskedAgain) {
    database_->execute("UPDATE index_block SET data = x'00'");
    MatchIndex index(*database_, *store_);
    const MatchQuery query = query_of("a text about n7");
    for (int i = 0; i < 2; ++i) EXPECT_THROW(index.match({&query, 1}, {}), DamagedIndex);
}

/// An open statement would keep the connection at what the file was then.
TEST_F(IndexDamageTest, LeavesNoStatementOpen) {
    database_->execute("UPDATE index_block SET data = x'00'");
    const IndexStore index(*database_);
    EXPECT_THROW(index.read_block(1, 0, 0), DamagedIndex);
    const std::int64_t version = index.version();
    Database(path(), migrations()).execute("UPDATE index_state SET version = version + 1");
    EXPECT_EQ(index.version(), version + 1);
}

}  // namespace
}  // namespace diglot
