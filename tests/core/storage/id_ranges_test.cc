#include "core/storage/id_ranges.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/varint.h"

namespace diglot {
namespace {

std::set<std::int64_t> ids_of(const IdRanges& ranges) {
    std::set<std::int64_t> ids;
    for (const IdRange& range : ranges.ranges()) {
        for (std::int64_t id = range.first; id <= range.last; ++id) ids.insert(id);
    }
    return ids;
}

IdRanges some_ranges(std::mt19937& random) {
    std::vector<IdRange> ranges;
    for (unsigned i = random() % 6; i > 0; --i) {
        const std::int64_t first = 1 + random() % 40;
        ranges.push_back({first, first + static_cast<std::int64_t>(random() % 6) - 1});
    }
    return IdRanges(ranges);
}

TEST(IdRanges, JoinsWhatOverlapsOrTouches) {
    const IdRanges ranges({{7, 9}, {1, 3}, {4, 5}, {8, 12}, {20, 19}});
    EXPECT_EQ(ranges.ranges(), (std::vector<IdRange>{{1, 5}, {7, 12}}));
    EXPECT_EQ(ranges.size(), 11);
}

TEST(IdRanges, AgreesWithSetsOfIds) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const IdRanges a = some_ranges(random);
        const IdRanges b = some_ranges(random);
        const std::set<std::int64_t> left = ids_of(a);
        const std::set<std::int64_t> right = ids_of(b);
        std::set<std::int64_t> both, either = left, only;
        either.insert(right.begin(), right.end());
        for (const std::int64_t id : left) (right.contains(id) ? both : only).insert(id);
        EXPECT_EQ(ids_of(a.united(b)), either);
        EXPECT_EQ(ids_of(a.without(b)), only);
        EXPECT_EQ(ids_of(a.shared(b)), both);
        for (std::int64_t id = 0; id < 50; ++id) EXPECT_EQ(a.contains(id), left.contains(id));
        EXPECT_EQ(IdRanges::from_bytes(a.to_bytes()), a);
        EXPECT_EQ(a.size(), static_cast<std::int64_t>(left.size()));
    }
}

TEST(IdRanges, BelievesNoBytesThatAreNoRanges) {
    std::string beyond_all;
    append_varint(5, beyond_all);
    append_varint(0x7FFFFFFFFFFFFFFF, beyond_all);
    std::string huge_gap;
    append_varint(0xFFFFFFFFFFFFFFFF, huge_gap);
    append_varint(1, huge_gap);
    for (const std::string& bytes : {std::string("\x05", 1), std::string("\x05\x00", 2),
                                     std::string("\x01\x02\x00\x02", 4), beyond_all, huge_gap}) {
        EXPECT_THROW(IdRanges::from_bytes(bytes), StoreError) << testing::PrintToString(bytes);
    }
    EXPECT_EQ(IdRanges::from_bytes(""), IdRanges());
}

TEST(IdRanges, GrowsAtItsEnd) {
    IdRanges ranges;
    for (const std::int64_t id : {3, 4, 5, 9, 10, 20}) ranges.append(id);
    EXPECT_EQ(ranges, IdRanges({{3, 5}, {9, 10}, {20, 20}}));
}

}  // namespace
}  // namespace diglot
