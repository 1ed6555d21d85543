#include "glossary/concept_merge.h"

#include <algorithm>

namespace diglot {
namespace {

bool same_kind(const Markup& a, const Markup& b) {
    if (a.element != b.element) return false;
    const Markup& head_a = a.children.empty() || a.attribute("type") ? a : a.children.front();
    const Markup& head_b = b.children.empty() || b.attribute("type") ? b : b.children.front();
    const std::string* type_a = head_a.attribute("type");
    const std::string* type_b = head_b.attribute("type");
    return type_a && type_b ? *type_a == *type_b : type_a == type_b;
}

/// The beginning of a note that says what no category can: "valid from ".
std::string_view note_kind(const Markup& node) {
    for (const std::string_view prefix : {kKindNote, kDoNotTranslateNote, kFirstMentionNote,
                                          kValidFromNote, kValidUntilNote, kCaseNote, kNotInNote})
        if (node.all_text().starts_with(prefix)) return prefix;
    return {};
}

/// Whether there can be one of this kind only, so that the newer takes the older's place. Free
/// notes, references and history pile up.
bool replaces(const Markup& node, const Markup& old) {
    if (!same_kind(node, old)) return false;
    if (node.element == "note") {
        const std::string_view kind = note_kind(node);
        return !kind.empty() && kind == note_kind(old) && kind != kNotInNote;
    }
    return node.element != "transacGrp" && node.element != "ref" && node.element != "xref";
}

/// Puts `node` where the first of its kind stands, which goes with the others of its kind that
/// `from` does not repeat; else at the end.
void replace_kind(std::vector<Markup>& into, const Markup& node, std::vector<Markup>& placed) {
    if (std::find(into.begin(), into.end(), node) != into.end()) return placed.push_back(node);
    const auto replaced = std::find_if(into.begin(), into.end(), [&](const Markup& other) {
        return replaces(node, other) &&
               std::find(placed.begin(), placed.end(), other) == placed.end();
    });
    if (replaced == into.end())
        into.push_back(node);
    else
        *replaced = node;
    placed.push_back(node);
}

void replace_all(std::vector<Markup>& into, const std::vector<Markup>& from) {
    std::vector<Markup> placed;
    for (const Markup& node : from) replace_kind(into, node, placed);
}

}  // namespace

void ConceptMerge::annotations(std::vector<Markup>& into, const std::vector<Markup>& from) {
    for (const Markup& node : from) {
        if (std::find(into.begin(), into.end(), node) != into.end()) continue;
        auto place = newer_first_
                         ? std::find_if(into.begin(), into.end(),
                                        [&](const Markup& other) { return same_kind(node, other); })
                         : into.end();
        into.insert(place, node);
        changed_ = true;
    }
}

void ConceptMerge::attributes(std::vector<Attribute>& into, const std::vector<Attribute>& from) {
    for (const Attribute& attribute : from) {
        if (find_attribute(into, attribute.name)) continue;
        into.push_back(attribute);
        changed_ = true;
    }
}

void ConceptMerge::concepts(Concept& into, const Concept& from) {
    if (into.external_id.empty() && !from.external_id.empty()) {
        into.external_id = from.external_id;
        changed_ = true;
    }
    annotations(into.annotations, from.annotations);
    attributes(into.attributes, from.attributes);
    const std::vector<std::size_t> places = sections(into, from);
    terms(into, from, places);
    if (from.changed && (!into.changed || *into.changed < *from.changed)) {
        into.changed = from.changed;
        changed_ = true;
    }
    if (changed_) refresh_fields(into);
}

/// Where each section of `from` has come to lie: the n-th of a language meets the n-th.
std::vector<std::size_t> ConceptMerge::sections(Concept& into, const Concept& from) {
    std::vector<std::size_t> places;
    for (const LanguageSection& section : from.sections) {
        std::size_t at = 0;
        while (at < into.sections.size() &&
               (into.sections[at].lang != section.lang ||
                std::find(places.begin(), places.end(), at) != places.end()))
            ++at;
        if (at == into.sections.size()) {
            into.sections.push_back(section);
            changed_ = true;
        } else {
            annotations(into.sections[at].annotations, section.annotations);
            attributes(into.sections[at].attributes, section.attributes);
        }
        places.push_back(at);
    }
    return places;
}

void ConceptMerge::terms(Concept& into, const Concept& from,
                         const std::vector<std::size_t>& places) {
    std::vector<bool> met(into.terms.size(), false);
    for (const Term& term : from.terms) {
        std::size_t at = 0;
        while (at < met.size() &&
               (met[at] || into.terms[at].lang != term.lang || into.terms[at].text != term.text))
            ++at;
        if (at == met.size()) {
            into.terms.push_back(term);
            into.terms.back().section = places.at(term.section);
            changed_ = true;
            continue;
        }
        met[at] = true;
        Term& old = into.terms[at];
        annotations(old.annotations, term.annotations);
        attributes(old.attributes, term.attributes);
        attributes(old.text_attributes, term.text_attributes);
        if (old.content.empty() && !term.content.empty()) {
            old.content = term.content;
            changed_ = true;
        }
    }
    // Terms of a section lie together, as in a file.
    std::stable_sort(into.terms.begin(), into.terms.end(),
                     [](const Term& a, const Term& b) { return a.section < b.section; });
}

void refresh_fields(Concept& entry) {
    entry.subject.clear();
    entry.kind.clear();
    entry.do_not_translate = entry.first_mention = false;
    entry.definition.clear();
    for (Term& term : entry.terms) {
        term.status = TermStatus::kNone;
        term.part_of_speech.clear();
        term.term_type.clear();
        term.gender.clear();
        term.region.clear();
        term.valid_from.reset();
        term.valid_until.reset();
        term.case_rule = CaseRule::kAuto;
        term.not_in.clear();
    }
    complete(entry);
}

bool replace_from(Concept& into, const Concept& from) {
    const Concept before = into;
    ConceptMerge(true).concepts(into, from);
    replace_all(into.annotations = before.annotations, from.annotations);
    for (std::size_t i = 0; i < before.sections.size(); ++i)
        into.sections[i].annotations = before.sections[i].annotations;
    for (const LanguageSection& section : from.sections) {
        const auto same =
            std::find_if(into.sections.begin(), into.sections.end(),
                         [&](const LanguageSection& other) { return other.lang == section.lang; });
        replace_all(same->annotations, section.annotations);
    }
    for (const Term& term : from.terms) {
        const auto is_it = [&](const Term& t) {
            return t.lang == term.lang && t.text == term.text;
        };
        const auto now = std::find_if(into.terms.begin(), into.terms.end(), is_it);
        const auto old = std::find_if(before.terms.begin(), before.terms.end(), is_it);
        if (old == before.terms.end()) continue;
        replace_all(now->annotations = old->annotations, term.annotations);
        // A status that is said takes the place of every word for the old one.
        if (term.status != TermStatus::kNone && term.status != old->status)
            set_status(*now, term.status);
    }
    refresh_fields(into);
    return into != before;
}

}  // namespace diglot
