// Rows of a glossary table, wherever they come from (CSV, a sheet of a workbook), read as concepts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/result.h"
#include "importers/csv_records.h"
#include "importers/format.h"
#include "importers/glossary_cells.h"
#include "importers/sink.h"

namespace diglot {

struct GlossaryRowsOptions {
    bool trim_plain = false;  ///< Cut white space from fields of rows without header.
    bool guarded = true;  ///< Take off apostrophes that guard formulas, where Diglot wrote them.
    bool needs_header = false;  ///< A first row that is no header is an error (a workbook).
    std::string place;          ///< Put before each message: "sheet Terms: ".
};

class GlossaryRows {
public:
    /// All must outlive it.
    GlossaryRows(const std::string& file, const ReadOptions& options,
                 const GlossaryRowsOptions& how, Sink& sink);
    ~GlossaryRows();

    /// The first row decides what the columns are: as --map says, by the header, or source, target,
    /// comment. An error refuses the table.
    std::optional<Diagnostic> add(const CsvRecord& record);
    /// Hands over what is still open, and says what was counted.
    void finish();

    bool has_header() const;
    /// Whether a last row without a line end may have been cut within a term: it has fewer cells
    /// than the header, and none behind the last term.
    bool may_be_cut(const CsvRecord& record) const;
    std::uint64_t concepts() const;
    std::uint64_t skipped() const;
    /// One row left out.
    void skip(std::string code, std::string message, std::size_t line);

private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

}  // namespace diglot
