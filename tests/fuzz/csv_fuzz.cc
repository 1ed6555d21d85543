#include "importers/csv_records.h"
#include "importers/glossary_table.h"
#include "tests/fuzz/fuzz.h"
#include "tests/importers/reading.h"

namespace diglot::fuzz {
namespace {

std::vector<std::vector<std::string>> rows_of(std::string_view bytes, char separator) {
    const auto source = open_memory(bytes);
    TextSource text(*source);
    CsvRecords records(text, separator, Quotes::kAll);
    std::vector<std::vector<std::string>> rows;
    for (CsvRecord record; records.next(record);) rows.push_back(record.fields);
    return rows;
}

void records_come_back(std::string_view bytes, char separator) {
    const auto rows = rows_of(bytes, separator);
    std::string written = "\xEF\xBB\xBF";  // So that the bytes are not taken for another encoding.
    for (const auto& row : rows) append_csv(row, separator, written);
    demand(rows_of(written, separator) == rows,
           "the fields of a table that was written are those that were read");
}

std::string written_table(const Collected& content) {
    const TemporaryFile file(".csv");
    write_glossary_table(file.path(), {}, [&](const auto& take) {
        std::int64_t id = 0;
        for (Concept entry : content.concepts) {
            entry.id = ++id;  // As the store gives them: rows are told by it.
            take(entry);
        }
    });
    return file.read();
}

Collected read_table(std::string_view bytes) {
    Collected content;
    const auto source = open_memory(bytes);
    ReadOptions options;
    options.source = LanguageTag("en");
    options.target = LanguageTag("zh-TW");
    const auto result = read_source(*source, "fuzz.csv", options, content);
    demand(result.ok() || !result.error().message.empty(), "a refusal says why");
    for (const Diagnostic& diagnostic : content.diagnostics)
        demand(!to_string(diagnostic).empty(), "a diagnostic says something");
    return content;
}

}  // namespace

void csv(std::string_view bytes) {
    records_come_back(bytes, ',');
    records_come_back(bytes, '\t');
    const Collected content = read_table(bytes);
    if (content.concepts.empty()) return;
    // White space around a field is cut where there is a header (docs/formats/tables.md), so the
    // first trip may change it.
    const std::string once = written_table(read_table(written_table(content)));
    demand(written_table(read_table(once)) == once,
           "a table that was written and read is the same when it is written again");
}

}  // namespace diglot::fuzz
