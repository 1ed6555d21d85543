#include "app/memory_resolve.h"

#include <algorithm>

#include "app/interrupt.h"
#include "importers/tmx_writer.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

/// Adds to what was found; whether something was decided, which `changed` counts.
template <typename Conflict>
bool take(std::vector<Conflict>& decided, std::vector<Conflict>& found, std::int64_t& changed) {
    bool any = false;
    for (Conflict& conflict : decided) {
        any = any || conflict.decision != MergeSide::kUndecided;
        found.push_back(std::move(conflict));
    }
    changed += any ? 1 : 0;
    return any;
}

template <typename Conflict>
std::int64_t count_undecided(const std::vector<Conflict>& conflicts) {
    return std::count_if(conflicts.begin(), conflicts.end(), [](const Conflict& conflict) {
        return conflict.decision == MergeSide::kUndecided;
    });
}

std::vector<std::int64_t> units_with_conflicts(const Store& memory) {
    std::vector<std::int64_t> marked;
    memory.for_each({}, [&](const Unit& unit) {
        throw_if_interrupted();
        if (unit.property(kConflictProperty)) marked.push_back(unit.id);
        return true;
    });
    return marked;
}

std::vector<Concept> concepts_with_conflicts(const Termbase& glossary) {
    std::vector<Concept> marked;
    glossary.for_each({}, [&](const Concept& entry) {
        throw_if_interrupted();
        if (has_kept_conflict(entry)) marked.push_back(entry);
        return true;
    });
    return marked;
}

void resolve_units(Store& memory, const DecideUnit& decide, Resolved& found) {
    for (const std::int64_t id : units_with_conflicts(memory)) {
        const Unit unit = *memory.find(id);
        UnitMerge decided = decide_kept(unit, decide);
        if (!take(decided.conflicts, found.conflicts, found.changed)) continue;
        if (!decided.unit)
            memory.remove(id);
        else if (memory.update(*decided.unit) == Updated::kSameAsAnother)
            found.refused.push_back(texts_of(*decided.unit));
    }
}

void resolve_concepts(Termbase& glossary, const DecideMerge& decide, Resolved& found) {
    for (const Concept& entry : concepts_with_conflicts(glossary)) {
        MergedConcept decided = decide_kept(entry, decide);
        if (!take(decided.conflicts, found.concept_conflicts, found.concepts_changed)) continue;
        if (!decided.entry)
            glossary.remove(entry.id);
        else if (glossary.update(*decided.entry) == Updated::kSameAsAnother)
            found.concepts_refused.push_back(terms_text(*decided.entry));
    }
}

}  // namespace

std::int64_t Resolved::undecided() const {
    return count_undecided(conflicts) + count_undecided(concept_conflicts);
}

std::int64_t Resolved::found() const {
    return static_cast<std::int64_t>(conflicts.size() + concept_conflicts.size());
}

Resolved list_conflicts(DiglotFile& file, const DecideUnit& decide_unit,
                        const DecideMerge& decide_concept) {
    const ReadSnapshot snapshot(file.database());
    Resolved found;
    for (const std::int64_t id : units_with_conflicts(file.memory())) {
        UnitMerge decided = decide_kept(*file.memory().find(id), decide_unit);
        take(decided.conflicts, found.conflicts, found.changed);
    }
    for (const Concept& entry : concepts_with_conflicts(file.glossary())) {
        MergedConcept decided = decide_kept(entry, decide_concept);
        take(decided.conflicts, found.concept_conflicts, found.concepts_changed);
    }
    return found;
}

Resolved list_conflicts(const UnitSpool& units, const DecideUnit& decide) {
    Resolved found;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        throw_if_interrupted();
        const Unit unit = units.unit(i);
        if (!unit.property(kConflictProperty)) continue;
        UnitMerge decided = decide_kept(unit, decide);
        take(decided.conflicts, found.conflicts, found.changed);
    }
    return found;
}

Resolved resolve(DiglotFile& file, const DecideUnit& decide_unit, const DecideMerge& decide_concept,
                 const ChangeRequest& request) {
    Resolved found;
    ChangeSet change(file.database(), file.log(), request);
    resolve_units(file.memory(), decide_unit, found);
    resolve_concepts(file.glossary(), decide_concept, found);
    const std::size_t refused = found.refused.size() + found.concepts_refused.size();
    if (found.changed + found.concepts_changed > static_cast<std::int64_t>(refused)) {
        change.commit();
        found.change = change.id();
    }
    return found;
}

Resolved resolve_tmx(const std::string& path, const UnitSpool& units, const DecideUnit& decide) {
    Resolved found;
    const auto each = [&](const std::function<void(Unit)>& take_unit) {
        found = {};
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            throw_if_interrupted();
            Unit unit = units.unit(i);
            if (unit.property(kConflictProperty)) {
                UnitMerge decided = decide_kept(unit, decide);
                if (take(decided.conflicts, found.conflicts, found.changed)) {
                    if (decided.unit) take_unit(std::move(*decided.unit));
                    continue;
                }
            }
            take_unit(std::move(unit));
        }
    };
    each([](const Unit&) {});
    if (found.changed > 0) write_tmx(path, units.headers, each);
    return found;
}

std::vector<Loss> write_tmx(const std::string& path, const std::vector<Markup>& headers,
                            const std::function<void(const std::function<void(Unit)>&)>& units) {
    std::vector<Loss> losses;
    TmxWriter writer(path, {});
    if (!headers.empty()) writer.header(merge_tmx_headers(headers, losses));
    units([&](Unit unit) { writer.add(std::move(unit)); });
    const std::vector<Loss> more = writer.finish();
    losses.insert(losses.end(), more.begin(), more.end());
    return losses;
}

}  // namespace diglot
