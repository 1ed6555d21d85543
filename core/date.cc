#include "core/date.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

namespace diglot {
namespace {

namespace chr = std::chrono;

Date to_date(chr::year_month_day day) {
    return {static_cast<std::int32_t>(chr::sys_days(day).time_since_epoch().count())};
}

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

void skip_spaces(std::string_view& text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
}

/// The digits at the front, at most `most`; -1 without any.
int take_number(std::string_view& text, std::size_t most) {
    int number = -1;
    for (std::size_t i = 0; i < most && !text.empty() && text.front() >= '0' && text.front() <= '9';
         ++i) {
        number = (number < 0 ? 0 : number * 10) + (text.front() - '0');
        text.remove_prefix(1);
    }
    return number;
}

/// What may stand after the year, after the month, after the day.
bool take_separator(std::string_view& text) {
    for (const std::string_view mark : {"-", "/", ".", "年", "月"})
        if (take(text, mark)) return true;
    return false;
}

}  // namespace

Date Date::today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return to_date(chr::year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday);
}

std::string to_string(Date date) {
    const chr::year_month_day day{chr::sys_days(chr::days(date.days))};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text;
}

std::optional<Date> parse_date(std::string_view text, DateEdge edge) {
    skip_spaces(text);
    const bool republic = take(text, "民國") || take(text, "民国");
    skip_spaces(text);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool packed = !republic && digits == 8;
    if (!republic && digits != 4 && !packed) return std::nullopt;
    int year = take_number(text, republic ? 3 : 4);
    if (year < 0) return std::nullopt;
    if (republic) year += 1911;
    int month = -1;
    int day = -1;
    if (packed || take_separator(text)) month = take_number(text, 2);
    if (month >= 0 && (packed || take_separator(text))) day = take_number(text, 2);
    take(text, "日");
    const bool time_follows = day >= 0 && (text.starts_with(" ") || text.starts_with("T"));
    if (!text.empty() && !time_follows) return std::nullopt;
    const bool last = edge == DateEdge::kLast;
    if (month < 0) month = last ? 12 : 1;
    const chr::year_month in{chr::year(year), chr::month(static_cast<unsigned>(month))};
    if (!in.ok()) return std::nullopt;
    if (day < 0) return to_date(last ? chr::year_month_day(in / chr::last) : in / 1);
    const chr::year_month_day exact = in / day;
    if (!exact.ok()) return std::nullopt;
    return to_date(exact);
}

}  // namespace diglot
