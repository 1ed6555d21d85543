// Tables (CSV, TSV, XLSX, OmegaT's glossary files): read as a glossary or as a memory.
// docs/formats/tables.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "importers/encoding.h"
#include "importers/format.h"
#include "importers/sink.h"

namespace diglot {

/// Whether the start of a text in a file of that name may be a table: it begins as UTX; or its
/// suffix is one of tables (.csv .tsv .tab .utf8 .txt .utx), and its first row that is no comment
/// has a tab, comma or semicolon outside quotes, or there are only comments.
bool looks_like_table(std::string_view head, std::string_view file_name);

/// Whether a row has a tab, comma or semicolon: a table under any suffix, if the user says so.
bool has_columns(std::string_view head);
/// Whether the first rows have several columns, the same number each; a single row only by a tab.
bool looks_like_columns(std::string_view head);

/// Streams a table's concepts or units; memory stays below one of them and, where rows have ids,
/// the ids. A row that names languages, or a term column and a language column, or source and
/// target, is a header: the first, or below a title one of the first five. Without one the columns
/// are source, target, comment, as OmegaT has them, and `options` must name both languages; of a
/// file only found (options.is_found) that is an error. `file` is what diagnostics name; its suffix
/// tells CSV from OmegaT's tab-separated text. Errors: table.no-language (the message says which
/// option is missing), table.empty, table.no-columns, table.no-header, table.cut-header,
/// table.unknown-header, table.same-language, table.no-such-column.
Result<ReadSummary> read_table(TextSource& text, const std::string& file,
                               const ReadOptions& options, Sink& sink);

/// Streams a workbook: each of its sheets is a table with a header (or what options.columns says);
/// sheets without are left out with a note. Diagnostics count rows as lines. Errors: xlsx.damaged,
/// xlsx.no-table, xlsx.no-sheet (of the name in options.sheet).
Result<ReadSummary> read_table_workbook(const Archive& archive, const std::string& file,
                                        const ReadOptions& options, Sink& sink);

struct TableGuess {
    TableKind kind = TableKind::kGlossary;
    std::string why;         ///< For people: "its header has the column \"state\"".
    bool is_certain = true;  ///< False: nothing spoke for the one or the other.
};

/// Whether rows are terms or segments: what the user said; columns only one of them has; else, if
/// at least two rows and half of all say so, sentences. `rows` are the first ones, the header among
/// them.
TableGuess guess_table(const std::vector<std::vector<std::string>>& rows,
                       const ReadOptions& options);

/// What to tell of it, where it is worth telling: chosen by content, or by nothing at all, or read
/// without a header.
void tell_table_kind(const TableGuess& guess, const std::string& file, const std::string& place,
                     bool has_header, Sink& sink);

}  // namespace diglot
