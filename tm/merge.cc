#include "tm/merge.h"

#include <algorithm>
#include <iterator>

#include "tm/unit_state.h"

namespace diglot {
namespace {

/// What one unit is to another, the same unit, by their latest dates. One without a date is older
/// than one with.
enum class Age { kOlder, kSame, kNewer };

Age age_of(const Unit& unit, const Unit& other) {
    const auto a = unit.latest_change();
    const auto b = other.latest_change();
    if (a == b) return Age::kSame;
    return a > b ? Age::kNewer : Age::kOlder;  // Nothing compares less than any date.
}

/// What an XLIFF file says of one place in a document. A unit is met at many places, and says so of
/// the first only: a label that stands a thousand times in a program keeps one id, not a thousand.
bool is_of_one_place(const std::string& type) { return type.starts_with("x-xliff-"); }

/// Whether `node` is a state that the unit must not take from one of the same age or older, with
/// the states it has. A unit without one is a person's translation: that the same was also proposed
/// by a machine, or stands unreviewed elsewhere, does not make it worse.
bool is_no_better_state(const Markup& node, const std::string& type) {
    return type == kSetAsideProperty || type == kStateBeforeProperty ||
           (type == kStateProperty && node.all_text() != unit_state::kReviewed);
}

bool is_property(const Markup& node, const std::string* type);

/// Whether `node` calls a draft what was reviewed: the texts are the same, so the review holds.
/// Rejected or set aside it may be.
bool reopens(const Markup& node, const std::string* type, const std::vector<Markup>& into) {
    if (!type || *type != kStateProperty) return false;
    const std::string state = node.all_text();
    const bool is_draft = state == unit_state::kUnreviewed || state == unit_state::kMachine ||
                          state == unit_state::kAlignment;
    return is_draft && std::any_of(into.begin(), into.end(), [&](const Markup& known) {
               return is_property(known, type) && known.all_text() == unit_state::kReviewed;
           });
}

bool is_property(const Markup& node, const std::string* type) {
    if (!type || node.element != "prop") return false;
    const std::string* other = node.attribute("type");
    return other && *other == *type;
}

/// Carries what one unit knows into the other, and counts.
class Merger {
public:
    explicit Merger(Age from_age) : age_(from_age) {}

    const Merged& result() const { return result_; }

    /// Adds what `into` lacks. Where both have one property of a type, the newer one's value stays;
    /// of an older unit only properties of types that `into` has none of are added: what a newer
    /// one replaced must not come back.
    void annotations(std::vector<Markup>& into, const std::vector<Markup>& from) {
        const std::vector<Markup> before = into;
        for (const Markup& node : from) {
            if (std::find(into.begin(), into.end(), node) != into.end()) continue;
            const std::string* type = node.element == "prop" ? node.attribute("type") : nullptr;
            const auto same_type = [&](const Markup& other) { return is_property(other, type); };
            const auto known = std::count_if(before.begin(), before.end(), same_type);
            const bool stays = type != nullptr && ((known > 0 && is_of_one_place(*type)) ||
                                                   is_no_better_state(node, *type));
            if ((age_ != Age::kNewer && stays) || reopens(node, type, into)) {
                ++result_.left_out;
                continue;
            }
            if (known > 0 && age_ == Age::kOlder) {
                ++result_.left_out;
                continue;
            }
            const bool replaces =
                age_ == Age::kNewer || (type != nullptr && *type == kStateProperty);
            if (known == 1 && replaces && std::count_if(from.begin(), from.end(), same_type) == 1) {
                *std::find_if(into.begin(), into.end(), same_type) = node;
            } else {
                into.push_back(node);
            }
            result_.changed = true;
        }
    }

    void attributes(std::vector<Attribute>& into, const std::vector<Attribute>& from) {
        for (const Attribute& attribute : from) {
            const auto found = std::find_if(into.begin(), into.end(), [&](const Attribute& a) {
                return a.name == attribute.name;
            });
            if (found == into.end()) {
                into.push_back(attribute);
                result_.changed = true;
            } else if (found->value != attribute.value) {
                replace(found->value, attribute.value);
            }
        }
    }

    void stamp(Stamp& into, const Stamp& from) {
        take(into.created, from.created);
        take(into.changed, from.changed);
        take(into.created_by, from.created_by);
        take(into.changed_by, from.changed_by);
    }

    void context(Unit& into, const Context& from) {
        const auto& more = into.more_contexts;
        if (from == Context{} || from == into.context ||
            std::find(more.begin(), more.end(), from) != more.end())
            return;
        if (into.context == Context{})
            into.context = from;
        else
            into.more_contexts.push_back(from);
        result_.changed = true;
    }

private:
    /// Fills in what is missing; what both say differently is the newer one's to say.
    template <typename Field>
    void take(Field& into, const Field& from) {
        if (from == Field{} || from == into) return;
        if (into == Field{}) {
            into = from;
            result_.changed = true;
        } else {
            replace(into, from);
        }
    }

    template <typename Field>
    void replace(Field& into, const Field& from) {
        if (age_ == Age::kNewer) {
            into = from;
            result_.changed = true;
        } else {
            ++result_.left_out;
        }
    }

    Age age_;
    Merged result_;
};

/// The unit was only proposed somewhere; now it is met as a translation, in the state that `from`
/// says: one of a machine stays one.
bool end_proposal(Unit& unit, const Unit& from) {
    const auto is_state = [](const Markup& node) {
        const std::string* type = node.attribute("type");
        return node.element == "prop" && type != nullptr && *type == kStateProperty;
    };
    std::erase_if(unit.annotations, [&](const Markup& node) {
        const std::string* type = node.attribute("type");
        return is_state(node) ||
               (node.element == "prop" && type != nullptr && *type == kAlternativeProperty);
    });
    std::copy_if(from.annotations.begin(), from.annotations.end(),
                 std::back_inserter(unit.annotations), is_state);
    return true;
}

/// What `from` says of itself, without an origin that `into` is known to have: a table names each
/// unit's origin, and met again it says nothing new.
std::vector<Markup> annotations_of(const Unit& from, const Unit& into) {
    std::vector<Markup> annotations = from.annotations;
    if (into.origin.empty()) return annotations;
    const Markup origin = Markup::leaf("prop", {{"type", "x-origin"}}, into.origin);
    std::erase(annotations, origin);
    return annotations;
}

}  // namespace

Merged merge_unit(Unit& into, const Unit& from) {
    const bool known_proposal = into.property(kAlternativeProperty).has_value();
    const bool proposal = from.property(kAlternativeProperty).has_value();
    if (proposal && !known_proposal) return {};
    const bool ended = !proposal && known_proposal && end_proposal(into, from);
    Merger merger(age_of(from, into));
    merger.stamp(into.stamp, from.stamp);
    merger.attributes(into.attributes, from.attributes);
    merger.annotations(into.annotations, annotations_of(from, into));
    merger.context(into, from.context);
    std::vector<bool> taken(into.variants.size(), false);
    for (const Variant& variant : from.variants) {
        for (std::size_t i = 0; i < into.variants.size(); ++i) {
            Variant& old = into.variants[i];
            if (taken[i] || old.lang != variant.lang || old.segment.text != variant.segment.text)
                continue;
            taken[i] = true;
            merger.stamp(old.stamp, variant.stamp);
            merger.attributes(old.attributes, variant.attributes);
            merger.annotations(old.annotations, variant.annotations);
            break;
        }
    }
    if (!is_set_aside(into)) set_state(into, state_word(into));  // Notes of why go with the state.
    Merged result = merger.result();
    result.changed = result.changed || ended;
    return result;
}

}  // namespace diglot
