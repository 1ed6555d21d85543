// States given to units, or taken from them, many at once: reviewed, rejected, set aside and back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"

namespace diglot {

struct StateRequest {
    /// As unit_state has them; empty: none. Nothing: units that are set aside are restored to the
    /// state they had.
    std::optional<std::string> state;
    std::vector<std::int64_t> ids;  ///< Just these; else those that fit the filter.
    UnitFilter filter;
    bool apply = false;  ///< Else a preview.
    ChangeRequest change;
    /// Told how many units were looked at; may throw.
    std::function<void(std::uint64_t)> progress;
};

struct StateReport {
    std::uint64_t units = 0;            ///< Changed, or to be.
    std::vector<std::int64_t> unknown;  ///< Of StateRequest::ids.
    std::optional<std::int64_t> change;
};

/// Gives the unit a state, as StateRequest::state says it; false where it has that already.
bool change_state(Unit& unit, const std::optional<std::string>& state);

/// Hands each unit that changes to `tell`, as it was. Applying, the memory is locked for other
/// writers from the first look on. One change set, none if nothing changed. Throws StoreError.
StateReport change_states(DiglotFile& file, const StateRequest& request,
                          const std::function<void(const Unit&)>& tell);

}  // namespace diglot
