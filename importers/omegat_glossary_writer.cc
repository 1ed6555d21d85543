#include <algorithm>
#include <set>

#include "importers/glossary_table.h"

namespace diglot {
namespace {

constexpr std::size_t kFlushBytes = 64 * 1024;

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
        const std::string comment = one_line(comment_of(entry), losses_);
        std::set<std::pair<std::string, std::string>>
            said;  // Two regions of a language often share a term.
        for (const Term* source : sources)
            for (const Term* target : targets) {
                if (!said.emplace(source->text, target->text).second) continue;
                out += one_line(source->text, losses_) + '\t' + one_line(target->text, losses_);
                if (!comment.empty()) out += '\t' + comment;
                out += '\n';
            }
    }

private:
    static bool is_conflict(const Markup& node) {
        return node.element == "note" && node.all_text().starts_with(kConflictNote);
    }
    static bool is_note(const Markup& node) { return node.element == "note" && !is_conflict(node); }

    /// The definition and the notes.
    static std::string comment_of(const Concept& entry) {
        std::string comment = entry.definition;
        for (const Markup& node : entry.annotations) {
            if (!is_note(node)) continue;
            if (!comment.empty()) comment += "; ";
            comment += node.all_text();
        }
        return comment;
    }

    std::vector<const Term*> terms(const Concept& entry, const LanguageTag& lang, bool as_target) {
        std::vector<const Term*> found;
        for (const Term& term : entry.terms) {
            if (!fits(term, lang) || term.text.find_first_not_of(" \t\r\n") == std::string::npos)
                continue;
            if (!as_target && term.text.starts_with('#'))
                losses_.add("term that begins with #, which OmegaT takes for a comment");
            else if (term.status == TermStatus::kForbidden)
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
            if (is_conflict(node))
                losses_.add("undecided conflict of a concept");
            else if (!is_note(node) && (!type || *type != "definition"))
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

}  // namespace

GlossaryWritten write_omegat_glossary(const std::string& path, const OmegatWriteOptions& options,
                                      const ConceptSource& source) {
    LossCounter losses;
    GlossaryWritten written;
    OmegatWriter writer(options, losses);
    OutputFile output(path);
    std::string buffer = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n";
    source([&](const Concept& entry) {
        writer.rows(entry, buffer, written);
        if (buffer.size() < kFlushBytes) return;
        output.write(buffer);
        buffer.clear();
    });
    output.write(buffer);
    output.commit();
    written.losses = losses.take();
    return written;
}

}  // namespace diglot
