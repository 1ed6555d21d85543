// Points in time, UTC, to the second, and their spelling in interchange files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace diglot {

/// Seconds since 1970-01-01T00:00:00Z.
struct Time {
    std::int64_t seconds = 0;

    auto operator<=>(const Time&) const = default;
    static Time now();
};

/// "20261123T120000Z" (TMX 1.4b, "Date format": ISO 8601 basic, UTC).
std::string to_tmx_date(Time time);
/// "2026-11-23T12:00:00Z" (RFC 3339).
std::string to_iso_date(Time time);
/// Only the exact form to_tmx_date writes, and only real dates; anything else is nothing.
std::optional<Time> parse_tmx_date(std::string_view text);
/// Also other forms met in TMX files: "20230314", "2010-01-01T00:00:00", with or without Z. Nothing
/// if none fits.
std::optional<Time> parse_loose_date(std::string_view text);

}  // namespace diglot
