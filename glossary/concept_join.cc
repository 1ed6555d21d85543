#include "glossary/concept_join.h"

#include <algorithm>
#include <set>
#include <utility>

#include "glossary/concept_merge.h"

namespace diglot {
namespace {

using Items = std::vector<ConceptItem>;

/// An item's values, or none.
const ConceptItem& item_or_empty(const Items& items, const ConceptItem& like, ConceptItem& empty) {
    if (const ConceptItem* found = find_item(items, like.place, like.field)) return *found;
    empty = {like.place, like.field, {}};
    return empty;
}

std::ptrdiff_t count(const ConceptItem& item, const Markup& value) {
    return std::count(item.values.begin(), item.values.end(), value);
}

/// How often what piles up is said: as the side has it that changed it; where both did alike, as
/// the one that went further.
std::ptrdiff_t piled_count(std::ptrdiff_t base, std::ptrdiff_t ours, std::ptrdiff_t theirs) {
    if (ours >= base && theirs >= base) return std::max(ours, theirs);
    if (ours <= base && theirs <= base) return std::min(ours, theirs);
    return ours + theirs - base;
}

/// What piles up: ours, without what they took away, and with what they added.
ConceptItem pile(const ConceptItem& base, const ConceptItem& ours, const ConceptItem& theirs) {
    ConceptItem all = ours;
    for (const ConceptItem* side : {&ours, &theirs})
        for (const Markup& value : side->values) {
            const std::ptrdiff_t wanted =
                piled_count(count(base, value), count(ours, value), count(theirs, value));
            while (count(all, value) < wanted) all.values.push_back(value);
            while (count(all, value) > wanted)
                all.values.erase(std::find(all.values.begin(), all.values.end(), value));
        }
    return all;
}

/// Whether two terms would stand for each other: in one language and region, at one time.
bool compete(const Term& a, const Term& b) {
    if (a.lang != b.lang || (a.region != b.region && !a.region.empty() && !b.region.empty()))
        return false;
    const bool a_ends_first = a.valid_until && b.valid_from && *a.valid_until < *b.valid_from;
    const bool b_ends_first = b.valid_until && a.valid_from && *b.valid_until < *a.valid_from;
    return !a_ends_first && !b_ends_first;
}

bool prefers(const Concept& entry, const Term& wanted) {
    return std::any_of(entry.terms.begin(), entry.terms.end(), [&](const Term& term) {
        return term.lang == wanted.lang && term.text == wanted.text &&
               term.status == TermStatus::kPreferred;
    });
}

/// One concept of both sides.
class ConceptJoin {
public:
    ConceptJoin(const Concept* base, const Concept& ours, const Concept& theirs,
                const DecideMerge& ask, bool keep_both)
        : ours_(ours),
          theirs_(theirs),
          has_base_(base != nullptr),
          base_items_(base ? items_of(*base) : Items{}),
          our_items_(items_of(ours)),
          their_items_(items_of(theirs)),
          ask_(ask),
          keep_both_(keep_both),
          merged_(ours) {}

    Concept join() {
        for (const ConceptItem& item : our_items_)
            if (item.field == "term") join_our_term(item);
        for (const ConceptItem& item : their_items_)
            if (item.field == "term") join_their_term(item);
        std::vector<const ConceptItem*> all;
        for (const ConceptItem& item : our_items_) all.push_back(&item);
        for (const ConceptItem& item : their_items_)
            if (!find_item(our_items_, item.place, item.field)) all.push_back(&item);
        for (const ConceptItem* item : all)
            if (item->field != "term" && !settled_.contains(item->place.text())) join_item(*item);
        for (Term& term : merged_.terms)
            if (term.section >= merged_.sections.size()) term.section = Term::kNoSection;
        refresh_fields(merged_);
        join_preferred();
        for (Markup& note : marks_) {
            const auto& notes = merged_.annotations;
            if (std::find(notes.begin(), notes.end(), note) == notes.end())
                merged_.annotations.push_back(std::move(note));
        }
        if (theirs_.changed && (!merged_.changed || *merged_.changed < *theirs_.changed) &&
            !differences(ours_, merged_).empty())
            merged_.changed = theirs_.changed;
        // Terms of a section lie together, as in a file.
        std::stable_sort(merged_.terms.begin(), merged_.terms.end(),
                         [](const Term& a, const Term& b) { return a.section < b.section; });
        return merged_;
    }

private:
    MergeSide ask(const ItemPlace& place, const std::string& field, std::string base,
                  std::string ours, std::string theirs) const {
        return ask_(
            {terms_text(ours_), place, field, std::move(base), std::move(ours), std::move(theirs)});
    }

    void mark(const ItemPlace& place, const std::string& field, std::vector<Markup> theirs) {
        if (keep_both_) marks_.push_back(conflict_note(place, field, std::move(theirs)));
    }

    /// Whether a side says other things of the place than the base.
    bool changed_at(const ItemPlace& place, const Items& side) const {
        const auto differs = [&](const Items& of, const Items& from) {
            return std::any_of(of.begin(), of.end(), [&](const ConceptItem& item) {
                if (item.place != place) return false;
                const ConceptItem* other = find_item(from, place, item.field);
                return !other || !say_the_same(item, *other);
            });
        };
        return differs(side, base_items_) || differs(base_items_, side);
    }

    void join_our_term(const ConceptItem& item) {
        if (find_item(their_items_, item.place, "term")) return;
        settled_.insert(item.place.text());
        if (!has_base_ || !find_item(base_items_, item.place, "term")) return;
        bool remove = true;
        if (changed_at(item.place, our_items_)) {
            const MergeSide side =
                ask(item.place, "term", *item.place.term, kWholeChanged, kWholeRemoved);
            if (side == MergeSide::kUndecided) mark(item.place, "term", {});
            remove = side == MergeSide::kTheirs;
        }
        if (remove)
            std::erase_if(merged_.terms, [&](const Term& term) {
                return term.lang == item.place.lang && term.text == *item.place.term;
            });
    }

    void join_their_term(const ConceptItem& item) {
        if (find_item(our_items_, item.place, "term")) return;
        settled_.insert(item.place.text());
        const bool was = has_base_ && find_item(base_items_, item.place, "term");
        if (was) {
            if (!changed_at(item.place, their_items_)) return;
            const MergeSide side =
                ask(item.place, "term", *item.place.term, kWholeRemoved, kWholeChanged);
            if (side == MergeSide::kUndecided) mark(item.place, "term", {});
            if (side == MergeSide::kOurs || (side == MergeSide::kUndecided && !keep_both_)) return;
        }
        for (const Term& term : theirs_.terms) {
            if (term.lang != item.place.lang || term.text != *item.place.term) continue;
            merged_.terms.push_back(term);
            merged_.terms.back().section = section_of(term.lang);
        }
    }

    std::size_t section_of(const LanguageTag& lang) const {
        for (std::size_t i = 0; i < merged_.sections.size(); ++i)
            if (merged_.sections[i].lang == lang) return i;
        return Term::kNoSection;
    }

    void join_item(const ConceptItem& like) {
        ConceptItem no_base, no_ours, no_theirs;
        const ConceptItem& base = item_or_empty(base_items_, like, no_base);
        const ConceptItem& ours = item_or_empty(our_items_, like, no_ours);
        const ConceptItem& theirs = item_or_empty(their_items_, like, no_theirs);
        if (say_the_same(ours, theirs)) return;
        if (!is_single(like.field)) {
            const ConceptItem all = pile(base, ours, theirs);
            if (!say_the_same(all, ours)) set_item(merged_, all);
            return;
        }
        const bool only_they_changed = has_base_ ? say_the_same(ours, base) : ours.values.empty();
        const bool only_we_changed = has_base_ ? say_the_same(theirs, base) : theirs.values.empty();
        // An id that one side does not have is no change of it.
        if (only_we_changed || (like.field == "id" && theirs.values.empty())) return;
        MergeSide side = MergeSide::kTheirs;
        if (!only_they_changed) {
            side = ask(like.place, like.field, base.text(), ours.text(), theirs.text());
            if (side == MergeSide::kUndecided) mark(like.place, like.field, theirs.values);
        }
        if (side == MergeSide::kTheirs) set_item(merged_, theirs);
    }

    /// Two preferred terms that neither side has together.
    void join_preferred() {
        for (std::size_t i = 0; i < merged_.terms.size(); ++i)
            for (std::size_t k = i + 1; k < merged_.terms.size(); ++k) {
                Term& a = merged_.terms[i];
                Term& b = merged_.terms[k];
                if (a.status != TermStatus::kPreferred || b.status != TermStatus::kPreferred ||
                    !compete(a, b))
                    continue;
                const bool ours_has_a = prefers(ours_, a);
                const bool ours_has_b = prefers(ours_, b);
                if ((ours_has_a && ours_has_b) || (prefers(theirs_, a) && prefers(theirs_, b)))
                    continue;
                Term& ours = ours_has_a ? a : b;
                Term& theirs = ours_has_a ? b : a;
                const ItemPlace place{ours.lang, std::nullopt};
                const MergeSide side = ask(place, "preferred", "", ours.text, theirs.text);
                if (side == MergeSide::kUndecided)
                    mark(place, "preferred",
                         {Markup::leaf("term", {}, ours.text),
                          Markup::leaf("term", {}, theirs.text)});
                set_status(side == MergeSide::kTheirs ? ours : theirs, TermStatus::kAdmitted);
            }
    }

    const Concept& ours_;
    const Concept& theirs_;
    bool has_base_;
    Items base_items_;
    Items our_items_;
    Items their_items_;
    const DecideMerge& ask_;
    const bool keep_both_;
    std::vector<Markup> marks_;
    std::set<std::string> settled_;  ///< Places of terms that only one side has.
    Concept merged_;
};

}  // namespace

Concept join_concepts(const Concept* base, const Concept& ours, const Concept& theirs,
                      const DecideMerge& ask, Undecided undecided) {
    return ConceptJoin(base, ours, theirs, ask, undecided == Undecided::kKeepBoth).join();
}

Markup conflict_note(const ItemPlace& place, const std::string& field, std::vector<Markup> theirs) {
    Markup conflict = Markup::node("conflict", {{"field", field}}, std::move(theirs));
    if (!place.lang.empty()) conflict.attributes.push_back({"lang", place.lang.text()});
    if (place.term) conflict.attributes.push_back({"term", *place.term});
    return Markup::leaf("note", {}, std::string(kConflictNote) + to_jsonml({std::move(conflict)}));
}

}  // namespace diglot
