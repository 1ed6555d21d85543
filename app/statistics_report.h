// What is in a memory and a glossary: as rows with bars, for a terminal and for a page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glossary/termbase.h"
#include "tm/statistics.h"

namespace diglot {

/// Counts of one kind, each a bar.
struct StatisticsChart {
    std::string title;
    std::string unit;  ///< What is counted: "units".
    std::vector<std::pair<std::string, std::int64_t>> bars;
    bool over_time = false;    ///< In the order of time, columns rather than bars.
    std::size_t left_out = 0;  ///< Smaller ones that are not among the bars.
};

struct StatisticsReport {
    std::string file;
    std::string where;  ///< The condition, or empty.
    MemoryStatistics memory;
    GlossaryStats glossary;
};

/// Origins, states, people, lengths, years of the latest change, growth: those that say anything.
/// At most `most` bars each, the largest, or, over time, the latest.
std::vector<StatisticsChart> charts_of(const StatisticsReport& report, std::size_t most);

/// "███▌": `value` of `greatest`, in `width` columns at most; at least a sliver where there is any.
std::string text_bar(std::int64_t value, std::int64_t greatest, std::size_t width);

std::string statistics_json(const StatisticsReport& report);
/// One page without scripts and other files, light and dark; charts are SVG, with their numbers.
std::string statistics_html(const StatisticsReport& report);

}  // namespace diglot
