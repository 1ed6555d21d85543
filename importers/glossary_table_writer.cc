#include <algorithm>
#include <array>

#include "importers/carried_annotations.h"
#include "importers/csv_records.h"
#include "importers/glossary_rows.h"
#include "importers/glossary_table.h"
#include "importers/markup_xml.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

/// Those behind kGlossaryColumns, written where a term needs them.
constexpr std::array<const char*, 10> kFurtherColumns{
    "gender",           "context",       "url",         "case",     "not_in",
    "do_not_translate", "first_mention", "concept_tbx", "lang_tbx", "term_tbx"};
constexpr std::size_t kAlways = kGlossaryColumns.size();
constexpr std::size_t kColumnCount = kAlways + kFurtherColumns.size();

using Row = std::vector<std::string>;

bool is_picklist_word(const std::string& word) {
    return word.ends_with("Term-admn-sts") && word != "standardizedTerm-admn-sts" &&
           word != "legalTerm-admn-sts" && word != "regulatedTerm-admn-sts" &&
           word != "supersededTerm-admn-sts";
}

class TableWriter {
public:
    using Take = std::function<void(const Row&)>;

    /// Notes which columns the concept needs.
    void look_at(const Concept& entry) {
        LossCounter ignored;
        full_rows(entry, ignored, [&](const Row& row) {
            for (std::size_t i = 0; i < row.size(); ++i) needed_[i] = needed_[i] || !row[i].empty();
        });
    }

    Row header() const {
        Row names(kGlossaryColumns.begin(), kGlossaryColumns.end());
        names.insert(names.end(), kFurtherColumns.begin(), kFurtherColumns.end());
        return needed(names);
    }

    void rows(const Concept& entry, LossCounter& losses, const Take& out) const {
        full_rows(entry, losses, [&](const Row& row) { out(needed(row)); });
    }

private:
    Row needed(const Row& row) const {
        Row out(row.begin(), row.begin() + kAlways);
        for (std::size_t i = kAlways; i < row.size(); ++i)
            if (needed_[i]) out.push_back(row[i]);
        return out;
    }

    static void full_rows(Concept entry, LossCounter& losses, const Take& out) {
        complete(entry);
        if (entry.terms.empty()) return losses.add("concept without terms");
        if (!entry.attributes.empty())
            losses.add("attribute of a concept", entry.attributes.size());
        CarriedAnnotations said(entry.annotations);
        Row row(kColumnCount);
        concept_cells(entry, said, row);
        if (entry.external_id.empty()) losses.add("concept without id, given one");
        count_section_losses(entry, losses);
        row[kConceptTbx] = markup_to_xml(said.rest());
        std::vector<bool> section_told(entry.sections.size());
        for (const Term& term : entry.terms) {
            if (!can_be_read(term, losses)) continue;
            Row cells = row;
            term_cells(term, cells);
            if (!section_told.at(term.section))
                cells[kLangTbx] = markup_to_xml(entry.sections[term.section].annotations);
            section_told[term.section] = true;
            losses.add("attribute of a term", term.attributes.size() + term.text_attributes.size());
            out(cells);
            row[kConceptTbx].clear();  // The first row says it.
        }
    }

    /// Rows without a term or with a language that is none are refused on the way in.
    static bool can_be_read(const Term& term, LossCounter& losses) {
        const bool has_text = !trim_cell(term.text).empty();
        const bool has_language = parse_language_cell(term.lang.text()).has_value();
        if (!has_text) losses.add("term without text");
        if (has_text && !has_language)
            losses.add("term in " + term.lang_spelling + ", which is no language");
        return has_text && has_language;
    }

    static void concept_cells(const Concept& entry, CarriedAnnotations& said, Row& row) {
        // Rows of one concept are told by its id.
        row[kId] =
            entry.external_id.empty() ? "diglot-" + std::to_string(entry.id) : entry.external_id;
        row[kSubject] = said.take("descrip", "subjectField");
        row[kKind] = said.take_note(kKindNote);
        if (entry.do_not_translate) said.take_note(kDoNotTranslateNote);
        if (entry.first_mention) said.take_note(kFirstMentionNote);
        row[kDefinition] = said.take("descrip", "definition");
        row[kConceptSource] = said.take("admin", "source");
        row[kConceptNote] = said.take_notes();
        row[kDoNotTranslate] = entry.do_not_translate ? "yes" : "";
        row[kFirstMention] = entry.first_mention ? "yes" : "";
    }

    static void term_cells(const Term& term, Row& row) {
        CarriedAnnotations said(term.annotations);
        const std::string word = said.take("termNote", "administrativeStatus");
        row[kLang] = term.lang.text();
        row[kTerm] = term.text;
        row[kStatus] = word.empty() || is_picklist_word(word) ? to_string(term.status) : word;
        if (term.status == TermStatus::kForbidden && is_picklist_word(word))
            said.take_note("forbidden");
        row[kTermType] = said.take("termNote", "termType");
        row[kPartOfSpeech] = said.take("termNote", "partOfSpeech");
        row[kRegion] = said.take("termNote", "geographicalUsage");
        row[kValidFrom] = said.take_note(kValidFromNote);
        row[kValidUntil] = said.take_note(kValidUntilNote);
        row[kTermSource] = said.take("admin", "source");
        if (term.case_rule != CaseRule::kAuto) said.take_note(kCaseNote);
        for (const std::string& text : term.not_in) {
            row[kNotIn] += (row[kNotIn].empty() ? "" : "|") + text;
            said.take_note(kNotInNote);
        }
        row[kTermNote] = said.take_notes();
        row[kGender] = said.take("termNote", "grammaticalGender");
        row[kContext] = said.take("descrip", "context");
        row[kUrl] = said.take_url();
        row[kCase] = to_string(term.case_rule);
        std::vector<Markup> rest = said.rest();
        if (!term.content.empty()) rest.push_back(Markup::node("term", {}, term.content));
        row[kTermTbx] = markup_to_xml(rest);
    }

    static void count_section_losses(const Concept& entry, LossCounter& losses) {
        std::vector<bool> used(entry.sections.size());
        for (const Term& term : entry.terms) used.at(term.section) = true;
        for (std::size_t i = 0; i < entry.sections.size(); ++i) {
            const LanguageSection& section = entry.sections[i];
            losses.add("attribute of a language section", section.attributes.size());
            if (!used[i])
                losses.add("language section without a term (" + section.lang_spelling + ")");
            if (section.lang_spelling != section.lang.text())
                losses.add("language spelling " + section.lang_spelling + " written as " +
                           section.lang.text());
        }
    }

    /// Places among the columns.
    enum Place : std::size_t {
        kId,
        kSubject,
        kKind,
        kDefinition,
        kConceptSource,
        kConceptNote,
        kLang,
        kTerm,
        kStatus,
        kTermType,
        kPartOfSpeech,
        kRegion,
        kValidFrom,
        kValidUntil,
        kTermSource,
        kTermNote,
        kGender,
        kContext,
        kUrl,
        kCase,
        kNotIn,
        kDoNotTranslate,
        kFirstMention,
        kConceptTbx,
        kLangTbx,
        kTermTbx,
    };

    std::array<bool, kColumnCount> needed_{};
};

constexpr std::size_t kFlushBytes = 64 * 1024;

void flush(std::string& buffer, OutputFile& output, std::size_t from_size = kFlushBytes) {
    if (buffer.size() < from_size) return;
    output.write(buffer);
    buffer.clear();
}

}  // namespace

GlossaryWritten write_glossary_table(const std::string& path, const TableWriteOptions& options,
                                     const ConceptSource& source) {
    LossCounter losses;
    GlossaryWritten written;
    TableWriter writer;
    source([&](const Concept& entry) { writer.look_at(entry); });
    OutputFile output(path);
    std::string buffer;
    const auto add_row = [&](const std::vector<std::string>& fields) {
        std::vector<std::string> cells;
        for (const std::string& field : fields) cells.push_back(guard_formula(field));
        append_csv(cells, options.separator, buffer);
    };
    add_row(writer.header());
    source([&](const Concept& entry) {
        writer.rows(entry, losses, add_row);
        written.concepts += entry.terms.empty() ? 0 : 1;
        written.terms += entry.terms.size();
        flush(buffer, output);
    });
    flush(buffer, output, 1);
    output.commit();
    written.losses = losses.take();
    return written;
}

GlossaryWritten write_glossary_workbook(const std::string& path, const ConceptSource& source) {
    LossCounter losses;
    GlossaryWritten written;
    TableWriter writer;
    source([&](const Concept& entry) { writer.look_at(entry); });
    std::vector<double> widths;
    for (const std::string& name : writer.header())
        widths.push_back(name == "term" || name == "definition" || name == "context" ? 40 : 16);
    WorkbookWriter book("Glossary", widths);
    book.add_row(writer.header());
    source([&](const Concept& entry) {
        writer.rows(entry, losses, [&](const std::vector<std::string>& fields) {
            const std::size_t cut = book.add_row(fields);
            if (cut > 0) losses.add("text of more than 32,767 characters, cut", cut);
        });
        written.concepts += entry.terms.empty() ? 0 : 1;
        written.terms += entry.terms.size();
    });
    OutputFile output(path);
    output.write(book.bytes());
    output.commit();
    written.losses = losses.take();
    return written;
}

}  // namespace diglot
