#include "app/memory_merge.h"

#include <algorithm>

#include "app/interrupt.h"
#include "tm/unit_items.h"

namespace diglot {
namespace {

std::vector<std::uint32_t> reversed(const std::vector<std::uint32_t>& partners, std::size_t size) {
    std::vector<std::uint32_t> result(size, kNoPartner);
    for (std::uint32_t i = 0; i < partners.size(); ++i)
        if (partners[i] != kNoPartner) result[partners[i]] = i;
    return result;
}

}  // namespace

std::int64_t MergeCounts::undecided() const {
    return std::count_if(conflicts.begin(), conflicts.end(), [](const auto& conflict) {
        return conflict.decision == MergeSide::kUndecided;
    });
}

MemoryMerge::MemoryMerge(const UnitSpool* base, const UnitSpool& ours, const UnitSpool& theirs)
    : base_(base), ours_(ours), theirs_(theirs) {
    base_of_ours_.assign(ours.size(), kNoPartner);
    base_of_theirs_.assign(theirs.size(), kNoPartner);
    theirs_of_ours_.assign(ours.size(), kNoPartner);
    if (base) {
        const std::vector<std::uint32_t> ours_of_base = pair_spools(*base, ours);
        const std::vector<std::uint32_t> theirs_of_base = pair_spools(*base, theirs);
        base_of_ours_ = reversed(ours_of_base, ours.size());
        base_of_theirs_ = reversed(theirs_of_base, theirs.size());
        for (std::uint32_t i = 0; i < ours.size(); ++i)
            if (base_of_ours_[i] != kNoPartner)
                theirs_of_ours_[i] = theirs_of_base[base_of_ours_[i]];
    }
    // What both have and the base lacks: paired among themselves.
    std::vector<std::uint32_t> new_ours, new_theirs;
    std::vector<UnitPrint> prints_ours, prints_theirs;
    const auto collect = [](const UnitSpool& spool, const std::vector<std::uint32_t>& bases,
                            std::vector<std::uint32_t>& indexes, std::vector<UnitPrint>& prints) {
        for (std::uint32_t i = 0; i < spool.size(); ++i) {
            if (bases[i] != kNoPartner) continue;
            indexes.push_back(i);
            prints.push_back(spool.prints()[i]);
        }
    };
    collect(ours, base_of_ours_, new_ours, prints_ours);
    collect(theirs, base_of_theirs_, new_theirs, prints_theirs);
    const std::vector<std::uint32_t> pairs =
        pair_units(prints_ours, prints_theirs, [&](std::uint32_t i, std::uint32_t k) {
            return likeness_of(ours.unit(new_ours[i]), theirs.unit(new_theirs[k]));
        });
    for (std::uint32_t i = 0; i < pairs.size(); ++i)
        if (pairs[i] != kNoPartner) theirs_of_ours_[new_ours[i]] = new_theirs[pairs[i]];
    ours_of_theirs_ = reversed(theirs_of_ours_, theirs.size());
}

UnitMerge MemoryMerge::merge(std::uint32_t base, std::uint32_t ours, std::uint32_t theirs,
                             const DecideUnit& decide) const {
    const auto load = [](const UnitSpool* spool, std::uint32_t i) {
        return i == kNoPartner ? std::nullopt : std::optional(spool->unit(i));
    };
    const std::optional<Unit> was = load(base_, base);
    const std::optional<Unit> mine = load(&ours_, ours);
    const std::optional<Unit> other = load(&theirs_, theirs);
    return merge_units(was ? &*was : nullptr, mine ? &*mine : nullptr, other ? &*other : nullptr,
                       decide);
}

void MemoryMerge::show(std::uint32_t base, std::uint32_t ours, std::uint32_t theirs,
                       const DecideUnit& decide, const std::function<void(MergedUnit&&)>& visit,
                       MergeCounts& counts) const {
    throw_if_interrupted();
    MergedUnit one;
    if (ours != kNoPartner) one.before = ours_.unit(ours);
    const bool same = ours != kNoPartner && theirs != kNoPartner &&
                      ours_.prints()[ours].form == theirs_.prints()[theirs].form;
    if (same) {
        one.after = one.before;
    } else {
        UnitMerge merged = merge(base, ours, theirs, decide);
        std::move(merged.conflicts.begin(), merged.conflicts.end(),
                  std::back_inserter(counts.conflicts));
        one.after = std::move(merged.unit);
        if (!one.before && one.after) one.after->id = 0;
    }
    if (!one.before && !one.after) return;
    one.changed = !one.before || !one.after ||
                  (!same && canonical_form(*one.before) != canonical_form(*one.after));
    ++(!one.before   ? counts.added
       : !one.after  ? counts.removed
       : one.changed ? counts.changed
                     : counts.unchanged);
    visit(std::move(one));
}

MergeCounts MemoryMerge::walk(const DecideUnit& decide,
                              const std::function<void(MergedUnit&&)>& visit) const {
    MergeCounts counts;
    const auto show_theirs = [&](std::uint32_t k) {
        for (; k < theirs_.size() && ours_of_theirs_[k] == kNoPartner; ++k)
            show(base_of_theirs_[k], kNoPartner, k, decide, visit, counts);
    };
    show_theirs(0);
    for (std::uint32_t i = 0; i < ours_.size(); ++i) {
        show(base_of_ours_[i], i, theirs_of_ours_[i], decide, visit, counts);
        if (theirs_of_ours_[i] != kNoPartner) show_theirs(theirs_of_ours_[i] + 1);
    }
    return counts;
}

std::vector<std::string> carry_out(DiglotFile& file, const MemoryMerge& merge,
                                   const DecideUnit& decide, ChangeSet& change,
                                   MergeCounts& counts) {
    Store& memory = file.memory();
    std::vector<Unit> waiting;
    UnitSpool added;
    counts = merge.walk(decide, [&](MergedUnit&& one) {
        if (!one.changed) return;
        if (!one.after)
            memory.remove(one.before->id);
        else if (one.before)
            waiting.push_back(std::move(*one.after));
        else
            added.add(*one.after);
    });
    // Changes may wait for one another: one gives up the texts that another takes.
    for (bool any = true; any && !waiting.empty();) {
        const std::size_t before = waiting.size();
        std::erase_if(waiting,
                      [&](const Unit& unit) { return memory.update(unit) == Updated::kUpdated; });
        any = waiting.size() < before;
    }
    std::string origin;
    bool has_origin = false;
    for (std::uint32_t i = 0; i < added.size(); ++i) {
        throw_if_interrupted();
        const Unit unit = added.unit(i);
        if (!has_origin || unit.origin != origin) memory.set_origin(unit.origin, {});
        has_origin = true;
        origin = unit.origin;
        memory.add(unit, change);
    }
    memory.flush();
    std::vector<std::string> refused;
    for (const Unit& unit : waiting) refused.push_back(texts_of(unit));
    return refused;
}

}  // namespace diglot
