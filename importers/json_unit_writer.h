// Units as JSON Lines, or as Weblate's memory JSON. docs/formats/json.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "importers/unit_pairs.h"

namespace diglot {

enum class JsonUnitFormat {
    kLines,    ///< An object a line, with all names the reader knows.
    kWeblate,  ///< A list; only the names of Weblate's schema (weblate-memory.schema.json).
};

/// One object a pair, streamed; UTF-8, LF.
class JsonUnitWriter : public UnitWriter {
public:
    JsonUnitWriter(const std::string& path, JsonUnitFormat format, LanguagePair languages);
    ~JsonUnitWriter() override;

    void add(const Unit& unit) override;
    std::vector<Loss> finish() override;
    std::size_t units() const override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
