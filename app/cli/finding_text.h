// Findings for people and as JSON.
#pragma once

#include "app/cli/console.h"
#include "app/json_writer.h"
#include "quality/finding.h"

namespace diglot {

/// As docs/cli.md says; spans count code points.
void write_finding(JsonWriter& json, const Finding& finding);
/// The place and message, then both texts on a line each with carets under what it is about; long
/// texts are cut around that.
void print_finding(const Console& console, const Finding& finding);

}  // namespace diglot
