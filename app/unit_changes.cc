#include "app/unit_changes.h"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/interrupt.h"

namespace diglot {
namespace {

/// The memory as it is written, or, of a preview, as it would be.
class Target {
public:
    Target(Store& memory, bool apply) : memory_(memory), apply_(apply) {}

    /// The id of a unit that says the same now; nothing where there is none, and the unit is
    /// changed.
    std::optional<std::int64_t> put(const Unit& unit) { return apply_ ? write(unit) : keep(unit); }

private:
    std::optional<std::int64_t> write(const Unit& unit) {
        if (memory_.update(unit) != Updated::kSameAsAnother) return std::nullopt;
        const std::optional<Unit> same = memory_.find_same(unit);
        return same ? same->id : unit.id;
    }

    std::optional<std::int64_t> keep(const Unit& unit) {
        const std::uint64_t key = unit_key(unit);
        const auto known = taken_.find(key);
        if (known != taken_.end() && known->second != unit.id) return known->second;
        const std::optional<Unit> same = memory_.find_same(unit);
        if (same && changed_.count(same->id) == 0) return same->id;
        taken_.emplace(key, unit.id);
        changed_.insert(unit.id);
        return std::nullopt;
    }

    Store& memory_;
    bool apply_;
    std::unordered_map<std::uint64_t, std::int64_t> taken_;  ///< Units by what they would say.
    std::unordered_set<std::int64_t> changed_;               ///< They say no more what they said.
};

class Changes {
public:
    Changes(Store& memory, bool apply, const UnitChangeSteps& steps)
        : target_(memory, apply), steps_(steps) {}

    void run(const IdRanges& ids) {
        for (const IdRange& range : ids.ranges())
            for (std::int64_t id = range.first; id <= range.last; ++id) change(id);
        std::vector<std::int64_t> left;
        for (const auto& [other, waiting] : waiting_)
            left.insert(left.end(), waiting.begin(), waiting.end());
        std::sort(left.begin(), left.end());
        for (const std::int64_t id : left) steps_.left(id);
    }

private:
    /// And those that waited for it, and those that waited for them.
    void change(std::int64_t first) {
        std::deque<std::int64_t> next = {first};
        for (; !next.empty(); next.pop_front()) {
            throw_if_interrupted();
            const std::int64_t id = next.front();
            const std::optional<Unit> unit = steps_.make(id);
            if (!unit) continue;
            if (const auto other = target_.put(*unit)) {
                waiting_[*other].push_back(id);
                continue;
            }
            steps_.changed(id);
            const auto freed = waiting_.extract(id);
            if (!freed.empty())
                next.insert(next.end(), freed.mapped().begin(), freed.mapped().end());
        }
    }

    Target target_;
    const UnitChangeSteps& steps_;
    /// Units by the one that says what they would say.
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> waiting_;
};

}  // namespace

void change_units(Store& memory, const IdRanges& ids, bool apply, const UnitChangeSteps& steps) {
    Changes(memory, apply, steps).run(ids);
}

}  // namespace diglot
