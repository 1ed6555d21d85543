// Excel workbooks (.xlsx; ECMA-376, Office Open XML): the cells of sheets, as text.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "importers/archive.h"

namespace diglot {

/// Whether a .zip is a workbook.
bool is_workbook(const Archive& archive);

struct SheetRow {
    std::size_t number = 0;  ///< From 1, as Excel counts.
    std::vector<std::string> cells;
};

struct Sheet {
    std::string name;
    std::vector<SheetRow> rows;  ///< Those with a cell that is not empty.
};

/// All sheets, in the workbook's order. Text is kept as it is; numbers as they are stored, days as
/// 2025-12-01; of a formula its last value. In memory, at most 256 MiB a part. The message of the
/// error (xlsx.damaged) says which part cannot be read. `file` is what diagnostics name. Throws
/// IoError.
Result<std::vector<Sheet>> read_workbook(const Archive& archive, const std::string& file);

/// One sheet of text cells, built in memory: the first row bold and always in view, long text
/// wrapped.
class WorkbookWriter {
public:
    /// `widths`: of the columns, in characters of the normal font; Excel's default where there is
    /// none.
    explicit WorkbookWriter(const std::string& sheet, const std::vector<double>& widths = {});
    ~WorkbookWriter();
    /// How many cells were cut at Excel's limit of 32,767 characters.
    std::size_t add_row(const std::vector<std::string>& cells);
    std::string bytes();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
