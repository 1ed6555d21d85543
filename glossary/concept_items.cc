#include "glossary/concept_items.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

namespace diglot {
namespace {

using Named = std::pair<std::string_view, std::string_view>;

/// Notes that say what no category can, and their fields.
constexpr Named kNotes[] = {
    {kKindNote, "kind"},
    {kDoNotTranslateNote, "do_not_translate"},
    {kFirstMentionNote, "first_mention"},
    {kValidFromNote, "valid_from"},
    {kValidUntilNote, "valid_until"},
    {kCaseNote, "case"},
    {kNotInNote, "not_in"},
    {kConflictNote, "conflict"},
};

/// Elements with their type, and their fields.
constexpr Named kTyped[] = {
    {"termNote administrativeStatus", "status"},
    {"termNote normativeAuthorization", "status"},
    {"descrip definition", "definition"},
    {"descrip subjectField", "subject"},
    {"descrip context", "context"},
    {"admin source", "source"},
    {"termNote partOfSpeech", "part_of_speech"},
    {"termNote termType", "term_type"},
    {"termNote grammaticalGender", "gender"},
    {"termNote geographicalUsage", "region"},
};

/// Of a group the node that it is about.
const Markup& head_of(const Markup& node) {
    const bool group = !node.attribute("type") && !node.children.empty() &&
                       !node.children.front().is_text() && node.element.ends_with("Grp");
    return group ? node.children.front() : node;
}

std::string field_of(const Markup& node) {
    if (node.element == "note") {
        const std::string text = node.all_text();
        if (text == "forbidden") return "status";
        for (const auto& [prefix, field] : kNotes)
            if (text.starts_with(prefix)) return std::string(field);
        return "note";
    }
    if (node.element == "transacGrp") return "history";
    const Markup& head = head_of(node);
    const std::string* type = head.attribute("type");
    const std::string name = type ? head.element + " " + *type : head.element;
    for (const auto& [typed, field] : kTyped)
        if (name == typed) return std::string(field);
    return name;
}

/// What a value of a field says, without what tells its field.
std::string text_of(const std::string& field, const Markup& node) {
    std::string text = head_of(node).all_text();
    if (node.element != "note") {
        const std::string* target = node.attribute("target");
        return text.empty() && target ? *target : text;
    }
    for (const auto& [prefix, name] : kNotes) {
        if (field != name) continue;
        text.erase(0, prefix.size());
        return text.empty() ? "yes" : text;
    }
    return text;
}

std::string status_text(const std::vector<Markup>& values) {
    std::string word;
    for (const Markup& node : values) {
        if (node.element == "note") return to_string(TermStatus::kForbidden);
        if (!word.empty()) continue;
        const auto status = parse_term_status(node.all_text());
        word = status ? to_string(*status) : node.all_text();
    }
    return word;
}

/// Collects items of one concept; what is said twice of one place goes to one item.
class Items {
public:
    void add(const ItemPlace& place, const std::string& field, Markup value) {
        const auto same = std::find_if(all_.begin(), all_.end(), [&](const ConceptItem& item) {
            return item.place == place && item.field == field;
        });
        if (same != all_.end())
            same->values.push_back(std::move(value));
        else
            all_.push_back({place, field, {std::move(value)}});
    }
    void add(const ItemPlace& place, const std::vector<Markup>& annotations) {
        for (const Markup& node : annotations) add(place, field_of(node), node);
    }
    void add(const ItemPlace& place, const std::vector<Attribute>& attributes,
             const std::string& prefix) {
        for (const Attribute& attribute : attributes)
            add(place, prefix + attribute.name, Markup::run(attribute.value));
    }
    std::vector<ConceptItem> take() { return std::move(all_); }

private:
    std::vector<ConceptItem> all_;
};

/// Removes what is said of the field, and puts `values` where the first of it stood.
void replace_values(std::vector<Markup>& annotations, const std::string& field,
                    const std::vector<Markup>& values) {
    std::size_t place = annotations.size();
    for (std::size_t i = annotations.size(); i-- > 0;) {
        if (field_of(annotations[i]) != field) continue;
        annotations.erase(annotations.begin() + static_cast<std::ptrdiff_t>(i));
        place = i;
    }
    place = std::min(place, annotations.size());
    annotations.insert(annotations.begin() + static_cast<std::ptrdiff_t>(place), values.begin(),
                       values.end());
}

void replace_attribute(std::vector<Attribute>& attributes, const std::string& name,
                       const std::vector<Markup>& values) {
    if (values.empty()) {
        std::erase_if(attributes, [&](const Attribute& one) { return one.name == name; });
        return;
    }
    for (Attribute& one : attributes)
        if (one.name == name) {
            one.value = values.front().text;
            return;
        }
    attributes.push_back({name, values.front().text});
}

LanguageSection& section_of(Concept& entry, const LanguageTag& lang) {
    for (LanguageSection& section : entry.sections)
        if (section.lang == lang) return section;
    return entry.sections.emplace_back(LanguageSection{lang, lang.text(), {}, {}});
}

void set_term_item(Term& term, const ConceptItem& item) {
    if (item.field == "content")
        term.content = item.values.empty() ? std::vector<Markup>{} : item.values.front().children;
    else if (item.field.starts_with("@@"))
        replace_attribute(term.text_attributes, item.field.substr(2), item.values);
    else if (item.field.starts_with("@"))
        replace_attribute(term.attributes, item.field.substr(1), item.values);
    else
        replace_values(term.annotations, item.field, item.values);
}

}  // namespace

std::string ItemPlace::text() const { return term ? lang.text() + " " + *term : lang.text(); }

std::string ConceptItem::text() const {
    if (field == "status") return status_text(values);
    std::string all;
    for (const Markup& value : values) all += (all.empty() ? "" : " | ") + text_of(field, value);
    return all;
}

std::vector<ConceptItem> items_of(const Concept& entry) {
    Items items;
    const ItemPlace of_concept;
    if (!entry.external_id.empty()) items.add(of_concept, "id", Markup::run(entry.external_id));
    items.add(of_concept, entry.attributes, "@");
    items.add(of_concept, entry.annotations);
    for (const LanguageSection& section : entry.sections) {
        const ItemPlace place{section.lang, std::nullopt};
        items.add(place, section.attributes, "@");
        items.add(place, section.annotations);
    }
    for (const Term& term : entry.terms) {
        const ItemPlace place{term.lang, term.text};
        items.add(place, "term", Markup::run(term.text));
        items.add(place, term.attributes, "@");
        items.add(place, term.text_attributes, "@@");
        if (!term.content.empty())
            items.add(place, "content", Markup::node("content", {}, term.content));
        items.add(place, term.annotations);
    }
    return items.take();
}

bool is_single(const std::string& field) {
    static constexpr std::array<std::string_view, 5> kMany = {"note", "not_in", "history",
                                                              "context", "conflict"};
    return std::find(kMany.begin(), kMany.end(), field) == kMany.end() &&
           !field.starts_with("xref") && !field.starts_with("ref");
}

const ConceptItem* find_item(const std::vector<ConceptItem>& items, const ItemPlace& place,
                             const std::string& field) {
    for (const ConceptItem& item : items)
        if (item.field == field && item.place == place) return &item;
    return nullptr;
}

bool say_the_same(const ConceptItem& a, const ConceptItem& b) {
    if (a.field == "status") return a.text() == b.text();
    return a.values.size() == b.values.size() &&
           std::is_permutation(a.values.begin(), a.values.end(), b.values.begin());
}

std::vector<ItemDifference> differences(const Concept& a, const Concept& b) {
    const std::vector<ConceptItem> here = items_of(a);
    const std::vector<ConceptItem> there = items_of(b);
    std::vector<ItemDifference> found;
    const auto has_term = [](const std::vector<ConceptItem>& items, const ItemPlace& place) {
        return !place.term || find_item(items, place, "term");
    };
    const auto compare = [&](const ConceptItem& item, const ConceptItem* other, bool from_a) {
        if (other && say_the_same(item, *other)) return;
        if (item.field == "id" && !other) return;
        // A term that the other does not have is told once.
        if (item.field != "term" && !has_term(from_a ? there : here, item.place)) return;
        ItemDifference one{item.place, item.field, item.text(), other ? other->text() : ""};
        if (other && one.a == one.b) {
            one.a = to_jsonml(item.values);
            one.b = to_jsonml(other->values);
        }
        if (!from_a) std::swap(one.a, one.b);
        found.push_back(std::move(one));
    };
    for (const ConceptItem& item : here)
        compare(item, find_item(there, item.place, item.field), true);
    for (const ConceptItem& item : there)
        if (!find_item(here, item.place, item.field)) compare(item, nullptr, false);
    return found;
}

void set_item(Concept& entry, const ConceptItem& item) {
    if (item.place.term) {
        bool first = true;  // Two terms with one text are one place: the first has it all.
        for (Term& term : entry.terms) {
            if (term.lang != item.place.lang || term.text != *item.place.term) continue;
            set_term_item(term, first ? item : ConceptItem{item.place, item.field, {}});
            first = false;
        }
        return;
    }
    if (item.field == "id") {
        entry.external_id = item.values.empty() ? "" : item.values.front().text;
        return;
    }
    const bool of_concept = item.place.lang.empty();
    if (!of_concept && item.values.empty() &&
        std::none_of(entry.sections.begin(), entry.sections.end(),
                     [&](const LanguageSection& one) { return one.lang == item.place.lang; }))
        return;
    LanguageSection* section = of_concept ? nullptr : &section_of(entry, item.place.lang);
    if (item.field.starts_with("@"))
        replace_attribute(section ? section->attributes : entry.attributes, item.field.substr(1),
                          item.values);
    else
        replace_values(section ? section->annotations : entry.annotations, item.field, item.values);
}

std::string terms_text(const Concept& entry) {
    std::string text;
    for (const Term& term : entry.terms)
        text += (text.empty() ? "" : "; ") + term.text + " [" + term.lang.text() + "]";
    return text;
}

}  // namespace diglot
