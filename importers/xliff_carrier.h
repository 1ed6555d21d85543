// What of a unit XLIFF has no place for, carried beside it, and put back. In words:
// docs/formats/xliff.md.
#pragma once

#include <string>
#include <vector>

#include "importers/xliff_model.h"
#include "importers/xliff_unit.h"
#include "tm/unit.h"

namespace diglot::xliff {

/// Type of the carried item that says how a language was spelled.
inline constexpr std::string_view kLanguageItem = "x-diglot-lang";

/// A unit as one <trans-unit> or <unit> says it.
struct Record {
    std::string id;        ///< Empty: the writer gives one.
    std::string name;      ///< resname (1.2) or name (2.1).
    std::string approved;  ///< 1.2: "yes" or "no"; empty: not said.
    std::string state;
    std::string detail;          ///< state-qualifier (1.2) or subState (2.1).
    std::string segment;         ///< Id of the <segment> (2.1).
    std::vector<Markup> notes;   ///< As the version takes them.
    std::vector<Markup> source;  ///< Content as the version takes it.
    std::vector<Markup> target;
    Carriage carriage;
};

/// What `unit` is in XLIFF, for its variants `source` and `target`. `around` is the context its
/// place in the file tells a reader anyway.
Record to_record(Version version, const Unit& unit, std::size_t source, std::size_t target,
                 const Context& around);

/// Puts back into `unit`, as read from the file, what was carried. Where another program changed
/// the state, the notes or a segment since, that stays as it is. Returns how many carried things
/// fit no more.
std::size_t put_back(Version version, const Carriage& carriage, Unit& unit);

}  // namespace diglot::xliff
