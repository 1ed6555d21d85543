// What a column of a glossary table holds, by the name in its header. docs/formats/tables.md has
// the names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "importers/format.h"
#include "importers/language_names.h"

namespace diglot {

enum class ColumnRole {
    kId,
    kSubject,
    kSubdomain,
    kKind,
    kDefinition,
    kConceptSource,
    kConceptNote,  // Of the concept.
    kLang,
    kTerm,
    kSourceTerm,
    kTargetTerm,
    kLanguageTerm,  // The term itself.
    kStatus,
    kForbidden,
    kTermType,
    kPartOfSpeech,
    kGender,
    kRegion,
    kValidFrom,  // Of a term.
    kValidUntil,
    kTermSource,
    kTermNote,
    kContext,
    kUrl,
    kCase,
    kNotIn,
    kDoNotTranslate,
    kFirstMention,
    kConceptTbx,  // TBX elements that no other column carries: of the concept,
    kLangTbx,     // of the language section,
    kTermTbx,     // and of the term.
    kOther,       ///< Kept as a note "name: value".
};

struct Column {
    ColumnRole role = ColumnRole::kOther;
    std::string name;             ///< As the header has it.
    LanguageTag lang;             ///< Of a kLanguageTerm, and of what is said of terms in it.
    bool of_language = false;     ///< A note or context behind a language's column: of its term.
    bool names_language = false;  ///< "English_Def", "Status (en)": of all terms in `lang`.
};

/// Whether a column so named is more than a note of its own: a language, a name of
/// docs/formats/tables.md, or "note:NAME", which asks for that note.
bool is_column_name(std::string_view name);
/// The names in their first spelling, for people: "id, subject, …".
std::string column_names();

/// The columns, if the row is a header, else nothing: it has a term and a language column; or
/// source and target; or a term and another column that is known; or a language, unless that and
/// the cell beside it may be terms of the languages asked for (`options`: 台灣, Taiwan).
std::optional<std::vector<Column>> read_table_header(const std::vector<std::string>& fields,
                                                     const ReadOptions& options = {});

/// The first cell that is the name of a column, of a row that is no header and whose first two
/// cells cannot well be terms of the languages asked for: a header of which too little is known.
std::optional<std::string> name_in_unknown_header(const std::vector<std::string>& fields,
                                                  const ReadOptions& options);

/// Whether the first two cells may be a text in the source and one in the target language, by
/// whether they have Han.
bool may_be_a_pair(const std::vector<std::string>& fields, const ReadOptions& options);

}  // namespace diglot
