#include "app/clean.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/interrupt.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

constexpr std::int64_t kToldEvery = 1024;  ///< Units.

std::string names_of_rules(const CleanedUnit& cleaned) {
    std::string names;
    for (const CleaningFinding& finding : cleaned.findings) {
        const std::string name(finding.rule->name());
        if (names.find(name) == names.npos) names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

/// The unit as it was, set aside: another one says what it would say.
CleanedUnit set_aside_as_same(const Unit& before, CleanedUnit cleaned, std::string who) {
    cleaned.unit = before;
    cleaned.aside = set_aside(cleaned.unit, names_of_rules(cleaned));
    for (CleaningFinding& finding : cleaned.findings) {
        if (finding.outcome != CleaningOutcome::kMended) continue;
        finding.outcome = CleaningOutcome::kSetAside;
        finding.message += ", and " + who + " says so already";
    }
    return cleaned;
}

}  // namespace

MemoryCleaner::MemoryCleaner(DiglotFile& file, const CleanRequest& request)
    : file_(file), request_(request), cleaner_(norms_, request.only, request.skip) {
    for (const auto& rule : cleaner_.rules()) report_.rules.push_back({rule.get(), 0, 0, 0});
}

CleanReport MemoryCleaner::run(const TellCleaned& tell) {
    tell_ = &tell;
    total_ = file_.memory().count();
    if (cleaner_.needs_norms()) learn();
    const IdRanges found = look_through();
    if (request_.apply && !found.empty()) apply(found);
    return report_;
}

void MemoryCleaner::told() {
    if (++seen_ % kToldEvery != 0) return;
    throw_if_interrupted();
    const std::int64_t looks = cleaner_.needs_norms() ? 2 : 1;
    if (request_.progress) request_.progress(std::min(seen_, looks * total_), looks * total_);
}

void MemoryCleaner::learn() {
    UnitFilter in_use;
    in_use.in_use = true;
    file_.memory().for_each(in_use, [&](const Unit& unit) {
        told();
        norms_.add(unit);
        return true;
    });
    norms_.finish();
}

/// Numbers of units that a rule has something against; a preview tells of them, too.
IdRanges MemoryCleaner::look_through() {
    UnitFilter filter = request_.filter;
    filter.in_use = true;
    IdRanges found;
    file_.memory().for_each(filter, [&](Unit&& unit) {
        told();
        ++report_.looked_at;
        CleanedUnit cleaned = cleaner_.clean(unit);
        if (cleaned.findings.empty()) return true;
        found.append(unit.id);
        if (!request_.apply) {
            cleaned = clean(unit);
            count(cleaned);
            (*tell_)(unit, cleaned);
        }
        return true;
    });
    return found;
}

/// What a unit becomes beside the others.
CleanedUnit MemoryCleaner::clean(Unit unit) {
    CleanedUnit cleaned = cleaner_.clean(unit);
    const bool mended = std::any_of(
        cleaned.findings.begin(), cleaned.findings.end(),
        [](const CleaningFinding& one) { return one.outcome == CleaningOutcome::kMended; });
    if (!mended) return cleaned;
    if (const auto same = file_.memory().find_same(cleaned.unit))
        return set_aside_as_same(unit, std::move(cleaned), fmt::format("unit {}", same->id));
    if (request_.apply) return cleaned;
    const std::uint64_t key = unit_key(cleaned.unit);
    const auto at = std::lower_bound(mended_keys_.begin(), mended_keys_.end(), key);
    if (at != mended_keys_.end() && *at == key)
        return set_aside_as_same(unit, std::move(cleaned), "another unit, once it is mended,");
    mended_keys_.insert(at, key);
    return cleaned;
}

void MemoryCleaner::apply(const IdRanges& found) {
    ChangeSet set(file_.database(), file_.log(), request_.change);
    for (const IdRange& range : found.ranges()) {
        for (std::int64_t id = range.first; id <= range.last; ++id) {
            throw_if_interrupted();
            // Somebody may have changed it since.
            const std::optional<Unit> unit = file_.memory().find(id);
            if (!unit || (request_.filter.where && !request_.filter.where->holds(*unit))) continue;
            CleanedUnit cleaned = clean(*unit);
            if (cleaned.findings.empty()) continue;
            count(cleaned);
            (*tell_)(*unit, cleaned);
            if (!cleaned.changed) continue;
            Stamp& stamp = cleaned.unit.stamp;
            stamp.changed = Time::now();
            stamp.changed_by = request_.change.user;
            for (std::size_t i = 0; i < unit->variants.size(); ++i) {
                Variant& variant = cleaned.unit.variants[i];
                if (variant.segment == unit->variants[i].segment) continue;
                variant.stamp.changed = stamp.changed;
                variant.stamp.changed_by = stamp.changed_by;
            }
            file_.memory().update(cleaned.unit);
        }
    }
    if (report_.mended + report_.set_aside == 0) return;
    set.commit();
    report_.change = set.id();
}

void MemoryCleaner::count(const CleanedUnit& cleaned) {
    bool mended = false;
    for (CleanReport::OfRule& rule : report_.rules) {
        bool of[3] = {false, false, false};
        for (const CleaningFinding& finding : cleaned.findings)
            if (finding.rule == rule.rule) of[static_cast<int>(finding.outcome)] = true;
        if (of[static_cast<int>(CleaningOutcome::kSetAside)])
            ++rule.set_aside;
        else if (of[static_cast<int>(CleaningOutcome::kMended)])
            ++rule.mended;
        else if (of[static_cast<int>(CleaningOutcome::kLeft)])
            ++rule.left;
        mended = mended || of[static_cast<int>(CleaningOutcome::kMended)];
    }
    if (cleaned.aside)
        ++report_.set_aside;
    else if (mended)
        ++report_.mended;
}

}  // namespace diglot
