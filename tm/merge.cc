#include "tm/merge.h"

#include <algorithm>

namespace diglot {
namespace {

/// What one unit is to another, the same unit, by their latest dates. One without a date is older than one with.
enum class Age { kOlder, kSame, kNewer };

Age age_of(const Unit& unit, const Unit& other) {
    const auto a = unit.latest_change();
    const auto b = other.latest_change();
    if (a == b) return Age::kSame;
    return a > b ? Age::kNewer : Age::kOlder;  // Nothing compares less than any date.
}

bool is_property(const Markup& node, const std::string* type) {
    if (!type || node.element != "prop") return false;
    const std::string* other = node.attribute("type");
    return other && *other == *type;
}

/// Adds what `into` lacks. Where both have one property of a type, the newer one's value stays; of an older unit only
/// properties of types that `into` has none of are added: what a newer one replaced must not come back.
bool merge_annotations(std::vector<Markup>& into, const std::vector<Markup>& from, Age from_age) {
    bool changed = false;
    const std::vector<Markup> before = into;
    for (const Markup& node : from) {
        if (std::find(into.begin(), into.end(), node) != into.end()) continue;
        const std::string* type = node.element == "prop" ? node.attribute("type") : nullptr;
        const auto same_type = [&](const Markup& other) { return is_property(other, type); };
        const auto known = std::count_if(before.begin(), before.end(), same_type);
        if (known > 0 && from_age == Age::kOlder) continue;
        if (known == 1 && from_age == Age::kNewer && std::count_if(from.begin(), from.end(), same_type) == 1) {
            *std::find_if(into.begin(), into.end(), same_type) = node;
        } else {
            into.push_back(node);
        }
        changed = true;
    }
    return changed;
}

bool merge_attributes(std::vector<Attribute>& into, const std::vector<Attribute>& from, Age from_age) {
    bool changed = false;
    for (const Attribute& attribute : from) {
        const auto found = std::find_if(into.begin(), into.end(), [&](const Attribute& a) { return a.name == attribute.name; });
        if (found == into.end()) {
            into.push_back(attribute);
            changed = true;
        } else if (from_age == Age::kNewer && found->value != attribute.value) {
            found->value = attribute.value;
            changed = true;
        }
    }
    return changed;
}

/// Fills in what is missing; of a newer unit all that it says is taken.
bool merge_stamp(Stamp& into, const Stamp& from, Age from_age) {
    const Stamp before = into;
    const auto take = [&](auto& field, const auto& other, bool is_set, bool other_is_set) {
        if (other_is_set && (!is_set || from_age == Age::kNewer)) field = other;
    };
    take(into.created, from.created, into.created.has_value(), from.created.has_value());
    take(into.changed, from.changed, into.changed.has_value(), from.changed.has_value());
    take(into.created_by, from.created_by, !into.created_by.empty(), !from.created_by.empty());
    take(into.changed_by, from.changed_by, !into.changed_by.empty(), !from.changed_by.empty());
    return into != before;
}

bool merge_context(Unit& into, const Context& from) {
    if (from == Context{} || from == into.context) return false;
    if (into.context == Context{}) {
        into.context = from;
        return true;
    }
    if (std::find(into.more_contexts.begin(), into.more_contexts.end(), from) != into.more_contexts.end()) return false;
    into.more_contexts.push_back(from);
    return true;
}

}  // namespace

bool merge_unit(Unit& into, const Unit& from) {
    const Age age = age_of(from, into);
    bool changed = merge_stamp(into.stamp, from.stamp, age);
    changed |= merge_attributes(into.attributes, from.attributes, age);
    changed |= merge_annotations(into.annotations, from.annotations, age);
    changed |= merge_context(into, from.context);
    std::vector<bool> taken(into.variants.size(), false);
    for (const Variant& variant : from.variants) {
        for (std::size_t i = 0; i < into.variants.size(); ++i) {
            Variant& old = into.variants[i];
            if (taken[i] || old.lang != variant.lang || old.segment != variant.segment) continue;
            taken[i] = true;
            changed |= merge_stamp(old.stamp, variant.stamp, age);
            changed |= merge_attributes(old.attributes, variant.attributes, age);
            changed |= merge_annotations(old.annotations, variant.annotations, age);
            break;
        }
    }
    return changed;
}

}  // namespace diglot
