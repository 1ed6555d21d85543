#include "core/time.h"

#include <chrono>

namespace diglot {
namespace {

struct Civil {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

/// Reads `digits` decimal digits at `at`, and moves on. Nothing if there are fewer.
std::optional<int> read_number(std::string_view text, std::size_t& at, std::size_t digits) {
    if (at + digits > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const char c = text[at + i];
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    at += digits;
    return value;
}

bool skip(std::string_view text, std::size_t& at, char c) {
    if (at >= text.size() || text[at] != c) return false;
    ++at;
    return true;
}

std::optional<Time> to_time(const Civil& c) {
    const std::chrono::year_month_day date{std::chrono::year(c.year),
                                           std::chrono::month(static_cast<unsigned>(c.month)),
                                           std::chrono::day(static_cast<unsigned>(c.day))};
    if (!date.ok() || c.hour > 23 || c.minute > 59 || c.second > 60) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return Time{days * 86400 + c.hour * 3600 + c.minute * 60 + c.second};
}

Civil to_civil(Time time) {
    std::int64_t days = time.seconds / 86400;
    std::int64_t rest = time.seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days(days)}};
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(rest / 3600),
            static_cast<int>(rest / 60 % 60),
            static_cast<int>(rest % 60)};
}

void append_number(std::string& out, int value, int digits) {
    const std::size_t start = out.size();
    out.append(static_cast<std::size_t>(digits), '0');
    for (std::size_t at = out.size(); at > start && value > 0; value /= 10) {
        out[--at] = static_cast<char>('0' + value % 10);
    }
}

/// "2026-11-23T12:00:00Z", or without the separators.
std::string print(Time time, bool extended) {
    const Civil c = to_civil(time);
    std::string out;
    const auto separate = [&](char separator) {
        if (extended) out += separator;
    };
    append_number(out, c.year, 4);
    separate('-');
    append_number(out, c.month, 2);
    separate('-');
    append_number(out, c.day, 2);
    out += 'T';
    append_number(out, c.hour, 2);
    separate(':');
    append_number(out, c.minute, 2);
    separate(':');
    append_number(out, c.second, 2);
    out += 'Z';
    return out;
}

/// The two forms of ISO 8601, basic or extended, with a time or without.
std::optional<Time> parse_date(std::string_view text, bool extended) {
    std::size_t at = 0;
    const auto year = read_number(text, at, 4);
    if (extended && !skip(text, at, '-')) return std::nullopt;
    const auto month = read_number(text, at, 2);
    if (extended && !skip(text, at, '-')) return std::nullopt;
    const auto day = read_number(text, at, 2);
    if (!year || !month || !day) return std::nullopt;
    Civil civil{*year, *month, *day};
    if (at == text.size()) return to_time(civil);
    if (!skip(text, at, 'T') && !skip(text, at, ' ')) return std::nullopt;
    const auto hour = read_number(text, at, 2);
    if (extended && !skip(text, at, ':')) return std::nullopt;
    const auto minute = read_number(text, at, 2);
    if (extended && !skip(text, at, ':')) return std::nullopt;
    const auto second = read_number(text, at, 2);
    if (!hour || !minute || !second) return std::nullopt;
    skip(text, at, 'Z');
    if (at != text.size()) return std::nullopt;
    civil.hour = *hour;
    civil.minute = *minute;
    civil.second = *second;
    return to_time(civil);
}

}  // namespace

Time Time::now() {
    return {std::chrono::duration_cast<std::chrono::seconds>(
                std::chrono::system_clock::now().time_since_epoch())
                .count()};
}

std::string to_tmx_date(Time time) { return print(time, false); }
std::string to_iso_date(Time time) { return print(time, true); }

std::optional<Time> parse_tmx_date(std::string_view text) {
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
    if (text[13] == '6') return std::nullopt;  // A leap second would not come out as it went in.
    return parse_date(text, false);
}

std::optional<Time> parse_loose_date(std::string_view text) {
    const bool extended = text.size() > 4 && text[4] == '-';
    return parse_date(text, extended);
}

}  // namespace diglot
