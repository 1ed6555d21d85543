#include "app/sync_pack.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "core/error.h"

namespace diglot {
namespace {

/// Version 1 holds units only, whose entries do not say what they are of.
constexpr const char* kVersion = "2";
constexpr const char* kUnitsVersion = "1";

std::string line_of(const char* element, std::vector<Attribute> attributes) {
    return to_jsonml(std::vector<Markup>{Markup::node(element, std::move(attributes))}) + "\n";
}

std::string last_line(std::size_t units, std::size_t concepts, bool units_only = false) {
    std::vector<Attribute> counts{{"units", std::to_string(units)}};
    if (!units_only) counts.push_back({"concepts", std::to_string(concepts)});
    return line_of("end", std::move(counts));
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

const std::string& attribute(const Markup& node, const char* name) {
    const std::string* value = node.attribute(name);
    if (!value) throw std::out_of_range(name);
    return *value;
}

template <typename Kind>
SyncEntry<Kind> entry_from(const Markup& head, const std::string& value) {
    SyncEntry<Kind> entry;
    std::istringstream names(attribute(head, "names"));
    for (std::string name; names >> name;) entry.names.push_back(name);
    entry.known = split_states(attribute(head, "known"));
    entry.retracted = split_states(attribute(head, "retracted"));
    entry.length = std::stoul(attribute(head, "length"));
    if (value != "-") entry.value = Kind::from_line(value);
    return entry;
}

Diagnostic fault(const char* code, const char* message, const std::string& path, std::size_t line) {
    return Diagnostic{Severity::kError, code, message, {line, line > 0 ? 1u : 0u}, path, {}};
}

}  // namespace

SyncPackWriter::SyncPackWriter(const std::string& path) : out_(path) {
    out_.write(line_of("diglot-sync", {{"version", kVersion}}));
}

template <typename Kind>
void SyncPackWriter::write_entry(const SyncEntry<Kind>& entry) {
    std::string names;
    for (const std::string& name : entry.names) names += (names.empty() ? "" : " ") + name;
    out_.write(line_of("entry", {{"of", Kind::kAggregate},
                                 {"names", names},
                                 {"known", joined(entry.known)},
                                 {"retracted", joined(entry.retracted)},
                                 {"length", std::to_string(entry.length)}}) +
               (entry.value ? Kind::to_line(*entry.value) : "-") + "\n");
}

void SyncPackWriter::write(const SyncEntry<SyncedUnits>& entry) {
    write_entry(entry);
    ++units_;
}

void SyncPackWriter::write(const SyncEntry<SyncedConcepts>& entry) {
    write_entry(entry);
    ++concepts_;
}

void SyncPackWriter::finish() {
    out_.write(last_line(units_, concepts_));
    out_.commit();
}

Result<SyncPack> read_sync_pack(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw IoError(path + ": cannot be read");
    std::string line;
    SyncPack pack;
    std::size_t number = 1;
    std::getline(in, line);
    if (!line.starts_with("[[\"diglot-sync\""))
        return fault("sync.not-a-pack", "this is no pack of changes; `diglot sync pack` makes one",
                     path, 0);
    try {
        const Markup first = parse_jsonml(line).at(0);
        const std::string& version = attribute(first, "version");
        const bool units_only = version == kUnitsVersion;
        if (version != kVersion && !units_only)
            return fault("sync.version", "this pack is of a newer Diglot", path, 1);
        while (std::getline(in, line)) {
            ++number;
            if (line + "\n" == last_line(pack.units.size(), pack.concepts.size(), units_only))
                return pack;
            std::string value;
            if (!std::getline(in, value)) break;
            const Markup head = parse_jsonml(line).at(0);
            const std::string of = units_only ? SyncedUnits::kAggregate : attribute(head, "of");
            if (of == SyncedUnits::kAggregate)
                pack.units.push_back(entry_from<SyncedUnits>(head, value));
            else if (of == SyncedConcepts::kAggregate)
                pack.concepts.push_back(entry_from<SyncedConcepts>(head, value));
            else
                throw std::out_of_range(of);
            ++number;
        }
    } catch (const std::exception&) {
        return fault("sync.damaged", "the pack is damaged here; nothing was taken in", path,
                     number);
    }
    return fault("sync.damaged", "the pack breaks off; nothing was taken in", path, number);
}

}  // namespace diglot
