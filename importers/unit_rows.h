// Rows of a table of segments, wherever they come from (CSV, a sheet of a workbook, objects of a
// JSON file), read as units.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/result.h"
#include "importers/csv_records.h"
#include "importers/format.h"
#include "importers/unit_table_columns.h"

namespace diglot {

struct UnitRowsOptions {
    bool needs_header = false;  ///< A first row that is no header is an error (a workbook).
    /// Take off apostrophes that guard formulas, where Diglot wrote them (CSV).
    bool guarded = true;
    std::string place;  ///< Put before each message: "sheet Memory: ".
};

class UnitRows {
public:
    /// All must outlive it.
    UnitRows(const std::string& file, const ReadOptions& options, UnitRowsOptions how, Sink& sink);
    ~UnitRows();

    /// The first row decides what the columns are: as --map says, by the header, or source, target,
    /// note. An error refuses the table. Segments are kept as they are, spaces too.
    std::optional<Diagnostic> add(const CsvRecord& record);
    /// Says how many rows had no translation.
    void finish();

    bool has_header() const;
    std::size_t header_size() const;  ///< Columns of the header; 0 if there is none.
    std::uint64_t units() const;
    std::uint64_t skipped() const;
    /// One row left out.
    void skip(std::string code, std::string message, std::size_t line);

private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

/// Adds to a unit what a cell of that column says. `source` and `target`: the languages of columns
/// that name none. What does not read as a date or state is kept as a property "x-column:NAME".
void add_cell(Unit& unit, const UnitColumn& column, const std::string& text,
              const LanguageTag& source, const LanguageTag& target);

}  // namespace diglot
