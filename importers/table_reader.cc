#include <algorithm>
#include <cctype>

#include "importers/csv_records.h"
#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"
#include "importers/table.h"
#include "importers/table_head.h"
#include "importers/unit_rows.h"

namespace diglot {
namespace {

std::string lower_suffix(std::string_view file_name) {
    if (file_name.ends_with(".gz")) file_name.remove_suffix(3);
    const std::size_t dot = file_name.rfind('.');
    std::string suffix(dot == std::string_view::npos ? "" : file_name.substr(dot));
    for (char& c : suffix) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return suffix;
}

class TableReader {
public:
    TableReader(TextSource& text, const std::string& file, const ReadOptions& options, Sink& sink)
        : text_(text), file_(file), options_(options), sink_(sink) {}

    Result<ReadSummary> read() {
        summary_.encoding = text_.encoding().name;
        const std::string head(text_.head());
        const std::string_view rows = skip_comments(head);
        if (rows.empty() && head.find('#') == std::string_view::npos)
            return fail("table.empty", "the file has no rows");
        if (rows.empty()) {  // A glossary that OmegaT has just made.
            summary_.format = "OmegaT glossary";
            return std::move(summary_);
        }
        head_ = read_table_head(head, options_);
        if (!head_.separator)
            return fail("table.no-columns",
                        "the first row has one column only: no tab, comma or semicolon");
        if (is_cut_header(rows))
            return fail("table.cut-header", "the file ends within its header; it has no rows");
        if (options_.is_found && !says_what_it_is())
            return fail("table.no-header",
                        "this may be a table, but no row of it names languages or columns; name "
                        "the file itself, with -s and -t, to read it without");
        if (auto doubt = refuse_doubtful(text_.encoding(), file_)) return std::move(*doubt);
        text_.progress = options_.progress;
        if (head_.utx) {
            options_.source = head_.utx->source;
            options_.target = head_.utx->target;
        }
        const TableGuess guess = guess_table(head_.rows, options_);
        return guess.kind == TableKind::kMemory && !head_.utx ? read_units(guess)
                                                              : read_concepts(guess);
    }

private:
    Diagnostic fail(std::string code, std::string message) const {
        return {Severity::kError, std::move(code), std::move(message), {}, file_, {}};
    }

    Result<ReadSummary> read_units(const TableGuess& guess) {
        tell_table_kind(guess, file_, "", head_.has_header, sink_);
        UnitRows units(file_, options_, {}, sink_);
        if (auto error = read_rows(units)) return *error;
        summary_.units = units.units();
        summary_.skipped = units.skipped();
        summary_.format = *head_.separator == '\t' ? "TSV memory" : "CSV memory";
        return std::move(summary_);
    }

    Result<ReadSummary> read_concepts(const TableGuess& guess) {
        GlossaryRowsOptions how;
        how.trim_plain = *head_.separator == '\t';
        GlossaryRows concepts(file_, options_, how, sink_);
        if (head_.utx)
            if (auto error = concepts.add({head_.utx->columns, 1})) return *error;
        if (auto error = read_rows(concepts)) return *error;
        if (!head_.says_glossary) tell_table_kind(guess, file_, "", concepts.has_header(), sink_);
        summary_.concepts = concepts.concepts();
        summary_.skipped = concepts.skipped();
        summary_.format = head_.utx                  ? "UTX"
                          : *head_.separator != '\t' ? "CSV"
                          : concepts.has_header()    ? "TSV"
                                                     : "OmegaT glossary";
        return std::move(summary_);
    }

    /// Hands all rows to GlossaryRows or UnitRows.
    template <typename Rows>
    std::optional<Diagnostic> read_rows(Rows& to) {
        CsvRecords records(text_, *head_.separator, head_.quotes);
        CsvRecord record;
        std::size_t above = head_.rows_above;
        bool started = false;
        while (records.next(record)) {
            const bool comment = !record.fields.empty() && record.fields.front().starts_with('#');
            if (is_before_rows(record, started) ||
                (comment &&
                 (head_.utx || (started && !to.has_header() && *head_.separator == '\t'))))
                continue;
            started = true;
            if (above > 0) {
                --above;
                continue;
            }
            if (skip_broken(record, to) || skip_cut(record, to)) continue;
            if (!head_.title.empty()) tell_title(record.line);
            if (auto error = to.add(record)) return error;
        }
        to.finish();
        return {};
    }

    /// That the header is not the first row.
    void tell_title(std::size_t line) {
        sink_.report({Severity::kNote,
                      "table.header",
                      "this row is taken for the header; above it stands \"" + head_.title +
                          "\", which is no part of the table",
                      {line, 1},
                      file_,
                      {}});
        head_.title.clear();
    }

    /// Whether a file nobody named is a table by more than its commas: a header, or what the user
    /// said of tables, which is not meant of every text.
    bool says_what_it_is() const {
        if (head_.is_clear || head_.says_glossary) return true;
        const bool is_said = options_.tables_as || !options_.columns.empty();
        return is_said && lower_suffix(file_) != ".txt";
    }

    /// A last row without a line end and with fewer cells than the header: the file was cut there,
    /// perhaps within a text.
    bool skip_cut(const CsvRecord& record, GlossaryRows& concepts) const {
        return concepts.may_be_cut(record) && skip_cut_row(record, concepts);
    }
    bool skip_cut(const CsvRecord& record, UnitRows& units) const {
        return !record.has_line_end && record.fields.size() < units.header_size() &&
               skip_cut_row(record, units);
    }
    template <typename Rows>
    bool skip_cut_row(const CsvRecord& record, Rows& to) const {
        to.skip("table.cut-row",
                "the file ends within this row, which is left out: it has fewer cells than the "
                "header, and no line end",
                record.line);
        return true;
    }

    template <typename Rows>
    bool skip_broken(const CsvRecord& record, Rows& concepts) const {
        if (record.open_quote) {
            concepts.skip("table.open-quote",
                          "a quoted field is never closed: the rows from here on are lost",
                          record.line);
            return true;
        }
        if (record.too_long) {
            concepts.skip("table.too-long",
                          "the row has a cell of more than 1 MiB, or more than 16,384 cells, and "
                          "is left out",
                          record.line);
            return true;
        }
        if (!record.invalid_bytes) return false;
        concepts.skip("table.encoding",
                      "the row has bytes that are not " + text_.encoding().name +
                          " and is left out; --encoding, or a first line like "
                          "\"# -*- coding: big5 -*-\", says which encoding it is",
                      record.line);
        return true;
    }

    /// One line without an end, which begins like a header and is none.
    bool is_cut_header(std::string_view rows) const {
        if (rows.find_first_of("\r\n") != std::string_view::npos || !options_.columns.empty() ||
            head_.rows.empty())
            return false;
        const std::vector<std::string>& fields = head_.rows.front();
        return is_column_name(fields.front()) && !read_table_header(fields, options_);
    }

    TextSource& text_;
    const std::string& file_;
    ReadOptions options_;
    Sink& sink_;
    TableHead head_;
    ReadSummary summary_;
};

}  // namespace

bool looks_like_table(std::string_view head, std::string_view file_name) {
    if (head.starts_with("#UTX")) return true;
    const std::string suffix = lower_suffix(file_name);
    static constexpr std::string_view kSuffixes[] = {".csv",  ".tsv", ".tab",
                                                     ".utf8", ".txt", ".utx"};
    if (std::find(std::begin(kSuffixes), std::end(kSuffixes), suffix) == std::end(kSuffixes))
        return false;
    const std::string_view rows = skip_comments(head);
    if (rows.empty()) return head.starts_with('#') && suffix != ".csv";
    const auto separator = find_separator(rows);
    return separator &&
           (suffix == ".csv" || suffix == ".tsv" || *separator == '\t' || suffix == ".txt");
}

bool has_columns(std::string_view head) { return find_separator(skip_comments(head)).has_value(); }

bool looks_like_columns(std::string_view head) {
    const TableHead found = read_table_head(head, {});
    const std::vector<std::vector<std::string>>& rows = found.rows;
    if (rows.empty() || rows.front().size() < 2) return false;
    if (rows.size() == 1 && found.separator != '\t') return false;  // "Dear all,"
    const auto end =
        rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(5, rows.size()));
    return std::all_of(rows.begin(), end,
                       [&](const auto& row) { return row.size() == rows.front().size(); });
}

Result<ReadSummary> read_table(TextSource& text, const std::string& file,
                               const ReadOptions& options, Sink& sink) {
    return TableReader(text, file, options, sink).read();
}

}  // namespace diglot
