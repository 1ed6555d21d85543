#include "core/spilled_array.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(SpilledArray, GivesBackWhatWasAppended) {
    SpilledArray<std::uint32_t> array;
    for (std::uint32_t i = 0; i < 700'000; ++i) {
        array.push_back(i * 7);
        if (i == 300'000) {
            EXPECT_EQ(array.view()[300'000], 300'000u * 7);
        }
    }
    ASSERT_EQ(array.size(), 700'000u);
    const auto view = array.view();
    for (std::uint32_t i = 0; i < 700'000; ++i) ASSERT_EQ(view[i], i * 7);
}

TEST(SpilledBytes, CopiesAnyPart) {
    SpilledBytes bytes;
    bytes.append("第一");
    EXPECT_EQ(bytes.copy(3, 3), "一");
    const std::string row = "0123456789abcdef";
    for (int i = 0; i < 200'000; ++i) bytes.append(row);
    EXPECT_EQ(bytes.copy(0, 6), "第一");
    for (std::uint64_t i = 0; i < 200'000; i += 997)
        ASSERT_EQ(bytes.copy(6 + i * row.size() + 10, 16), "abcdef0123456789");
    EXPECT_EQ(bytes.copy(bytes.size() - 2, 2), "ef");
    bytes.append("尾");
    EXPECT_EQ(bytes.copy(bytes.size() - 5, 5), "ef尾");
    EXPECT_EQ(bytes.bytes().substr(0, 6), "第一");
}

}  // namespace
}  // namespace diglot
