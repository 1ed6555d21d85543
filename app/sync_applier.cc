#include "app/sync_applier.h"

#include <utility>

#include "app/interrupt.h"

namespace diglot {
namespace {

/// Of two versions the one made later; whichever side asks, the same.
template <typename Kind>
bool is_later(const typename Kind::Value& a, const typename Kind::Value& b) {
    const auto time_a = Kind::changed(a);
    const auto time_b = Kind::changed(b);
    return time_a != time_b ? time_a > time_b : Kind::state_of(a) > Kind::state_of(b);
}

enum class Verdict { kSame, kOurs, kTheirs, kJoin };

/// Which of two versions contains the other.
template <typename Kind>
Verdict judge(const SyncEntry<Kind>& ours, const SyncEntry<Kind>& theirs) {
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

template <typename Value>
const Value* pointer(const std::optional<Value>& value) {
    return value ? &*value : nullptr;
}

}  // namespace

template <typename Kind>
typename SyncApplier<Kind>::Taken SyncApplier<Kind>::run(const std::vector<Entry>& entries,
                                                         const std::function<void()>& step) {
    for (const Entry& entry : entries) {
        step();
        look_at(entry);
    }
    change_waiting();
    for (const Job& job : waiting_) join_twin(job);
    for (const Absorbed& one : absorbed_) absorb(one);
    for (const Job& job : additions_) add(job);
    kind_.finish();
    return std::move(result_);
}

template <typename Kind>
void SyncApplier<Kind>::look_at(const Entry& theirs) {
    const std::vector<std::int64_t> ids = find_named(kind_, sync_, theirs.names);
    if (ids.empty()) {
        if (theirs.value) additions_.push_back({theirs, {}, *theirs.value});
        return;
    }
    const Entry ours = entry_of(kind_, sync_, ids.front());
    // What they have made one of several; nothing was done to the others here since.
    for (auto id = ids.begin() + 1; id != ids.end(); ++id) {
        const Entry other = entry_of(kind_, sync_, *id);
        if (!theirs.knows(other.state())) {
            if (theirs.value) absorbed_.push_back({*id, ours.id, theirs});
            continue;
        }
        if (kind_.remove(*id)) ++result_.removed;
        remember(ours.id, ours, other, true);
    }
    take(ours, theirs);
}

template <typename Kind>
void SyncApplier<Kind>::take(const Entry& ours, const Entry& theirs) {
    switch (judge(ours, theirs)) {
        case Verdict::kSame:
        case Verdict::kOurs:
            ++result_.unchanged;
            return remember(ours.id, ours, theirs, false);
        case Verdict::kTheirs:
            return become(theirs, ours, theirs.value);
        case Verdict::kJoin:
            return become(
                theirs, ours,
                joined(common_version(kind_, sync_, ours.id, theirs), ours.value, theirs.value));
    }
}

/// The same on both sides: the later version stands where they contradict each other.
template <typename Kind>
std::optional<typename Kind::Value> SyncApplier<Kind>::joined(const std::optional<Value>& base,
                                                              const std::optional<Value>& ours,
                                                              const std::optional<Value>& theirs) {
    const Value* first = pointer(ours);
    const Value* second = pointer(theirs);
    if (!first || (second && is_later<Kind>(*second, *first))) std::swap(first, second);
    return Kind::join(pointer(base), first, second, result_.conflicts);
}

template <typename Kind>
void SyncApplier<Kind>::become(const Entry& theirs, const Entry& ours, std::optional<Value> value) {
    if (!value) {
        if (kind_.remove(ours.id)) ++result_.removed;
        return remember(ours.id, ours, theirs, true);
    }
    if (!ours.value) {  // Removed here; a number is never used twice.
        additions_.push_back({theirs, ours, std::move(*value)});
        return;
    }
    value->id = ours.id;
    waiting_.push_back({theirs, ours, std::move(*value)});
}

/// One may give up the texts that another takes.
template <typename Kind>
void SyncApplier<Kind>::change_waiting() {
    for (bool any = true; any && !waiting_.empty();) {
        const std::size_t before = waiting_.size();
        std::erase_if(waiting_, [&](const Job& job) {
            throw_if_interrupted();
            if (kind_.update(job.value) != Updated::kUpdated) return false;
            ++result_.changed;
            remember(job.value.id, job.ours, job.theirs, true);
            return true;
        });
        any = waiting_.size() < before;
    }
}

/// What it would become is there already as another one: the two are one from now on.
template <typename Kind>
void SyncApplier<Kind>::join_twin(const Job& job) {
    const std::optional<Value> twin = kind_.find_twin(job.value);
    if (!twin) return;
    if (job.value.id != 0 && kind_.remove(job.value.id)) ++result_.removed;
    const Entry known = entry_of(kind_, sync_, twin->id);
    put(*twin, *joined(std::nullopt, twin, job.value));
    remember(twin->id, known, job.theirs, true);
    if (job.ours.id != 0) remember(twin->id, known, job.ours, true);
}

/// What was done here to one that is one with another there goes into that one.
template <typename Kind>
void SyncApplier<Kind>::absorb(const Absorbed& one) {
    const std::optional<Value> value = kind_.find(one.id);
    const std::optional<Value> into = kind_.find(one.into);
    if (!value || !into) return;
    const Entry other = entry_of(kind_, sync_, one.id);
    const Entry known = entry_of(kind_, sync_, one.into);
    if (kind_.remove(one.id)) ++result_.removed;
    put(*into, *joined(std::nullopt, into, value));
    remember(one.into, known, other, true);
    remember(one.into, known, one.theirs, true);
}

/// The one with the id of `before` says `after` from now on.
template <typename Kind>
void SyncApplier<Kind>::put(const Value& before, Value after) {
    after.id = before.id;
    if (Kind::state_of(after) != Kind::state_of(before) && kind_.update(after) == Updated::kUpdated)
        ++result_.changed;
    else
        ++result_.unchanged;
}

template <typename Kind>
void SyncApplier<Kind>::add(const Job& job) {
    throw_if_interrupted();
    Value value = job.value;
    value.id = 0;
    if (kind_.find_twin(value)) return join_twin({job.theirs, job.ours, value});
    const std::int64_t id = kind_.add(std::move(value), change_);
    ++result_.added;
    remember(id, {}, job.theirs, true);
    remember(id, {}, job.ours, true);
}

/// Notes that what has the id stands for theirs, and, where it was changed, contains what they are.
template <typename Kind>
void SyncApplier<Kind>::remember(std::int64_t id, const Entry& ours, const Entry& theirs,
                                 bool contains) {
    for (const std::string& name : theirs.names) {
        if (std::find(ours.names.begin(), ours.names.end(), name) != ours.names.end()) continue;
        sync_.add_name(change_.id(), Kind::kAggregate, id, name);
        any_ = true;
    }
    if (!contains) return;
    any_ = true;
    for (const std::uint64_t state : theirs.known)
        if (!ours.knows(state)) sync_.add_state(change_.id(), Kind::kAggregate, id, state);
    for (const std::uint64_t state : ours.known)
        if (id != ours.id) sync_.add_state(change_.id(), Kind::kAggregate, id, state);
}

template class SyncApplier<SyncedUnits>;
template class SyncApplier<SyncedConcepts>;

}  // namespace diglot
