// One unit edited, so that two people who edit it at once get a conflict and not a loss.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "app/diglot_file.h"

namespace diglot {

struct UnitEdit {
    enum class Outcome {
        kEdited,
        kUnchanged,      ///< It says already what it was to say; nothing was written.
        kUnknown,        ///< There is no such unit.
        kOtherRevision,  ///< It was changed, or removed, since.
        kSameAsAnother,  ///< Another unit would say the same.
    };
    Outcome outcome = Outcome::kEdited;
    std::optional<Unit> unit;              ///< As it is now; nothing where there is none.
    std::optional<std::int64_t> revision;  ///< Of what is now: ChangeLog::revision().
    std::optional<std::int64_t> change;    ///< Where it was edited.
    /// It was reviewed, and with its new text is no more.
    bool review_ended = false;
};

/// The unit and its revision, of one state of the file; kEdited, or kUnknown.
UnitEdit look_at_unit(DiglotFile& file, std::int64_t id);

/// Lets `edit` change the unit and writes it as one change set. It is read, compared and written in
/// one transaction: where `revision` is given and the unit has another one by then, nothing is
/// written. What `edit` throws leaves everything as it was. Dates and person of the unit itself are
/// set here. A reviewed unit that gets new text is not reviewed any more, unless `keeps_state`:
/// what was looked at is not what it says now.
UnitEdit edit_unit(DiglotFile& file, std::int64_t id, std::optional<std::int64_t> revision,
                   const std::function<void(Unit&)>& edit, const ChangeRequest& request,
                   bool keeps_state = false);

}  // namespace diglot
