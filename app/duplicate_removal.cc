#include "app/duplicate_removal.h"

#include <algorithm>

#include "app/interrupt.h"

namespace diglot {
namespace {

std::vector<Unit> load(const Store& memory, const UnitGroup& group, const DuplicateRule& rule,
                       const UnitFilter& filter) {
    std::vector<Unit> units;
    for (const std::int64_t id : group) {
        std::optional<Unit> unit = memory.find(id);
        if (unit && filter.holds(*unit)) units.push_back(std::move(*unit));
    }
    if (units.empty()) return units;
    std::erase_if(units, [&, first = units.front()](const Unit& unit) {
        return !are_duplicates(first, unit, rule);
    });
    return units;
}

}  // namespace

std::vector<Unit> load_duplicates(const Store& memory, const UnitGroup& group,
                                  const DuplicateRule& rule) {
    return load(memory, group, rule, {});
}

DuplicatesRemoved remove_duplicates(DiglotFile& file, const std::vector<UnitGroup>& groups,
                                    const DuplicateRemoval& request) {
    DuplicatesRemoved result;
    ChangeSet change(file.database(), file.log(), request.change);
    Store& memory = file.memory();
    std::int64_t done = 0;
    for (const UnitGroup& group : groups) {
        throw_if_interrupted();
        if (request.progress && ++done % 64 == 0)
            request.progress(done, static_cast<std::int64_t>(groups.size()));
        std::vector<Unit> units = load(memory, group, request.rule, request.filter);
        if (units.size() < 2) continue;
        const std::size_t kept = choose_unit(units, request.keep);
        Unit unit = std::move(units[kept]);
        units.erase(units.begin() + static_cast<std::ptrdiff_t>(kept));
        for (const Unit& other : units) result.units += memory.remove(other.id) ? 1 : 0;
        memory.update(join_duplicates(std::move(unit), units));
    }
    if (result.units == 0) return result;
    change.commit();
    result.change = change.id();
    return result;
}

}  // namespace diglot
