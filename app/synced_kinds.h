// What travels between copies of a file, seen alike: units of the memory, concepts of the glossary.
// Private to app/sync.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "glossary/concept_versions.h"
#include "tm/unit_merge.h"

namespace diglot {

class SyncedUnits {
public:
    using Value = Unit;
    using Conflict = UnitMerge::Conflict;
    static constexpr const char* kAggregate = "unit";

    explicit SyncedUnits(DiglotFile& file) : memory_(file.memory()) {}

    std::optional<Unit> find(std::int64_t id) const { return memory_.find(id); }
    std::optional<Unit> find_in_history(std::int64_t id, std::int64_t change) const;
    /// The one that this would be the same as, so that both cannot be there.
    std::optional<Unit> find_twin(const Unit& unit) const { return memory_.find_same(unit); }
    /// Requires that find_twin() finds none. Returns its id.
    std::int64_t add(Unit unit, ChangeSet& change);
    Updated update(const Unit& unit) { return memory_.update(unit); }
    bool remove(std::int64_t id) { return memory_.remove(id); }
    void finish() { memory_.flush(); }

    static std::uint64_t state_of(const Unit& unit);
    /// When it was changed last, as far as it says.
    static std::optional<Time> changed(const Unit& unit) { return unit.latest_change(); }
    static std::string to_line(const Unit& unit);
    /// Throws std::logic_error or std::out_of_range for what to_line() did not write.
    static Unit from_line(const std::string& line);
    /// Adds to `conflicts` what is undecided: `first` is there, `second` kept beside it.
    static std::optional<Unit> join(const Unit* base, const Unit* first, const Unit* second,
                                    std::vector<Conflict>& conflicts);

private:
    Store& memory_;
};

/// As SyncedUnits. Two concepts are the same as an import says it (glossary/termbase.h); of one
/// that is there already only another with the very same id and terms.
class SyncedConcepts {
public:
    using Value = Concept;
    using Conflict = DecidedConflict;
    static constexpr const char* kAggregate = "concept";

    explicit SyncedConcepts(DiglotFile& file) : glossary_(file.glossary()) {}

    std::optional<Concept> find(std::int64_t id) const { return glossary_.find(id); }
    std::optional<Concept> find_in_history(std::int64_t id, std::int64_t change) const;
    std::optional<Concept> find_twin(const Concept& entry) const;
    std::int64_t add(Concept entry, ChangeSet& change);
    Updated update(const Concept& entry) { return glossary_.update(entry); }
    bool remove(std::int64_t id) { return glossary_.remove(id); }
    void finish() { glossary_.keep_recognizer(); }

    static std::uint64_t state_of(const Concept& entry);
    static std::optional<Time> changed(const Concept& entry) { return entry.changed; }
    static std::string to_line(const Concept& entry);
    static Concept from_line(const std::string& line);
    static std::optional<Concept> join(const Concept* base, const Concept* first,
                                       const Concept* second, std::vector<Conflict>& conflicts);

private:
    Termbase& glossary_;
};

}  // namespace diglot
