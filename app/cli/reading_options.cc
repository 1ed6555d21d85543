#include "app/cli/reading_options.h"

#include <CLI/CLI.hpp>

#include "app/cli/session.h"
#include "app/cli/text.h"
#include "importers/encoding.h"
#include "importers/glossary_table_columns.h"
#include "importers/unit_table_columns.h"

namespace diglot {

void add_reading_options(CLI::App& app, ReadingArguments& arguments) {
    app.add_option("--map", arguments.columns,
                   tr("Tables: what a column is, by its name or number: a language, a column "
                      "name that docs/formats/tables.md has, or note:NAME"))
        ->type_name("COLUMN=WHAT")
        ->allow_extra_args(false);
    app.add_option("--sheet", arguments.sheet, tr("Workbooks: only this sheet"))->type_name("NAME");
    app.add_option("--as", arguments.tables_as,
                   tr("Tables: segments or terms (default: by their columns, else by whether the "
                      "rows are sentences); a file named is then read as a table under any suffix"))
        ->type_name("PART")
        ->check(CLI::IsMember({"memory", "glossary"}));
    app.add_option("--encoding", arguments.encoding,
                   tr("Text files that do not say it themselves (byte order mark, XML "
                      "declaration, PO header): the encoding (default: by content)"))
        ->type_name("NAME");
}

std::vector<std::pair<std::string, std::string>> parse_columns(
    const std::vector<std::string>& given) {
    std::vector<std::pair<std::string, std::string>> columns;
    for (const std::string& column : given) {
        const std::size_t equals = column.rfind('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == column.size()) {
            throw UsageError(
                tr("\"{}\" maps no column; write COLUMN=WHAT, as 中文=zh-TW or 3=note", column));
        }
        const std::string what = column.substr(equals + 1);
        if (!is_column_name(what) && unit_role(what) == UnitRole::kOther) {
            throw UsageError(
                tr("--map {}: \"{}\" is neither a language (zh-TW, en, English) nor a column; "
                   "columns are {}. note:{} makes it a note of that name",
                   column, what, column_names(), what));
        }
        columns.emplace_back(column.substr(0, equals), what);
    }
    return columns;
}

std::optional<TableKind> parse_table_kind(const std::string& word) {
    if (word == "memory") return TableKind::kMemory;
    if (word == "glossary") return TableKind::kGlossary;
    return std::nullopt;
}

void require_encoding(const char* command, const std::string& name) {
    if (name.empty() || is_known_encoding(name)) return;
    throw UsageError(
        tr("{}: there is no encoding \"{}\"; write Big5, GB18030, Shift_JIS, "
           "UTF-16LE, windows-1252 …",
           command, name));
}

}  // namespace diglot
