#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include <unistd.h>
#include <xlsxwriter.h>

#include "core/error.h"
#include "core/text/utf8.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

constexpr std::size_t kLongestCell = 32767;  ///< UTF-16 units.

/// At most so many UTF-16 units of the text.
std::string cut_text(const std::string& text, bool& cut) {
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        units += next_code_point(text, at) > 0xFFFF ? 2 : 1;
        if (units <= kLongestCell) continue;
        cut = true;
        return text.substr(0, before);
    }
    return text;
}

}  // namespace

struct WorkbookWriter::State {
    std::string path;  ///< libxlsxwriter writes to files only: a temporary one.
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* header = nullptr;  ///< Both belong to the workbook.
    lxw_format* text = nullptr;
    lxw_row_t row = 0;

    ~State() {
        if (book) workbook_close(book);
        if (!path.empty()) std::remove(path.c_str());
    }
};

WorkbookWriter::WorkbookWriter(const std::string& sheet, const std::vector<double>& widths)
    : state_(std::make_unique<State>()) {
    state_->path = (std::filesystem::temp_directory_path() / "diglot-XXXXXX").string();
    const int file = mkstemp(state_->path.data());
    if (file < 0) throw IoError("no temporary file can be made for the workbook");
    close(file);
    state_->book = workbook_new(state_->path.c_str());
    if (state_->book) state_->sheet = workbook_add_worksheet(state_->book, sheet.c_str());
    if (!state_->sheet) throw IoError("a workbook cannot be made");
    state_->header = workbook_add_format(state_->book);
    format_set_bold(state_->header);
    state_->text = workbook_add_format(state_->book);
    format_set_text_wrap(state_->text);
    format_set_align(state_->text, LXW_ALIGN_VERTICAL_TOP);
    worksheet_freeze_panes(state_->sheet, 1, 0);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(state_->sheet, column, column, widths[i], nullptr);
    }
}
WorkbookWriter::~WorkbookWriter() = default;

std::size_t WorkbookWriter::add_row(const std::vector<std::string>& cells) {
    std::size_t cut_cells = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        bool cut = false;
        const std::string text = cut_text(cells[i], cut);
        if (worksheet_write_string(
                state_->sheet, state_->row, static_cast<lxw_col_t>(i), text.c_str(),
                state_->row == 0 ? state_->header : state_->text) != LXW_NO_ERROR)
            throw IoError("a sheet of a workbook holds 1,048,576 rows; there are more");
        cut_cells += cut ? 1 : 0;
    }
    ++state_->row;
    return cut_cells;
}

std::string WorkbookWriter::bytes() {
    lxw_workbook* book = std::exchange(state_->book, nullptr);
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR)
        throw IoError(std::string("a workbook cannot be written: ") + lxw_strerror(error));
    std::ifstream file(state_->path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace diglot
