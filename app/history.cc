#include "app/history.h"

#include "core/storage/sync_log.h"

namespace diglot {
namespace {

/// `load` reads the thing in one of its states.
template <typename Thing, typename Load>
std::vector<Version<Thing>> history_of(DiglotFile& file, const char* aggregate, std::int64_t id,
                                       const Load& load) {
    const ReadSnapshot snapshot(file.database());
    const SyncLog log(file.database(), file.log());
    const std::vector<RootState> states = log.states(aggregate, id);
    std::vector<Version<Thing>> versions;
    for (const RootState& state : states) {
        const std::optional<ChangeInfo> change = file.log().find(state.made_by);
        if (!change) continue;
        Version<Thing>& version = versions.emplace_back();
        version.change = *change;
        const auto before = log.state_at(states, state.made_by, true);
        if (before) version.before = load(*before);
        version.after = load(state);
        version.is_current = !state.history;
    }
    return versions;
}

}  // namespace

std::vector<Version<Unit>> unit_history(DiglotFile& file, std::int64_t id) {
    return history_of<Unit>(file, "unit", id, [&](const RootState& state) {
        return state.history ? file.memory().find_in_history(id, *state.history)
                             : file.memory().find(id);
    });
}

std::vector<Version<Concept>> concept_history(DiglotFile& file, std::int64_t id) {
    return history_of<Concept>(file, "concept", id, [&](const RootState& state) {
        return state.history ? file.glossary().find_in_history(id, *state.history)
                             : file.glossary().find(id);
    });
}

}  // namespace diglot
