#include "importers/glossary_rows.h"
#include "importers/glossary_table.h"
#include "importers/xlsx.h"

namespace diglot {

Result<ReadSummary> read_glossary_workbook(const std::string& path, const ReadOptions& options,
                                           Sink& sink) {
    Result<std::vector<Sheet>> sheets = read_workbook(path);
    if (!sheets) return sheets.error();
    ReadSummary summary;
    summary.format = "XLSX";
    summary.encoding = "UTF-8";
    std::size_t tables = 0;
    std::string names;
    for (const Sheet& sheet : sheets.value()) {
        names += (names.empty() ? "" : ", ") + sheet.name;
        if (!options.sheet.empty() && sheet.name != options.sheet) continue;
        if (sheet.rows.empty()) continue;
        GlossaryRowsOptions how;
        how.needs_header = true;
        how.place = "sheet " + sheet.name + ": ";
        GlossaryRows rows(path, options, how, sink);
        bool is_table = true;
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
            is_table = false;
            break;
        }
        if (!is_table) continue;
        rows.finish();
        ++tables;
        summary.concepts += rows.concepts();
        summary.skipped += rows.skipped();
    }
    if (tables == 0)
        return Diagnostic{Severity::kError,
                          "xlsx.no-table",
                          "no sheet is a glossary: a first row that names languages, or --map, "
                          "says what the columns are (sheets: " +
                              names + ")",
                          {},
                          path,
                          {}};
    return summary;
}

}  // namespace diglot
