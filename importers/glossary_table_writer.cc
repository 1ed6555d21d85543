#include <algorithm>
#include <array>
#include <set>

#include "importers/csv_records.h"
#include "importers/glossary_table.h"
#include "importers/xlsx.h"

namespace diglot {
namespace {

constexpr std::array<const char*, 23> kColumns{"id",
                                               "subject",
                                               "kind",
                                               "definition",
                                               "concept_source",
                                               "concept_note",
                                               "lang",
                                               "term",
                                               "status",
                                               "term_type",
                                               "part_of_speech",
                                               "region",
                                               "valid_from",
                                               "valid_until",
                                               "term_source",
                                               "term_note",
                                               "gender",
                                               "context",
                                               "url",
                                               "case",
                                               "not_in",
                                               "do_not_translate",
                                               "first_mention"};
constexpr std::size_t kAlways = 16;  ///< Those after are written where a term needs them.

/// Takes annotations away one by one as columns carry them; what is left is lost.
class Carried {
public:
    explicit Carried(std::vector<Markup> annotations) : rest_(std::move(annotations)) {}

    std::string take(std::string_view element, std::string_view type) {
        const auto found = std::find_if(rest_.begin(), rest_.end(), [&](const Markup& node) {
            const std::string* has = node.attribute("type");
            return node.element == element && has && *has == type && node.attributes.size() == 1 &&
                   plain(node);
        });
        return found == rest_.end() ? std::string() : take(found);
    }
    /// The address of the first reference to the outside.
    std::string take_url() {
        const auto found = std::find_if(rest_.begin(), rest_.end(), [](const Markup& node) {
            const std::string* type = node.attribute("type");
            const std::string* target = node.attribute("target");
            return node.element == "xref" && type && *type == "externalCrossReference" && target &&
                   node.attributes.size() == 2 &&
                   (node.all_text().empty() || node.all_text() == *target);
        });
        if (found == rest_.end()) return {};
        std::string url = *found->attribute("target");
        rest_.erase(found);
        return url;
    }
    /// The first note that begins so, without its beginning.
    std::string take_note(std::string_view prefix) {
        const auto found = std::find_if(rest_.begin(), rest_.end(), [&](const Markup& node) {
            return node.element == "note" && plain(node) && node.all_text().starts_with(prefix) &&
                   node.all_text().find('\n') == std::string::npos && node.attributes.empty();
        });
        return found == rest_.end() ? std::string() : take(found).substr(prefix.size());
    }
    std::string take_notes() {
        std::string all;
        while (true) {
            const std::string note = take_note("");
            if (note.empty()) return all;
            all += (all.empty() ? "" : "\n") + note;
        }
    }
    void count(LossCounter& losses, std::string_view of) const {
        for (const Markup& node : rest_) {
            if (node.is_text() || (node.children.empty() && node.attributes.empty())) continue;
            const std::string* type = node.attribute("type");
            losses.add(node.element + (type ? " " + *type : "") + " of a " + std::string(of));
        }
    }

private:
    static bool plain(const Markup& node) {
        return std::all_of(node.children.begin(), node.children.end(),
                           [](const Markup& n) { return n.is_text(); });
    }
    std::string take(std::vector<Markup>::iterator found) {
        std::string text = found->all_text();
        rest_.erase(found);
        return text;
    }

    std::vector<Markup> rest_;
};

bool is_picklist_word(const std::string& word) {
    return word.ends_with("Term-admn-sts") && word != "standardizedTerm-admn-sts" &&
           word != "legalTerm-admn-sts" && word != "regulatedTerm-admn-sts" &&
           word != "supersededTerm-admn-sts";
}

class TableWriter {
public:
    explicit TableWriter(LossCounter& losses) : losses_(losses) {}

    void look_at(const Concept& given) {
        Concept entry = given;
        complete(entry);
        need(kDoNotTranslate, entry.do_not_translate);
        need(kFirstMention, entry.first_mention);
        for (const Term& term : entry.terms) {
            need(kGender, !term.gender.empty());
            need(kContext, find_annotation(term.annotations, "descrip", "context"));
            need(kUrl, !Carried(term.annotations).take_url().empty());
            need(kCase, term.case_rule != CaseRule::kAuto);
            need(kNotIn, !term.not_in.empty());
        }
    }

    std::vector<std::string> header() const {
        std::vector<std::string> names(kColumns.begin(), kColumns.begin() + kAlways);
        for (std::size_t i = kAlways; i < kColumns.size(); ++i)
            if (needed_[i]) names.emplace_back(kColumns[i]);
        return names;
    }

    using Row = std::function<void(const std::vector<std::string>&)>;

    void rows(Concept entry, const Row& out) {
        complete(entry);
        if (entry.terms.empty()) return losses_.add("concept without terms");
        if (!entry.attributes.empty())
            losses_.add("attribute of a concept", entry.attributes.size());
        Carried said(entry.annotations);
        std::vector<std::string> of_concept{entry.external_id};
        of_concept.push_back(said.take("descrip", "subjectField"));
        of_concept.push_back(said.take_note(kKindNote));
        if (entry.do_not_translate) said.take_note(kDoNotTranslateNote);
        if (entry.first_mention) said.take_note(kFirstMentionNote);
        of_concept.push_back(said.take("descrip", "definition"));
        of_concept.push_back(said.take("admin", "source"));
        of_concept.push_back(said.take_notes());
        said.count(losses_, "concept");
        if (of_concept[0].empty()) {
            // Rows of one concept are told by its id.
            of_concept[0] = "diglot-" + std::to_string(entry.id);
            if (entry.terms.size() > 0) losses_.add("concept without id, given one");
        }
        count_section_losses(entry);
        for (const Term& term : entry.terms) row(entry, of_concept, term, out);
    }

private:
    void count_section_losses(const Concept& entry) {
        for (const LanguageSection& section : entry.sections) {
            Carried(section.annotations).count(losses_, "language section");
            losses_.add("attribute of a language section", section.attributes.size());
            const bool used =
                std::any_of(entry.terms.begin(), entry.terms.end(),
                            [&](const Term& term) { return term.lang == section.lang; });
            if (!used)
                losses_.add("language section without a term (" + section.lang_spelling + ")");
            if (section.lang_spelling != section.lang.text())
                losses_.add("language spelling " + section.lang_spelling + " written as " +
                            section.lang.text());
        }
    }

    void row(const Concept& entry, const std::vector<std::string>& of_concept, const Term& term,
             const Row& out) {
        Carried said(term.annotations);
        const std::string word = said.take("termNote", "administrativeStatus");
        std::vector<std::string> fields = of_concept;
        fields.push_back(term.lang.text());
        fields.push_back(term.text);
        fields.push_back(word.empty() || is_picklist_word(word) ? to_string(term.status) : word);
        if (term.status == TermStatus::kForbidden && is_picklist_word(word))
            said.take_note("forbidden");
        fields.push_back(said.take("termNote", "termType"));
        fields.push_back(said.take("termNote", "partOfSpeech"));
        fields.push_back(said.take("termNote", "geographicalUsage"));
        fields.push_back(said.take_note(kValidFromNote));
        fields.push_back(said.take_note(kValidUntilNote));
        fields.push_back(said.take("admin", "source"));
        if (term.case_rule != CaseRule::kAuto) said.take_note(kCaseNote);
        std::string longer;
        for (const std::string& text : term.not_in) {
            longer += (longer.empty() ? "" : "|") + text;
            said.take_note(kNotInNote);
        }
        fields.push_back(said.take_notes());
        const auto add = [&](std::size_t column, std::string text) {
            if (needed_[column]) fields.push_back(std::move(text));
        };
        add(kGender, said.take("termNote", "grammaticalGender"));
        add(kContext, said.take("descrip", "context"));
        add(kUrl, said.take_url());
        add(kCase, to_string(term.case_rule));
        add(kNotIn, longer);
        add(kDoNotTranslate, entry.do_not_translate ? "yes" : "");
        add(kFirstMention, entry.first_mention ? "yes" : "");
        said.count(losses_, "term");
        losses_.add("attribute of a term", term.attributes.size() + term.text_attributes.size());
        if (!term.content.empty()) losses_.add("inline elements of a term, its text kept");
        out(fields);
    }

    // Places in kColumns of those written only where they are needed.
    static constexpr std::size_t kGender = 16, kContext = 17, kUrl = 18, kCase = 19, kNotIn = 20,
                                 kDoNotTranslate = 21, kFirstMention = 22;
    void need(std::size_t column, bool needed) { needed_[column] = needed_[column] || needed; }

    LossCounter& losses_;
    std::array<bool, kColumns.size()> needed_{};
};

/// Without tabs and line breaks, which OmegaT's format cannot hold.
std::string one_line(const std::string& text, LossCounter& losses) {
    std::string out = text;
    for (char& c : out) {
        if (c != '\t' && c != '\n' && c != '\r') continue;
        c = ' ';
        losses.add("tab or line break written as a space");
    }
    return out;
}

/// OmegaT looks at no script and would serve simplified terms for traditional text, so a file has
/// one of them.
bool fits(const Term& term, const LanguageTag& lang) {
    if (term.lang.fit(lang) == LanguageFit::kOther) return false;
    return term.lang.script() == lang.script() || term.lang.text() == "zh" || lang.text() == "zh";
}

class OmegatWriter {
public:
    OmegatWriter(const OmegatWriteOptions& options, LossCounter& losses)
        : options_(options), losses_(losses) {}

    void rows(Concept entry, std::string& out, GlossaryWritten& written) {
        complete(entry);
        const std::vector<const Term*> sources = terms(entry, options_.source, false);
        const std::vector<const Term*> targets = terms(entry, options_.target, true);
        if (sources.empty() || targets.empty())
            return losses_.add("concept without a usable term in one of the languages");
        ++written.concepts;
        written.terms += sources.size() + targets.size();
        count_losses(entry);
        std::set<std::pair<std::string, std::string>>
            said;  // Two regions of a language often share a term.
        for (const Term* source : sources)
            for (const Term* target : targets) {
                if (!said.emplace(source->text, target->text).second) continue;
                out += one_line(source->text, losses_) + '\t' + one_line(target->text, losses_);
                if (!entry.definition.empty()) out += '\t' + one_line(entry.definition, losses_);
                out += '\n';
            }
    }

private:
    std::vector<const Term*> terms(const Concept& entry, const LanguageTag& lang, bool as_target) {
        std::vector<const Term*> found;
        for (const Term& term : entry.terms) {
            if (!fits(term, lang) || term.text.find_first_not_of(" \t\r\n") == std::string::npos)
                continue;
            if (term.status == TermStatus::kForbidden)
                losses_.add("forbidden term");
            else if (as_target && term.status == TermStatus::kDeprecated)
                losses_.add("deprecated translation");
            else
                found.push_back(&term);
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const Term* a, const Term* b) { return rank(*a) < rank(*b); });
        return found;
    }
    static int rank(const Term& term) {
        return term.status == TermStatus::kPreferred    ? 0
               : term.status == TermStatus::kDeprecated ? 2
                                                        : 1;
    }

    void count_losses(const Concept& entry) {
        if (!entry.external_id.empty()) losses_.add("id of a concept");
        for (const Markup& node : entry.annotations) {
            const std::string* type = node.attribute("type");
            if (!type || *type != "definition")
                losses_.add(node.element + (type ? " " + *type : "") + " of a concept");
        }
        for (const Term& term : entry.terms) {
            const bool written = fits(term, options_.source) || fits(term, options_.target);
            if (!written)
                losses_.add("term in another language");
            else if (!term.annotations.empty())
                losses_.add("what is said of a term");
        }
    }

    const OmegatWriteOptions& options_;
    LossCounter& losses_;
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
    TableWriter writer(losses);
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
        writer.rows(entry, add_row);
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
    TableWriter writer(losses);
    source([&](const Concept& entry) { writer.look_at(entry); });
    std::vector<double> widths;
    for (const std::string& name : writer.header())
        widths.push_back(name == "term" || name == "definition" || name == "context" ? 40 : 16);
    WorkbookWriter book("Glossary", widths);
    book.add_row(writer.header());
    source([&](const Concept& entry) {
        writer.rows(entry, [&](const std::vector<std::string>& fields) {
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

GlossaryWritten write_omegat_glossary(const std::string& path, const OmegatWriteOptions& options,
                                      const ConceptSource& source) {
    LossCounter losses;
    GlossaryWritten written;
    OmegatWriter writer(options, losses);
    OutputFile output(path);
    std::string buffer = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n";
    source([&](const Concept& entry) {
        writer.rows(entry, buffer, written);
        flush(buffer, output);
    });
    flush(buffer, output, 1);
    output.commit();
    written.losses = losses.take();
    return written;
}

}  // namespace diglot
