// Glossaries as tables: CSV and TSV with a header, and OmegaT's glossary files without one.
// docs/formats/tables.md.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "importers/encoding.h"
#include "importers/format.h"
#include "importers/output_file.h"
#include "importers/sink.h"

namespace diglot {

/// Whether the start of a text in a file of that name may be a glossary table: its suffix is one of
/// tables (.csv .tsv .tab .utf8 .txt), and its first row that is no comment has a tab, comma or
/// semicolon outside quotes, or there are only comments.
bool looks_like_glossary_table(std::string_view head, std::string_view file_name);

/// Streams a table's concepts; memory stays below one concept and, where rows have ids, the ids.
/// A first row that names languages, or a term column and a language column, or source and target,
/// is a header. Without one the columns are source, target, comment, as OmegaT has them, and
/// `options` must name both languages. `file` is what diagnostics name; its suffix tells CSV from
/// OmegaT's tab-separated text. Errors: table.no-language (the message says which option is
/// missing), table.empty, table.no-columns.
Result<ReadSummary> read_glossary_table(TextSource& text, const std::string& file,
                                        const ReadOptions& options, Sink& sink);

struct TableWriteOptions {
    char separator = ',';  ///< Or a tab.
};

/// Writes the long form, a row a term, with a header row, UTF-8, LF; replaces `path` as a whole
/// ("-": standard output). `source` is called twice: the first time to see which of the optional
/// columns are needed. Throws IoError.
GlossaryWritten write_glossary_table(const std::string& path, const TableWriteOptions& options,
                                     const ConceptSource& source);

/// The same as the one sheet of an Excel workbook (.xlsx). Every cell is text: nothing starts a
/// formula. The workbook is built in memory.
GlossaryWritten write_glossary_workbook(const std::string& path, const ConceptSource& source);

/// Streams the concepts of a workbook: each of its sheets is a table with a header (or what
/// options.columns says); sheets without are left out with a note. Diagnostics count rows as lines.
/// Errors: xlsx.damaged, xlsx.no-table.
Result<ReadSummary> read_glossary_workbook(const std::string& path, const ReadOptions& options,
                                           Sink& sink);

struct OmegatWriteOptions {
    LanguageTag source;  ///< Both must be given.
    LanguageTag target;
};

/// Writes OmegaT's tab-separated text (.txt): term, translation, definition. Left out and counted:
/// forbidden terms, deprecated translations, concepts without a term in one of the languages. Tabs
/// and line breaks become spaces.
GlossaryWritten write_omegat_glossary(const std::string& path, const OmegatWriteOptions& options,
                                      const ConceptSource& source);

}  // namespace diglot
