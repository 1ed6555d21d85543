#include "tm/unit_items.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <xxhash.h>

#include "tm/unit_state.h"

namespace diglot {
namespace {

std::string field_of(const Markup& node) {
    const std::string* type = node.attribute("type");
    if (node.element == "note" && !type) return "note";
    if (node.element == "prop" && type) return *type == kStateProperty ? "state" : "prop." + *type;
    return type ? node.element + " " + *type : node.element;
}

bool is_annotation(const std::string& field) {
    return !field.starts_with('@') && field != "variant" && field != "spelling" &&
           field != "text" && field != "source" && field != "created" && field != "changed";
}

/// Items of one place, those of one field together.
class Collector {
public:
    Collector(std::vector<UnitItem>& items, std::string where)
        : items_(items), begin_(items.size()), where_(std::move(where)) {}

    void add(std::string field, Markup value) {
        for (std::size_t i = begin_; i < items_.size(); ++i) {
            if (items_[i].field != field) continue;
            items_[i].values.push_back(std::move(value));
            return;
        }
        items_.push_back({where_, std::move(field), {std::move(value)}});
    }

    void add_stamp(const char* field, const std::optional<Time>& time, const std::string& by) {
        if (!time && by.empty()) return;
        items_.push_back(
            {where_,
             field,
             {Markup::node("stamp", {{"at", time ? to_iso_date(*time) : ""}, {"by", by}})}});
    }

    void add_rest(const Stamp& stamp, const std::vector<Attribute>& attributes,
                  const std::vector<Markup>& annotations) {
        add_stamp("created", stamp.created, stamp.created_by);
        add_stamp("changed", stamp.changed, stamp.changed_by);
        for (const Attribute& attribute : attributes)
            add("@" + attribute.name, Markup::run(attribute.value));
        for (const Markup& node : annotations) add(field_of(node), node);
    }

private:
    std::vector<UnitItem>& items_;
    std::size_t begin_;
    std::string where_;
};

std::vector<std::string> places_of(const Unit& unit) {
    std::vector<std::string> places;
    std::map<std::string, int> met;
    for (const Variant& variant : unit.variants) {
        const int nth = ++met[variant.lang.text()];
        places.push_back(variant.lang.text() + (nth > 1 ? " " + std::to_string(nth) : ""));
    }
    return places;
}

std::string spelling_of(const Variant& variant) {
    return variant.lang_spelling.empty() ? variant.lang.text() : variant.lang_spelling;
}

void append_text(const std::vector<Markup>& nodes, std::string& out) {
    for (const Markup& node : nodes) {
        if (node.is_text()) {
            out += node.text;
        } else if (is_native_code(node.element) || node.children.empty()) {
            out += "<" + node.element + "/>";
        } else {
            out += "<" + node.element + ">";
            append_text(node.children, out);
            out += "</" + node.element + ">";
        }
    }
}

std::string text_of(const Markup& value, const std::string& field) {
    if (value.element == "stamp") {
        const std::string& at = *value.attribute("at");
        const std::string& by = *value.attribute("by");
        return at + (at.empty() || by.empty() ? "" : " ") + by;
    }
    if (value.is_text()) return value.text;
    return is_annotation(field) ? value.all_text() : "";
}

void read_stamp(const UnitItem& item, std::optional<Time>& time, std::string& by) {
    const Markup& value = item.values.at(0);
    time = parse_loose_date(*value.attribute("at"));
    by = *value.attribute("by");
}

/// What unit and variant have in common.
void take_item(const UnitItem& item, Stamp& stamp, std::vector<Attribute>& attributes,
               std::vector<Markup>& annotations) {
    if (item.field == "created") return read_stamp(item, stamp.created, stamp.created_by);
    if (item.field == "changed") return read_stamp(item, stamp.changed, stamp.changed_by);
    for (const Markup& value : item.values) {
        if (item.field.starts_with('@'))
            attributes.push_back({item.field.substr(1), value.text});
        else
            annotations.push_back(value);
    }
}

std::vector<std::string> sorted_forms(const std::vector<Markup>& values) {
    std::vector<std::string> forms;
    for (Markup value : values) {
        std::sort(value.attributes.begin(), value.attributes.end(),
                  [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
        forms.push_back(to_jsonml({std::move(value)}));
    }
    std::sort(forms.begin(), forms.end());
    return forms;
}

bool has_place(const std::vector<UnitItem>& items, const std::string& where) {
    return where.empty() || find_item(items, where, "variant") != nullptr;
}

std::string variant_text(const std::vector<UnitItem>& items, const std::string& where) {
    const UnitItem* item = find_item(items, where, "text");
    return item ? item->text() : "";
}

/// What one item has that the other lacks, as people read it; JsonML where that is the same.
UnitDifference difference(const std::string& where, const std::string& field, const UnitItem* a,
                          const UnitItem* b) {
    UnitDifference found{where, field, a ? a->text() : "", b ? b->text() : ""};
    if (found.a != found.b) return found;
    if (field == "text") found.field = "codes";
    found.a = a ? to_jsonml(a->values) : "";
    found.b = b ? to_jsonml(b->values) : "";
    return found;
}

Markup stamped(const char* element, const Stamp& stamp, std::vector<Attribute> attributes) {
    if (stamp.created) attributes.push_back({"created", std::to_string(stamp.created->seconds)});
    if (stamp.changed) attributes.push_back({"changed", std::to_string(stamp.changed->seconds)});
    if (!stamp.created_by.empty()) attributes.push_back({"created_by", stamp.created_by});
    if (!stamp.changed_by.empty()) attributes.push_back({"changed_by", stamp.changed_by});
    return Markup::node(element, std::move(attributes));
}

Stamp stamp_of(const Markup& node) {
    Stamp stamp;
    if (const auto* at = node.attribute("created")) stamp.created = Time{std::stoll(*at)};
    if (const auto* at = node.attribute("changed")) stamp.changed = Time{std::stoll(*at)};
    if (const auto* by = node.attribute("created_by")) stamp.created_by = *by;
    if (const auto* by = node.attribute("changed_by")) stamp.changed_by = *by;
    return stamp;
}

void add_parts(Markup& node, const std::vector<Attribute>& attributes,
               const std::vector<Markup>& annotations) {
    if (!attributes.empty()) node.children.push_back(Markup::node("attributes", attributes));
    if (!annotations.empty()) node.children.push_back(Markup::node("annotations", {}, annotations));
}

Markup context_node(const Context& context) {
    return Markup::node("context", {{"previous", std::to_string(context.previous)},
                                    {"next", std::to_string(context.next)}});
}

const std::string& needed(const Markup& node, const char* name) {
    const std::string* value = node.attribute(name);
    if (!value) throw std::out_of_range(name);
    return *value;
}

Context context_of(const Markup& node) {
    return {std::stoull(needed(node, "previous")), std::stoull(needed(node, "next"))};
}

Variant variant_from(const Markup& node) {
    Variant variant;
    variant.lang_spelling = needed(node, "lang");
    variant.lang = LanguageTag(variant.lang_spelling);
    variant.stamp = stamp_of(node);
    for (const Markup& part : node.children) {
        if (part.element == "attributes") variant.attributes = part.attributes;
        if (part.element == "annotations") variant.annotations = part.children;
        if (part.element == "seg") variant.segment = Segment::from_content(part.children);
    }
    return variant;
}

}  // namespace

std::string UnitItem::text() const {
    std::string text;
    if (field == "text") {
        append_text(values, text);
        return text;
    }
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i > 0 ? " | " : "") + text_of(values[i], field);
    return text;
}

std::vector<UnitItem> items_of(const Unit& unit) {
    std::vector<UnitItem> items;
    const std::vector<std::string> places = places_of(unit);
    Collector of_unit(items, "");
    if (unit.source) of_unit.add("source", Markup::run(places.at(*unit.source)));
    of_unit.add_rest(unit.stamp, unit.attributes, unit.annotations);
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        Collector of_variant(items, places[i]);
        of_variant.add("variant", Markup::run(variant.lang.text()));
        of_variant.add("spelling", Markup::run(spelling_of(variant)));
        const std::vector<Markup>& content = variant.segment.content;
        items.push_back(
            {places[i], "text",
             content.empty() ? std::vector<Markup>{Markup::run(variant.segment.text)} : content});
        of_variant.add_rest(variant.stamp, variant.attributes, variant.annotations);
    }
    return items;
}

const UnitItem* find_item(const std::vector<UnitItem>& items, std::string_view where,
                          std::string_view field) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const UnitItem& item) {
        return item.where == where && item.field == field;
    });
    return found == items.end() ? nullptr : &*found;
}

bool same_values(const std::vector<Markup>& a, const std::vector<Markup>& b) {
    return a == b || (a.size() == b.size() && sorted_forms(a) == sorted_forms(b));
}

Unit unit_of(const std::vector<UnitItem>& items) {
    Unit unit;
    std::vector<std::string> places;
    for (const UnitItem& item : items) {
        if (item.values.empty() || item.field == "source") continue;
        if (item.where.empty()) {
            take_item(item, unit.stamp, unit.attributes, unit.annotations);
            continue;
        }
        if (item.field == "variant") {
            places.push_back(item.where);
            unit.variants.emplace_back().lang = LanguageTag(item.values[0].text);
            continue;
        }
        Variant& variant = unit.variants.back();
        if (item.field == "spelling")
            variant.lang_spelling = item.values[0].text;
        else if (item.field == "text")
            variant.segment = Segment::from_content(item.values);
        else
            take_item(item, variant.stamp, variant.attributes, variant.annotations);
    }
    const UnitItem* source = find_item(items, "", "source");
    if (source && !source->values.empty()) {
        const auto place = std::find(places.begin(), places.end(), source->values[0].text);
        if (place != places.end()) unit.source = static_cast<std::size_t>(place - places.begin());
    }
    return unit;
}

std::string texts_of(const Unit& unit) {
    if (unit.variants.empty()) return "";
    const std::size_t source = unit.source.value_or(0);
    std::string text = unit.variants[source].segment.text;
    for (std::size_t i = 0; i < unit.variants.size(); ++i)
        if (i != source) text += " → " + unit.variants[i].segment.text;
    return text;
}

std::vector<UnitDifference> differences(const Unit& a, const Unit& b) {
    const std::vector<UnitItem> items_a = items_of(a);
    const std::vector<UnitItem> items_b = items_of(b);
    std::vector<UnitDifference> found;
    for (const UnitItem& item : items_a) {
        if (!has_place(items_b, item.where)) {
            if (item.field == "variant")
                found.push_back({item.where, "variant", variant_text(items_a, item.where), ""});
            continue;
        }
        const UnitItem* other = find_item(items_b, item.where, item.field);
        if (!other || !same_values(item.values, other->values))
            found.push_back(difference(item.where, item.field, &item, other));
    }
    for (const UnitItem& item : items_b) {
        if (!has_place(items_a, item.where)) {
            if (item.field == "variant")
                found.push_back({item.where, "variant", "", variant_text(items_b, item.where)});
        } else if (!find_item(items_a, item.where, item.field)) {
            found.push_back(difference(item.where, item.field, nullptr, &item));
        }
    }
    return found;
}

std::string canonical_form(const Unit& unit, bool contexts) {
    std::vector<std::string> lines;
    for (const UnitItem& item : items_of(unit)) {
        std::string line = item.where + "\x1F" + item.field;
        if (item.field == "text")
            line += "\x1F" + to_jsonml(item.values);
        else
            for (const std::string& form : sorted_forms(item.values)) line += "\x1F" + form;
        lines.push_back(std::move(line));
    }
    std::vector<Context> places = unit.more_contexts;
    if (unit.context != Context{}) places.push_back(unit.context);
    for (const Context& context : contexts ? places : std::vector<Context>{})
        lines.push_back("\x1F" + std::to_string(context.previous) + " " +
                        std::to_string(context.next));
    std::sort(lines.begin(), lines.end());
    std::string form;
    for (const std::string& line : lines) form += line + "\x1E";
    return form;
}

std::uint64_t state_of(const Unit& unit) {
    const std::string form = canonical_form(unit, true);
    const std::uint64_t hash = XXH3_64bits(form.data(), form.size());
    return hash == 0 ? 1 : hash;
}

std::string to_jsonml(const Unit& unit) {
    Markup node = stamped("unit", unit.stamp, {});
    if (unit.source) node.attributes.push_back({"source", std::to_string(*unit.source)});
    if (!unit.origin.empty()) node.attributes.push_back({"origin", unit.origin});
    add_parts(node, unit.attributes, unit.annotations);
    if (unit.context != Context{}) node.children.push_back(context_node(unit.context));
    for (const Context& context : unit.more_contexts)
        node.children.push_back(context_node(context));
    for (const Variant& variant : unit.variants) {
        Markup tuv = stamped("variant", variant.stamp, {{"lang", spelling_of(variant)}});
        add_parts(tuv, variant.attributes, variant.annotations);
        Markup seg = Markup::node("seg", {}, variant.segment.content);
        if (seg.children.empty() && !variant.segment.text.empty())
            seg.children.push_back(Markup::run(variant.segment.text));
        tuv.children.push_back(std::move(seg));
        node.children.push_back(std::move(tuv));
    }
    return to_jsonml({std::move(node)});
}

Unit unit_from_jsonml(std::string_view json) {
    const Markup node = parse_jsonml(json).at(0);
    Unit unit;
    unit.stamp = stamp_of(node);
    if (const auto* source = node.attribute("source")) unit.source = std::stoul(*source);
    if (const auto* origin = node.attribute("origin")) unit.origin = *origin;
    bool first = true;
    for (const Markup& part : node.children) {
        if (part.element == "attributes") unit.attributes = part.attributes;
        if (part.element == "annotations") unit.annotations = part.children;
        if (part.element == "variant") unit.variants.push_back(variant_from(part));
        if (part.element != "context") continue;
        if (first)
            unit.context = context_of(part);
        else
            unit.more_contexts.push_back(context_of(part));
        first = false;
    }
    return unit;
}

}  // namespace diglot
