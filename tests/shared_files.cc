#include "tests/shared_files.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace diglot::test {
namespace {

/// Columns of INDEX.tsv.
enum : std::size_t {
    kPath = 0,
    kRoot = 5,
    kLanguages = 7,
    kEntries = 8,
    kWellFormed = 10,
    kColumns = 13
};

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> fields{""};
    for (const char c : text) {
        if (c == separator)
            fields.emplace_back();
        else
            fields.back() += c;
    }
    return fields;
}

/// "en:2,zh-TW:1"; "en,fr" of XLIFF, which counts nothing.
std::map<std::string, std::uint64_t> read_languages(const std::string& cell) {
    std::map<std::string, std::uint64_t> languages;
    if (cell.empty()) return languages;
    for (const std::string& pair : split(cell, ',')) {
        const std::size_t colon = pair.rfind(':');
        if (colon == std::string::npos)
            languages[pair];
        else
            languages[pair.substr(0, colon)] += std::stoull(pair.substr(colon + 1));
    }
    return languages;
}

/// "7", or "termEntry 7, conceptEntry 0", or nothing.
std::uint64_t read_entries(const std::string& cell) {
    std::uint64_t entries = 0;
    for (const std::string& part : split(cell, ','))
        entries += std::stoull("0" + part.substr(part.rfind(' ') + 1));
    return entries;
}

/// Of "NO: line 44: parser error : …".
std::size_t read_fault_line(const std::string& cell) {
    constexpr std::string_view kStart = "NO: line ";
    return cell.starts_with(kStart) ? std::stoull(cell.substr(kStart.size())) : 0;
}

IndexRow read_row(const std::string& line) {
    const std::vector<std::string> cells = split(line, '\t');
    if (cells.size() != kColumns)
        throw std::runtime_error("INDEX.tsv: not " + std::to_string(kColumns) +
                                 " columns: " + line);
    IndexRow row;
    row.name = cells[kPath];
    row.path = conformance() / row.name;
    row.root = cells[kRoot];
    row.languages = read_languages(cells[kLanguages]);
    row.entries = read_entries(cells[kEntries]);
    row.well_formed = cells[kWellFormed] == "yes";
    row.fault_line = read_fault_line(cells[kWellFormed]);
    return row;
}

}  // namespace

std::filesystem::path conformance() {
    const char* given = std::getenv("DIGLOT_SHARED");
    const auto beside = std::filesystem::path(DIGLOT_SOURCE_DIR).parent_path() / "shared";
    return (given && *given ? std::filesystem::path(given) : beside) / "conformance";
}

bool IndexRow::is_readable() const {
    return well_formed &&
           (root.starts_with("tmx ") || root.starts_with("martif ") || root.starts_with("tbx "));
}

std::vector<IndexRow> index_rows(const std::string& kind) {
    std::vector<IndexRow> rows;
    std::ifstream index(conformance() / "INDEX.tsv");
    for (std::string line; std::getline(index, line);) {
        if (line.starts_with("files/" + kind + "/")) rows.push_back(read_row(line));
    }
    return rows;
}

std::vector<IndexRow> readable_rows(const std::string& kind) {
    std::vector<IndexRow> rows = index_rows(kind);
    std::erase_if(rows, [](const IndexRow& row) { return !row.is_readable(); });
    return rows;
}

void NeedsSharedFiles::SetUp() {
    if (!std::filesystem::exists(conformance() / "INDEX.tsv")) {
        GTEST_SKIP() << "skipped: no conformance files at " << conformance()
                     << "; set DIGLOT_SHARED";
    }
}

}  // namespace diglot::test
