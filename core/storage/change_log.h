// Change sets: every write is one, can be listed, taken back exactly, and brought back.
// How it is stored, and why not SQLite's session extension: docs/architecture.md, "Change sets".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/storage/database.h"
#include "core/storage/id_ranges.h"
#include "core/time.h"

namespace diglot {

/// Told now and then how much of a long work is done, in whatever it counts; may throw, and then
/// nothing has happened.
using WorkProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// A root table and its child tables, changed and restored as one thing: a unit with its variants.
/// The root has `id INTEGER PRIMARY KEY AUTOINCREMENT`; each child has a column named as the root
/// that holds it. For each table T a table history_T must exist: column `change` first, then T's
/// columns in T's order, with an index that begins with (change, id) or (change, <root>) and no
/// other constraint.
struct Aggregate {
    std::string root;                   ///< "unit"
    std::vector<std::string> children;  ///< {"variant"}
    /// SELECT of at most one root id: one, other than the roots with ids from ?1 to ?2, that is the
    /// same as one of these, so that both must not live together. Empty if there is no such rule.
    std::string twin_sql;
    /// Keep what is derived from the roots with ids from `first` to `last` (a key table, an index):
    /// called before live rows are taken away and after they were brought back. May be empty.
    std::function<void(Database&, std::int64_t first, std::int64_t last)> before_removal;
    std::function<void(Database&, std::int64_t first, std::int64_t last)> after_return;
    /// Keeps what is derived from the rows themselves, once a change set, undo or redo is complete
    /// and before it is committed: `roots` are the ids it added, changed, removed or brought back.
    /// May be empty.
    std::function<void(Database&, const IdRanges& roots, const WorkProgress&)> changed;
};

/// What became of something handed to a store: new, met again and completed, met again with nothing
/// new.
enum class Added { kAdded, kMerged, kUnchanged };

/// What became of a change to something in a store.
enum class Updated {
    kUpdated,
    kUnknown,        ///< There is no such thing.
    kSameAsAnother,  ///< Another one would be the same; nothing was changed.
};

/// What a change set did, as `log` shows it.
struct ChangeInfo {
    std::int64_t id = 0;
    Time at;
    std::string user;
    std::string command;  ///< The command line, or what a client asked.
    std::string file;     ///< The file read, or empty.
    bool undone = false;
    struct Counts {
        std::string aggregate;
        std::int64_t added = 0;
        std::int64_t changed = 0;
        std::int64_t removed = 0;
    };
    std::vector<Counts> counts;  ///< One an aggregate that it touched.
};

struct ChangeRequest {
    std::string user;
    std::string command;
    std::string file;
};

class ChangeLog {
public:
    /// SQL of the log's own tables.
    static const char* const kSchema;

    ChangeLog(Database& database, std::vector<Aggregate> aggregates);

    const std::vector<Aggregate>& aggregates() const { return aggregates_; }

    /// Newest first.
    std::vector<ChangeInfo> list(std::size_t limit) const;
    std::optional<ChangeInfo> find(std::int64_t id) const;
    /// The latest change set not undone, or nothing.
    std::optional<std::int64_t> latest() const;
    /// The change set undone last that can still be brought back, or nothing.
    std::optional<std::int64_t> next_redo() const;

    /// Exactly the roots of an aggregate ("unit") that a change set added, changed or removed.
    IdRanges roots(std::int64_t id, const std::string& aggregate) const;

    /// The last change set not undone that added, changed or removed the root; nothing if there is
    /// none. As long as it is the same, so is the root: undo and redo bring a state back exactly.
    std::optional<std::int64_t> revision(const std::string& aggregate, std::int64_t root) const;

    /// Takes change set `id` back in one transaction. The diagnostic says which later change sets
    /// depend on it (undo.depends), that it is undone already (undo.undone), or that there is none
    /// (undo.unknown). `progress` is told how many ids were handled of how many; it may throw, and
    /// then nothing has happened.
    using Progress = WorkProgress;
    Result<ChangeInfo> undo(std::int64_t id, const Progress& progress = {});
    /// Brings an undone change set back, under the same rules (redo.depends, redo.applied,
    /// redo.unknown).
    Result<ChangeInfo> redo(std::int64_t id, const Progress& progress = {});

    /// What contradicts itself in the log's tables, one line each; empty if nothing does.
    std::vector<std::string> faults() const;

private:
    friend class ChangeSet;
    std::vector<ChangeInfo> read(Statement rows) const;
    std::vector<std::int64_t> conflicts(std::int64_t id, bool undo) const;
    Result<ChangeInfo> move(std::int64_t id, bool undo, const Progress& progress);
    void swap(std::int64_t id, bool undo, const Progress& progress);
    void tell_changed(std::int64_t id, const Progress& progress);
    std::vector<std::int64_t> twins(std::int64_t id, bool undo) const;
    std::string describe(std::int64_t id) const;

    Database& database_;
    std::vector<Aggregate> aggregates_;
};

/// One change set being made: a transaction in which every insert, update and delete on the
/// aggregates' tables is recorded. Without commit() nothing of it stays. The rule for those who
/// write: an update or delete of a root or child row that existed before is noticed by itself; a
/// child row inserted under an old root is not, so update the root first.
class ChangeSet {
public:
    ChangeSet(Database& database, ChangeLog& log, const ChangeRequest& request);
    ~ChangeSet();
    ChangeSet(const ChangeSet&) = delete;
    ChangeSet& operator=(const ChangeSet&) = delete;

    std::int64_t id() const { return id_; }
    /// Says that the change set counts on an existing root (an import that met a unit it would have
    /// added), so that undoing the one that added it is refused. `root` is an Aggregate::root.
    /// Neighbouring ids cost one row together.
    void relies_on(std::string_view root, std::int64_t root_id);
    /// Part of the work that may be taken back by itself (with a Savepoint): call begin_part()
    /// before it and, if it was taken back, discard_part().
    void begin_part();
    void discard_part();
    /// `progress` is told of what the aggregates' `changed` does.
    void commit(const WorkProgress& progress = {});

private:
    Database& database_;
    ChangeLog& log_;
    Transaction transaction_;
    std::int64_t id_ = 0;
    struct Run {
        std::int64_t first = 0;
        std::int64_t last = -1;
    };
    std::vector<Run> relied_;            ///< The open run, one an aggregate.
    std::vector<std::int64_t> highest_;  ///< Highest root id ever given before, one an aggregate.
    Statement add_range_;
    void track();
    void untrack();
    void flush_run(std::size_t aggregate);
    void record_counts();
};

}  // namespace diglot
