#include "app/sync_entry.h"

namespace diglot {
namespace {

template <typename Kind>
std::optional<typename Kind::Value> value_at(const Kind& kind, std::int64_t id,
                                             const RootState& state) {
    return state.history ? kind.find_in_history(id, *state.history) : kind.find(id);
}

template <typename Kind>
std::uint64_t hash_at(const Kind& kind, std::int64_t id, const RootState& state) {
    const auto value = value_at(kind, id, state);
    return value ? Kind::state_of(*value) : 0;
}

template <typename Value>
bool has(const std::vector<Value>& all, const Value& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

template <typename Value>
void add_once(std::vector<Value>& all, const Value& one) {
    if (!has(all, one)) all.push_back(one);
}

/// "print:id:state": the change set that added it, its number there, and what it was then.
std::string birth_name(const SyncLog& sync, std::int64_t change, std::int64_t id,
                       std::uint64_t state) {
    return sync.print(change) + ":" + std::to_string(id) + ":" + std::to_string(state);
}

/// What has that name, if it was born here or in what the copies have in common.
template <typename Kind>
std::optional<std::int64_t> born_as(const Kind& kind, const SyncLog& sync,
                                    const std::string& name) {
    const std::size_t first = name.find(':');
    const std::size_t second = name.find(':', first + 1);
    if (second == std::string::npos) return std::nullopt;
    const std::int64_t id = std::stoll(name.substr(first + 1, second - first - 1));
    if (sync.adder(name.substr(0, first), Kind::kAggregate, id) == 0) return std::nullopt;
    const std::vector<RootState> states = sync.states(Kind::kAggregate, id);
    if (states.empty()) return std::nullopt;
    const std::uint64_t state = hash_at(kind, id, states.front());
    return std::to_string(state) == name.substr(second + 1) ? std::optional(id) : std::nullopt;
}

}  // namespace

template <typename Kind>
SyncEntry<Kind> entry_of(const Kind& kind, const SyncLog& sync, std::int64_t id) {
    SyncEntry<Kind> entry;
    entry.id = id;
    const std::vector<RootState> states = sync.states(Kind::kAggregate, id);
    for (std::size_t i = 0; i < states.size(); ++i) {
        const bool from_others = sync.is_sync(states[i].made_by);
        // What was taken in and undone may be taken in again.
        if (states[i].undone && from_others) continue;
        const std::uint64_t state = hash_at(kind, id, states[i]);
        add_once(entry.known, state);
        if (states[i].undone) add_once(entry.retracted, state);
        entry.length += states[i].undone ? 0 : 1;
        if (i > 0 || from_others) continue;
        const std::string name = birth_name(sync, states[i].made_by, id, state);
        const auto taken = sync.find(Kind::kAggregate, name);
        if (taken && *taken != id) return entry;  // Another stands for it.
        entry.names.push_back(name);
    }
    for (const std::string& name : sync.names(Kind::kAggregate, id))
        if (sync.find(Kind::kAggregate, name) == id) add_once(entry.names, name);
    for (const std::uint64_t state : sync.known_states(Kind::kAggregate, id))
        add_once(entry.known, state);
    entry.value = kind.find(id);
    add_once(entry.known, entry.state());
    std::erase(entry.retracted, entry.state());
    return entry;
}

template <typename Kind>
std::optional<typename Kind::Value> common_version(const Kind& kind, const SyncLog& sync,
                                                   std::int64_t id, const SyncEntry<Kind>& other) {
    const std::vector<RootState> states = sync.states(Kind::kAggregate, id);
    for (std::size_t i = states.size(); i-- > 0;) {
        if (states[i].undone) continue;
        auto value = value_at(kind, id, states[i]);
        if (value && other.knows(Kind::state_of(*value))) return value;
    }
    return std::nullopt;
}

template <typename Kind>
std::vector<std::int64_t> find_named(const Kind& kind, const SyncLog& sync,
                                     const std::vector<std::string>& names) {
    std::vector<std::int64_t> found;
    std::optional<std::int64_t> removed;
    for (const std::string& name : names) {
        std::optional<std::int64_t> id = sync.find(Kind::kAggregate, name);
        if (!id) id = born_as(kind, sync, name);
        if (!id) continue;
        if (kind.find(*id))
            add_once(found, *id);
        else if (!removed)
            removed = id;
    }
    if (found.empty() && removed) found.push_back(*removed);
    return found;
}

template SyncEntry<SyncedUnits> entry_of(const SyncedUnits&, const SyncLog&, std::int64_t);
template SyncEntry<SyncedConcepts> entry_of(const SyncedConcepts&, const SyncLog&, std::int64_t);
template std::optional<Unit> common_version(const SyncedUnits&, const SyncLog&, std::int64_t,
                                            const SyncEntry<SyncedUnits>&);
template std::optional<Concept> common_version(const SyncedConcepts&, const SyncLog&, std::int64_t,
                                               const SyncEntry<SyncedConcepts>&);
template std::vector<std::int64_t> find_named(const SyncedUnits&, const SyncLog&,
                                              const std::vector<std::string>&);
template std::vector<std::int64_t> find_named(const SyncedConcepts&, const SyncLog&,
                                              const std::vector<std::string>&);

}  // namespace diglot
