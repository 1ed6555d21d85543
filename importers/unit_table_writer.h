// A memory as a table: CSV, TSV, XLSX. docs/formats/tables.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "importers/unit_pairs.h"

namespace diglot {

enum class UnitTableFormat { kCsv, kTsv, kXlsx };

/// One row a pair, below a header: the two languages, context, note, origin, user, date, state.
/// UTF-8, LF; no cell starts a formula. CSV and TSV are streamed, a workbook is built in memory.
class UnitTableWriter : public UnitWriter {
public:
    UnitTableWriter(const std::string& path, UnitTableFormat format, LanguagePair languages);
    ~UnitTableWriter() override;

    void add(const Unit& unit) override;
    std::vector<Loss> finish() override;
    std::size_t units() const override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
