// Conflicts that a memory and its glossary keep undecided, found and decided: in a Diglot file, or
// in a TMX file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "app/unit_spool.h"
#include "glossary/concept_versions.h"
#include "tm/unit_merge.h"

namespace diglot {

struct Resolved {
    std::vector<UnitMerge::Conflict> conflicts;  ///< Of units.
    std::vector<DecidedConflict> concept_conflicts;
    std::optional<std::int64_t> change;  ///< Of a Diglot file; nothing where nothing was decided.
    std::int64_t changed = 0;            ///< Units decided something of.
    std::int64_t concepts_changed = 0;
    std::vector<std::string> refused;  ///< Texts of units another unit would be the same as.
    std::vector<std::string> concepts_refused;  ///< Terms of concepts another would be the same as.

    std::int64_t found() const;
    std::int64_t undecided() const;
};

/// What is there and how it would be decided; nothing is written or locked: of a Diglot file one
/// state is read, also while others write, or where it cannot be written.
Resolved list_conflicts(DiglotFile& file, const DecideUnit& decide_unit,
                        const DecideMerge& decide_concept);
Resolved list_conflicts(const UnitSpool& units, const DecideUnit& decide);

/// In one change set.
Resolved resolve(DiglotFile& file, const DecideUnit& decide_unit, const DecideMerge& decide_concept,
                 const ChangeRequest& request);
/// Writes the TMX file anew where something was decided; `units` is what is in it. Throws IoError.
Resolved resolve_tmx(const std::string& path, const UnitSpool& units, const DecideUnit& decide);

/// Units one after another into a TMX file with what the headers say; replaces `path` as a whole.
/// Returns what was lost. Throws IoError.
std::vector<Loss> write_tmx(const std::string& path, const std::vector<Markup>& headers,
                            const std::function<void(const std::function<void(Unit)>&)>& units);

}  // namespace diglot
