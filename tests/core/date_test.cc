#include "core/date.h"

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(Date, ReadsWhatPeopleWrite) {
    const struct {
        const char* text;
        const char* first;  ///< Empty: no date.
        const char* last;
    } kCases[] = {
        {"2025-12-01", "2025-12-01", "2025-12-01"},
        {" 2025/12/1 ", "2025-12-01", "2025-12-01"},
        {"2025.12.1", "2025-12-01", "2025-12-01"},
        {"20251201", "2025-12-01", "2025-12-01"},
        {"2025年12月1日", "2025-12-01", "2025-12-01"},
        {"民國114年12月1日", "2025-12-01", "2025-12-01"},
        {"民國114年", "2025-01-01", "2025-12-31"},
        {"2024-02", "2024-02-01", "2024-02-29"},
        {"2024年2月", "2024-02-01", "2024-02-29"},
        {"2025", "2025-01-01", "2025-12-31"},
        {"2025-12-01T10:00:00Z", "2025-12-01", "2025-12-01"},
        {"2025-12-01 00:00:00", "2025-12-01", "2025-12-01"},
        {"2025-02-30", "", ""},
        {"2025-13-01", "", ""},
        {"12-01-2025", "", ""},
        {"2025-12-01x", "", ""},
        {"25", "", ""},
        {"soon", "", ""},
        {"", "", ""},
    };
    for (const auto& c : kCases) {
        const auto first = parse_date(c.text);
        const auto last = parse_date(c.text, DateEdge::kLast);
        EXPECT_EQ(first ? to_string(*first) : "", c.first) << c.text;
        EXPECT_EQ(last ? to_string(*last) : "", c.last) << c.text;
    }
}

TEST(Date, CountsDays) {
    EXPECT_EQ(parse_date("1970-01-01")->days, 0);
    EXPECT_LT(*parse_date("2025-11-30"), *parse_date("2025-12-01"));
    EXPECT_EQ(to_string(Date{-1}), "1969-12-31");
}

}  // namespace
}  // namespace diglot
