// A concept for people and as JSON.
#pragma once

#include "app/cli/console.h"
#include "app/json_writer.h"
#include "glossary/concept.h"

namespace diglot {

/// {"concept", "id"?, "subject"?, "definition"?, "terms": [{"term", "lang", "status", …}], …}
void write_concept(JsonWriter& json, const Concept& entry);
void print_concept(const Console& console, const Concept& entry);

}  // namespace diglot
