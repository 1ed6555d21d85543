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
    std::string name;          ///< As the header has it.
    LanguageTag lang;          ///< Of a kLanguageTerm, and of a note or context that follows one.
    bool of_language = false;  ///< Whether `lang` says whose note it is.
};

/// "en", "zh_TW", "English", "Chinese (Traditional)", "繁體中文", "Deutsch"; nothing if it names no
/// language.
std::optional<LanguageTag> parse_language_name(std::string_view name);

/// The same in a cell that can only be a language: three letters too that are not known here, for
/// ISO 639-3 has more languages than ICU.
std::optional<LanguageTag> parse_language_cell(std::string_view text);

/// Whether a column so named is more than a note of its own: a language, a name of
/// docs/formats/tables.md, or "note:NAME", which asks for that note.
bool is_column_name(std::string_view name);
/// The names in their first spelling, for people: "id, subject, …".
std::string column_names();

/// The columns, if the row is a header (see read_table), else nothing.
std::optional<std::vector<Column>> read_table_header(const std::vector<std::string>& fields);

}  // namespace diglot
