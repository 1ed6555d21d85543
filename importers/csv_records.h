// Rows of a comma- or tab-separated text, as they stream by. RFC 4180, and what it leaves open.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/encoding.h"

namespace diglot {

struct CsvRecord {
    std::vector<std::string> fields;
    std::size_t line = 0;     ///< Where it starts, from 1.
    bool open_quote = false;  ///< The file ended, or 1 MiB passed, before the closing quote.
    bool too_long = false;    ///< Of a field of more than 1 MiB, or of more than 16,384 fields, the
                              ///< rest is not here.
    bool invalid_bytes =
        false;  ///< Bytes that are not in the file's encoding; U+FFFD stands for each.

    bool stray_quote = false;    ///< A quote within a field that is not quoted, or not as a whole.
    bool needed_quotes = false;  ///< Of a field with separators, line breaks or quotes.
    bool has_line_end = false;   ///< Else the file ends behind it.

    bool blank() const { return fields.empty() || (fields.size() == 1 && fields.front().empty()); }
};

/// What quotes mean.
enum class Quotes {
    kNone,    ///< Nothing, as no character does but the separator and line ends (OmegaT).
    kClosed,  ///< Of a field only if they close within its line, or without a separator before
              ///< that.
    kAll,     ///< As in RFC 4180.
};

/// A field that begins with a quote ends at the next single one, may hold separators and line
/// breaks, and doubled quotes mean one. Where something follows the closing quote before the
/// separator, its quotes are text; so are quotes inside other fields. Spaces are kept. Lines end
/// with LF, CR or CRLF, and LF stands for them inside a field.
class CsvRecords {
public:
    CsvRecords(TextSource& text, char separator, Quotes quotes)
        : text_(text), separator_(separator), quotes_(quotes) {}

    /// False at the end.
    bool next(CsvRecord& record);

private:
    static constexpr std::size_t kLongestField = 1u << 20;
    static constexpr std::size_t kMostFields = 16384;  ///< As many as a spreadsheet has columns.

    /// The next character, or -1 at the end.
    int peek();
    int take();
    /// Whether the quote here begins a field in quotes.
    bool opens_field();
    void read_field(CsvRecord& record);
    void add(CsvRecord& record, int c);

    TextSource& text_;
    char separator_;
    Quotes quotes_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

/// Writes one row: quoted where a field has the separator, a quote or a line break, or begins or
/// ends with a space.
void append_csv(const std::vector<std::string>& fields, char separator, std::string& out);

/// Spreadsheets take a cell that begins with = + - @ or a tab for a formula; with an apostrophe
/// before it they show it as text.
std::string guard_formula(const std::string& field);
/// The reverse, for a file whose header says that Diglot wrote it.
std::string unguard_formula(const std::string& field);
/// Whether a field has such an apostrophe.
bool is_guarded(const std::string& field);
/// What is to be told of so many rows with one in another's table.
std::string apostrophe_note(std::uint64_t rows);

/// What a table's header says of its writer: it has the columns Diglot always writes, in their
/// order; whatever was added stands between them. In another's tables an apostrophe is text.
bool is_own_header(const std::vector<std::string>& names);

/// The columns behind the two texts of a memory, and the first ones of a glossary.
inline constexpr std::array<const char*, 6> kMemoryColumns{"context", "note", "origin",
                                                           "user",    "date", "state"};
inline constexpr std::array<const char*, 16> kGlossaryColumns{
    "id",         "subject",     "kind",        "definition", "concept_source", "concept_note",
    "lang",       "term",        "status",      "term_type",  "part_of_speech", "region",
    "valid_from", "valid_until", "term_source", "term_note"};

/// Comma, semicolon or tab: what the first line of the text has most of outside quotes; nothing if
/// it has none.
std::optional<char> find_separator(std::string_view head);

}  // namespace diglot
