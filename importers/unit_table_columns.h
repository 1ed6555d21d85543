// What a column of a table of segments holds, by the name in its header. docs/formats/tables.md has
// the names.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/language_tag.h"
#include "importers/format.h"

namespace diglot {

enum class UnitRole {
    kSource,
    kTarget,
    kLanguage,  ///< A segment in UnitColumn::lang.
    kSourceLanguage,
    kTargetLanguage,
    kId,
    kContext,
    kNote,
    kOrigin,
    kUser,
    kCreated,
    kChanged,
    kState,
    kOther,  ///< Kept as a property "x-column:NAME".
};

struct UnitColumn {
    UnitRole role = UnitRole::kOther;
    std::string name;  ///< As the header has it.
    LanguageTag lang;  ///< Of a kLanguage, and of a source or target that names it.
};

/// The role a name has, upper and lower case, spaces, "_" and "-" aside; kOther if it is none.
UnitRole unit_role(std::string_view name);

/// The columns, if the row is a header: a source and a target, or two languages, or a language,
/// unless that and the cell beside it may be segments of the languages asked for.
std::optional<std::vector<UnitColumn>> read_unit_header(const std::vector<std::string>& fields,
                                                        const ReadOptions& options = {});

/// Columns only memories have: state, user, dates, origin; "source text", "segment".
bool is_of_units(const UnitColumn& column);

/// Puts what the user says (ReadOptions::columns) in the place of names. Returns the index of the
/// first mapping that names no column; nothing if all do. `by_number`: set if a number named one.
std::optional<std::size_t> rename_columns(
    std::vector<std::string>& names,
    const std::vector<std::pair<std::string, std::string>>& mapping, bool* by_number = nullptr);

}  // namespace diglot
