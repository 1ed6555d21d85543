// What a change of a concept's terms means for the memory: the units that use a wording which gives
// way, and how they would read with what takes its place. The glossary and the memory do not know
// each other; this is their joint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "glossary/concept.h"

namespace diglot {

/// A term that the change removes, deprecates, forbids, or that is no longer the right one that
/// day.
struct WordingChange {
    Term term;
    std::optional<Term> by;  ///< What takes its place; nothing if the concept has nothing to put.
};

struct ImpactRequest {
    Date on;  ///< The day on which terms must be valid.
    /// The text of the term to put, where several would do. Empty: in the language of what gives
    /// way, the short form for a short form, then by status, then what the change adds.
    std::string replace_with;
};

/// Why a unit is not rewritten.
enum class ImpactObstacle {
    kNone,
    kCode,       ///< An inline code lies inside the wording.
    kForm,       ///< The text has a form of the term that the new one cannot be given.
    kNoWording,  ///< There is nothing to put.
    kSameUnit,   ///< Another unit would be the same.
};

/// "", "code", "form", "no-wording", "same-unit".
const char* to_string(ImpactObstacle obstacle);

struct ImpactedPlace {
    std::size_t start = 0;  ///< Bytes of the text as it is.
    std::size_t end = 0;
    std::size_t new_start = 0;  ///< Bytes of the text as it would be.
    std::size_t new_end = 0;
    std::string by;  ///< What would stand there; the term found, where there is nothing to put.
};

struct ImpactedVariant {
    std::size_t variant = 0;            ///< Index into Unit::variants.
    std::vector<ImpactedPlace> places;  ///< Ascending.
    Segment after;                      ///< As it is, where there is an obstacle.
    ImpactObstacle obstacle = ImpactObstacle::kNone;
};

struct ImpactedUnit {
    Unit unit;  ///< As it is.
    std::vector<ImpactedVariant> variants;
    /// A variant in another language holds a term of the concept too.
    bool surely = false;

    /// The first one's that has one.
    ImpactObstacle obstacle() const;
};

/// Whether the concept has a term with this text that is valid that day and neither deprecated nor
/// forbidden.
bool may_be_put(const Concept& entry, const std::string& text, Date on);

class TermImpact {
public:
    /// `after` is the concept as it would be; without terms: removed. Requires the id of `before`
    /// in both. `file` must outlive it; what it says holds as long as neither glossary nor memory
    /// change. Throws std::logic_error unless may_be_put(after, replace_with, on), where one is
    /// given.
    TermImpact(DiglotFile& file, const Concept& before, const Concept& after,
               const ImpactRequest& request);
    ~TermImpact();
    TermImpact(TermImpact&&) noexcept;

    const std::vector<WordingChange>& wordings() const { return wordings_; }
    /// Units whose texts may hold one of the wordings, ascending: one pass over every text.
    /// `progress` is told of units.
    std::vector<std::int64_t> candidates(const WorkProgress& progress = {}) const;
    /// Nothing if no text of the unit uses a wording that gives way, or there is no such unit.
    std::optional<ImpactedUnit> look_at(std::int64_t unit) const;

private:
    struct State;
    std::optional<ImpactedVariant> look_at(const Variant& variant) const;
    bool holds_concept(const Variant& variant) const;

    DiglotFile& file_;
    std::vector<WordingChange> wordings_;
    std::unique_ptr<State> state_;
};

/// Writes the unit as it would be, if nothing is in the way; else says what is, and writes nothing.
/// Requires an open change set, whose user goes into the unit's dates.
ImpactObstacle apply_impact(DiglotFile& file, const ImpactedUnit& impacted,
                            const ChangeRequest& request);

}  // namespace diglot
