// How far a unit is, and whether it is in use: its property x-diglot-state. docs/cleaning.md has
// the table for users.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tm/unit.h"

namespace diglot {

/// Type of the property that holds the state; a unit without one is a person's translation that
/// nobody has reviewed a second time.
inline constexpr std::string_view kStateProperty = "x-diglot-state";
/// Beside a unit that is set aside: why, as "rule, rule", and the state it had (nothing if none).
inline constexpr std::string_view kSetAsideProperty = "x-diglot-set-aside";
inline constexpr std::string_view kStateBeforeProperty = "x-diglot-state-before";

namespace unit_state {
inline constexpr std::string_view kReviewed = "reviewed";
inline constexpr std::string_view kUnreviewed = "unreviewed";  ///< "new" for people.
inline constexpr std::string_view kMachine = "machine";
inline constexpr std::string_view kAlignment = "alignment";
inline constexpr std::string_view kRejected = "rejected";
inline constexpr std::string_view kSetAside = "set-aside";
}  // namespace unit_state

/// The state as it is kept for a word people write: one of unit_state, or another name of it (new,
/// machine-translated, from alignment, set aside); nothing for other words.
std::optional<std::string> state_named(std::string_view word);
/// "new, reviewed, …", for messages.
std::string state_names();

/// The unit's state; empty where it has none.
std::string state_word(const Unit& unit);
bool is_set_aside(const Unit& unit);
/// Rejected or set aside: kept, but no translation to be offered, counted or learned from.
bool is_out_of_use(const Unit& unit);

/// Makes it the unit's state, in the place of the one before; an empty one takes it away. What was
/// noted of a unit that was set aside goes. False where that changes nothing.
bool set_state(Unit& unit, std::string_view state);
/// Sets the unit aside and notes why, and the state it had. False where it is set aside already.
bool set_aside(Unit& unit, std::string_view why);
/// Takes that back: the unit's annotations are as before. False where it is not set aside.
bool restore(Unit& unit);

}  // namespace diglot
