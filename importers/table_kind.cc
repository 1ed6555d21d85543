#include <algorithm>
#include <optional>

#include "core/text/utf8.h"
#include "importers/glossary_table_columns.h"
#include "importers/table.h"
#include "importers/unit_table_columns.h"

namespace diglot {
namespace {

using Row = std::vector<std::string>;

/// Columns of a glossary that no memory has.
bool is_of_terms(const Column& column) {
    switch (column.role) {
        case ColumnRole::kSubject:
        case ColumnRole::kSubdomain:
        case ColumnRole::kDefinition:
        case ColumnRole::kTerm:
        case ColumnRole::kForbidden:
        case ColumnRole::kTermType:
        case ColumnRole::kPartOfSpeech:
        case ColumnRole::kGender:
        case ColumnRole::kValidFrom:
        case ColumnRole::kValidUntil:
        case ColumnRole::kCase:
        case ColumnRole::kNotIn:
        case ColumnRole::kDoNotTranslate:
        case ColumnRole::kFirstMention:
            return true;
        case ColumnRole::kSourceTerm:  // "source term" or "term", not "source".
        case ColumnRole::kTargetTerm:
        case ColumnRole::kLanguageTerm: {
            const std::string name = squeezed_name(column.name);
            for (const std::string_view word : {"term", "词", "译名", "术语"})
                if (name.find(word) != std::string::npos) return true;
            return false;
        }
        default:
            return false;
    }
}

bool is_han(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

/// A text that is longer than terms are, or ends as sentences do.
bool is_sentence(std::string_view text) {
    std::size_t words = 0;
    std::size_t han = 0;
    char32_t last = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const bool space = c == ' ' || c == '\n' || c == '\t';
        words += !space && !in_word ? 1 : 0;
        in_word = !space;
        han += is_han(c) ? 1 : 0;
        const bool closes = c == '"' || c == ')' || c == U'」' || c == U'』' || c == U'）' ||
                            c == U'”' || c == U'’';
        if (!space && !closes) last = c;
    }
    if (last == U'。' || last == U'！' || last == U'？') return han >= 4;
    if (last == '.' || last == '!' || last == '?') return words >= 4;
    return words >= 12 || han >= 30;
}

std::optional<TableGuess> guess_by_header(const Row& first, const ReadOptions& options) {
    if (const auto columns = read_table_header(first, options)) {
        for (const Column& column : *columns)
            if (is_of_terms(column))
                return TableGuess{TableKind::kGlossary,
                                  "its header has the column \"" + column.name + "\"", true};
    }
    const auto columns = read_unit_header(first, options);
    if (!columns) return std::nullopt;
    for (const UnitColumn& column : *columns)
        if (is_of_units(column))
            return TableGuess{TableKind::kMemory,
                              "its header has the column \"" + column.name + "\"", true};
    return std::nullopt;
}

}  // namespace

TableGuess guess_table(const std::vector<Row>& rows, const ReadOptions& options) {
    if (options.tables_as) return {*options.tables_as, {}, true};
    if (rows.empty()) return {TableKind::kGlossary, {}, false};
    Row first = rows.front();
    rename_columns(first, options.columns);
    if (auto guess = guess_by_header(first, options)) return *guess;
    std::size_t texts = 0;
    std::size_t sentences = 0;
    for (const Row& row : rows) {
        const bool any = row.size() > 1 && !row[0].empty() && !row[1].empty();
        texts += any ? 1 : 0;
        sentences += any && is_sentence(row[0]) ? 1 : 0;
    }
    if (sentences >= 2 && sentences * 2 >= texts)
        return {TableKind::kMemory, "most of its rows are sentences", false};
    return {TableKind::kGlossary, "its rows look like terms", false};
}

void tell_table_kind(const TableGuess& guess, const std::string& file, const std::string& place,
                     bool has_header, Sink& sink) {
    if (guess.why.empty() || (guess.kind == TableKind::kGlossary && guess.is_certain)) return;
    const bool memory = guess.kind == TableKind::kMemory;
    sink.report({Severity::kNote,
                 "table.kind",
                 place + "read as a " + (memory ? "memory" : "glossary") +
                     (has_header ? ""
                                 : " without a header (first column source, second target, third "
                                   "note)") +
                     ", because " + guess.why + "; --as " + (memory ? "glossary" : "memory") +
                     " reads it as the other",
                 {},
                 file,
                 {}});
}

}  // namespace diglot
