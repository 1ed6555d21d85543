// What a pack tells of units, or of concepts, taken into a file. Private to app/sync.
#pragma once

#include <vector>

#include "app/sync.h"
#include "app/sync_entry.h"

namespace diglot {

/// Instantiated for each kind of what travels (app/synced_kinds.h).
template <typename Kind>
class SyncApplier {
public:
    using Value = typename Kind::Value;
    using Taken = SyncTaken<typename Kind::Conflict>;

    SyncApplier(DiglotFile& file, ChangeSet& change)
        : kind_(file), change_(change), sync_(file.database(), file.log()) {}

    /// `step` is called before each entry; it may throw.
    Taken run(const std::vector<SyncEntry<Kind>>& entries, const std::function<void()>& step);
    /// Whether anything was new, be it only a name.
    bool any() const { return any_; }

private:
    using Entry = SyncEntry<Kind>;
    struct Job {
        Entry theirs;
        Entry ours;
        Value value;
    };
    /// One of ours that is one with another of ours in the other copy.
    struct Absorbed {
        std::int64_t id = 0;
        std::int64_t into = 0;
        Entry theirs;
    };

    void look_at(const Entry& theirs);
    void take(const Entry& ours, const Entry& theirs);
    std::optional<Value> joined(const std::optional<Value>& base, const std::optional<Value>& ours,
                                const std::optional<Value>& theirs);
    void become(const Entry& theirs, const Entry& ours, std::optional<Value> value);
    void change_waiting();
    void join_twin(const Job& job);
    void absorb(const Absorbed& one);
    void put(const Value& before, Value after);
    void add(const Job& job);
    void remember(std::int64_t id, const Entry& ours, const Entry& theirs, bool contains);

    Kind kind_;
    ChangeSet& change_;
    SyncLog sync_;
    std::vector<Job> waiting_;
    std::vector<Job> additions_;
    std::vector<Absorbed> absorbed_;
    Taken result_;
    bool any_ = false;
};

}  // namespace diglot
