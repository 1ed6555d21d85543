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

namespace diglot {

/// What became of a unit handed to the memory.
enum class Added { kAdded, kMerged, kUnchanged };

/// A segment that could be asked for: one variant of one unit, without the rest of it.
struct SourceRow {
    std::int64_t unit = 0;
    std::size_t variant = 0;    ///< Index into Unit::variants.
    const LanguageTag* lang = nullptr;
    std::string_view text;      ///< As Segment::text. Valid during the call only.
    std::string_view markup;    ///< JsonML of Segment::content; empty when there are no codes.
};

/// Which units: all conditions given must hold.
struct UnitFilter {
    LanguageTag source;       ///< The unit's source variant fits it (not kOther).
    LanguageTag target;       ///< Another variant fits it.
    std::string origin;       ///< The origin's name, exactly.
    std::optional<Time> since;  ///< Added or changed at this time or later.
};

struct MemoryStats {
    std::int64_t units = 0;
    std::map<std::string, std::int64_t> variants;  ///< By canonical language tag.
    std::map<std::string, std::int64_t> origins;   ///< Units by origin.
};

class Store {
public:
    static const char* const kSchema;
    static Aggregate aggregate();

    explicit Store(Database& database);
    ~Store();

    /// Adds, or, if the memory has the same unit, merges: newer dates, people, notes, properties and attributes are
    /// taken over, nothing is taken away. Requires an open ChangeSet; `relies_on` of it is called for units met again.
    Added add(const Unit& unit, ChangeSet& change);
    /// Notes that the units added next belong to a file: its name and header. Their neighbours are each other.
    void begin_file(const std::string& origin, const Markup& header);
    /// Writes what is held back: the last unit's neighbour, and pending keys. Call before commit or the next begin_file.
    void end_file();
    /// Forgets what is held back, after a Savepoint was taken back.
    void discard_file();

    std::optional<Unit> find(std::int64_t id) const;
    /// Replaces the unit with the same id. False if there is none.
    bool update(const Unit& unit);
    bool remove(std::int64_t id);

    std::int64_t count(const UnitFilter& filter = {}) const;
    /// In ascending id. Stops when `visit` returns false.
    void for_each(const UnitFilter& filter, const std::function<bool(const Unit&)>& visit) const;
    /// Every variant whose language fits `source` (not kOther), or, where `source` is empty, the source variant of every
    /// unit; ascending unit, then variant. Stops when `visit` returns false.
    void for_each_source(const LanguageTag& source, const std::function<bool(const SourceRow&)>& visit) const;
    /// All variants' texts (both sides) in ascending unit, then variant; for concordance.
    void for_each_text(const std::function<bool(const SourceRow&)>& visit) const;

    /// Headers of the files whose units are in the memory, by origin, in the order they were imported.
    std::vector<std::pair<std::string, Markup>> headers() const;
    MemoryStats stats() const;
    /// What contradicts itself in the memory's tables (keys, variants without unit), one line each.
    std::vector<std::string> faults() const;

private:
    struct State;
    Database& database_;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
