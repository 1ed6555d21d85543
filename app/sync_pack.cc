#include "app/sync_pack.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/error.h"
#include "importers/output_file.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

constexpr const char* kUnit = "unit";
constexpr const char* kVersion = "1";

std::optional<Unit> unit_at(DiglotFile& file, std::int64_t id, const RootState& state) {
    return state.history ? file.memory().find_in_history(id, *state.history)
                         : file.memory().find(id);
}

std::uint64_t hash_of(const std::optional<Unit>& unit) { return unit ? state_of(*unit) : 0; }

bool has(const std::vector<std::uint64_t>& states, std::uint64_t state) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

void add_once(std::vector<std::uint64_t>& states, std::uint64_t state) {
    if (!has(states, state)) states.push_back(state);
}

/// "print:id:state": the change set that added it, its number there, and what it was then.
std::string birth_name(const SyncLog& sync, std::int64_t change, std::int64_t id,
                       std::uint64_t state) {
    return sync.print(change) + ":" + std::to_string(id) + ":" + std::to_string(state);
}

/// The unit of that name, if it was born here or in what the copies have in common.
std::optional<std::int64_t> born_as(DiglotFile& file, const SyncLog& sync,
                                    const std::string& name) {
    const std::size_t first = name.find(':');
    const std::size_t second = name.find(':', first + 1);
    if (second == std::string::npos) return std::nullopt;
    const std::int64_t id = std::stoll(name.substr(first + 1, second - first - 1));
    if (sync.adder(name.substr(0, first), kUnit, id) == 0) return std::nullopt;
    const std::vector<RootState> states = sync.states(kUnit, id);
    if (states.empty()) return std::nullopt;
    const std::uint64_t state = hash_of(unit_at(file, id, states.front()));
    return std::to_string(state) == name.substr(second + 1) ? std::optional(id) : std::nullopt;
}

std::string joined(const std::vector<std::uint64_t>& states) {
    std::string text;
    for (const std::uint64_t state : states)
        text += (text.empty() ? "" : " ") + std::to_string(state);
    return text;
}

std::vector<std::uint64_t> split_states(const std::string& text) {
    std::istringstream words(text);
    std::vector<std::uint64_t> states;
    for (std::string word; words >> word;) states.push_back(std::stoull(word));
    return states;
}

SyncEntry entry_from(const std::string& head, const std::string& unit) {
    const Markup node = parse_jsonml(head).at(0);
    SyncEntry entry;
    std::istringstream names(*node.attribute("names"));
    for (std::string name; names >> name;) entry.names.push_back(name);
    entry.known = split_states(*node.attribute("known"));
    entry.retracted = split_states(*node.attribute("retracted"));
    entry.length = std::stoul(*node.attribute("length"));
    if (unit != "-") {
        entry.unit = unit_from_jsonml(unit);
        if (entry.unit->variants.empty() ||
            entry.unit->source.value_or(0) >= entry.unit->variants.size())
            throw std::out_of_range("variants");
    }
    return entry;
}

Diagnostic fault(const char* code, const char* message, const std::string& path, std::size_t line) {
    return Diagnostic{Severity::kError, code, message, {line, line > 0 ? 1u : 0u}, path, {}};
}

}  // namespace

std::uint64_t SyncEntry::state() const { return hash_of(unit); }
bool SyncEntry::knows(std::uint64_t state) const { return has(known, state); }
bool SyncEntry::has_retracted(std::uint64_t state) const { return has(retracted, state); }

SyncEntry entry_of(DiglotFile& file, const SyncLog& sync, std::int64_t id) {
    SyncEntry entry;
    entry.id = id;
    const std::vector<RootState> states = sync.states(kUnit, id);
    for (std::size_t i = 0; i < states.size(); ++i) {
        const bool from_others = sync.is_sync(states[i].made_by);
        // What was taken in and undone may be taken in again.
        if (states[i].undone && from_others) continue;
        const std::uint64_t state = hash_of(unit_at(file, id, states[i]));
        add_once(entry.known, state);
        if (states[i].undone) add_once(entry.retracted, state);
        entry.length += states[i].undone ? 0 : 1;
        if (i > 0 || from_others) continue;
        const std::string name = birth_name(sync, states[i].made_by, id, state);
        const auto taken = sync.find(kUnit, name);
        if (taken && *taken != id) return entry;  // Another unit stands for it.
        entry.names.push_back(name);
    }
    for (const std::string& name : sync.names(kUnit, id)) {
        const auto stands = sync.find(kUnit, name);
        const bool is_new =
            std::find(entry.names.begin(), entry.names.end(), name) == entry.names.end();
        if (stands == id && is_new) entry.names.push_back(name);
    }
    for (const std::uint64_t state : sync.known_states(kUnit, id)) add_once(entry.known, state);
    entry.unit = file.memory().find(id);
    add_once(entry.known, entry.state());
    std::erase(entry.retracted, entry.state());
    return entry;
}

std::optional<Unit> common_version(DiglotFile& file, const SyncLog& sync, std::int64_t id,
                                   const SyncEntry& other) {
    const std::vector<RootState> states = sync.states(kUnit, id);
    for (std::size_t i = states.size(); i-- > 0;) {
        if (states[i].undone) continue;
        std::optional<Unit> unit = unit_at(file, id, states[i]);
        if (unit && other.knows(state_of(*unit))) return unit;
    }
    return std::nullopt;
}

std::optional<std::int64_t> find_named(DiglotFile& file, const SyncLog& sync,
                                       const std::vector<std::string>& names) {
    std::optional<std::int64_t> removed;
    for (const std::string& name : names) {
        std::optional<std::int64_t> id = sync.find(kUnit, name);
        if (!id) id = born_as(file, sync, name);
        if (id && file.memory().find(*id)) return id;
        if (id && !removed) removed = id;
    }
    return removed;
}

void write_entries(const std::string& path,
                   const std::function<void(const std::function<void(const SyncEntry&)>&)>& all) {
    OutputFile out(path);
    std::size_t count = 0;
    out.write(to_jsonml({Markup::node("diglot-sync", {{"version", kVersion}})}) + "\n");
    all([&](const SyncEntry& entry) {
        std::string names;
        for (const std::string& name : entry.names) names += (names.empty() ? "" : " ") + name;
        ++count;
        out.write(to_jsonml({Markup::node("entry", {{"names", names},
                                                    {"known", joined(entry.known)},
                                                    {"retracted", joined(entry.retracted)},
                                                    {"length", std::to_string(entry.length)}})}) +
                  "\n" + (entry.unit ? to_jsonml(*entry.unit) : "-") + "\n");
    });
    out.write(to_jsonml({Markup::node("end", {{"units", std::to_string(count)}})}) + "\n");
    out.commit();
}

Result<std::vector<SyncEntry>> read_entries(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw IoError(path + ": cannot be read");
    std::string line;
    std::vector<SyncEntry> entries;
    std::size_t number = 1;
    std::getline(in, line);
    if (!line.starts_with("[[\"diglot-sync\""))
        return fault("sync.not-a-pack", "this is no pack of changes; `diglot sync pack` makes one",
                     path, 0);
    try {
        if (*parse_jsonml(line).at(0).attribute("version") != kVersion)
            return fault("sync.version", "this pack is of a newer Diglot", path, 1);
        while (std::getline(in, line)) {
            ++number;
            const std::string end =
                to_jsonml({Markup::node("end", {{"units", std::to_string(entries.size())}})});
            if (line == end) return entries;
            std::string unit;
            if (!std::getline(in, unit)) break;
            entries.push_back(entry_from(line, unit));
            ++number;
        }
    } catch (const std::exception&) {
        return fault("sync.damaged", "the pack is damaged here; nothing was taken in", path,
                     number);
    }
    return fault("sync.damaged", "the pack breaks off; nothing was taken in", path, number);
}

}  // namespace diglot
