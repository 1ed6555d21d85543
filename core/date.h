// Days as people write them: in what year, month and day a name came into use.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace diglot {

/// A day of the Gregorian calendar.
struct Date {
    std::int32_t days = 0;  ///< Since 1970-01-01.

    auto operator<=>(const Date&) const = default;
    /// In the local time zone: what a person calls today.
    static Date today();
};

/// "2025-12-01" (ISO 8601).
std::string to_string(Date date);

/// Which day of a month or year is meant where the day is not said.
enum class DateEdge { kFirst, kLast };

/// "2025-12-01", "2025/12/1", "2025.12.1", "20251201", "2025年12月1日", "民國114年12月1日", also
/// without day, or without month and day; a time of day after a date is ignored. Nothing for what
/// is no real date.
std::optional<Date> parse_date(std::string_view text, DateEdge edge = DateEdge::kFirst);

}  // namespace diglot
