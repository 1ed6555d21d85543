#include "glossary/concept_versions.h"

#include <algorithm>
#include <stdexcept>

#include <xxhash.h>

#include "glossary/concept_merge.h"

namespace diglot {
namespace {

bool has_term(const Concept& entry, const ItemPlace& place) {
    return std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
        return term.lang == place.lang && term.text == *place.term;
    });
}

void add_attribute(Markup& node, const char* name, const std::string& value) {
    if (!value.empty()) node.attributes.push_back({name, value});
}

/// An element of that language, with what is said of it.
Markup language_node(const char* element, const LanguageTag& lang, const std::string& spelling,
                     const std::vector<Attribute>& attributes,
                     const std::vector<Markup>& annotations) {
    Markup node = Markup::node(element, {{"lang", lang.text()}});
    if (spelling != lang.text()) add_attribute(node, "spelling", spelling);
    if (!attributes.empty()) node.children.push_back(Markup::node("attributes", attributes));
    if (!annotations.empty()) node.children.push_back(Markup::node("annotations", {}, annotations));
    return node;
}

const std::string& needed(const Markup& node, const char* name) {
    const std::string* value = node.attribute(name);
    if (!value) throw std::out_of_range(name);
    return *value;
}

std::string spelling_of(const Markup& node) {
    const std::string* spelling = node.attribute("spelling");
    return spelling ? *spelling : needed(node, "lang");
}

Term term_from(const Markup& node) {
    Term term;
    term.lang = LanguageTag(needed(node, "lang"));
    term.lang_spelling = spelling_of(node);
    term.text = needed(node, "text");
    if (const std::string* section = node.attribute("section")) term.section = std::stoul(*section);
    for (const Markup& part : node.children) {
        if (part.element == "attributes") term.attributes = part.attributes;
        if (part.element == "annotations") term.annotations = part.children;
        if (part.element == "text") term.text_attributes = part.attributes;
        if (part.element == "text") term.content = part.children;
    }
    return term;
}

LanguageSection section_from(const Markup& node) {
    LanguageSection section;
    section.lang = LanguageTag(needed(node, "lang"));
    section.lang_spelling = spelling_of(node);
    for (const Markup& part : node.children) {
        if (part.element == "attributes") section.attributes = part.attributes;
        if (part.element == "annotations") section.annotations = part.children;
    }
    return section;
}

/// What a conflict_note() tells; nothing where the note is none.
std::optional<Markup> read_mark(const Markup& note) {
    if (note.element != "note") return std::nullopt;
    std::string text = note.all_text();
    if (!text.starts_with(kConflictNote)) return std::nullopt;
    try {
        std::vector<Markup> nodes = parse_jsonml(text.erase(0, kConflictNote.size()));
        const std::string* field = nodes.at(0).attribute("field");
        const bool is_whole = field && (*field != "preferred" || nodes[0].children.size() == 2) &&
                              (*field != "term" || nodes[0].attribute("term"));
        if (is_whole && nodes[0].element == "conflict") return std::move(nodes[0]);
    } catch (const std::exception&) {
    }
    return std::nullopt;
}

ItemPlace place_of(const Markup& mark) {
    ItemPlace place;
    if (const std::string* lang = mark.attribute("lang")) place.lang = LanguageTag(*lang);
    if (const std::string* term = mark.attribute("term")) place.term = *term;
    return place;
}

MergeConflict conflict_of(const Concept& entry, const Markup& mark) {
    MergeConflict what;
    what.terms = terms_text(entry);
    what.place = place_of(mark);
    what.field = *mark.attribute("field");
    if (what.field == "concept" || what.field == "term") {
        what.ours = kWholeChanged;
        what.theirs = kWholeRemoved;
    } else if (what.field == "preferred") {
        what.ours = mark.children.at(0).all_text();
        what.theirs = mark.children.at(1).all_text();
    } else {
        const std::vector<ConceptItem> items = items_of(entry);
        const ConceptItem* ours = find_item(items, what.place, what.field);
        const ConceptItem theirs{what.place, what.field, mark.children};
        what.ours = ours ? ours->text() : "";
        what.theirs = theirs.text();
        if (what.ours == what.theirs) {
            what.ours = ours ? to_jsonml(ours->values) : "";
            what.theirs = to_jsonml(mark.children);
        }
    }
    return what;
}

void take_theirs(Concept& entry, const Markup& mark) {
    const ItemPlace place = place_of(mark);
    const std::string& field = *mark.attribute("field");
    if (field == "term") {
        std::erase_if(entry.terms, [&](const Term& term) {
            return term.lang == place.lang && term.text == place.term;
        });
    } else if (field == "preferred") {
        for (Term& term : entry.terms) {
            if (term.lang != place.lang) continue;
            if (term.text == mark.children[0].all_text()) set_status(term, TermStatus::kAdmitted);
            if (term.text == mark.children[1].all_text()) set_status(term, TermStatus::kPreferred);
        }
    } else if (!place.term || has_term(entry, place)) {
        set_item(entry, {place, field, mark.children});
    }
}

/// Concepts of a glossary may have no terms; one that has lost them all says nothing any more.
bool has_lost_its_terms(const Concept& entry, const Concept& before) {
    return entry.terms.empty() && !before.terms.empty();
}

}  // namespace

std::string canonical_form(const Concept& entry) {
    std::vector<std::string> lines;
    for (const ConceptItem& item : items_of(entry)) {
        std::string line = item.place.lang.text();
        if (item.place.term) line += "\x1D" + *item.place.term;
        line += "\x1F" + item.field;
        std::vector<std::string> forms;
        for (const Markup& value : item.values) forms.push_back(to_jsonml({value}));
        std::sort(forms.begin(), forms.end());
        for (const std::string& form : forms) line += "\x1F" + form;
        lines.push_back(std::move(line));
    }
    if (entry.changed) lines.push_back("\x1F" + std::to_string(entry.changed->seconds));
    std::sort(lines.begin(), lines.end());
    std::string form;
    for (const std::string& line : lines) form += line + "\x1E";
    return form;
}

std::uint64_t state_of(const Concept& entry) {
    const std::string form = canonical_form(entry);
    const std::uint64_t hash = XXH3_64bits(form.data(), form.size());
    return hash == 0 ? 1 : hash;
}

std::string to_jsonml(const Concept& entry) {
    Markup node = Markup::node("concept");
    add_attribute(node, "id", entry.external_id);
    add_attribute(node, "origin", entry.origin);
    if (entry.changed) add_attribute(node, "changed", std::to_string(entry.changed->seconds));
    if (!entry.attributes.empty())
        node.children.push_back(Markup::node("attributes", entry.attributes));
    if (!entry.annotations.empty())
        node.children.push_back(Markup::node("annotations", {}, entry.annotations));
    for (const LanguageSection& section : entry.sections)
        node.children.push_back(language_node("section", section.lang, section.lang_spelling,
                                              section.attributes, section.annotations));
    for (const Term& term : entry.terms) {
        Markup child =
            language_node("term", term.lang, term.lang_spelling, term.attributes, term.annotations);
        child.attributes.push_back({"text", term.text});
        if (term.section != Term::kNoSection)
            child.attributes.push_back({"section", std::to_string(term.section)});
        if (!term.text_attributes.empty() || !term.content.empty())
            child.children.push_back(Markup::node("text", term.text_attributes, term.content));
        node.children.push_back(std::move(child));
    }
    return to_jsonml(std::vector<Markup>{std::move(node)});
}

Concept concept_from_jsonml(std::string_view json) {
    const Markup node = parse_jsonml(json).at(0);
    if (node.element != "concept") throw std::logic_error("no concept");
    Concept entry;
    if (const std::string* id = node.attribute("id")) entry.external_id = *id;
    if (const std::string* origin = node.attribute("origin")) entry.origin = *origin;
    if (const std::string* at = node.attribute("changed")) entry.changed = Time{std::stoll(*at)};
    for (const Markup& part : node.children) {
        if (part.element == "attributes") entry.attributes = part.attributes;
        if (part.element == "annotations") entry.annotations = part.children;
        if (part.element == "section") entry.sections.push_back(section_from(part));
        if (part.element == "term") entry.terms.push_back(term_from(part));
    }
    complete(entry);
    return entry;
}

MergedConcept merge_versions(const Concept* base, const Concept* ours, const Concept* theirs,
                             const DecideMerge& decide) {
    MergedConcept result;
    if (!ours && !theirs) return result;
    const Concept& first = ours ? *ours : *theirs;
    const DecideMerge ask = [&](const MergeConflict& what) {
        const MergeSide side = decide ? decide(what) : MergeSide::kUndecided;
        result.conflicts.push_back({what, side});
        return side;
    };
    if (!ours || !theirs) {
        if (base && differences(*base, first).empty()) return result;
        result.entry = first;
        if (!base) return result;
        const MergeSide side = ask({terms_text(first),
                                    {},
                                    "concept",
                                    terms_text(*base),
                                    ours ? kWholeChanged : kWholeRemoved,
                                    theirs ? kWholeChanged : kWholeRemoved});
        const Markup note = conflict_note({}, "concept", {});
        auto& notes = result.entry->annotations;
        if (side == MergeSide::kUndecided) {
            if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
        } else if ((side == MergeSide::kOurs) != (ours != nullptr)) {
            result.entry.reset();
        }
        return result;
    }
    const std::string form = canonical_form(*ours);
    const std::string other = canonical_form(*theirs);
    if (base && form == canonical_form(*base))
        result.entry = *theirs;
    else if (form == other || (base && other == canonical_form(*base)))
        result.entry = *ours;
    else
        result.entry = join_concepts(base, *ours, *theirs, ask, Undecided::kKeepBoth);
    result.entry->id = ours->id;
    result.entry->origin = ours->origin;
    result.entry->changed = std::max(ours->changed, theirs->changed);
    if (has_lost_its_terms(*result.entry, *ours)) result.entry.reset();
    return result;
}

bool is_conflict_note(const Markup& note) { return read_mark(note).has_value(); }

bool has_kept_conflict(const Concept& entry) {
    return std::any_of(entry.annotations.begin(), entry.annotations.end(), is_conflict_note);
}

std::vector<MergeConflict> kept_conflicts(const Concept& entry) {
    std::vector<MergeConflict> found;
    for (const Markup& note : entry.annotations)
        if (const auto mark = read_mark(note)) found.push_back(conflict_of(entry, *mark));
    return found;
}

MergedConcept decide_kept(const Concept& entry, const DecideMerge& decide) {
    MergedConcept result;
    result.entry = entry;
    bool removed = false;
    for (const Markup& note : entry.annotations) {
        const auto mark = read_mark(note);
        if (!mark) continue;
        MergeConflict what = conflict_of(entry, *mark);
        const MergeSide side = decide ? decide(what) : MergeSide::kUndecided;
        if (side != MergeSide::kUndecided) std::erase(result.entry->annotations, note);
        if (side == MergeSide::kTheirs) {
            removed = removed || what.field == "concept";
            if (what.field != "concept") take_theirs(*result.entry, *mark);
        }
        result.conflicts.push_back({std::move(what), side});
    }
    refresh_fields(*result.entry);
    if (removed || has_lost_its_terms(*result.entry, entry)) result.entry.reset();
    return result;
}

}  // namespace diglot
