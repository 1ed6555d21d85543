#include "importers/glossary_cells.h"

#include <algorithm>

#include "importers/carried_annotations.h"
#include "importers/markup_xml.h"

namespace diglot {
namespace {

void add_typed(std::vector<Markup>& annotations, std::string_view element, std::string_view type,
               std::string_view text) {
    if (text.empty()) return;
    Markup said = Markup::leaf(element, {{"type", std::string(type)}}, text);
    if (!put_in_group(annotations, said)) annotations.push_back(std::move(said));
}

bool says_yes(std::string_view cell) {
    return !cell.empty() && cell != "0" && cell != "false" && cell != "FALSE" && cell != "False" &&
           cell != "no" && cell != "No" && cell != "n" && cell != "N" && cell != "否";
}

}  // namespace

std::string_view trim_cell(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

void add_notes(std::vector<Markup>& annotations, std::string_view text, std::string_view prefix) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim_cell(text.substr(0, end));
        if (!line.empty())
            annotations.push_back(
                Markup::leaf("note", {}, std::string(prefix) + std::string(line)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

Term& add_term(Concept& entry, const LanguageTag& lang, std::string_view text) {
    Term& term = entry.terms.emplace_back();
    term.lang = lang;
    term.lang_spelling = lang.text();
    term.text = text;
    return term;
}

GlossaryCells::GlossaryCells(std::vector<Column> columns, const ReadOptions& options, Tell tell)
    : columns_(std::move(columns)), options_(&options), tell_(std::move(tell)) {}

bool GlossaryCells::has(ColumnRole role) const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [&](const Column& column) { return column.role == role; });
}

void GlossaryCells::add_nameless_column() {
    columns_.emplace_back().name = "column " + std::to_string(columns_.size());
}

std::string_view GlossaryCells::cell(const CsvRecord& record, ColumnRole role) const {
    return cell(record, role, {});
}

/// What is said of terms in one language counts before what is said of all.
std::string_view GlossaryCells::cell(const CsvRecord& record, ColumnRole role,
                                     const LanguageTag& lang) const {
    for (const bool of_language : {true, false}) {
        for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
            const Column& column = columns_[i];
            if (column.role != role || column.names_language != of_language) continue;
            if (of_language && language_of(column) != lang) continue;
            if (const std::string_view text = trim_cell(record.fields[i]); !text.empty())
                return text;
        }
    }
    return {};
}

void GlossaryCells::read_concept(const CsvRecord& record, Concept& entry) {
    for (Markup& node : xml_cell(record, ColumnRole::kConceptTbx))
        entry.annotations.push_back(std::move(node));
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
        if (columns_[i].role == ColumnRole::kOther)
            add_notes(said, record.fields[i], columns_[i].name + ": ");
    }
    for (Markup& node : said)
        if (!put_in_group(entry.annotations, node) &&
            std::find(entry.annotations.begin(), entry.annotations.end(), node) ==
                entry.annotations.end())
            entry.annotations.push_back(std::move(node));
    read_definitions(record, entry);
}

/// "English_Def": a definition of the language's section.
void GlossaryCells::read_definitions(const CsvRecord& record, Concept& entry) const {
    for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
        const Column& column = columns_[i];
        if (column.role != ColumnRole::kDefinition || !column.names_language) continue;
        if (const std::string_view text = trim_cell(record.fields[i]); !text.empty())
            add_typed(section_of(entry, language_of(column)).annotations, "descrip", "definition",
                      text);
    }
}

LanguageSection& GlossaryCells::section_of(Concept& entry, const LanguageTag& lang) const {
    const auto found =
        std::find_if(entry.sections.begin(), entry.sections.end(),
                     [&](const LanguageSection& candidate) { return candidate.lang == lang; });
    if (found != entry.sections.end()) return *found;
    return entry.sections.emplace_back(LanguageSection{lang, lang.text(), {}, {}});
}

bool GlossaryCells::read_long_term(const CsvRecord& record, Concept& entry, std::string& skipped) {
    const std::string_view text = cell(record, ColumnRole::kTerm);
    const auto lang = parse_language_cell(cell(record, ColumnRole::kLang));
    if (text.empty()) {
        tell_(Severity::kWarning, "table.no-term", "a row without a term", record.line);
        return false;
    }
    if (!lang) {
        skipped = "a term without a language that is known; left out";
        return false;
    }
    Term& term = add_term(entry, *lang, text);
    for (Markup& node : xml_cell(record, ColumnRole::kTermTbx)) {
        if (node.element != "term")
            term.annotations.push_back(std::move(node));
        else if (node.all_text() == text)
            term.content = std::move(node.children);
    }
    read_term(record, term, *lang, true);
    read_section(record, entry, *lang);
    return true;
}

void GlossaryCells::read_section(const CsvRecord& record, Concept& entry,
                                 const LanguageTag& lang) const {
    if (!has(ColumnRole::kLangTbx)) return;  // complete() makes the sections.
    LanguageSection& section = section_of(entry, lang);
    for (Markup& node : xml_cell(record, ColumnRole::kLangTbx))
        section.annotations.push_back(std::move(node));
}

/// What a cell of TBX elements says.
std::vector<Markup> GlossaryCells::xml_cell(const CsvRecord& record, ColumnRole role) const {
    const std::string_view text = cell(record, role);
    if (text.empty()) return {};
    auto nodes = markup_from_xml(text);
    if (!nodes) {
        tell_(Severity::kWarning, "table.tbx",
              "a cell of TBX elements that is not well-formed; it was left out", record.line);
        return {};
    }
    std::erase_if(*nodes, [](const Markup& node) { return node.is_text(); });
    return *std::move(nodes);
}

/// A column called "Chinese" or "中文" means the Chinese that was asked for.
const LanguageTag& GlossaryCells::language_of(const Column& column) const {
    for (const LanguageTag* asked : {&options_->source, &options_->target})
        if (column.lang.text().find('-') == std::string::npos && !asked->empty() &&
            asked->language() == column.lang.text())
            return *asked;
    return column.lang;
}

/// A cell may hold several terms.
std::vector<std::string_view> GlossaryCells::terms_in(std::string_view field) const {
    std::vector<std::string_view> terms;
    while (!field.empty()) {
        std::size_t end = field.size();
        std::size_t next = field.size();
        for (const std::string& mark : options_->term_separators) {
            const std::size_t at = field.find(mark);
            if (at >= end) continue;
            end = at;
            next = at + mark.size();
        }
        if (const std::string_view term = trim_cell(field.substr(0, end)); !term.empty())
            terms.push_back(term);
        field.remove_prefix(next);
    }
    return terms;
}

void GlossaryCells::read_wide_terms(const CsvRecord& record, Concept& entry) {
    for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
        const Column& column = columns_[i];
        const bool source = column.role == ColumnRole::kSourceTerm;
        const bool target = column.role == ColumnRole::kTargetTerm;
        if (column.role != ColumnRole::kLanguageTerm && !source && !target) continue;
        const LanguageTag& lang = source   ? options_->source
                                  : target ? options_->target
                                           : language_of(column);
        for (const std::string_view text : terms_in(record.fields[i])) {
            Term& term = add_term(entry, lang, text);
            read_term(record, term, lang, !source);
            read_neighbours(record, i, term);
        }
    }
    if (entry.terms.empty())
        tell_(Severity::kWarning, "table.no-term", "a row without a term", record.line);
}

/// Notes and contexts right behind the column of a term.
void GlossaryCells::read_neighbours(const CsvRecord& record, std::size_t column, Term& term) const {
    for (std::size_t k = column + 1;
         k < columns_.size() && k < record.fields.size() && columns_[k].of_language &&
         columns_[k].lang == columns_[column].lang;
         ++k) {
        if (columns_[k].role == ColumnRole::kTermNote)
            add_notes(term.annotations, record.fields[k]);
        else
            add_typed(term.annotations, "descrip", "context", trim_cell(record.fields[k]));
    }
}

/// In a table of source and target the status is the target's.
void GlossaryCells::read_term(const CsvRecord& record, Term& term, const LanguageTag& lang,
                              bool with_status) {
    if (with_status) read_status(record, term, lang);
    const auto add = [&](std::string_view element, std::string_view type, ColumnRole role) {
        add_typed(term.annotations, element, type, cell(record, role, lang));
    };
    add("termNote", "termType", ColumnRole::kTermType);
    add("termNote", "partOfSpeech", ColumnRole::kPartOfSpeech);
    add("termNote", "grammaticalGender", ColumnRole::kGender);
    add("termNote", "geographicalUsage", ColumnRole::kRegion);
    read_dates(record, term, lang);
    if (const std::string_view rule = cell(record, ColumnRole::kCase, lang); !rule.empty()) {
        if (const auto known = parse_case_rule(rule))
            term.case_rule = *known;
        else
            tell_once(
                "table.case",
                "\"" + std::string(rule) + "\" is no case rule; write \"as written\" or \"any\"",
                record.line);
    }
    for (const std::string_view longer : terms_in(cell(record, ColumnRole::kNotIn, lang)))
        term.not_in.emplace_back(longer);
    add("admin", "source", ColumnRole::kTermSource);
    if (const std::string_view url = cell(record, ColumnRole::kUrl, lang); !url.empty())
        term.annotations.push_back(Markup::leaf(
            "xref", {{"type", "externalCrossReference"}, {"target", std::string(url)}}, url));
    for (std::size_t i = 0; i < columns_.size() && i < record.fields.size(); ++i) {
        const Column& column = columns_[i];
        if (column.of_language || (column.names_language && language_of(column) != lang)) continue;
        if (column.role == ColumnRole::kTermNote) add_notes(term.annotations, record.fields[i]);
        if (column.role == ColumnRole::kContext)
            add_typed(term.annotations, "descrip", "context", trim_cell(record.fields[i]));
    }
}

/// What is no date in words we know, as 12/31/2025 (is the month first?), stays beside the term.
void GlossaryCells::read_dates(const CsvRecord& record, Term& term, const LanguageTag& lang) {
    const struct {
        ColumnRole role;
        std::string_view note;
        DateEdge edge;
        std::string_view name;
    } kDates[] = {{ColumnRole::kValidFrom, kValidFromNote, DateEdge::kFirst, "valid_from: "},
                  {ColumnRole::kValidUntil, kValidUntilNote, DateEdge::kLast, "valid_until: "}};
    for (const auto& date : kDates) {
        const std::string_view text = cell(record, date.role, lang);
        if (text.empty()) continue;
        if (const auto day = parse_date(text, date.edge)) {
            set_note(term.annotations, date.note, to_string(*day));
            continue;
        }
        add_notes(term.annotations, text, date.name);
        tell_once("table.date",
                  "\"" + std::string(text) +
                      "\" is no date that is clear; write it as 2025-12-01; it was kept as a note",
                  record.line);
    }
}

void GlossaryCells::read_status(const CsvRecord& record, Term& term, const LanguageTag& lang) {
    const std::string_view word = cell(record, ColumnRole::kStatus, lang);
    if (says_yes(cell(record, ColumnRole::kForbidden, lang))) {
        set_status(term, TermStatus::kForbidden);
    } else if (const auto status = parse_term_status(word)) {
        // The four words of ours become TBX's; another tool's word is kept as it is.
        if (word == to_string(*status))
            set_status(term, *status);
        else
            add_typed(term.annotations, "termNote", "administrativeStatus", word);
    } else if (!word.empty()) {
        add_typed(term.annotations, "termNote", "administrativeStatus", word);
        tell_once("table.status",
                  "\"" + std::string(word) + "\" is no status that is known; kept as it is",
                  record.line);
    }
}

void GlossaryCells::tell_once(std::string code, std::string message, std::size_t line) {
    if (line != told_line_) told_.clear();
    told_line_ = line;
    if (std::find(told_.begin(), told_.end(), message) != told_.end()) return;
    told_.push_back(message);
    tell_(Severity::kWarning, std::move(code), std::move(message), line);
}

}  // namespace diglot
