// Glossaries compared and joined, for people and as JSON; the files that are.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"
#include "app/glossary_files.h"
#include "app/json_writer.h"
#include "glossary/concept_items.h"

namespace diglot {

/// Reads a glossary file, says what is to be said of it, and makes the exit status 1 if something
/// was left out. Throws UsageError if it is
/// no glossary, or broken; IoError if it cannot be read. -s and -t are for files without languages.
/// `name` is what people call it; its path if empty.
LoadedGlossary load_or_complain(Session& session, const std::string& path,
                                const std::string& source, const std::string& target,
                                const std::string& name = {});

/// "en NVIDIA  status: preferred → admitted", "+ en NVIDIA", a line each, indented.
void print_differences(const Console& console, const std::vector<ItemDifference>& all);
/// [{"where", "field", "a", "b"}]
void write_differences(JsonWriter& json, const std::vector<ItemDifference>& all);

}  // namespace diglot
