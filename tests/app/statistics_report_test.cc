#include "app/statistics_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(StatisticsReport, DrawsBarsInEighths) {
    EXPECT_EQ(text_bar(8, 8, 3), "███");
    EXPECT_EQ(text_bar(4, 8, 3), "█▌");
    EXPECT_EQ(text_bar(1, 100000, 3), "▏");  // Not nothing.
    EXPECT_EQ(text_bar(0, 8, 3), "");
    EXPECT_EQ(text_bar(0, 0, 3), "");
}

TEST(StatisticsReport, AddsUpMonthsAlsoThoseWithoutAny) {
    StatisticsReport report;
    report.memory.units = 8;
    report.memory.made = {{"2024-11", 5}, {"2025-02", 3}};
    const std::vector<StatisticsChart> charts = charts_of(report, 12);
    ASSERT_EQ(charts.size(), 1U);
    using Bar = std::pair<std::string, std::int64_t>;
    EXPECT_THAT(charts[0].bars, testing::ElementsAre(Bar("2024-11", 5), Bar("2024-12", 5),
                                                     Bar("2025-01", 5), Bar("2025-02", 8)));
}

TEST(StatisticsReport, ShowsTheLargestAndCountsTheOthers) {
    StatisticsReport report;
    for (int i = 0; i < 20; ++i) report.memory.origins["file " + std::to_string(i)] = i;
    const std::vector<StatisticsChart> charts = charts_of(report, 3);
    ASSERT_EQ(charts.size(), 1U);
    EXPECT_EQ(charts[0].bars.front().first, "file 19");
    EXPECT_EQ(charts[0].bars.size(), 3U);
    EXPECT_EQ(charts[0].left_out, 17U);
}

TEST(StatisticsReport, EscapesNamesInThePage) {
    StatisticsReport report;
    report.file = "<a>.diglot";
    report.memory.origins["<b> & \"c\""] = 2;
    const std::string page = statistics_html(report);
    EXPECT_THAT(page, testing::HasSubstr("&lt;b&gt; &amp; &quot;c&quot;"));
    EXPECT_THAT(page, testing::Not(testing::HasSubstr("<b> ")));
    EXPECT_THAT(page, testing::Not(testing::HasSubstr("<a>")));
    EXPECT_THAT(page, testing::Not(testing::HasSubstr("http")));
}

}  // namespace
}  // namespace diglot
