#include "importers/glossary_rows.h"

#include <algorithm>
#include <unordered_set>

#include "importers/carried_annotations.h"
#include "importers/markup_xml.h"
#include "importers/matecat_header.h"

namespace diglot {
namespace {

std::string_view trim(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
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
    if (text.empty()) return;
    Markup said = Markup::leaf(element, {{"type", std::string(type)}}, text);
    if (!put_in_group(annotations, said)) annotations.push_back(std::move(said));
}

bool says_yes(std::string_view cell) {
    return !cell.empty() && cell != "0" && cell != "false" && cell != "FALSE" && cell != "False" &&
           cell != "no" && cell != "No" && cell != "n" && cell != "N";
}

}  // namespace

class GlossaryRows::Reader {
public:
    Reader(const std::string& file, const ReadOptions& options, const GlossaryRowsOptions& how,
           Sink& sink)
        : file_(file), options_(options), how_(how), trim_plain_(how.trim_plain), sink_(sink) {}

    std::optional<Diagnostic> add(const CsvRecord& record) {
        if (!started_) {
            started_ = true;
            bool is_header = false;
            if (auto error = read_first(record, is_header)) return error;
            if (is_header) return {};
        }
        if (!characters_hold(record)) return {};
        if (columns_.empty()) {
            read_plain(record);
        } else {
            CsvRecord row = record;
            for (std::string& field : row.fields) field = unguard_formula(field);
            read_row(row);
        }
        return {};
    }

    void flush() {
        if (!open_) return;
        Concept entry = std::move(*open_);
        open_.reset();
        if (!entry.terms.empty()) hand_over(std::move(entry), open_line_);
    }
    bool has_header() const { return !columns_.empty(); }
    bool may_be_cut(const CsvRecord& record) const {
        if (record.has_line_end || record.fields.size() >= columns_.size()) return false;
        for (std::size_t i = columns_.size(); i > 0; --i) {
            const ColumnRole role = columns_[i - 1].role;
            if (role == ColumnRole::kTerm || role == ColumnRole::kSourceTerm ||
                role == ColumnRole::kTargetTerm || role == ColumnRole::kLanguageTerm)
                return record.fields.size() <= i;
        }
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
        sink_.report({severity, std::move(code), how_.place + message, {line, 1}, file_, {}});
    }

    std::optional<Diagnostic> read_first(const CsvRecord& record, bool& is_header) {
        std::vector<std::string> names = record.fields;
        std::vector<bool> used(options_.columns.size(), false);
        bool by_number = false;
        for (std::size_t i = 0; i < names.size(); ++i)
            for (std::size_t k = 0; k < options_.columns.size(); ++k) {
                const auto& [column, role] = options_.columns[k];
                const bool number = column == std::to_string(i + 1);
                if (!number && column != trim(record.fields[i])) continue;
                names[i] = role;
                used[k] = true;
                by_number = by_number || number;
            }
        for (std::size_t k = 0; k < used.size(); ++k)
            if (!used[k])
                return fail("table.no-such-column",
                            "--map names the column \"" + options_.columns[k].first +
                                "\", which the first row does not have",
                            record.line);
        // Columns named by number may lie in a table without header: then the first row is a row.
        const bool has_names = read_table_header(record.fields).has_value() || !by_number;
        if (by_number && !has_names)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (names[i] == record.fields[i]) names[i].clear();
        auto columns = read_table_header(names);
        if (!columns && !options_.columns.empty())
            return fail("table.no-columns",
                        "with --map the columns name no term: map one to a language, or to source "
                        "and target",
                        record.line);
        if (!columns && how_.needs_header)
            return fail("table.no-header", "the first row is no header that names languages",
                        record.line);
        if (columns) columns_ = std::move(*columns);
        is_header = columns_.size() > 0 && has_names;
        if (const auto why = is_header ? matecat_complaint(record.fields) : std::nullopt)
            tell(Severity::kNote, "table.matecat",
                 "MateCat would refuse this glossary: " + *why + "; it is read all the same",
                 record.line);
        return check_languages(record.line);
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
        if (trim_plain_)
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

    /// Whether every date of the row is one, and none ends before it begins; else says why not.
    bool dates_hold(const CsvRecord& record) {
        const std::string_view from = cell(record, ColumnRole::kValidFrom);
        const std::string_view until = cell(record, ColumnRole::kValidUntil);
        for (const std::string_view text : {from, until}) {
            if (text.empty() || parse_date(text)) continue;
            skip("table.date",
                 "\"" + std::string(text) +
                     "\" is no date; write it as 2025-12-01; the row was left out",
                 record.line);
            return false;
        }
        if (from.empty() || until.empty() ||
            *parse_date(from) <= *parse_date(until, DateEdge::kLast))
            return true;
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

    void read_row(const CsvRecord& record) {
        if (!dates_hold(record)) return;
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
        for (Markup& node : xml_cell(record, ColumnRole::kConceptTbx))
            open_->annotations.push_back(std::move(node));
        std::vector<Markup> said;
        add_typed(said, "descrip", "subjectField", cell(record, ColumnRole::kSubject));
        add_typed(said, "descrip", "subdomain", cell(record, ColumnRole::kSubdomain));
        add_typed(said, "descrip", "definition", cell(record, ColumnRole::kDefinition));
        add_typed(said, "admin", "source", cell(record, ColumnRole::kConceptSource));
        add_notes(said, cell(record, ColumnRole::kKind), kKindNote);
        if (says_yes(cell(record, ColumnRole::kDoNotTranslate)))
            said.push_back(Markup::leaf("note", {}, kDoNotTranslateNote));
        if (says_yes(cell(record, ColumnRole::kFirstMention)))
            said.push_back(Markup::leaf("note", {}, kFirstMentionNote));
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            if (columns_[i].role == ColumnRole::kConceptNote) add_notes(said, record.fields[i]);
            if (columns_[i].role == ColumnRole::kOther && !columns_[i].name.empty())
                add_notes(said, record.fields[i], columns_[i].name + ": ");
        }
        for (Markup& node : said)
            if (!put_in_group(open_->annotations, node) &&
                std::find(open_->annotations.begin(), open_->annotations.end(), node) ==
                    open_->annotations.end())
                open_->annotations.push_back(std::move(node));
    }

    void read_long_term(const CsvRecord& record) {
        const std::string_view text = cell(record, ColumnRole::kTerm);
        const auto lang = parse_language_cell(cell(record, ColumnRole::kLang));
        if (text.empty())
            return tell(Severity::kWarning, "table.no-term", "a row without a term", record.line);
        if (!lang)
            return skip("table.no-language-cell",
                        "a term without a language that is known; left out", record.line);
        Term& term = add_term(*open_, *lang, text);
        for (Markup& node : xml_cell(record, ColumnRole::kTermTbx)) {
            if (node.element != "term")
                term.annotations.push_back(std::move(node));
            else if (node.all_text() == text)
                term.content = std::move(node.children);
        }
        read_term_cells(record, term, true);
        read_section_cell(record, *lang);
    }

    void read_section_cell(const CsvRecord& record, const LanguageTag& lang) {
        if (!has(ColumnRole::kLangTbx)) return;  // complete() makes the sections.
        auto section =
            std::find_if(open_->sections.begin(), open_->sections.end(),
                         [&](const LanguageSection& candidate) { return candidate.lang == lang; });
        if (section == open_->sections.end())
            section = open_->sections.insert(section, {lang, lang.text(), {}, {}});
        for (Markup& node : xml_cell(record, ColumnRole::kLangTbx))
            section->annotations.push_back(std::move(node));
    }

    /// What a cell of TBX elements says.
    std::vector<Markup> xml_cell(const CsvRecord& record, ColumnRole role) {
        const std::string_view text = cell(record, role);
        if (text.empty()) return {};
        auto nodes = markup_from_xml(text);
        if (!nodes) {
            tell(Severity::kWarning, "table.tbx",
                 "a cell of TBX elements that is not well-formed; it was left out", record.line);
            return {};
        }
        std::erase_if(*nodes, [](const Markup& node) { return node.is_text(); });
        return *std::move(nodes);
    }

    /// A column called "Chinese" or "中文" means the Chinese that was asked for.
    const LanguageTag& language_of(const Column& column) const {
        for (const LanguageTag* asked : {&options_.source, &options_.target})
            if (column.lang.text().find('-') == std::string::npos && !asked->empty() &&
                asked->language() == column.lang.text())
                return *asked;
        return column.lang;
    }

    /// A cell may hold several terms.
    std::vector<std::string_view> terms_in(std::string_view field) const {
        std::vector<std::string_view> terms;
        while (!field.empty()) {
            std::size_t end = field.size();
            std::size_t next = field.size();
            for (const std::string& mark : options_.term_separators) {
                const std::size_t at = field.find(mark);
                if (at >= end) continue;
                end = at;
                next = at + mark.size();
            }
            if (const std::string_view term = trim(field.substr(0, end)); !term.empty())
                terms.push_back(term);
            field.remove_prefix(next);
        }
        return terms;
    }

    void read_wide_terms(const CsvRecord& record) {
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            const Column& column = columns_[i];
            const bool source = column.role == ColumnRole::kSourceTerm;
            const bool target = column.role == ColumnRole::kTargetTerm;
            if (column.role != ColumnRole::kLanguageTerm && !source && !target) continue;
            const LanguageTag& lang = source   ? options_.source
                                      : target ? options_.target
                                               : language_of(column);
            for (const std::string_view text : terms_in(record.fields[i])) {
                Term& term = add_term(*open_, lang, text);
                read_term_cells(record, term, !source);
                for (std::size_t k = i + 1;
                     k < columns_.size() && k < record.fields.size() && columns_[k].of_language &&
                     columns_[k].lang == column.lang;
                     ++k) {
                    if (columns_[k].role == ColumnRole::kTermNote)
                        add_notes(term.annotations, record.fields[k]);
                    else
                        add_typed(term.annotations, "descrip", "context", trim(record.fields[k]));
                }
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
        const auto add_date = [&](std::string_view prefix, ColumnRole role, DateEdge edge) {
            if (const auto date = parse_date(cell(record, role), edge))
                set_note(term.annotations, prefix, to_string(*date));
        };
        add_date(kValidFromNote, ColumnRole::kValidFrom, DateEdge::kFirst);
        add_date(kValidUntilNote, ColumnRole::kValidUntil, DateEdge::kLast);
        if (const std::string_view rule = cell(record, ColumnRole::kCase); !rule.empty()) {
            if (const auto known = parse_case_rule(rule))
                term.case_rule = *known;
            else
                tell(Severity::kWarning, "table.case",
                     "\"" + std::string(rule) +
                         "\" is no case rule; write \"as written\" or \"any\"",
                     record.line);
        }
        for (const std::string_view longer : terms_in(cell(record, ColumnRole::kNotIn)))
            term.not_in.emplace_back(longer);
        add_typed(term.annotations, "admin", "source", cell(record, ColumnRole::kTermSource));
        if (const std::string_view url = cell(record, ColumnRole::kUrl); !url.empty())
            term.annotations.push_back(Markup::leaf(
                "xref", {{"type", "externalCrossReference"}, {"target", std::string(url)}}, url));
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
    bool trim_plain_;
    Sink& sink_;
    bool started_ = false;         ///< The first row was met.
    std::vector<Column> columns_;  ///< Empty without a header.
    std::optional<Concept> open_;  ///< The concept that further rows may add to.
    std::size_t open_line_ = 0;
    std::unordered_set<std::string> ids_;
    std::uint64_t concepts_ = 0;
    std::uint64_t skipped_ = 0;
};

std::string_view trim_cell(std::string_view text) { return trim(text); }

GlossaryRows::GlossaryRows(const std::string& file, const ReadOptions& options,
                           const GlossaryRowsOptions& how, Sink& sink)
    : reader_(std::make_unique<Reader>(file, options, how, sink)) {}
GlossaryRows::~GlossaryRows() = default;
std::optional<Diagnostic> GlossaryRows::add(const CsvRecord& record) {
    return reader_->add(record);
}
void GlossaryRows::finish() { reader_->flush(); }
bool GlossaryRows::has_header() const { return reader_->has_header(); }
bool GlossaryRows::may_be_cut(const CsvRecord& record) const { return reader_->may_be_cut(record); }
std::uint64_t GlossaryRows::concepts() const { return reader_->concepts(); }
std::uint64_t GlossaryRows::skipped() const { return reader_->skipped(); }
void GlossaryRows::skip(std::string code, std::string message, std::size_t line) {
    reader_->skip(std::move(code), std::move(message), line);
}

}  // namespace diglot
