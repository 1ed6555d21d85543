#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "importers/csv_records.h"
#include "importers/glossary_table.h"
#include "importers/glossary_table_columns.h"

namespace diglot {
namespace {

std::string_view trim(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

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

/// A cell of several notes has one a line.
void add_notes(std::vector<Markup>& annotations, std::string_view text,
               std::string_view prefix = "") {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        if (!line.empty())
            annotations.push_back(
                Markup::leaf("note", {}, std::string(prefix) + std::string(line)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void add_typed(std::vector<Markup>& annotations, std::string_view element, std::string_view type,
               std::string_view text) {
    if (!text.empty())
        annotations.push_back(Markup::leaf(element, {{"type", std::string(type)}}, text));
}

bool says_yes(std::string_view cell) {
    return !cell.empty() && cell != "0" && cell != "false" && cell != "FALSE" && cell != "False" &&
           cell != "no" && cell != "No" && cell != "n" && cell != "N";
}

class TableReader {
public:
    TableReader(TextSource& text, const std::string& file, const ReadOptions& options, Sink& sink)
        : text_(text), file_(file), options_(options), sink_(sink) {}

    Result<ReadSummary> read() {
        const std::string suffix = lower_suffix(file_);
        const std::string_view rows = skip_comments(text_.head());
        if (rows.empty() && text_.head().find('#') == std::string_view::npos)
            return fail("table.empty", "the file has no rows", 0);
        if (rows.empty()) {  // A glossary that OmegaT has just made.
            summary_.format = "OmegaT glossary";
            summary_.encoding = text_.encoding().name;
            return std::move(summary_);
        }
        const auto separator = find_separator(rows);
        if (!separator)
            return fail("table.no-columns",
                        "the first row has one column only: no tab, comma or semicolon", 0);
        separator_ = *separator;
        text_.progress = options_.progress;
        // OmegaT knows no quotes in tab-separated text; with a header it is a table from elsewhere,
        // which may have them.
        CsvRecords probe_quotes(text_, separator_, separator_ != '\t' || first_row_is_header(rows));
        records_ = &probe_quotes;
        CsvRecord record;
        while (records_->next(record))
            if (auto error = read_record(record)) return *error;
        flush();
        summary_.format = columns_.empty() ? "OmegaT glossary" : separator_ == '\t' ? "TSV" : "CSV";
        if (columns_.empty() && separator_ != '\t') summary_.format = "CSV";
        summary_.encoding = text_.encoding().name;
        return std::move(summary_);
    }

private:
    Diagnostic fail(std::string code, std::string message, std::size_t line) const {
        return {Severity::kError,       std::move(code), std::move(message),
                {line, line ? 1u : 0u}, file_,           {}};
    }
    void tell(Severity severity, std::string code, std::string message, std::size_t line) {
        sink_.report({severity, std::move(code), std::move(message), {line, 1}, file_, {}});
    }
    void skip(std::string code, std::string message, std::size_t line) {
        ++summary_.skipped;
        tell(Severity::kError, std::move(code), std::move(message), line);
    }

    bool first_row_is_header(std::string_view rows) const {
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
        return read_table_header(fields).has_value();
    }

    std::optional<Diagnostic> read_record(CsvRecord& record) {
        const bool comment = !record.fields.empty() && record.fields.front().starts_with('#');
        if (record.blank() || (comment && (!started_ || (columns_.empty() && separator_ == '\t'))))
            return {};
        if (record.open_quote) {
            skip("table.open-quote",
                 "a quoted field is never closed: the rows from here on are lost", record.line);
            return {};
        }
        if (record.invalid_bytes) {
            skip("table.encoding",
                 "the row has bytes that are not " + text_.encoding().name +
                     " and is left out; a first line like " +
                     "\"# -*- coding: big5 -*-\" says which encoding it is",
                 record.line);
            return {};
        }
        if (!started_) {
            started_ = true;
            if (auto columns = read_table_header(record.fields)) {
                columns_ = std::move(*columns);
                return check_languages(record.line);
            }
            if (auto error = check_languages(record.line)) return error;
        }
        if (columns_.empty())
            read_plain(record);
        else
            read_row(record);
        return {};
    }

    bool has(ColumnRole role) const {
        return std::any_of(columns_.begin(), columns_.end(),
                           [&](const Column& column) { return column.role == role; });
    }

    std::optional<Diagnostic> check_languages(std::size_t line) const {
        if (!columns_.empty() && !has(ColumnRole::kSourceTerm)) return {};
        const bool source = !options_.source.empty(), target = !options_.target.empty();
        if (source && target) return {};
        const std::string missing = !source && !target ? "-s and -t" : !source ? "-s" : "-t";
        const std::string why = columns_.empty()
                                    ? "the first row is no header that names languages"
                                    : "the header names source and target, but no languages";
        return fail("table.no-language",
                    why + ": say which they are with " + missing + " (for example " +
                        (source ? "" : "-s zh-TW") + (source || target ? "" : " ") +
                        (target ? "" : "-t en") + ")",
                    line);
    }

    // Without a header: source, target, comment.

    void read_plain(const CsvRecord& record) {
        std::vector<std::string> fields = record.fields;
        if (separator_ == '\t')
            for (std::string& field : fields) field = std::string(trim(field));
        if (fields.size() < 2 || trim(fields[0]).empty()) {
            tell(
                Severity::kWarning, "table.short-row",
                fields.size() < 2 ? "a row without a second column" : "a row without a source term",
                record.line);
            return;
        }
        Concept entry;
        add_term(entry, options_.source, fields[0]);
        if (!trim(fields[1]).empty()) add_term(entry, options_.target, fields[1]);
        if (fields.size() > 2) add_notes(entry.annotations, fields[2]);
        hand_over(std::move(entry), record.line);
    }

    static Term& add_term(Concept& entry, const LanguageTag& lang, std::string_view text) {
        Term& term = entry.terms.emplace_back();
        term.lang = lang;
        term.lang_spelling = lang.text();
        term.text = text;
        return term;
    }

    // With a header.

    std::string_view cell(const CsvRecord& record, ColumnRole role) const {
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i)
            if (columns_[i].role == role && !trim(record.fields[i]).empty())
                return trim(record.fields[i]);
        return {};
    }

    void read_row(const CsvRecord& record) {
        if (std::all_of(record.fields.begin(), record.fields.end(),
                        [](const auto& f) { return trim(f).empty(); }))
            return;
        if (record.fields.size() > columns_.size() &&
            std::any_of(record.fields.begin() + static_cast<std::ptrdiff_t>(columns_.size()),
                        record.fields.end(),
                        [](const std::string& field) { return !trim(field).empty(); }))
            tell(Severity::kWarning, "table.long-row",
                 "more fields than the header has; the rest was left out", record.line);
        const std::string id(cell(record, ColumnRole::kId));
        const bool continues =
            open_ && !id.empty() && open_->external_id == id && has(ColumnRole::kLang);
        if (!continues) {
            flush();
            open_.emplace();
            open_->external_id = id;
            open_line_ = record.line;
            if (!id.empty() && !ids_.insert(id).second)
                tell(Severity::kWarning, "table.id-again",
                     "id \"" + id +
                         "\" was met before, with other rows between; read as a concept of its own",
                     record.line);
        }
        read_concept_cells(record);
        if (has(ColumnRole::kLang))
            read_long_term(record);
        else
            read_wide_terms(record);
        if (!has(ColumnRole::kLang)) flush();
    }

    /// What several rows say of one concept is kept once.
    void read_concept_cells(const CsvRecord& record) {
        std::vector<Markup> said;
        add_typed(said, "descrip", "subjectField", cell(record, ColumnRole::kSubject));
        add_typed(said, "descrip", "subdomain", cell(record, ColumnRole::kSubdomain));
        add_typed(said, "descrip", "definition", cell(record, ColumnRole::kDefinition));
        add_typed(said, "admin", "source", cell(record, ColumnRole::kConceptSource));
        add_notes(said, cell(record, ColumnRole::kKind), "kind: ");
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            if (columns_[i].role == ColumnRole::kConceptNote) add_notes(said, record.fields[i]);
            if (columns_[i].role == ColumnRole::kOther && !columns_[i].name.empty())
                add_notes(said, record.fields[i], columns_[i].name + ": ");
        }
        for (Markup& node : said)
            if (std::find(open_->annotations.begin(), open_->annotations.end(), node) ==
                open_->annotations.end())
                open_->annotations.push_back(std::move(node));
    }

    void read_long_term(const CsvRecord& record) {
        const std::string_view text = cell(record, ColumnRole::kTerm);
        const auto lang = parse_language_name(cell(record, ColumnRole::kLang));
        if (text.empty())
            return tell(Severity::kWarning, "table.no-term", "a row without a term", record.line);
        if (!lang)
            return skip("table.no-language-cell",
                        "a term without a language that is known; left out", record.line);
        read_term_cells(record, add_term(*open_, *lang, text), true);
    }

    void read_wide_terms(const CsvRecord& record) {
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            const Column& column = columns_[i];
            const bool source = column.role == ColumnRole::kSourceTerm;
            const bool target = column.role == ColumnRole::kTargetTerm;
            if (column.role != ColumnRole::kLanguageTerm && !source && !target) continue;
            const std::string_view text = trim(record.fields[i]);
            if (text.empty()) continue;
            const LanguageTag& lang = source   ? options_.source
                                      : target ? options_.target
                                               : column.lang;
            Term& term = add_term(*open_, lang, text);
            read_term_cells(record, term, !source);
            for (std::size_t k = i + 1; k < columns_.size() && k < record.fields.size() &&
                                        columns_[k].of_language && columns_[k].lang == column.lang;
                 ++k) {
                if (columns_[k].role == ColumnRole::kTermNote)
                    add_notes(term.annotations, record.fields[k]);
                else
                    add_typed(term.annotations, "descrip", "context", trim(record.fields[k]));
            }
        }
        if (open_->terms.empty()) {
            tell(Severity::kWarning, "table.no-term", "a row without a term", record.line);
            open_.reset();
        }
    }

    /// In a table of source and target the status is the target's.
    void read_term_cells(const CsvRecord& record, Term& term, bool with_status) {
        if (with_status) read_status(record, term);
        add_typed(term.annotations, "termNote", "termType", cell(record, ColumnRole::kTermType));
        add_typed(term.annotations, "termNote", "partOfSpeech",
                  cell(record, ColumnRole::kPartOfSpeech));
        add_typed(term.annotations, "termNote", "grammaticalGender",
                  cell(record, ColumnRole::kGender));
        add_typed(term.annotations, "termNote", "geographicalUsage",
                  cell(record, ColumnRole::kRegion));
        add_notes(term.annotations, cell(record, ColumnRole::kValidFrom), "valid from ");
        add_notes(term.annotations, cell(record, ColumnRole::kValidUntil), "valid until ");
        add_typed(term.annotations, "admin", "source", cell(record, ColumnRole::kTermSource));
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            if (columns_[i].of_language) continue;
            if (columns_[i].role == ColumnRole::kTermNote)
                add_notes(term.annotations, record.fields[i]);
            if (columns_[i].role == ColumnRole::kContext)
                add_typed(term.annotations, "descrip", "context", trim(record.fields[i]));
        }
    }

    void read_status(const CsvRecord& record, Term& term) {
        const std::string_view word = cell(record, ColumnRole::kStatus);
        if (says_yes(cell(record, ColumnRole::kForbidden))) {
            set_status(term, TermStatus::kForbidden);
        } else if (const auto status = parse_term_status(word)) {
            // The four words of ours become TBX's; another tool's word is kept as it is.
            if (word == to_string(*status))
                set_status(term, *status);
            else
                add_typed(term.annotations, "termNote", "administrativeStatus", word);
        } else if (!word.empty()) {
            add_typed(term.annotations, "termNote", "administrativeStatus", word);
            tell(Severity::kWarning, "table.status",
                 "\"" + std::string(word) + "\" is no status that is known; kept as it is",
                 record.line);
        }
    }

    void flush() {
        if (!open_) return;
        Concept entry = std::move(*open_);
        open_.reset();
        if (!entry.terms.empty()) hand_over(std::move(entry), open_line_);
    }

    void hand_over(Concept entry, std::size_t line) {
        complete(entry);
        ++summary_.concepts;
        sink_.add(std::move(entry), {line, 1});
    }

    TextSource& text_;
    const std::string& file_;
    const ReadOptions& options_;
    Sink& sink_;
    CsvRecords* records_ = nullptr;
    char separator_ = ',';
    bool started_ = false;         ///< The first row was met.
    std::vector<Column> columns_;  ///< Empty without a header.
    std::optional<Concept> open_;  ///< The concept that further rows may add to.
    std::size_t open_line_ = 0;
    std::unordered_set<std::string> ids_;
    ReadSummary summary_;
};

}  // namespace

bool looks_like_glossary_table(std::string_view head, std::string_view file_name) {
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

Result<ReadSummary> read_glossary_table(TextSource& text, const std::string& file,
                                        const ReadOptions& options, Sink& sink) {
    return TableReader(text, file, options, sink).read();
}

}  // namespace diglot
