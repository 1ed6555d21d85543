#include <algorithm>

#include "importers/glossary_rows.h"
#include "importers/table.h"
#include "importers/table_head.h"
#include "importers/unit_rows.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

constexpr std::size_t kProbedRows = 200;

std::vector<std::vector<std::string>> first_rows(const Sheet& sheet) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < std::min(kProbedRows, sheet.rows.size()); ++i)
        rows.push_back(sheet.rows[i].cells);
    return rows;
}

/// Leaves out what stands above the header, and says so.
void drop_title(Sheet& sheet, const ReadOptions& options, const std::string& file,
                const std::string& place, Sink& sink) {
    const std::vector<std::vector<std::string>> rows = first_rows(sheet);
    const std::size_t header = find_header(rows, options);
    const std::string title = title_of(rows, header);
    sheet.rows.erase(sheet.rows.begin(), sheet.rows.begin() + static_cast<std::ptrdiff_t>(header));
    if (title.empty()) return;
    sink.report({Severity::kNote,
                 "table.header",
                 place + "row " + std::to_string(sheet.rows.front().number) +
                     " is taken for the header; above it stands \"" + title +
                     "\", which is no part of the table",
                 {sheet.rows.front().number, 1},
                 file,
                 {}});
}

/// Hands the rows to GlossaryRows or UnitRows; false, with a warning, if it is no table.
template <typename Rows>
bool read_sheet(const Sheet& sheet, Rows& rows, Sink& sink) {
    for (const SheetRow& row : sheet.rows) {
        CsvRecord record;
        record.fields = row.cells;
        record.line = row.number;
        const std::optional<Diagnostic> error = rows.add(record);
        if (!error) continue;
        Diagnostic note = *error;
        note.severity = Severity::kWarning;
        note.message += "; the sheet was left out";
        sink.report(std::move(note));
        return false;
    }
    rows.finish();
    return true;
}

}  // namespace

Result<ReadSummary> read_table_workbook(const Archive& archive, const std::string& path,
                                        const ReadOptions& options, Sink& sink) {
    Result<std::vector<Sheet>> sheets = read_workbook(archive, path);
    if (!sheets) return sheets.error();
    ReadSummary summary;
    summary.format = "XLSX";
    summary.encoding = "UTF-8";
    std::size_t tables = 0;
    bool found = false;  // The sheet asked for.
    std::string names;
    for (Sheet& sheet : sheets.value()) {
        names += (names.empty() ? "" : ", ") + sheet.name;
        if (!options.sheet.empty() && sheet.name != options.sheet) continue;
        found = true;
        if (sheet.rows.empty()) continue;
        const std::string place = "sheet " + sheet.name + ": ";
        drop_title(sheet, options, path, place, sink);
        if (tables > 0) sink.header(Markup::node("header"));
        const TableGuess guess = guess_table(first_rows(sheet), options);
        if (guess.kind == TableKind::kMemory) {
            UnitRows rows(path, options, {true, false, place}, sink);
            if (!read_sheet(sheet, rows, sink)) continue;
            summary.units += rows.units();
            summary.skipped += rows.skipped();
        } else {
            GlossaryRowsOptions how;
            how.needs_header = true;
            how.guarded = false;
            how.place = place;
            GlossaryRows rows(path, options, how, sink);
            if (!read_sheet(sheet, rows, sink)) continue;
            summary.concepts += rows.concepts();
            summary.skipped += rows.skipped();
        }
        tell_table_kind(guess, path, place, true, sink);
        ++tables;
    }
    if (!options.sheet.empty() && !found)
        return Diagnostic{Severity::kError,
                          "xlsx.no-sheet",
                          "there is no sheet \"" + options.sheet + "\" (sheets: " + names + ")",
                          {},
                          path,
                          {}};
    if (tables == 0)
        return Diagnostic{Severity::kError,
                          "xlsx.no-table",
                          "no sheet is a table: a first row that names languages, or --map, "
                          "says what the columns are (sheets: " +
                              names + ")",
                          {},
                          path,
                          {}};
    return summary;
}

}  // namespace diglot
