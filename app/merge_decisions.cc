#include "app/merge_decisions.h"

#include <algorithm>
#include <array>
#include <optional>

#include "importers/csv_records.h"
#include "importers/glossary_rows.h"
#include "importers/output_file.h"

namespace diglot {
namespace {

constexpr std::array<const char*, 7> kColumns = {"terms", "where",  "field",   "base",
                                                 "ours",  "theirs", "decision"};
constexpr std::size_t kDecision = 6;
constexpr const char* kUnitColumn = "unit";  ///< In the place of the terms, of a memory.

std::vector<std::string> cells_of(const MergeConflict& conflict) {
    return {conflict.terms, conflict.place.text(), conflict.field,
            conflict.base,  conflict.ours,         conflict.theirs};
}

std::vector<std::string> cells_of(const UnitConflict& conflict) {
    return {conflict.unit, conflict.where, conflict.field,
            conflict.base, conflict.ours,  conflict.theirs};
}

const char* to_word(MergeSide side) {
    return side == MergeSide::kOurs ? "ours" : side == MergeSide::kTheirs ? "theirs" : "";
}

/// No spreadsheet shall take a cell for a formula.
std::string guarded(const std::string& cell) {
    const bool starts_formula =
        !cell.empty() && std::string_view("=+-@\t'").find(cell.front()) != std::string_view::npos;
    return starts_formula ? "'" + cell : cell;
}

std::string unguarded(const std::string& cell) {
    const bool is_guarded = cell.size() > 1 && cell[0] == '\'' &&
                            std::string_view("=+-@\t'").find(cell[1]) != std::string_view::npos;
    return is_guarded ? cell.substr(1) : cell;
}

std::optional<MergeSide> parse_decision(std::string_view word) {
    std::string plain(trim_cell(word));
    std::transform(plain.begin(), plain.end(), plain.begin(), [](unsigned char c) {
        return static_cast<char>(c < 128 ? std::tolower(c) : c);
    });
    if (plain.empty()) return MergeSide::kUndecided;
    if (plain == "ours") return MergeSide::kOurs;
    if (plain == "theirs") return MergeSide::kTheirs;
    return std::nullopt;
}

/// Where each of kColumns is in the first row; nothing if one is missing.
std::optional<std::vector<std::size_t>> columns_of(const CsvRecord& header) {
    std::vector<std::size_t> places;
    for (const char* name : kColumns) {
        const auto found =
            std::find_if(header.fields.begin(), header.fields.end(), [&](const std::string& field) {
                return trim_cell(field) == name ||
                       (name == kColumns[0] && trim_cell(field) == kUnitColumn);
            });
        if (found == header.fields.end()) return std::nullopt;
        places.push_back(static_cast<std::size_t>(found - header.fields.begin()));
    }
    return places;
}

template <typename Conflict>
void write_table(const std::string& path, const char* first_column,
                 const std::vector<Conflict>& conflicts) {
    std::vector<std::string> header(kColumns.begin(), kColumns.end());
    header[0] = first_column;
    std::string text;
    append_csv(header, ',', text);
    for (const Conflict& conflict : conflicts) {
        std::vector<std::string> row;
        for (const std::string& cell : cells_of(conflict.what)) row.push_back(guarded(cell));
        row.emplace_back(to_word(conflict.decision));
        append_csv(row, ',', text);
    }
    OutputFile out(path);
    out.write(text);
    out.commit();
}

}  // namespace

void write_merge_report(const std::string& path,
                        const std::vector<MergePlan::Conflict>& conflicts) {
    write_table(path, kColumns[0], conflicts);
}

void write_merge_report(const std::string& path,
                        const std::vector<UnitMerge::Conflict>& conflicts) {
    write_table(path, kUnitColumn, conflicts);
}

Result<MergeDecisions> MergeDecisions::read(const std::string& path) {
    const std::unique_ptr<ByteSource> bytes = open_bytes(path);
    TextSource text(*bytes);
    const auto separator = find_separator(text.head());
    CsvRecords records(text, separator.value_or(','), Quotes::kAll);
    const auto fail = [&](const char* code, std::string message, std::size_t line) {
        return Diagnostic{Severity::kError,       code, std::move(message),
                          {line, line ? 1u : 0u}, path, {}};
    };
    CsvRecord record;
    const auto columns = records.next(record) ? columns_of(record) : std::nullopt;
    if (!columns)
        return fail("merge.no-columns",
                    "the first row does not name the columns that --report writes: terms, where, "
                    "field, base, ours, theirs, decision",
                    1);
    MergeDecisions decisions;
    while (records.next(record)) {
        if (record.blank()) continue;
        std::vector<std::string> cells;
        for (const std::size_t place : *columns)
            cells.push_back(place < record.fields.size() ? unguarded(record.fields[place]) : "");
        const auto side = parse_decision(cells[kDecision]);
        if (!side)
            return fail("merge.decision",
                        "\"" + cells[kDecision] +
                            "\" is no decision; write ours or theirs, or "
                            "leave it empty",
                        record.line);
        cells.resize(kDecision);
        if (*side != MergeSide::kUndecided) decisions.decided_[cells] = *side;
    }
    return decisions;
}

MergeSide MergeDecisions::of(const std::vector<std::string>& cells) const {
    const auto found = decided_.find(cells);
    return found == decided_.end() ? MergeSide::kUndecided : found->second;
}

MergeSide MergeDecisions::of(const MergeConflict& conflict) const { return of(cells_of(conflict)); }

MergeSide MergeDecisions::of(const UnitConflict& conflict) const { return of(cells_of(conflict)); }

}  // namespace diglot
