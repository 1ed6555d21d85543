// How files are read, as `import` and `check` take it on the command line.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "importers/format.h"

namespace CLI {
class App;
}

namespace diglot {

/// As the command line has it; empty where nothing was said.
struct ReadingArguments {
    std::vector<std::string> columns;
    std::string sheet;
    std::string tables_as;
    std::string encoding;
};

/// --map, --sheet, --as, --encoding.
void add_reading_options(CLI::App& app, ReadingArguments& arguments);

/// COLUMN=WHAT of --map. Throws UsageError for what is no column.
std::vector<std::pair<std::string, std::string>> parse_columns(
    const std::vector<std::string>& given);

/// What --as says.
std::optional<TableKind> parse_table_kind(const std::string& word);

/// Throws UsageError, in the name of `command`, where there is no such encoding.
void require_encoding(const char* command, const std::string& name);

}  // namespace diglot
