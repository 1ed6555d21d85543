#include "app/unit_edit.h"

#include <algorithm>

#include "tm/unit_items.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

using Outcome = UnitEdit::Outcome;

UnitEdit read(DiglotFile& file, std::int64_t id) {
    UnitEdit found;
    found.unit = file.memory().find(id);
    found.revision = file.log().revision("unit", id);
    if (!found.unit) found.outcome = Outcome::kUnknown;
    return found;
}

bool has_other_text(const Unit& a, const Unit& b) {
    return !std::equal(a.variants.begin(), a.variants.end(), b.variants.begin(), b.variants.end(),
                       [](const Variant& x, const Variant& y) { return x.segment == y.segment; });
}

}  // namespace

UnitEdit look_at_unit(DiglotFile& file, std::int64_t id) {
    const ReadSnapshot snapshot(file.database());
    return read(file, id);
}

UnitEdit edit_unit(DiglotFile& file, std::int64_t id, std::optional<std::int64_t> revision,
                   const std::function<void(Unit&)>& edit, const ChangeRequest& request,
                   bool keeps_state) {
    ChangeSet change(file.database(), file.log(), request);  // From here on nobody else writes.
    UnitEdit found = read(file, id);
    if (revision && found.revision && found.revision != revision) {
        found.outcome = Outcome::kOtherRevision;
        return found;
    }
    if (!found.unit) return found;
    Unit unit = *found.unit;
    edit(unit);
    if (to_jsonml(unit) == to_jsonml(*found.unit)) {
        found.outcome = Outcome::kUnchanged;
        return found;
    }
    if (!keeps_state && state_word(unit) == unit_state::kReviewed &&
        has_other_text(unit, *found.unit))
        found.review_ended = set_state(unit, "");
    unit.stamp.changed = Time::now();
    unit.stamp.changed_by = request.user;
    if (file.memory().update(unit) == Updated::kSameAsAnother) {
        found.outcome = Outcome::kSameAsAnother;
        found.review_ended = false;
        return found;
    }
    change.commit();
    found.unit = std::move(unit);
    found.revision = found.change = change.id();
    return found;
}

}  // namespace diglot
