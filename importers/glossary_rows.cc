#include "importers/glossary_rows.h"

#include <algorithm>
#include <unordered_set>

#include "importers/carried_annotations.h"
#include "importers/glossary_cells.h"
#include "importers/matecat_header.h"
#include "importers/unit_table_columns.h"

namespace diglot {
namespace {

bool is_filled(const std::string& cell) { return !trim_cell(cell).empty(); }

bool is_term(const Column& column) {
    return column.role == ColumnRole::kTerm || column.role == ColumnRole::kSourceTerm ||
           column.role == ColumnRole::kTargetTerm || column.role == ColumnRole::kLanguageTerm;
}

/// The first cell that names nothing we know, else the first.
std::string unknown_cell(const std::vector<std::string>& fields) {
    const auto found = std::find_if(fields.begin(), fields.end(), [](const std::string& field) {
        return is_filled(field) && !is_column_name(field);
    });
    return std::string(trim_cell(found == fields.end() ? fields.front() : *found));
}

/// The language of both columns of terms, if there are two in one language.
std::optional<LanguageTag> one_language(const std::vector<Column>& columns) {
    std::vector<LanguageTag> languages;
    for (const Column& column : columns)
        if (column.role == ColumnRole::kLanguageTerm) languages.push_back(column.lang);
    if (languages.size() != 2 || languages[0] != languages[1]) return std::nullopt;
    return languages[0];
}

}  // namespace

class GlossaryRows::Reader {
public:
    Reader(const std::string& file, const ReadOptions& options, const GlossaryRowsOptions& how,
           Sink& sink)
        : file_(file), options_(options), how_(how), sink_(sink), cells_({}, options, teller()) {}

    std::optional<Diagnostic> add(const CsvRecord& record) {
        if (!started_) {
            started_ = true;
            bool is_header = false;
            if (auto error = read_first(record, is_header)) return error;
            if (is_header) return {};
        }
        if (!characters_hold(record)) return {};
        if (how_.guarded && !is_own_)
            apostrophes_ += std::any_of(record.fields.begin(), record.fields.end(), is_guarded);
        if (!has_header()) {
            read_plain(record);
        } else {
            CsvRecord row = record;
            for (std::string& field : row.fields)
                if (is_own_ && how_.guarded) field = unguard_formula(field);
            read_row(row);
        }
        return {};
    }

    void finish() {
        flush();
        if (apostrophes_ > 0)
            tell(Severity::kNote, "table.apostrophe", apostrophe_note(apostrophes_), 0);
        if (wide_rows_ > 0)
            tell(Severity::kNote, "table.long-row",
                 std::to_string(wide_rows_) + (wide_rows_ == 1 ? " row has" : " rows have") +
                     " more than three columns; without a header only a term, its translation and "
                     "a note are read",
                 0);
    }
    bool has_header() const { return !cells_.columns().empty(); }
    bool may_be_cut(const CsvRecord& record) const {
        const std::vector<Column>& columns = cells_.columns();
        if (record.has_line_end || record.fields.size() >= columns.size()) return false;
        for (std::size_t i = columns.size(); i > 0; --i)
            if (is_term(columns[i - 1])) return record.fields.size() <= i;
        return false;
    }
    std::uint64_t concepts() const { return concepts_; }
    std::uint64_t skipped() const { return skipped_; }

    void skip(std::string code, std::string message, std::size_t line) {
        ++skipped_;
        tell(Severity::kError, std::move(code), std::move(message), line);
    }

private:
    Diagnostic fail(std::string code, std::string message, std::size_t line) const {
        return {Severity::kError,       std::move(code), how_.place + message,
                {line, line ? 1u : 0u}, file_,           {}};
    }
    void tell(Severity severity, std::string code, std::string message, std::size_t line) {
        sink_.report(
            {severity, std::move(code), how_.place + message, {line, line ? 1u : 0u}, file_, {}});
    }
    GlossaryCells::Tell teller() {
        return [this](Severity severity, std::string code, std::string message, std::size_t line) {
            tell(severity, std::move(code), std::move(message), line);
        };
    }

    // The first row.

    std::optional<Diagnostic> read_first(const CsvRecord& record, bool& is_header) {
        std::vector<std::string> names = record.fields;
        bool by_number = false;
        if (const auto unknown = rename_columns(names, options_.columns, &by_number))
            return fail("table.no-such-column",
                        "--map names the column \"" + options_.columns[*unknown].first +
                            "\", which the first row does not have",
                        record.line);
        // Columns named by number may lie in a table without header: then the first row is a row.
        const auto own = read_table_header(record.fields, options_);
        const bool has_names = !by_number || (own && !one_language(*own));
        if (by_number && !has_names)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (names[i] == record.fields[i]) names[i].clear();
        auto columns = read_table_header(names, options_);
        if (!columns && !options_.columns.empty())
            return fail("table.no-columns",
                        "with --map the columns name no term: map one to a language, or to source "
                        "and target",
                        record.line);
        if (!columns && how_.needs_header)
            return fail("table.no-header", "the first row is no header that names languages",
                        record.line);
        if (!columns) {
            if (auto error = check_languages({}, record.line)) return error;
            return refuse_unknown_header(record);
        }
        is_header = has_names;
        is_own_ = is_header && is_own_header(record.fields);
        if (const auto why = is_header ? matecat_complaint(record.fields) : std::nullopt)
            tell(Severity::kNote, "table.matecat",
                 "MateCat would refuse this glossary: " + *why + "; it is read all the same",
                 record.line);
        if (auto error = check_languages(*columns, record.line)) return error;
        tell_columns(*columns, record.line);
        cells_ = GlossaryCells(std::move(*columns), options_, teller());
        return {};
    }

    /// A row with the name of a column, but too little known to be a header, is no term either.
    std::optional<Diagnostic> refuse_unknown_header(const CsvRecord& record) const {
        const auto name = name_in_unknown_header(record.fields, options_);
        if (!name) return {};
        return fail("table.unknown-header",
                    "\"" + std::string(trim_cell(*name)) +
                        "\" names a column, but no column of the first row is known to hold terms; "
                        "say which do, for example --map \"" +
                        unknown_cell(record.fields) +
                        "=zh-TW\"; with --map 1=zh-TW --map 2=en the first row is taken for a row",
                    record.line);
    }

    std::optional<Diagnostic> check_languages(const std::vector<Column>& columns,
                                              std::size_t line) const {
        const auto has = [&](ColumnRole role) {
            return std::any_of(columns.begin(), columns.end(),
                               [&](const Column& column) { return column.role == role; });
        };
        const bool needs_source = columns.empty() || has(ColumnRole::kSourceTerm);
        const bool needs_target = columns.empty() || has(ColumnRole::kTargetTerm);
        const bool source = !needs_source || !options_.source.empty();
        const bool target = !needs_target || !options_.target.empty();
        if (!source || !target) {
            const std::string missing = !source && !target ? "-s and -t" : !source ? "-s" : "-t";
            const std::string why = columns.empty()
                                        ? "the first row is no header that names languages"
                                        : "the header names source and target, but no languages";
            return fail("table.no-language",
                        why + ": say which they are with " + missing + " (for example " +
                            (source ? "" : "-s zh-TW") + (source || target ? "" : " ") +
                            (target ? "" : "-t en") + ")",
                        line);
        }
        return check_same_language(columns, needs_source && needs_target, line);
    }

    /// A term and its translation are not in one language. Further columns of a language are
    /// synonyms.
    std::optional<Diagnostic> check_same_language(const std::vector<Column>& columns,
                                                  bool by_options, std::size_t line) const {
        const bool are_given = by_options && options_.source == options_.target;
        const auto lang = are_given ? std::optional(options_.source) : one_language(columns);
        if (!lang) return {};
        return fail("table.same-language",
                    "source and target are both " + lang->text() +
                        (are_given ? ": -s and -t say so"
                                   : "; if the first row is no header, --map 1=… --map 2=… says "
                                     "what the columns are"),
                    line);
    }

    /// What a person should know of a header that says less than it seems to.
    void tell_columns(const std::vector<Column>& columns, std::size_t line) {
        const auto terms = std::count_if(columns.begin(), columns.end(), is_term);
        std::string unknown;
        for (const Column& column : columns)
            if (column.role == ColumnRole::kOther)
                unknown += (unknown.empty() ? "\"" : ", \"") + column.name + "\"";
        const bool long_form = std::any_of(columns.begin(), columns.end(), [](const auto& column) {
            return column.role == ColumnRole::kLang;
        });
        if (terms == 1 && !long_form && !unknown.empty())
            tell(Severity::kNote, "table.columns",
                 "only one column is known to hold terms; kept as notes: " + unknown +
                     "; --map NAME=LANG says what a column is",
                 line);
        for (const Column& column : columns) {
            const bool is_plain =
                column.role == ColumnRole::kLanguageTerm && column.lang.text() == "zh";
            if (is_plain && options_.source.language() != "zh" &&
                options_.target.language() != "zh")
                tell(Severity::kNote, "table.columns",
                     "the column \"" + column.name +
                         "\" does not say which Chinese it holds; -s zh-TW would",
                     line);
        }
    }

    // Without a header: source, target, comment.

    void read_plain(const CsvRecord& record) {
        std::vector<std::string> fields = record.fields;
        if (how_.trim_plain)
            for (std::string& field : fields) field = std::string(trim_cell(field));
        if (fields.size() < 2 || !is_filled(fields[0])) {
            tell(
                Severity::kWarning, "table.short-row",
                fields.size() < 2 ? "a row without a second column" : "a row without a source term",
                record.line);
            return;
        }
        if (fields.size() > 3 && std::any_of(fields.begin() + 3, fields.end(), is_filled))
            ++wide_rows_;
        Concept entry;
        add_term(entry, options_.source, fields[0]);
        if (is_filled(fields[1])) add_term(entry, options_.target, fields[1]);
        if (fields.size() > 2) add_notes(entry.annotations, fields[2]);
        hand_over(std::move(entry), record.line);
    }

    // With a header.

    /// Whether the term does not end before it begins.
    bool dates_hold(const CsvRecord& record) {
        const std::string_view from = cells_.cell(record, ColumnRole::kValidFrom);
        const std::string_view until = cells_.cell(record, ColumnRole::kValidUntil);
        const auto first = parse_date(from);
        const auto last = parse_date(until, DateEdge::kLast);
        if (!first || !last || *first <= *last) return true;
        skip("table.dates",
             "valid until " + std::string(until) + " is before valid from " + std::string(from) +
                 "; the row was left out",
             record.line);
        return false;
    }

    bool characters_hold(const CsvRecord& record) {
        for (const std::string& field : record.fields)
            for (const char c : field)
                if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
                    skip("table.forbidden-character",
                         "the row has a control character, which no exchange format can carry, and "
                         "is left out",
                         record.line);
                    return false;
                }
        return true;
    }

    /// Whether the row has no more fields than the header, empty ones aside. In a workbook a cell
    /// further right is one whose column has no name.
    bool length_holds(const CsvRecord& record) {
        const std::size_t size = cells_.columns().size();
        if (record.fields.size() <= size ||
            std::none_of(record.fields.begin() + static_cast<std::ptrdiff_t>(size),
                         record.fields.end(), is_filled))
            return true;
        if (how_.needs_header) {
            while (cells_.columns().size() < record.fields.size()) cells_.add_nameless_column();
            return true;
        }
        skip("table.long-row",
             "the row has " + std::to_string(record.fields.size()) + " fields, the header " +
                 std::to_string(size) +
                 ", and is left out; a text that holds the separator must stand in quotes",
             record.line);
        return false;
    }

    void read_row(const CsvRecord& record) {
        if (std::none_of(record.fields.begin(), record.fields.end(), is_filled)) return;
        if (!length_holds(record) || !dates_hold(record)) return;
        const std::string id(cells_.cell(record, ColumnRole::kId));
        const bool is_long = cells_.has(ColumnRole::kLang);
        const bool continues = open_ && !id.empty() && open_->external_id == id && is_long;
        if (!continues) open(id, record.line);
        cells_.read_concept(record, *open_);
        if (is_long) {
            std::string skipped;
            if (!cells_.read_long_term(record, *open_, skipped) && !skipped.empty())
                skip("table.no-language-cell", skipped, record.line);
            return;
        }
        cells_.read_wide_terms(record, *open_);
        flush();
    }

    void open(const std::string& id, std::size_t line) {
        flush();
        open_.emplace();
        open_->external_id = id;
        open_line_ = line;
        if (!id.empty() && !ids_.insert(id).second)
            tell(Severity::kWarning, "table.id-again",
                 "id \"" + id +
                     "\" was met before, with other rows between; read as a concept of its own",
                 line);
    }

    void flush() {
        if (!open_) return;
        Concept entry = std::move(*open_);
        open_.reset();
        if (!entry.terms.empty()) hand_over(std::move(entry), open_line_);
    }

    void hand_over(Concept entry, std::size_t line) {
        drop_placeholders(entry.annotations);
        for (Term& term : entry.terms) drop_placeholders(term.annotations);
        complete(entry);
        ++concepts_;
        sink_.add(std::move(entry), {line, 1});
    }

    const std::string& file_;
    const ReadOptions& options_;
    const GlossaryRowsOptions& how_;
    Sink& sink_;
    GlossaryCells cells_;            ///< Without columns where there is no header.
    bool started_ = false;           ///< The first row was met.
    std::uint64_t apostrophes_ = 0;  ///< Rows with one that may guard a formula.
    bool is_own_ = false;            ///< The header is one Diglot writes.
    std::optional<Concept> open_;    ///< The concept that further rows may add to.
    std::size_t open_line_ = 0;
    std::unordered_set<std::string> ids_;
    std::uint64_t concepts_ = 0;
    std::uint64_t skipped_ = 0;
    std::uint64_t wide_rows_ = 0;  ///< Without a header, with more than is read.
};

GlossaryRows::GlossaryRows(const std::string& file, const ReadOptions& options,
                           const GlossaryRowsOptions& how, Sink& sink)
    : reader_(std::make_unique<Reader>(file, options, how, sink)) {}
GlossaryRows::~GlossaryRows() = default;
std::optional<Diagnostic> GlossaryRows::add(const CsvRecord& record) {
    return reader_->add(record);
}
void GlossaryRows::finish() { reader_->finish(); }
bool GlossaryRows::has_header() const { return reader_->has_header(); }
bool GlossaryRows::may_be_cut(const CsvRecord& record) const { return reader_->may_be_cut(record); }
std::uint64_t GlossaryRows::concepts() const { return reader_->concepts(); }
std::uint64_t GlossaryRows::skipped() const { return reader_->skipped(); }
void GlossaryRows::skip(std::string code, std::string message, std::size_t line) {
    reader_->skip(std::move(code), std::move(message), line);
}

}  // namespace diglot
