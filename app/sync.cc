#include "app/sync.h"

#include <algorithm>

#include "app/interrupt.h"
#include "app/sync_pack.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

constexpr const char* kUnit = "unit";

/// Of two versions the one made later; whichever side asks, the same.
bool is_later(const Unit& a, const Unit& b) {
    const auto time_a = a.latest_change();
    const auto time_b = b.latest_change();
    return time_a != time_b ? time_a > time_b : state_of(a) > state_of(b);
}

enum class Verdict { kSame, kOurs, kTheirs, kJoin };

/// Which of two versions contains the other.
Verdict judge(const SyncEntry& ours, const SyncEntry& theirs) {
    const std::uint64_t state = ours.state();
    const std::uint64_t other = theirs.state();
    if (state == other) return Verdict::kSame;
    const bool in_theirs = theirs.knows(state);
    const bool in_ours = ours.knows(other);
    if (!in_theirs && !in_ours) return Verdict::kJoin;
    if (in_theirs != in_ours) return in_theirs ? Verdict::kTheirs : Verdict::kOurs;
    // Both came back to what they had been: by an undo, or by an edit more.
    const bool undone_there = theirs.has_retracted(state);
    const bool undone_here = ours.has_retracted(other);
    if (undone_there != undone_here) return undone_there ? Verdict::kTheirs : Verdict::kOurs;
    if (ours.length != theirs.length)
        return theirs.length > ours.length ? Verdict::kTheirs : Verdict::kOurs;
    return other > state ? Verdict::kTheirs : Verdict::kOurs;
}

/// One pack being taken in.
class Applier {
public:
    Applier(DiglotFile& file, ChangeSet& change)
        : file_(file), change_(change), sync_(file.database(), file.log()) {}

    SyncApplied run(const std::vector<SyncEntry>& entries, const WorkProgress& progress) {
        std::int64_t done = 0;
        for (const SyncEntry& entry : entries) {
            throw_if_interrupted();
            if (progress && ++done % 256 == 0)
                progress(done, static_cast<std::int64_t>(entries.size()));
            look_at(entry);
        }
        change_waiting();
        for (const Job& job : waiting_) join_twin(job);
        for (const Job& job : additions_) add(job);
        file_.memory().flush();
        return std::move(result_);
    }

    bool any() const { return any_; }

private:
    struct Job {
        SyncEntry theirs;
        SyncEntry ours;
        Unit unit;
    };

    void look_at(const SyncEntry& theirs) {
        const auto id = find_named(file_, sync_, theirs.names);
        if (!id) {
            if (theirs.unit) additions_.push_back({theirs, {}, *theirs.unit});
            return;
        }
        const SyncEntry ours = entry_of(file_, sync_, *id);
        switch (judge(ours, theirs)) {
            case Verdict::kSame:
            case Verdict::kOurs:
                ++result_.unchanged;
                return remember(*id, ours, theirs, false);
            case Verdict::kTheirs:
                return become(theirs, ours, theirs.unit);
            case Verdict::kJoin:
                return become(
                    theirs, ours,
                    joined(common_version(file_, sync_, *id, theirs), ours.unit, theirs.unit));
        }
    }

    /// The same on both sides: the later version stands where they contradict each other.
    std::optional<Unit> joined(const std::optional<Unit>& base, const std::optional<Unit>& ours,
                               const std::optional<Unit>& theirs) {
        const auto pointer = [](const std::optional<Unit>& unit) {
            return unit ? &*unit : nullptr;
        };
        const Unit* first = pointer(ours);
        const Unit* second = pointer(theirs);
        if (!first || (second && is_later(*second, *first))) std::swap(first, second);
        UnitMerge merged = merge_units(pointer(base), first, second, {});
        std::move(merged.conflicts.begin(), merged.conflicts.end(),
                  std::back_inserter(result_.conflicts));
        if (merged.unit && first && second) {
            merged.unit->context = first->context;
            merged.unit->more_contexts = first->more_contexts;
            merge_contexts(pointer(base), *second, *merged.unit);
        }
        return std::move(merged.unit);
    }

    void become(const SyncEntry& theirs, const SyncEntry& ours, std::optional<Unit> unit) {
        if (!unit) {
            if (file_.memory().remove(ours.id)) ++result_.removed;
            return remember(ours.id, ours, theirs, true);
        }
        if (!ours.unit) {  // Removed here; a number is never used twice.
            additions_.push_back({theirs, ours, std::move(*unit)});
            return;
        }
        unit->id = ours.id;
        waiting_.push_back({theirs, ours, std::move(*unit)});
    }

    /// One may give up the texts that another takes.
    void change_waiting() {
        for (bool any = true; any && !waiting_.empty();) {
            const std::size_t before = waiting_.size();
            std::erase_if(waiting_, [&](const Job& job) {
                throw_if_interrupted();
                if (file_.memory().update(job.unit) != Updated::kUpdated) return false;
                ++result_.changed;
                remember(job.unit.id, job.ours, job.theirs, true);
                return true;
            });
            any = waiting_.size() < before;
        }
    }

    /// What it would become is there already as another unit: the two are one from now on.
    void join_twin(const Job& job) {
        const std::optional<Unit> twin = file_.memory().find_same(job.unit);
        if (!twin) return;
        if (job.unit.id != 0 && file_.memory().remove(job.unit.id)) ++result_.removed;
        const SyncEntry known = entry_of(file_, sync_, twin->id);
        std::optional<Unit> unit = joined(std::nullopt, twin, job.unit);
        unit->id = twin->id;
        if (canonical_form(*unit, true) != canonical_form(*twin, true)) {
            file_.memory().update(*unit);
            ++result_.changed;
        } else {
            ++result_.unchanged;
        }
        remember(twin->id, known, job.theirs, true);
        if (job.ours.id != 0) remember(twin->id, known, job.ours, true);
    }

    void add(const Job& job) {
        throw_if_interrupted();
        Unit unit = job.unit;
        unit.id = 0;
        if (file_.memory().find_same(unit)) return join_twin({job.theirs, job.ours, unit});
        file_.memory().set_origin(unit.origin, {});
        file_.memory().add(unit, change_);
        const std::int64_t id = file_.memory().find_same(unit)->id;
        ++result_.added;
        remember(id, {}, job.theirs, true);
        remember(id, {}, job.ours, true);
    }

    /// Notes that the unit stands for theirs, and, where it was changed, contains what they are.
    void remember(std::int64_t id, const SyncEntry& ours, const SyncEntry& theirs, bool contains) {
        for (const std::string& name : theirs.names) {
            if (std::find(ours.names.begin(), ours.names.end(), name) != ours.names.end()) continue;
            sync_.add_name(change_.id(), kUnit, id, name);
            any_ = true;
        }
        if (!contains) return;
        any_ = true;
        for (const std::uint64_t state : theirs.known)
            if (!ours.knows(state)) sync_.add_state(change_.id(), kUnit, id, state);
        for (const std::uint64_t state : ours.known)
            if (id != ours.id) sync_.add_state(change_.id(), kUnit, id, state);
    }

    DiglotFile& file_;
    ChangeSet& change_;
    SyncLog sync_;
    std::vector<Job> waiting_;
    std::vector<Job> additions_;
    SyncApplied result_;
    bool any_ = false;
};

}  // namespace

SyncPacked write_sync_pack(DiglotFile& file, const std::string& path,
                           std::optional<std::int64_t> since, const WorkProgress& progress) {
    const ReadSnapshot snapshot(file.database());
    const SyncLog sync(file.database(), file.log());
    SyncPacked packed;
    packed.since = since ? *since : sync.point();
    const IdRanges roots = sync.roots_since(packed.since, kUnit);
    std::int64_t done = 0;
    write_entries(path, [&](const std::function<void(const SyncEntry&)>& write) {
        for (const IdRange& range : roots.ranges()) {
            for (std::int64_t id = range.first; id <= range.last; ++id) {
                throw_if_interrupted();
                if (progress && ++done % 256 == 0) progress(done, roots.size());
                const SyncEntry entry = entry_of(file, sync, id);
                if (entry.names.empty()) continue;
                ++packed.units;
                write(entry);
            }
        }
    });
    return packed;
}

Result<SyncApplied> apply_sync_pack(DiglotFile& file, const std::string& path,
                                    const ChangeRequest& request, const WorkProgress& progress) {
    const Result<std::vector<SyncEntry>> entries = read_entries(path);
    if (!entries) return entries.error();
    ChangeSet change(file.database(), file.log(), request);
    Applier applier(file, change);
    SyncApplied applied = applier.run(*entries, progress);
    if (!applier.any()) return applied;
    SyncLog(file.database(), file.log()).mark_sync(change.id());
    change.commit();
    applied.change = change.id();
    return applied;
}

}  // namespace diglot
