// Rows of a comma- or tab-separated text, as they stream by. RFC 4180, and what it leaves open.
#pragma once

#include <cstddef>
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

    bool has_line_end = false;  ///< Else the file ends behind it.

    bool blank() const { return fields.empty() || (fields.size() == 1 && fields.front().empty()); }
};

/// A field that begins with a quote ends at the next single one, may hold separators and line
/// breaks, and doubled quotes mean one. Where something follows the closing quote before the
/// separator, its quotes are text; so are quotes inside other fields. Spaces are kept. Lines end
/// with LF, CR or CRLF, and LF stands for them inside a field.
class CsvRecords {
public:
    /// With `quotes` false no character but the separator and line ends means anything (OmegaT's
    /// tab-separated text).
    CsvRecords(TextSource& text, char separator, bool quotes)
        : text_(text), separator_(separator), quotes_(quotes) {}

    /// False at the end.
    bool next(CsvRecord& record);

private:
    static constexpr std::size_t kLongestField = 1u << 20;
    static constexpr std::size_t kMostFields = 16384;  ///< As many as a spreadsheet has columns.

    /// The next character, or -1 at the end.
    int peek();
    int take();
    void read_field(CsvRecord& record);
    void add(CsvRecord& record, int c);

    TextSource& text_;
    char separator_;
    bool quotes_;
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
/// The reverse.
std::string unguard_formula(const std::string& field);

/// Comma, semicolon or tab: what the first line of the text has most of outside quotes; nothing if
/// it has none.
std::optional<char> find_separator(std::string_view head);

}  // namespace diglot
