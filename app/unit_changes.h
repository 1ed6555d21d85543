// Many units changed at once, where one may take the texts that another gives up.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/storage/id_ranges.h"
#include "tm/store.h"

namespace diglot {

/// How change_units() reads and tells. All of it may throw.
struct UnitChangeSteps {
    /// The unit with that id as it is to become, or nothing where it stays as it is. Asked again
    /// for a unit that had to wait: what is kept is numbers, not units.
    std::function<std::optional<Unit>(std::int64_t id)> make;
    /// Told right after make() of the unit, once it is changed.
    std::function<void(std::int64_t id)> changed;
    /// Told at the end, in ascending order, of units that are left as they are, because another one
    /// says the same then.
    std::function<void(std::int64_t id)> left;
};

/// Changes the units, in ascending order. One that would say what another one says waits until that
/// one has changed; two that would take each other's texts both stay. Without `apply` nothing is
/// written, and what is told is the same: who is left does not turn on whether one looks first.
/// Applying needs an open change set. Cost: a look-up and a write a unit, and as many look-ups more
/// for one that waits. Memory: about 80 bytes a unit that waits, or, without `apply`, that would be
/// changed. Throws StoreError, Interrupted.
void change_units(Store& memory, const IdRanges& ids, bool apply, const UnitChangeSteps& steps);

}  // namespace diglot
