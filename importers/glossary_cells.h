// What the cells of one row of a glossary table say of a concept and its terms.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "glossary/concept.h"
#include "importers/csv_records.h"
#include "importers/format.h"
#include "importers/glossary_table_columns.h"

namespace diglot {

/// Without white space at both ends.
std::string_view trim_cell(std::string_view text);

/// Adds a note for each line of a cell.
void add_notes(std::vector<Markup>& annotations, std::string_view text,
               std::string_view prefix = "");

Term& add_term(Concept& entry, const LanguageTag& lang, std::string_view text);

class GlossaryCells {
public:
    using Tell =
        std::function<void(Severity, std::string code, std::string message, std::size_t line)>;

    /// `options` must outlive it. `tell` takes what is to be said of a row.
    GlossaryCells(std::vector<Column> columns, const ReadOptions& options, Tell tell);

    const std::vector<Column>& columns() const { return columns_; }
    bool has(ColumnRole role) const;
    /// A further column that the header does not name; what is in it becomes a note.
    void add_nameless_column();

    /// The first cell of that role that holds something.
    std::string_view cell(const CsvRecord& record, ColumnRole role) const;

    /// Adds what the row says of the concept; what several rows say of it is kept once.
    void read_concept(const CsvRecord& record, Concept& entry);
    /// The term of a row that has a language column; false if it has none that could be kept, for
    /// the reason in `skipped` where that costs a term.
    bool read_long_term(const CsvRecord& record, Concept& entry, std::string& skipped);
    /// The terms of a row whose columns are languages, or source and target.
    void read_wide_terms(const CsvRecord& record, Concept& entry);

private:
    std::string_view cell(const CsvRecord& record, ColumnRole role, const LanguageTag& lang) const;
    const LanguageTag& language_of(const Column& column) const;
    std::vector<std::string_view> terms_in(std::string_view field) const;
    std::vector<Markup> xml_cell(const CsvRecord& record, ColumnRole role) const;
    LanguageSection& section_of(Concept& entry, const LanguageTag& lang) const;
    void read_section(const CsvRecord& record, Concept& entry, const LanguageTag& lang) const;
    void read_definitions(const CsvRecord& record, Concept& entry) const;
    void read_neighbours(const CsvRecord& record, std::size_t column, Term& term) const;
    void read_term(const CsvRecord& record, Term& term, const LanguageTag& lang, bool with_status);
    void read_dates(const CsvRecord& record, Term& term, const LanguageTag& lang);
    void read_status(const CsvRecord& record, Term& term, const LanguageTag& lang);
    /// Once a row and message, however many terms it is said of.
    void tell_once(std::string code, std::string message, std::size_t line);

    std::vector<Column> columns_;
    const ReadOptions* options_;
    Tell tell_;
    std::size_t told_line_ = 0;
    std::vector<std::string> told_;  ///< In that line.
};

}  // namespace diglot
