// What became of a unit or a concept: every version that it had, from the log of changes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/diglot_file.h"

namespace diglot {

/// What one change set made of a unit or concept.
template <typename Thing>
struct Version {
    ChangeInfo change;
    std::optional<Thing> before;  ///< As the change set met it; nothing: it was not there.
    std::optional<Thing> after;   ///< Nothing: it was removed.
    bool is_current = false;      ///< This is what the file says now.
};

/// In the order they were made, what is undone too; empty if there never was such a unit. All from
/// one state of the file.
std::vector<Version<Unit>> unit_history(DiglotFile& file, std::int64_t id);
/// The same of a concept of the glossary.
std::vector<Version<Concept>> concept_history(DiglotFile& file, std::int64_t id);

}  // namespace diglot
