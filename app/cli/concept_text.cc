#include "app/cli/concept_text.h"

#include "app/cli/conflict_text.h"
#include "app/cli/text.h"
#include "glossary/concept_versions.h"

namespace diglot {
namespace {

void write_annotations(JsonWriter& json, const std::vector<Markup>& annotations) {
    if (annotations.empty()) return;
    json.key("annotations").begin_array();
    for (const Markup& node : annotations) {
        json.begin_object().member("element", node.element);
        if (const std::string* type = node.attribute("type")) json.member("type", *type);
        json.member("text", node.all_text()).end_object();
    }
    json.end_array();
}

/// Details that have no line of their own.
void print_annotations(const Console& console, const std::vector<Markup>& annotations,
                       const std::string& indent) {
    for (const Markup& node : annotations) {
        const std::string* type = node.attribute("type");
        if (type &&
            (*type == "administrativeStatus" || *type == "subjectField" || *type == "definition"))
            continue;
        if (is_conflict_note(node)) continue;
        console.line(indent + console.styled(Style::kDim, type ? *type : node.element) + "  " +
                     node.all_text());
    }
}

void print_kept_conflicts(const Console& console, const Concept& entry) {
    for (const MergeConflict& what : kept_conflicts(entry)) {
        const std::string where = what.place.text();
        console.line("  " + console.styled(Style::kYellow, tr("conflict")) + "  " +
                     (where.empty() ? "" : where + "  ") +
                     tr("{}: the other version: {}; `diglot resolve` decides", what.field,
                        what.theirs.empty() ? tr("(nothing)") : on_one_line(what.theirs)));
    }
}

}  // namespace

void write_concept(JsonWriter& json, const Concept& entry) {
    json.begin_object().member("concept", entry.id);
    if (!entry.external_id.empty()) json.member("id", entry.external_id);
    if (!entry.subject.empty()) json.member("subject", entry.subject);
    if (!entry.definition.empty()) json.member("definition", entry.definition);
    if (!entry.origin.empty()) json.member("origin", entry.origin);
    if (entry.changed) json.member("changed", to_iso_date(*entry.changed));
    write_annotations(json, entry.annotations);
    json.key("terms").begin_array();
    for (const Term& term : entry.terms) {
        json.begin_object()
            .member("term", term.text)
            .member("lang", term.lang.text())
            .member("status", to_string(term.status));
        if (!term.part_of_speech.empty()) json.member("part_of_speech", term.part_of_speech);
        if (!term.term_type.empty()) json.member("term_type", term.term_type);
        write_annotations(json, term.annotations);
        json.end_object();
    }
    json.end_array().end_object();
}

void print_concept(const Console& console, const Concept& entry) {
    std::string head = console.styled(Style::kBold, tr("concept {}", entry.id));
    if (!entry.external_id.empty()) head += "  " + entry.external_id;
    if (!entry.subject.empty()) head += "  " + entry.subject;
    console.line(head);
    if (!entry.definition.empty()) console.line("  " + entry.definition);
    print_annotations(console, entry.annotations, "  ");
    print_kept_conflicts(console, entry);
    for (const Term& term : entry.terms) {
        std::string line = "  " + console.styled(Style::kCyan, term.lang.text()) + "  " + term.text;
        if (term.status != TermStatus::kNone)
            line += console.styled(Style::kDim, std::string("  ") + to_string(term.status));
        console.line(line);
        print_annotations(console, term.annotations, "      ");
    }
}

}  // namespace diglot
