// A unit for people and as JSON: shared by every command that prints one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/cli/console.h"
#include "app/json_writer.h"
#include "tm/unit.h"

namespace diglot {

/// The segment on one line: inline codes as <x> with their element's name, line breaks and tabs as
/// spaces.
std::string one_line(const Segment& segment);

/// {"unit", "revision"?, "origin", "created", …, "variants": [{"lang", "text", "markup"?, "source":
/// true?, …}]}; the revision (ChangeLog::revision) where it is given.
void write_unit(JsonWriter& json, const Unit& unit, std::optional<std::int64_t> revision = {});
void print_unit(const Console& console, const Unit& unit,
                std::optional<std::int64_t> revision = {});

}  // namespace diglot
