#include "importers/unit_rows.h"

#include <algorithm>

#include "core/date.h"
#include "importers/glossary_cells.h"
#include "importers/state_words.h"
#include "importers/unit_table_columns.h"

namespace diglot {
namespace {

std::optional<Time> parse_time(std::string_view text) {
    std::string spelled(text);
    if (spelled.size() > 10 && spelled[10] == ' ') spelled[10] = 'T';
    if (spelled.size() == 16) spelled += ":00";
    if (const auto time = parse_loose_date(spelled)) return time;
    if (text.find(':') != std::string_view::npos) return std::nullopt;
    if (const auto date = parse_date(text)) return Time{std::int64_t{date->days} * 86400};
    return std::nullopt;
}

void add_prop(Unit& unit, std::string type, std::string_view text) {
    unit.annotations.push_back(Markup::leaf("prop", {{"type", std::move(type)}}, text));
}

void add_variant(Unit& unit, const LanguageTag& lang, const std::string& text, bool first) {
    Variant variant;
    variant.lang = lang;
    variant.lang_spelling = lang.text();
    variant.segment = Segment(text);
    unit.variants.insert(first ? unit.variants.begin() : unit.variants.end(), std::move(variant));
}

}  // namespace

void add_cell(Unit& unit, const UnitColumn& column, const std::string& text,
              const LanguageTag& source, const LanguageTag& target) {
    const std::string trimmed(trim_cell(text));
    switch (column.role) {
        case UnitRole::kSource:
            return add_variant(unit, column.lang.empty() ? source : column.lang, text, true);
        case UnitRole::kTarget:
            return add_variant(unit, column.lang.empty() ? target : column.lang, text, false);
        case UnitRole::kLanguage:
            return add_variant(unit, column.lang, text, false);
        case UnitRole::kSourceLanguage:
        case UnitRole::kTargetLanguage:
            return;
        case UnitRole::kId:
            unit.attributes.push_back({"tuid", trimmed});
            return;
        case UnitRole::kContext:
            return add_prop(unit, "x-context", text);
        case UnitRole::kNote:
            unit.annotations.push_back(Markup::leaf("note", {}, text));
            return;
        case UnitRole::kOrigin:
            return add_prop(unit, "x-origin", trimmed);
        case UnitRole::kUser:
            if (!unit.stamp.changed_by.empty()) break;
            unit.stamp.changed_by = trimmed;
            return;
        case UnitRole::kCreated:
        case UnitRole::kChanged: {
            const auto time = parse_time(trimmed);
            if (!time) break;
            (column.role == UnitRole::kCreated ? unit.stamp.created : unit.stamp.changed) = *time;
            return;
        }
        case UnitRole::kState:
            if (const auto state = parse_unit_state(trimmed))
                return add_prop(unit, "x-diglot-state", *state);
            break;
        case UnitRole::kOther:
            break;
    }
    add_prop(unit, "x-column:" + column.name, text);
}

class UnitRows::Reader {
public:
    Reader(const std::string& file, const ReadOptions& options, UnitRowsOptions how, Sink& sink)
        : file_(file), options_(options), how_(std::move(how)), sink_(sink) {}

    std::optional<Diagnostic> add(const CsvRecord& record) {
        if (columns_.empty()) {
            bool is_header = false;
            if (auto error = read_first(record, is_header)) return error;
            if (is_header) return {};
        }
        if (!characters_hold(record)) return {};
        if (how_.guarded && !is_own_)
            apostrophes_ += std::any_of(record.fields.begin(), record.fields.end(), is_guarded);
        read_row(record);
        return {};
    }

    void finish() {
        if (apostrophes_ > 0)
            tell(Severity::kNote, "table.apostrophe", apostrophe_note(apostrophes_), 0);
        if (untranslated_ > 0)
            tell(Severity::kNote, "table.untranslated",
                 std::to_string(untranslated_) + (untranslated_ == 1 ? " row has" : " rows have") +
                     " a text in one language only",
                 0);
        if (wide_rows_ > 0)
            tell(Severity::kNote, "table.long-row",
                 std::to_string(wide_rows_) + (wide_rows_ == 1 ? " row has" : " rows have") +
                     " more than three columns; without a header only source, target and a note "
                     "are read",
                 0);
    }

    bool has_header() const { return has_header_; }
    std::size_t header_size() const { return has_header_ ? columns_.size() : 0; }
    std::uint64_t units() const { return units_; }
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

    std::optional<Diagnostic> read_first(const CsvRecord& record, bool& is_header) {
        std::vector<std::string> names = record.fields;
        bool by_number = false;
        if (const auto unknown = rename_columns(names, options_.columns, &by_number))
            return fail("table.no-such-column",
                        "--map names the column \"" + options_.columns[*unknown].first +
                            "\", which the first row does not have",
                        record.line);
        // Columns named by number may lie in a table without header: then the first row is a row.
        is_header = !by_number || read_unit_header(record.fields, options_).has_value();
        if (!is_header)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (names[i] == record.fields[i]) names[i].clear();
        auto columns = read_unit_header(names, options_);
        if (!columns && !options_.columns.empty())
            return fail("table.no-columns",
                        "with --map the columns name no segment: map one to source and one to "
                        "target, or to languages",
                        record.line);
        if (!columns && how_.needs_header)
            return fail("table.no-header", "the first row is no header that names languages",
                        record.line);
        if (!columns) {
            is_header = false;
            columns.emplace();
            columns->push_back({UnitRole::kSource, "source", {}});
            columns->push_back({UnitRole::kTarget, "target", {}});
            columns->push_back({UnitRole::kNote, "note", {}});
        }
        if (auto error = is_header ? check_columns(*columns, record.line) : std::nullopt)
            return error;
        columns_ = std::move(*columns);
        has_header_ = is_header;
        is_own_ = is_header && is_own_header(record.fields);
        return check_languages(record.line);
    }

    /// A unit has a source and a target, in two languages.
    std::optional<Diagnostic> check_columns(const std::vector<UnitColumn>& columns,
                                            std::size_t line) const {
        std::vector<const UnitColumn*> texts;
        for (const UnitColumn& column : columns)
            if (column.role == UnitRole::kSource || column.role == UnitRole::kTarget ||
                column.role == UnitRole::kLanguage)
                texts.push_back(&column);
        if (texts.size() < 2)
            return fail("table.no-columns",
                        "only the column \"" + texts.front()->name +
                            "\" is known to hold segments; say with --map which other does, for "
                            "example --map \"" +
                            columns.front().name + "=zh-TW\"",
                        line);
        const bool named = !texts[0]->lang.empty() && texts[0]->lang == texts[1]->lang;
        if (texts.size() == 2 && named)
            return fail("table.same-language",
                        "source and target are both " + texts[0]->lang.text() +
                            "; if the first row is no header, --map 1=… --map 2=… says what the "
                            "columns are",
                        line);
        return {};
    }

    bool has(UnitRole role) const {
        return std::any_of(columns_.begin(), columns_.end(),
                           [&](const UnitColumn& column) { return column.role == role; });
    }

    /// Whether a column of segments names no language, and no column of languages does.
    bool needs_language(UnitRole segment, UnitRole language) const {
        return !has(language) &&
               std::any_of(columns_.begin(), columns_.end(), [&](const UnitColumn& column) {
                   return column.role == segment && column.lang.empty();
               });
    }

    std::optional<Diagnostic> check_languages(std::size_t line) const {
        const bool needs_source = needs_language(UnitRole::kSource, UnitRole::kSourceLanguage);
        const bool needs_target = needs_language(UnitRole::kTarget, UnitRole::kTargetLanguage);
        const bool source = !options_.source.empty() || !needs_source;
        const bool target = !options_.target.empty() || !needs_target;
        if (source && target && needs_source && needs_target && options_.source == options_.target)
            return fail(
                "table.same-language",
                "source and target are both " + options_.source.text() + ": -s and -t say so",
                line);
        if (source && target) return {};
        const std::string missing = !source && !target ? "-s and -t" : !source ? "-s" : "-t";
        return fail("table.no-language",
                    "no column says the languages: say which they are with " + missing +
                        " (for example " + (source ? "" : "-s zh-TW") +
                        (source || target ? "" : " ") + (target ? "" : "-t en") + ")",
                    line);
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

    std::string cell(const CsvRecord& record, std::size_t i) const {
        return how_.guarded && is_own_ ? unguard_formula(record.fields[i]) : record.fields[i];
    }

    LanguageTag language_cell(const CsvRecord& record, UnitRole role,
                              const LanguageTag& otherwise) const {
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i)
            if (columns_[i].role == role && !trim_cell(record.fields[i]).empty())
                return LanguageTag(trim_cell(record.fields[i]));
        return otherwise;
    }

    /// Whether the row has no more fields than the header, empty ones aside. In a workbook a cell
    /// further right is one whose column has no name.
    bool length_holds(const CsvRecord& record) {
        const std::size_t size = columns_.size();
        if (record.fields.size() <= size ||
            std::all_of(record.fields.begin() + static_cast<std::ptrdiff_t>(size),
                        record.fields.end(),
                        [](const auto& field) { return trim_cell(field).empty(); }))
            return true;
        if (!has_header_) {
            ++wide_rows_;
            return true;
        }
        if (how_.needs_header) {
            while (columns_.size() < record.fields.size())
                columns_.push_back(
                    {UnitRole::kOther, "column " + std::to_string(columns_.size() + 1), {}});
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
        if (!length_holds(record)) return;
        Unit unit;
        const LanguageTag source =
            language_cell(record, UnitRole::kSourceLanguage, options_.source);
        const LanguageTag target =
            language_cell(record, UnitRole::kTargetLanguage, options_.target);
        bool any = false;
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            const std::string text = cell(record, i);
            if (trim_cell(text).empty()) continue;
            any = true;
            add_cell(unit, columns_[i], text, source, target);
            if (columns_[i].role == UnitRole::kState && !parse_unit_state(trim_cell(text)))
                tell(Severity::kWarning, "table.status",
                     "\"" + std::string(trim_cell(text)) +
                         "\" is no state that is known; kept as a property",
                     record.line);
        }
        if (!any) return;
        if (unit.variants.size() < 2) {
            ++untranslated_;
            return;
        }
        for (const Variant& variant : unit.variants)
            if (variant.lang.empty())
                return skip("table.no-language-cell",
                            "the row does not say the language of \"" +
                                variant.segment.text.substr(0, 40) + "\"",
                            record.line);
        unit.source = source_of(unit);
        ++units_;
        sink_.add(std::move(unit), {record.line, 1});
    }

    /// The column of the language asked for, else the first.
    std::size_t source_of(const Unit& unit) const {
        if (has(UnitRole::kSource) || options_.source.empty()) return 0;
        for (const LanguageFit fit : {LanguageFit::kSame, LanguageFit::kVariant})
            for (std::size_t i = 0; i < unit.variants.size(); ++i)
                if (unit.variants[i].lang.fit(options_.source) == fit) return i;
        return 0;
    }

    const std::string& file_;
    const ReadOptions& options_;
    UnitRowsOptions how_;
    Sink& sink_;
    std::vector<UnitColumn> columns_;
    bool has_header_ = false;
    std::uint64_t apostrophes_ = 0;  ///< Rows with one that may guard a formula.
    bool is_own_ = false;            ///< The header is one Diglot writes.
    std::uint64_t units_ = 0;
    std::uint64_t skipped_ = 0;
    std::uint64_t untranslated_ = 0;
    std::uint64_t wide_rows_ = 0;  ///< Without a header, with more than is read.
};

UnitRows::UnitRows(const std::string& file, const ReadOptions& options, UnitRowsOptions how,
                   Sink& sink)
    : reader_(std::make_unique<Reader>(file, options, std::move(how), sink)) {}
UnitRows::~UnitRows() = default;

std::optional<Diagnostic> UnitRows::add(const CsvRecord& record) { return reader_->add(record); }
void UnitRows::finish() { reader_->finish(); }
bool UnitRows::has_header() const { return reader_->has_header(); }
std::size_t UnitRows::header_size() const { return reader_->header_size(); }
std::uint64_t UnitRows::units() const { return reader_->units(); }
std::uint64_t UnitRows::skipped() const { return reader_->skipped(); }
void UnitRows::skip(std::string code, std::string message, std::size_t line) {
    reader_->skip(std::move(code), std::move(message), line);
}

}  // namespace diglot
