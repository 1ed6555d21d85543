#include "tm/unit_merge.h"

#include <algorithm>
#include <set>

#include "tm/unit_state.h"

namespace diglot {
namespace {

using Items = std::vector<UnitItem>;
using Values = std::vector<Markup>;

const std::string kConflictField = "prop." + std::string(kConflictProperty);

const Values& values_at(const Items* items, const std::string& where, const std::string& field) {
    static const Values kNone;
    const UnitItem* item = items ? find_item(*items, where, field) : nullptr;
    return item ? item->values : kNone;
}

bool has_variant(const Items* items, const std::string& where) {
    return items && (where.empty() || find_item(*items, where, "variant"));
}

/// Kept by account, not by decision: never worth a question.
bool is_account(const std::string& field) {
    return field == "created" || field == "changed" || field == "spelling" ||
           field == "@usagecount" || field == "@lastusagedate" || field == "@changeid" ||
           field == "@creationid" || field == "@creationdate" || field == "@changedate";
}

/// Of two different values, whichever side has which.
const Values& by_account(const std::string& field, const Values& a, const Values& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const auto order = [&](const Values& values) {
        const std::string* at = values[0].attribute("at");
        const std::string& text = at ? *at : values[0].text;
        return std::pair(field == "@usagecount" ? text.size() : 0, text);
    };
    const auto order_a = order(a);
    const auto order_b = order(b);
    const bool a_is_greater = order_a == order_b ? to_jsonml(a) > to_jsonml(b) : order_a > order_b;
    const bool wants_earlier = field == "created" || field == "spelling";
    return a_is_greater != wants_earlier ? a : b;
}

/// What is there as often as `values` has it beyond `known`.
Values beyond(const Values& values, const Values& known) {
    Values rest = values;
    for (const Markup& node : known) {
        const auto found = std::find(rest.begin(), rest.end(), node);
        if (found != rest.end()) rest.erase(found);
    }
    return rest;
}

/// Ours, less what theirs removed, and what theirs added; what both added once.
Values piled_up(const Values& base, const Values& ours, const Values& theirs) {
    const Values removed = beyond(base, theirs);
    Values merged = beyond(ours, removed);
    const Values added = beyond(theirs, base);
    for (const Markup& node : beyond(added, beyond(ours, base))) merged.push_back(node);
    return merged;
}

bool piles_up(const std::string& field, const Values& base, const Values& ours,
              const Values& theirs) {
    if (field == "note" || field == kConflictField) return true;
    return field != "text" && (base.size() > 1 || ours.size() > 1 || theirs.size() > 1);
}

std::string shown(const std::string& where, const std::string& field, const Values& values) {
    return UnitItem{where, field, values}.text();
}

Markup mark_of(const std::string& where, const std::string& field, const Values& other) {
    const Markup node = Markup::node("conflict", {{"where", where}, {"field", field}}, other);
    return Markup::leaf("prop", {{"type", std::string(kConflictProperty)}}, to_jsonml({node}));
}

/// Puts the values in the place of those of that field, or behind the last item of that place.
void set_values(Items& items, const std::string& where, const std::string& field, Values values) {
    auto behind = items.end();
    for (auto i = items.begin(); i != items.end(); ++i) {
        if (i->where != where) continue;
        if (i->field == field) {
            i->values = std::move(values);
            if (i->values.empty()) items.erase(i);
            return;
        }
        behind = i + 1;
    }
    if (values.empty()) return;
    if (where.empty() && behind == items.end()) behind = items.begin();
    items.insert(behind, UnitItem{where, field, std::move(values)});
}

void drop_variant(Items& items, const std::string& where) {
    std::erase_if(items, [&](const UnitItem& item) { return item.where == where; });
}

/// A unit without a state is a person's translation, in use (tm/unit_state.h).
bool is_better_than_none(const Values& state) {
    return !state.empty() && state.front().all_text() == unit_state::kReviewed;
}
bool is_out_of_use(const Values& state) {
    const std::string word = state.empty() ? "" : state.front().all_text();
    return word == unit_state::kRejected || word == unit_state::kSetAside;
}

/// One merge: what is asked, and what was found.
class Merger {
public:
    Merger(const Unit* base, const Unit* ours, const Unit* theirs, const DecideUnit& decide)
        : decide_(decide), name_(texts_of(ours ? *ours : *theirs)) {
        if (base) base_ = items_of(*base);
        if (ours) ours_ = items_of(*ours);
        if (theirs) theirs_ = items_of(*theirs);
    }

    std::vector<UnitMerge::Conflict> conflicts;

    /// One side has removed the unit, the other changed it. Whether it stays.
    bool stays(const Unit* base, const Unit* ours, const Unit* theirs) {
        const MergeSide side = ask("", "unit", texts_of(*base), ours ? texts_of(*ours) : "",
                                   theirs ? texts_of(*theirs) : "");
        if (side == MergeSide::kUndecided) marks_.push_back(mark_of("", "unit", {}));
        return side == MergeSide::kUndecided || (side == MergeSide::kOurs) == (ours != nullptr);
    }

    Unit merge() {
        Items merged = *ours_;
        for (const std::string& where : variants()) merge_variant(merged, where);
        merge_place(merged, "");
        add_marks(merged);
        return unit_of(merged);
    }

    /// What one side has, with the marks of what was asked.
    Unit kept(const Unit& unit) const {
        Items items = items_of(unit);
        add_marks(items);
        return unit_of(items);
    }

private:
    MergeSide ask(const std::string& where, const std::string& field, std::string base,
                  std::string ours, std::string theirs) {
        UnitConflict what{name_, where, field, std::move(base), std::move(ours), std::move(theirs)};
        const MergeSide side = decide_ ? decide_(what) : MergeSide::kUndecided;
        conflicts.push_back({std::move(what), side});
        return side;
    }

    const Items* base() const { return base_ ? &*base_ : nullptr; }

    std::vector<std::string> variants() const {
        std::vector<std::string> places;
        for (const Items* items : {&*ours_, &*theirs_})
            for (const UnitItem& item : *items)
                if (item.field == "variant" &&
                    std::find(places.begin(), places.end(), item.where) == places.end())
                    places.push_back(item.where);
        return places;
    }

    /// Whether a variant says what it said in the base, its account aside.
    bool is_as_before(const Items& items, const std::string& where) const {
        const auto covers = [&](const Items& a, const Items& b) {
            return std::all_of(a.begin(), a.end(), [&](const UnitItem& item) {
                return item.where != where || is_account(item.field) ||
                       same_values(item.values, values_at(&b, where, item.field));
            });
        };
        return covers(items, *base_) && covers(*base_, items);
    }

    void merge_variant(Items& merged, const std::string& where) {
        const bool in_ours = has_variant(&*ours_, where);
        const bool in_theirs = has_variant(&*theirs_, where);
        if (in_ours && in_theirs) return merge_place(merged, where);
        const Items& has_it = in_ours ? *ours_ : *theirs_;
        bool is_kept = true;
        if (has_variant(base(), where)) {
            is_kept = false;
            if (!is_as_before(has_it, where)) is_kept = keeps_variant(where, in_ours);
        }
        if (in_ours && !is_kept) drop_variant(merged, where);
        if (in_theirs && is_kept)
            std::copy_if(has_it.begin(), has_it.end(), std::back_inserter(merged),
                         [&](const UnitItem& item) { return item.where == where; });
    }

    bool keeps_variant(const std::string& where, bool in_ours) {
        const auto text = [&](const Items& items) {
            return shown(where, "text", values_at(&items, where, "text"));
        };
        const MergeSide side = ask(where, "variant", text(*base_), text(*ours_), text(*theirs_));
        if (side == MergeSide::kUndecided) marks_.push_back(mark_of(where, "variant", {}));
        return side == MergeSide::kUndecided || (side == MergeSide::kOurs) == in_ours;
    }

    void merge_place(Items& merged, const std::string& where) {
        std::vector<std::string> fields;
        for (const Items* items : {&*ours_, &*theirs_})
            for (const UnitItem& item : *items)
                if (item.where == where &&
                    std::find(fields.begin(), fields.end(), item.field) == fields.end())
                    fields.push_back(item.field);
        for (const std::string& field : fields)
            set_values(merged, where, field, merged_values(where, field));
    }

    Values merged_values(const std::string& where, const std::string& field) {
        const Values& was = values_at(base(), where, field);
        const Values& ours = values_at(&*ours_, where, field);
        const Values& theirs = values_at(&*theirs_, where, field);
        if (same_values(ours, theirs)) return ours;
        if (base_ && same_values(was, theirs)) return ours;
        if (base_ && same_values(was, ours)) return theirs;
        if (!base_ && (ours.empty() || theirs.empty())) {
            const Values& said = ours.empty() ? theirs : ours;
            if (where.empty() && field == "state" && !is_better_than_none(said))
                return is_out_of_use(said) ? decided(where, field, was, ours, theirs) : Values{};
            return said;
        }
        if (is_account(field)) return by_account(field, ours, theirs);
        if (piles_up(field, was, ours, theirs)) return piled_up(was, ours, theirs);
        return decided(where, field, was, ours, theirs);
    }

    Values decided(const std::string& where, const std::string& field, const Values& was,
                   const Values& ours, const Values& theirs) {
        std::string text = shown(where, field, was);
        std::string text_ours = shown(where, field, ours);
        std::string text_theirs = shown(where, field, theirs);
        std::string name = field;
        if (text_ours == text_theirs) {
            if (field == "text") name = "codes";
            text = was.empty() ? "" : to_jsonml(was);
            text_ours = to_jsonml(ours);
            text_theirs = to_jsonml(theirs);
        }
        const MergeSide side = ask(where, name, text, text_ours, text_theirs);
        if (side == MergeSide::kTheirs) return theirs;
        if (side == MergeSide::kUndecided) marks_.push_back(mark_of(where, field, theirs));
        return ours;
    }

    void add_marks(Items& items) const {
        if (marks_.empty()) return;
        Values all = values_at(&items, "", kConflictField);
        for (const Markup& mark : marks_)
            if (std::find(all.begin(), all.end(), mark) == all.end()) all.push_back(mark);
        set_values(items, "", kConflictField, std::move(all));
    }

    const DecideUnit& decide_;
    std::string name_;
    std::optional<Items> base_, ours_, theirs_;
    Values marks_;
};

void take_frame(const Unit& from, Unit& into) {
    into.id = from.id;
    into.origin = from.origin;
    into.context = from.context;
    into.more_contexts = from.more_contexts;
}

/// The conflict a mark tells of; nothing where it is not one of ours.
std::optional<Markup> read_mark(const Markup& mark) {
    try {
        std::vector<Markup> nodes = parse_jsonml(mark.all_text());
        if (nodes.size() == 1 && nodes[0].element == "conflict" && nodes[0].attribute("where") &&
            nodes[0].attribute("field"))
            return std::move(nodes[0]);
    } catch (const std::exception&) {
    }
    return std::nullopt;
}

UnitConflict conflict_of(const Unit& unit, const Items& items, const Markup& mark) {
    const std::string& where = *mark.attribute("where");
    const std::string& field = *mark.attribute("field");
    UnitConflict what{texts_of(unit), where, field, "", "", ""};
    if (field == "unit") {
        what.ours = what.unit;
    } else if (field == "variant") {
        what.ours = shown(where, "text", values_at(&items, where, "text"));
    } else {
        const Values& ours = values_at(&items, where, field);
        what.ours = shown(where, field, ours);
        what.theirs = shown(where, field, mark.children);
        if (what.ours == what.theirs) {
            if (field == "text") what.field = "codes";
            what.ours = ours.empty() ? "" : to_jsonml(ours);
            what.theirs = mark.children.empty() ? "" : to_jsonml(mark.children);
        }
    }
    return what;
}

}  // namespace

UnitMerge merge_units(const Unit* base, const Unit* ours, const Unit* theirs,
                      const DecideUnit& decide) {
    UnitMerge result;
    if (!ours && !theirs) return result;
    if (!ours || !theirs) {
        const Unit& has_it = ours ? *ours : *theirs;
        if (!base) {
            result.unit = has_it;
            return result;
        }
        if (canonical_form(*base) == canonical_form(has_it)) return result;
        Merger merger(base, ours, theirs, decide);
        if (merger.stays(base, ours, theirs)) {
            result.unit = merger.kept(has_it);
            take_frame(has_it, *result.unit);
        }
        result.conflicts = std::move(merger.conflicts);
        return result;
    }
    const std::string form = canonical_form(*ours);
    const std::string other = canonical_form(*theirs);
    const bool takes_theirs = base && form == canonical_form(*base);
    if (takes_theirs || form == other || (base && other == canonical_form(*base))) {
        result.unit = takes_theirs ? *theirs : *ours;
    } else {
        Merger merger(base, ours, theirs, decide);
        result.unit = merger.merge();
        result.conflicts = std::move(merger.conflicts);
        if (result.unit->variants.empty()) {
            result.unit.reset();
            return result;
        }
    }
    take_frame(*ours, *result.unit);
    return result;
}

void merge_contexts(const Unit* base, const Unit& other, Unit& into) {
    const auto all = [](const Unit& unit) {
        std::vector<Context> contexts = unit.more_contexts;
        if (unit.context != Context{}) contexts.insert(contexts.begin(), unit.context);
        return contexts;
    };
    const auto has = [](const std::vector<Context>& contexts, const Context& one) {
        return std::find(contexts.begin(), contexts.end(), one) != contexts.end();
    };
    const std::vector<Context> was = base ? all(*base) : std::vector<Context>{};
    const std::vector<Context> ours = all(into);
    const std::vector<Context> theirs = all(other);
    std::vector<Context> merged;
    for (const Context& one : ours)
        if (!has(was, one) || has(theirs, one)) merged.push_back(one);
    for (const Context& one : theirs)
        if (!has(was, one) && !has(merged, one)) merged.push_back(one);
    into.context = merged.empty() ? Context{} : merged.front();
    if (!merged.empty()) merged.erase(merged.begin());
    into.more_contexts = std::move(merged);
}

std::vector<UnitConflict> kept_conflicts(const Unit& unit) {
    const Items items = items_of(unit);
    std::vector<UnitConflict> found;
    for (const Markup& value : values_at(&items, "", kConflictField))
        if (const auto mark = read_mark(value)) found.push_back(conflict_of(unit, items, *mark));
    return found;
}

UnitMerge decide_kept(const Unit& unit, const DecideUnit& decide) {
    const Items before = items_of(unit);
    Items items = before;
    Values left;
    UnitMerge result;
    bool removed = false;
    for (const Markup& value : values_at(&before, "", kConflictField)) {
        const auto mark = read_mark(value);
        if (!mark) {
            left.push_back(value);
            continue;
        }
        UnitConflict what = conflict_of(unit, before, *mark);
        const MergeSide side = decide(what);
        if (side == MergeSide::kUndecided) left.push_back(value);
        if (side == MergeSide::kTheirs) {
            const std::string& where = *mark->attribute("where");
            const std::string& field = *mark->attribute("field");
            removed = removed || field == "unit";
            if (field == "variant")
                drop_variant(items, where);
            else if (field != "unit" && has_variant(&items, where))
                set_values(items, where, field, mark->children);
        }
        result.conflicts.push_back({std::move(what), side});
    }
    set_values(items, "", kConflictField, std::move(left));
    if (removed) return result;
    result.unit = unit_of(items);
    if (result.unit->variants.empty())
        result.unit.reset();
    else
        take_frame(unit, *result.unit);
    return result;
}

}  // namespace diglot
