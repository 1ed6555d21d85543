// What the start of a table in a text file tells: separator, where its header is, what its comments
// say.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "importers/csv_records.h"
#include "importers/format.h"

namespace diglot {

/// What the head of a UTX file says: "#UTX 1.20; en-US/ja-JP; …", then a comment with the columns.
struct UtxHead {
    LanguageTag source;
    LanguageTag target;
    std::vector<std::string> columns;
};

/// Nothing if the text does not begin as UTX, or does not name two languages and two columns.
std::optional<UtxHead> read_utx_head(std::string_view head);

/// The text without the lines before the first row: blank ones, and comments.
std::string_view skip_comments(std::string_view head);

struct TableHead {
    std::optional<char> separator;  ///< Nothing: the rows have one column only.
    /// In tab-separated text that is not Diglot's only those that close; none where there is no
    /// header, as OmegaT has it, nor where the first rows have a quote that a writer who quotes
    /// would not leave so, and none that is needed.
    Quotes quotes = Quotes::kAll;
    bool has_header = false;     ///< Names languages, or source and target, or term and more.
    bool is_clear = false;       ///< The header has two columns at least that are known.
    std::size_t rows_above = 0;  ///< Above the header: Excel's "sep=;", a title, empty ones.
    std::string title;           ///< What those say, for people; empty if nothing.
    std::vector<std::vector<std::string>> rows;  ///< The first ones from the header on.
    std::optional<UtxHead> utx;
    bool says_glossary = false;  ///< UTX, or OmegaT's first line "# Glossary in …".
};

/// `head`: the start of the text. The separator is what "sep=" says, else one with which there is a
/// header, else what the first row has most of.
TableHead read_table_head(std::string_view head, const ReadOptions& options);

/// The languages that a header names, or the first rows in their column of languages; `head` may be
/// in any encoding that has ASCII.
std::vector<LanguageTag> languages_in_table(std::string_view head, const ReadOptions& options);

/// Which of the first rows is the header: one of the first five with two columns that are known,
/// above which stand only rows with fewer cells that hold something; else the first.
std::size_t find_header(const std::vector<std::vector<std::string>>& rows,
                        const ReadOptions& options);

/// What the rows above a header say, as "a; b".
std::string title_of(const std::vector<std::vector<std::string>>& rows, std::size_t header);

/// Whether a record is no row: blank, or before the first row a comment.
bool is_before_rows(const CsvRecord& record, bool started);

}  // namespace diglot
