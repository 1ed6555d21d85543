#include <algorithm>

#include "importers/glossary_rows.h"
#include "importers/table.h"
#include "importers/unit_rows.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

constexpr std::size_t kProbedRows = 200;

TableGuess guess_sheet(const Sheet& sheet, const ReadOptions& options) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < std::min(kProbedRows, sheet.rows.size()); ++i)
        rows.push_back(sheet.rows[i].cells);
    return guess_table(rows, options);
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
    for (const Sheet& sheet : sheets.value()) {
        names += (names.empty() ? "" : ", ") + sheet.name;
        if (!options.sheet.empty() && sheet.name != options.sheet) continue;
        found = true;
        if (sheet.rows.empty()) continue;
        const std::string place = "sheet " + sheet.name + ": ";
        const TableGuess guess = guess_sheet(sheet, options);
        if (guess.kind == TableKind::kMemory) {
            UnitRows rows(path, options, {true, false, place}, sink);
            if (!read_sheet(sheet, rows, sink)) continue;
            summary.units += rows.units();
            summary.skipped += rows.skipped();
        } else {
            GlossaryRowsOptions how;
            how.needs_header = true;
            how.place = place;
            GlossaryRows rows(path, options, how, sink);
            if (!read_sheet(sheet, rows, sink)) continue;
            summary.concepts += rows.concepts();
            summary.skipped += rows.skipped();
        }
        tell_table_kind(guess, path, place, sink);
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
