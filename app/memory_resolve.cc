#include "app/memory_resolve.h"

#include <algorithm>

#include "app/interrupt.h"
#include "importers/tmx_writer.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

/// Adds to what was found; whether something was decided.
bool take(UnitMerge& decided, Resolved& found) {
    bool any = false;
    for (UnitMerge::Conflict& conflict : decided.conflicts) {
        any = any || conflict.decision != MergeSide::kUndecided;
        found.conflicts.push_back(std::move(conflict));
    }
    found.changed += any ? 1 : 0;
    return any;
}

}  // namespace

std::int64_t Resolved::undecided() const {
    return std::count_if(conflicts.begin(), conflicts.end(), [](const auto& conflict) {
        return conflict.decision == MergeSide::kUndecided;
    });
}

namespace {

std::vector<std::int64_t> units_with_conflicts(const Store& memory) {
    std::vector<std::int64_t> marked;
    memory.for_each({}, [&](const Unit& unit) {
        throw_if_interrupted();
        if (unit.property(kConflictProperty)) marked.push_back(unit.id);
        return true;
    });
    return marked;
}

}  // namespace

Resolved list_conflicts(DiglotFile& file, const DecideUnit& decide) {
    const ReadSnapshot snapshot(file.database());
    Resolved found;
    for (const std::int64_t id : units_with_conflicts(file.memory())) {
        UnitMerge decided = decide_kept(*file.memory().find(id), decide);
        take(decided, found);
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
        take(decided, found);
    }
    return found;
}

Resolved resolve(DiglotFile& file, const DecideUnit& decide, const ChangeRequest& request) {
    Resolved found;
    ChangeSet change(file.database(), file.log(), request);
    for (const std::int64_t id : units_with_conflicts(file.memory())) {
        const Unit unit = *file.memory().find(id);
        UnitMerge decided = decide_kept(unit, decide);
        if (!take(decided, found)) continue;
        if (!decided.unit)
            file.memory().remove(id);
        else if (file.memory().update(*decided.unit) == Updated::kSameAsAnother)
            found.refused.push_back(texts_of(*decided.unit));
    }
    if (found.changed > static_cast<std::int64_t>(found.refused.size())) {
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
                if (take(decided, found)) {
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
