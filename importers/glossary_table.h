// Glossaries as tables out: CSV, TSV and XLSX with a header, and OmegaT's glossary files without
// one. docs/formats/tables.md. The way in: importers/table.h.
#pragma once

#include <string>

#include "core/language_tag.h"
#include "importers/output_file.h"

namespace diglot {

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
