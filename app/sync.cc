#include "app/sync.h"

#include "app/interrupt.h"
#include "app/sync_applier.h"
#include "app/sync_pack.h"

namespace diglot {
namespace {

/// Tells of work now and then.
class Steps {
public:
    Steps(const WorkProgress& progress, std::int64_t total) : progress_(progress), total_(total) {}

    void operator()() {
        throw_if_interrupted();
        if (progress_ && ++done_ % 256 == 0) progress_(done_, total_);
    }

private:
    const WorkProgress& progress_;
    std::int64_t total_;
    std::int64_t done_ = 0;
};

/// Returns how many.
template <typename Kind>
std::int64_t write_all(const Kind& kind, const SyncLog& sync, const IdRanges& ids, Steps& step,
                       SyncPackWriter& pack) {
    std::int64_t count = 0;
    for (const IdRange& range : ids.ranges()) {
        for (std::int64_t id = range.first; id <= range.last; ++id) {
            step();
            const SyncEntry<Kind> entry = entry_of(kind, sync, id);
            if (entry.names.empty()) continue;
            pack.write(entry);
            ++count;
        }
    }
    return count;
}

}  // namespace

SyncPacked write_sync_pack(DiglotFile& file, const std::string& path,
                           std::optional<std::int64_t> since, const WorkProgress& progress) {
    const ReadSnapshot snapshot(file.database());
    const SyncLog sync(file.database(), file.log());
    SyncPacked packed;
    packed.since = since ? *since : sync.point();
    const IdRanges units = sync.roots_since(packed.since, SyncedUnits::kAggregate);
    const IdRanges concepts = sync.roots_since(packed.since, SyncedConcepts::kAggregate);
    Steps step(progress, units.size() + concepts.size());
    SyncPackWriter pack(path);
    packed.units = write_all(SyncedUnits(file), sync, units, step, pack);
    packed.concepts = write_all(SyncedConcepts(file), sync, concepts, step, pack);
    pack.finish();
    return packed;
}

Result<SyncApplied> apply_sync_pack(DiglotFile& file, const std::string& path,
                                    const ChangeRequest& request, const WorkProgress& progress) {
    const Result<SyncPack> pack = read_sync_pack(path);
    if (!pack) return pack.error();
    ChangeSet change(file.database(), file.log(), request);
    Steps steps(progress, static_cast<std::int64_t>(pack->units.size() + pack->concepts.size()));
    const auto step = [&] { steps(); };
    SyncApplier<SyncedUnits> units(file, change);
    SyncApplier<SyncedConcepts> concepts(file, change);
    SyncApplied applied;
    applied.units = units.run(pack->units, step);
    applied.concepts = concepts.run(pack->concepts, step);
    if (!units.any() && !concepts.any()) return applied;
    SyncLog(file.database(), file.log()).mark_sync(change.id());
    change.commit();
    applied.change = change.id();
    return applied;
}

}  // namespace diglot
