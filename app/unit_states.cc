#include "app/unit_states.h"

#include "app/interrupt.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

class ChangingStates {
public:
    ChangingStates(DiglotFile& file, const StateRequest& request,
                   const std::function<void(const Unit&)>& tell)
        : file_(file), request_(request), tell_(tell) {}

    StateReport run() {
        // Read under the lock it is written under.
        std::optional<ChangeSet> set;
        if (request_.apply) set.emplace(file_.database(), file_.log(), request_.change);
        const ReadSnapshot snapshot(file_.database());
        if (request_.ids.empty())
            look_through();
        else
            look_at_ids();
        if (!set || report_.units == 0) return std::move(report_);
        set->commit();
        report_.change = set->id();
        return std::move(report_);
    }

private:
    void look_at_ids() {
        for (const std::int64_t id : request_.ids) {
            throw_if_interrupted();
            std::optional<Unit> unit = file_.memory().find(id);
            if (!unit)
                report_.unknown.push_back(id);
            else if (look_at(*unit))
                file_.memory().update(*unit);
        }
    }

    /// The numbers first, then the units again, one by one: a table that is being read is not
    /// written.
    void look_through() {
        IdRanges found;
        std::uint64_t seen = 0;
        file_.memory().for_each(request_.filter, [&](Unit&& unit) {
            throw_if_interrupted();
            if (request_.progress) request_.progress(++seen);
            if (look_at(unit)) found.append(unit.id);
            return true;
        });
        for (const IdRange& range : found.ranges()) {
            for (std::int64_t id = range.first; id <= range.last; ++id) {
                throw_if_interrupted();
                std::optional<Unit> unit = file_.memory().find(id);
                if (unit && change(*unit)) file_.memory().update(*unit);
            }
        }
    }

    /// True where the unit changed and is to be written.
    bool look_at(Unit& unit) {
        const Unit before = unit;
        if (!change(unit)) return false;
        tell_(before);
        ++report_.units;
        return request_.apply;
    }

    bool change(Unit& unit) const {
        if (!change_state(unit, request_.state)) return false;
        unit.stamp.changed = Time::now();
        unit.stamp.changed_by = request_.change.user;
        return true;
    }

    DiglotFile& file_;
    const StateRequest& request_;
    const std::function<void(const Unit&)>& tell_;
    StateReport report_;
};

}  // namespace

bool change_state(Unit& unit, const std::optional<std::string>& state) {
    if (!state) return restore(unit);
    return *state == unit_state::kSetAside ? set_aside(unit, "") : set_state(unit, *state);
}

StateReport change_states(DiglotFile& file, const StateRequest& request,
                          const std::function<void(const Unit&)>& tell) {
    return ChangingStates(file, request, tell).run();
}

}  // namespace diglot
