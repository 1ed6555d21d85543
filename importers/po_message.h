// Entries of a gettext catalogue, read and printed by GNU gettext's own library (libgettextpo).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

struct PoMessage {
    std::optional<std::string> context;  ///< msgctxt
    std::string source;                  ///< msgid
    std::optional<std::string> plural;   ///< msgid_plural
    /// msgstr; with `plural` msgstr[0] … Empty texts are untranslated forms.
    std::vector<std::string> translations;
    std::string comments;                 ///< The translators', "# "; lines end with LF.
    std::string extracted_comments;       ///< The programmers', "#."; lines end with LF.
    std::vector<std::string> references;  ///< "#:", one each: "src/main.c:12"
    std::vector<std::string> flags;       ///< "#,", but fuzzy: "c-format", "range: 0..5"
    bool fuzzy = false;
    bool obsolete = false;                        ///< "#~"
    std::optional<std::string> previous_context;  ///< "#|"
    std::optional<std::string> previous_source;
    std::optional<std::string> previous_plural;

    bool operator==(const PoMessage&) const = default;
};

/// What the library says of a text.
struct PoComplaint {
    bool is_error = false;
    std::size_t line = 0;    ///< In the text given, from 1; 0 if it is not known.
    std::size_t column = 0;  ///< As the line; in screen columns.
    std::string message;
};

struct PoParsed {
    /// Without flags, most of which the library does not tell: PoChunk has them as written.
    std::vector<PoMessage> messages;
    std::vector<PoComplaint> complaints;
};

/// Parses entries without a header, in UTF-8. Takes turns with all other callers: the library keeps
/// its state in globals. Throws IoError.
PoParsed parse_po(std::string_view entries);

struct PoPrinted {
    std::string text;  ///< Header, blank line, entries with a blank line between them.
    std::size_t entries_start =
        0;  ///< Where the entries begin in `text`; its end if there are none.
    std::size_t marked_fuzzy = 0;  ///< Messages `msgfmt -c` would not take, marked for it.
    std::vector<std::string> unknown_flags;  ///< Flags the library cannot write, one each time.
};

/// Prints messages below a header (its fields, "Name: value\n" each; its charset must be UTF-8). A
/// message of which the library's checks say that it breaks a rule (format strings, line breaks at
/// the ends, number of forms) is marked fuzzy. Takes turns as parse_po(). Throws IoError.
PoPrinted print_po(const std::string& header, const std::vector<PoMessage>& messages);

}  // namespace diglot
