#include "importers/table_head.h"

#include <algorithm>

#include "importers/glossary_rows.h"
#include "importers/glossary_table_columns.h"
#include "importers/language_names.h"
#include "importers/unit_table_columns.h"

namespace diglot {
namespace {

using Row = std::vector<std::string>;

constexpr std::size_t kProbedRows = 200;
constexpr std::size_t kHeaderRows = 5;  ///< In which a header is looked for.

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = std::min(text.find(by), text.size());
        parts.emplace_back(trim_cell(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

/// Excel's first line "sep=;": which separator follows.
std::optional<char> read_directive(std::string_view rows) {
    if (rows.size() < 5 || (!rows.starts_with("sep=") && !rows.starts_with("SEP=")))
        return std::nullopt;
    const char mark = rows[4];
    return mark == ',' || mark == ';' || mark == '\t' ? std::optional(mark) : std::nullopt;
}

/// What the quotes in rows show of their writer.
struct QuotesSeen {
    bool stray = false;
    bool needed = false;
};

/// The first rows, the last of which may be cut off where the head ends, left out.
std::vector<Row> first_rows(std::string_view head, char separator, Quotes quotes,
                            QuotesSeen* seen = nullptr) {
    const auto bytes = open_memory(head);
    TextSource source(*bytes, "UTF-8");
    CsvRecords records(source, separator, quotes);
    std::vector<Row> rows;
    for (CsvRecord record; rows.size() < kProbedRows && records.next(record);) {
        const bool whole =
            !record.open_quote && !record.too_long && (record.has_line_end || rows.empty());
        if (!whole || is_before_rows(record, !rows.empty())) continue;
        if (seen) {
            seen->stray |= record.stray_quote;
            seen->needed |= record.needed_quotes;
        }
        rows.push_back(std::move(record.fields));
    }
    return rows;
}

std::size_t filled(const Row& row) {
    return static_cast<std::size_t>(std::count_if(
        row.begin(), row.end(), [](const auto& cell) { return !trim_cell(cell).empty(); }));
}

bool is_header(const Row& row, const ReadOptions& options) {
    return read_table_header(row, options).has_value() ||
           read_unit_header(row, options).has_value();
}

/// Two columns at least that are known.
bool is_clear_header(const Row& row, const ReadOptions& options) {
    std::ptrdiff_t known = 0;
    if (const auto columns = read_table_header(row, options))
        known = std::count_if(columns->begin(), columns->end(),
                              [](const Column& c) { return c.role != ColumnRole::kOther; });
    if (const auto columns = read_unit_header(row, options))
        known = std::max(
            known, std::count_if(columns->begin(), columns->end(),
                                 [](const UnitColumn& c) { return c.role != UnitRole::kOther; }));
    return known >= 2;
}

/// Whether every column that --map names by its name is there; false if it names none so.
bool has_mapped_names(const Row& row, const ReadOptions& options) {
    bool any = false;
    for (const auto& [column, role] : options.columns) {
        const bool number = column.find_first_not_of("0123456789") == std::string::npos;
        if (number) continue;
        any = true;
        if (std::none_of(row.begin(), row.end(),
                         [&](const auto& cell) { return trim_cell(cell) == column; }))
            return false;
    }
    return any;
}

/// With that separator; the rows from the header on.
void read_rows(std::string_view rows, char separator, const ReadOptions& options, TableHead& head) {
    head.separator = separator;
    head.quotes = separator == '\t' ? Quotes::kClosed : Quotes::kAll;
    QuotesSeen seen;
    head.rows = first_rows(rows, separator, head.quotes, &seen);
    const std::size_t start = read_directive(rows) && !head.rows.empty() ? 1 : 0;
    std::vector<Row> below(head.rows.begin() + static_cast<std::ptrdiff_t>(start), head.rows.end());
    const std::size_t header = find_header(below, options);
    head.has_header = header < below.size() && is_header(below[header], options);
    head.is_clear = head.has_header && is_clear_header(below[header], options);
    if (head.has_header && is_own_header(below[header])) {
        head.quotes = Quotes::kAll;
    } else if (separator == '\t' && (!head.has_header || (seen.stray && !seen.needed))) {
        head.quotes = Quotes::kNone;
        head.rows = first_rows(rows, separator, head.quotes);
        below.assign(head.rows.begin() + static_cast<std::ptrdiff_t>(start), head.rows.end());
    }
    head.title = title_of(below, header);
    head.rows_above = start + header;
    head.rows.assign(below.begin() + static_cast<std::ptrdiff_t>(header), below.end());
}

}  // namespace

std::string_view skip_comments(std::string_view head) {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find_first_of("\r\n"), head.size());
        if (head.front() != '#' && end > 0) break;
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return head;
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

bool is_before_rows(const CsvRecord& record, bool started) {
    return record.blank() || (!started && record.fields.front().starts_with('#'));
}

std::size_t find_header(const std::vector<Row>& rows, const ReadOptions& options) {
    std::size_t most = 0;  // Cells above.
    for (std::size_t i = 0; i < std::min(kHeaderRows, rows.size()); ++i) {
        const std::size_t cells = filled(rows[i]);
        const bool is_it = has_mapped_names(rows[i], options) || is_clear_header(rows[i], options);
        if (is_it && (i == 0 || cells > most)) return i;
        most = std::max(most, cells);
    }
    return 0;
}

std::string title_of(const std::vector<Row>& rows, std::size_t header) {
    std::string title;
    for (std::size_t i = 0; i < header; ++i)
        for (const std::string& cell : rows[i])
            if (!trim_cell(cell).empty())
                title += (title.empty() ? "" : "; ") + std::string(trim_cell(cell));
    return title;
}

TableHead read_table_head(std::string_view head, const ReadOptions& options) {
    TableHead result;
    result.utx = read_utx_head(head);
    const std::string_view comment = head.substr(0, head.find_first_of("\r\n"));
    result.says_glossary = result.utx || comment.starts_with("# Glossary in tab-separated format");
    const std::string_view rows = skip_comments(head);
    if (result.utx) {
        result.separator = '\t';
        result.quotes = Quotes::kNone;
        result.rows = first_rows(rows, '\t', result.quotes);
        return result;
    }
    if (const auto directive = read_directive(rows)) {
        read_rows(rows, *directive, options, result);
        return result;
    }
    const auto usual = find_separator(rows);
    if (!usual) return result;
    for (const char separator : {*usual, '\t', ',', ';'}) {
        read_rows(rows, separator, options, result);
        if (result.has_header) return result;
    }
    read_rows(rows, *usual, options, result);
    return result;
}

std::vector<LanguageTag> languages_in_table(std::string_view head, const ReadOptions& options) {
    std::vector<LanguageTag> languages;
    const auto add = [&](const LanguageTag& tag) {
        if (!tag.empty() && std::find(languages.begin(), languages.end(), tag) == languages.end())
            languages.push_back(tag);
    };
    const TableHead table = read_table_head(head, options);
    if (table.utx || table.rows.empty()) return languages;
    Row header = table.rows.front();
    rename_columns(header, options.columns);
    if (const auto columns = read_unit_header(header, options))
        for (const UnitColumn& column : *columns) add(column.lang);
    const auto columns = read_table_header(header, options);
    for (std::size_t i = 0; columns && i < columns->size(); ++i) {
        add((*columns)[i].lang);
        if ((*columns)[i].role != ColumnRole::kLang) continue;
        for (const Row& row : table.rows)
            if (&row != &table.rows.front() && i < row.size())
                add(parse_language_cell(row[i]).value_or(LanguageTag()));
    }
    return languages;
}

}  // namespace diglot
