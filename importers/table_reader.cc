#include <algorithm>
#include <cctype>

#include "importers/csv_records.h"
#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"
#include "importers/table.h"
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

/// The text without the lines before the first row: blank ones, and comments.
std::string_view skip_comments(std::string_view head) {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find_first_of("\r\n"), head.size());
        if (head.front() != '#' && end > 0) break;
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return head;
}

/// What the head of a UTX file says: "#UTX 1.20; en-US/ja-JP; …", then a comment with the columns.
struct UtxHead {
    LanguageTag source;
    LanguageTag target;
    std::vector<std::string> columns;
};

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = std::min(text.find(by), text.size());
        parts.emplace_back(trim_cell(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<UtxHead> read_utx_head(std::string_view head) {
    if (!head.starts_with("#UTX")) return std::nullopt;
    UtxHead utx;
    while (head.starts_with('#')) {
        const std::size_t end = std::min(head.find_first_of("\r\n"), head.size());
        const std::string_view line = head.substr(1, end > 0 ? end - 1 : 0);
        if (utx.source.empty()) {
            const std::vector<std::string> parts = split(line, ';');
            if (parts.size() < 2) return std::nullopt;
            const std::vector<std::string> languages = split(parts[1], '/');
            utx.source = LanguageTag(languages[0]);
            if (languages.size() > 1) utx.target = LanguageTag(languages[1]);
        } else if (line.starts_with("src")) {
            utx.columns = split(line, '\t');
        }
        head.remove_prefix(std::min(head.find_first_not_of("\r\n", end), head.size()));
    }
    if (utx.columns.size() < 2 || utx.target.empty()) return std::nullopt;
    for (std::string& name : utx.columns) {
        if (name == "src:pos" || name == "tgt:pos") name = "part_of_speech";
        if (name == "term status") name = "status";
    }
    return utx;
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
        const auto separator = find_separator(rows);
        if (!separator)
            return fail("table.no-columns",
                        "the first row has one column only: no tab, comma or semicolon");
        separator_ = *separator;
        if (is_cut_header(rows))
            return fail("table.cut-header", "the file ends within its header; it has no rows");
        text_.progress = options_.progress;
        const std::optional<UtxHead> utx = read_utx_head(head);
        if (utx) {
            options_.source = utx->source;
            options_.target = utx->target;
        }
        const TableGuess guess = guess_table(first_rows(rows), options_);
        if (guess.kind == TableKind::kMemory && !utx) {
            tell_table_kind(guess, file_, "", sink_);
            UnitRows units(file_, options_, {}, sink_);
            if (auto error = read_rows(units, rows, false)) return *error;
            summary_.units = units.units();
            summary_.skipped = units.skipped();
            summary_.format = separator_ == '\t' ? "TSV memory" : "CSV memory";
            return std::move(summary_);
        }
        GlossaryRowsOptions how;
        how.trim_plain = separator_ == '\t';
        GlossaryRows concepts(file_, options_, how, sink_);
        if (utx)
            if (auto error = concepts.add({utx->columns, 1})) return *error;
        if (auto error = read_rows(concepts, rows, utx.has_value())) return *error;
        if (!utx && concepts.has_header()) tell_table_kind(guess, file_, "", sink_);
        summary_.concepts = concepts.concepts();
        summary_.skipped = concepts.skipped();
        summary_.format = utx                     ? "UTX"
                          : separator_ != '\t'    ? "CSV"
                          : concepts.has_header() ? "TSV"
                                                  : "OmegaT glossary";
        return std::move(summary_);
    }

private:
    Diagnostic fail(std::string code, std::string message) const {
        return {Severity::kError, std::move(code), std::move(message), {}, file_, {}};
    }

    /// Hands all rows to GlossaryRows or UnitRows.
    template <typename Rows>
    std::optional<Diagnostic> read_rows(Rows& to, std::string_view head, bool utx) {
        // OmegaT knows no quotes in tab-separated text; with a header it is a table from elsewhere,
        // which may have them.
        CsvRecords records(text_, separator_, separator_ != '\t' || first_row_is_header(head));
        CsvRecord record;
        bool started = false;
        while (records.next(record)) {
            const bool comment = !record.fields.empty() && record.fields.front().starts_with('#');
            if (record.blank() ||
                (comment && (!started || utx || (!to.has_header() && separator_ == '\t'))))
                continue;
            if (skip_broken(record, to) || skip_cut(record, to)) continue;
            started = true;
            if (auto error = to.add(record)) return error;
        }
        to.finish();
        return {};
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

    /// Those in the head, the last of which may be cut off there, left out.
    std::vector<std::vector<std::string>> first_rows(std::string_view head) const {
        const auto bytes = open_memory(head);
        TextSource source(*bytes, "UTF-8");
        CsvRecords records(source, separator_, separator_ != '\t' || first_row_is_header(head));
        std::vector<std::vector<std::string>> rows;
        for (CsvRecord record; rows.size() < kProbedRows && records.next(record);) {
            const bool whole =
                !record.open_quote && !record.too_long && (record.has_line_end || rows.empty());
            if (!record.blank() && whole) rows.push_back(std::move(record.fields));
        }
        return rows;
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
        if (rows.find_first_of("\r\n") != std::string_view::npos || !options_.columns.empty())
            return false;
        const std::vector<std::string> fields = first_fields(rows);
        return is_column_name(fields.front()) && !read_table_header(fields);
    }

    bool first_row_is_header(std::string_view rows) const {
        const std::vector<std::string> fields = first_fields(rows);
        return read_table_header(fields) || read_unit_header(fields);
    }

    std::vector<std::string> first_fields(std::string_view rows) const {
        std::vector<std::string> fields;
        std::string_view line = rows.substr(0, rows.find_first_of("\r\n"));
        while (true) {
            const std::size_t end = std::min(line.find(separator_), line.size());
            std::string_view field = line.substr(0, end);
            if (field.size() > 1 && field.front() == '"' && field.back() == '"')
                field = field.substr(1, field.size() - 2);
            fields.emplace_back(field);
            if (end == line.size()) break;
            line.remove_prefix(end + 1);
        }
        return fields;
    }

    TextSource& text_;
    const std::string& file_;
    ReadOptions options_;
    Sink& sink_;
    static constexpr std::size_t kProbedRows = 200;
    char separator_ = ',';
    ReadSummary summary_;
};

}  // namespace

bool looks_like_table(std::string_view head, std::string_view file_name) {
    const std::string suffix = lower_suffix(file_name);
    static constexpr std::string_view kSuffixes[] = {".csv", ".tsv", ".tab", ".utf8", ".txt"};
    if (std::find(std::begin(kSuffixes), std::end(kSuffixes), suffix) == std::end(kSuffixes))
        return false;
    const std::string_view rows = skip_comments(head);
    if (rows.empty()) return head.starts_with('#') && suffix != ".csv";
    const auto separator = find_separator(rows);
    return separator &&
           (suffix == ".csv" || suffix == ".tsv" || *separator == '\t' || suffix == ".txt");
}

Result<ReadSummary> read_table(TextSource& text, const std::string& file,
                               const ReadOptions& options, Sink& sink) {
    return TableReader(text, file, options, sink).read();
}

}  // namespace diglot
