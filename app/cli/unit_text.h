// A unit for people and as JSON: shared by every command that prints one.
#pragma once

#include <string>

#include "app/cli/console.h"
#include "app/json_writer.h"
#include "tm/unit.h"

namespace diglot {

/// The segment on one line: inline codes as <x> with their element's name, line breaks and tabs as
/// spaces.
std::string one_line(const Segment& segment);

/// {"unit", "origin", "created", …, "variants": [{"lang", "text", "markup"?, "source": true?, …}]}
void write_unit(JsonWriter& json, const Unit& unit);
void print_unit(const Console& console, const Unit& unit);

}  // namespace diglot
