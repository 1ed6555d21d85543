// The translation memory's tables: the one place of this module where SQL is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/storage/change_log.h"
#include "core/storage/database.h"
#include "tm/unit.h"
#include "tm/unit_condition.h"

namespace diglot {

/// A segment that could be asked for: one variant of one unit, without the rest of it.
struct SourceRow {
    std::int64_t unit = 0;
    std::size_t variant = 0;  ///< Index into Unit::variants.
    const LanguageTag* lang = nullptr;
    std::string_view text;    ///< As Segment::text. Valid during the call only.
    std::string_view markup;  ///< JsonML of Segment::content; empty when there are no codes.
};

/// Which units: all conditions given must hold.
struct UnitFilter {
    LanguageTag source;         ///< The unit's source variant fits it (not kOther).
    LanguageTag target;         ///< Another variant fits it.
    std::string origin;         ///< The origin's name, exactly.
    std::optional<Time> since;  ///< Added or changed at this time or later.
    std::optional<UnitCondition> where;
    /// Only units in use: neither rejected nor set aside, unless `where` asks for a state.
    bool in_use = false;

    /// Whether it asks for anything.
    bool empty() const;
    bool holds(const Unit& unit) const;
};

struct MemoryStats {
    std::int64_t units = 0;
    std::map<std::string, std::int64_t> variants;  ///< By canonical language tag.
    std::map<std::string, std::int64_t> origins;   ///< Units by origin.
};

class Store {
public:
    static const char* const kSchema;
    static const char* const
        kCompactSchema;  ///< Of version 5: keys, fingerprints and meta in fewer bytes.
    static Aggregate aggregate();

    explicit Store(Database& database);
    ~Store();

    /// Adds, or, if the memory has the same unit, merges: what is newer is taken over (dates,
    /// people, attributes, properties), notes and properties it lacks are added, nothing is taken
    /// away. Unit::id is ignored. A unit met again in another place gets that place as a further
    /// context. Needs an open change set, which is told of units met again. `left_out`, where
    /// given, grows by the number of values that were not taken because the memory has other ones.
    Added add(const Unit& unit, ChangeSet& change, std::size_t* left_out = nullptr);
    /// Says which file the units added next come from, by its name and header (any element; empty
    /// for none).
    void set_origin(const std::string& name, const Markup& header);
    /// Writes what add() holds back in memory. Call before a commit and before a Savepoint.
    void flush();
    /// Forgets what add() holds back: after a Savepoint was taken back.
    void discard();

    std::optional<Unit> find(std::int64_t id) const;
    /// The unit as the history keeps it under that change set (RootState::history), or nothing.
    std::optional<Unit> find_in_history(std::int64_t id, std::int64_t change) const;
    /// The unit in the memory that is the same (same_unit()), but for the one with `unit`'s id.
    std::optional<Unit> find_same(const Unit& unit);
    /// Calls `visit` with one variant, if there is it and its unit.
    void with_row(std::int64_t unit, std::size_t variant,
                  const std::function<void(const SourceRow&)>& visit) const;
    /// Replaces the unit with the same id; its origin stays. Needs an open change set.
    Updated update(const Unit& unit);
    /// False if there is none. Needs an open change set.
    bool remove(std::int64_t id);

    std::int64_t count(const UnitFilter& filter = {}) const;
    /// In ascending id. Stops when `visit` returns false.
    void for_each(const UnitFilter& filter, const std::function<bool(Unit&&)>& visit) const;
    /// Every variant whose language fits `source` (not kOther), or, where `source` is empty, the
    /// source variant of every unit; ascending unit, then variant. Stops when `visit` returns
    /// false.
    void for_each_source(const LanguageTag& source,
                         const std::function<bool(const SourceRow&)>& visit) const;
    /// All variants' texts (both sides) in ascending unit, then variant; for concordance.
    void for_each_text(const std::function<bool(const SourceRow&)>& visit) const;

    /// Units that are rejected or set aside (is_out_of_use()).
    IdRanges out_of_use() const;

    /// Headers of the files whose units are in the memory, by origin, in the order they were
    /// imported.
    std::vector<std::pair<std::string, Markup>> headers() const;
    MemoryStats stats() const;
    /// What contradicts itself in the memory's tables (keys, variants without unit), one line each.
    std::vector<std::string> faults() const;

private:
    struct State;
    void for_each_row(const LanguageTag& source, bool sources_only,
                      const std::function<bool(const SourceRow&)>& visit) const;
    Database& database_;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
