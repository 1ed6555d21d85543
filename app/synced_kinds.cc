#include "app/synced_kinds.h"

#include <iterator>
#include <stdexcept>

#include "tm/unit_items.h"

namespace diglot {
namespace {

template <typename Conflict>
void append(std::vector<Conflict> from, std::vector<Conflict>& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

std::optional<Unit> SyncedUnits::find_in_history(std::int64_t id, std::int64_t change) const {
    return memory_.find_in_history(id, change);
}

std::int64_t SyncedUnits::add(Unit unit, ChangeSet& change) {
    memory_.set_origin(unit.origin, {});
    memory_.add(unit, change);
    return memory_.find_same(unit)->id;
}

std::uint64_t SyncedUnits::state_of(const Unit& unit) { return diglot::state_of(unit); }

std::string SyncedUnits::to_line(const Unit& unit) { return to_jsonml(unit); }

Unit SyncedUnits::from_line(const std::string& line) {
    Unit unit = unit_from_jsonml(line);
    if (unit.variants.empty() || unit.source.value_or(0) >= unit.variants.size())
        throw std::out_of_range("variants");
    return unit;
}

std::optional<Unit> SyncedUnits::join(const Unit* base, const Unit* first, const Unit* second,
                                      std::vector<Conflict>& conflicts) {
    UnitMerge merged = merge_units(base, first, second, {});
    append(std::move(merged.conflicts), conflicts);
    if (merged.unit && first && second) {
        merged.unit->context = first->context;
        merged.unit->more_contexts = first->more_contexts;
        merge_contexts(base, *second, *merged.unit);
    }
    return std::move(merged.unit);
}

std::optional<Concept> SyncedConcepts::find_in_history(std::int64_t id, std::int64_t change) const {
    return glossary_.find_in_history(id, change);
}

std::optional<Concept> SyncedConcepts::find_twin(const Concept& entry) const {
    return entry.id == 0 ? glossary_.find_known(entry, EntryPolicy::kAdd)
                         : glossary_.find_identical(entry);
}

std::int64_t SyncedConcepts::add(Concept entry, ChangeSet& change) {
    std::int64_t id = 0;
    glossary_.set_origin(entry.origin, {});
    glossary_.add(entry, change, &id);
    return id;
}

std::uint64_t SyncedConcepts::state_of(const Concept& entry) { return diglot::state_of(entry); }

std::string SyncedConcepts::to_line(const Concept& entry) { return to_jsonml(entry); }

Concept SyncedConcepts::from_line(const std::string& line) { return concept_from_jsonml(line); }

std::optional<Concept> SyncedConcepts::join(const Concept* base, const Concept* first,
                                            const Concept* second,
                                            std::vector<Conflict>& conflicts) {
    MergedConcept merged = merge_versions(base, first, second, {});
    append(std::move(merged.conflicts), conflicts);
    return std::move(merged.entry);
}

}  // namespace diglot
