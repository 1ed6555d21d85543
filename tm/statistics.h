// What is in a memory, counted in one pass over its units.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "tm/duplicates.h"
#include "tm/unit.h"

namespace diglot {

struct MemoryStatistics {
    struct Language {
        std::int64_t segments = 0;
        std::int64_t as_source = 0;
        std::int64_t characters = 0;  ///< Code points, inline codes not counted.
        std::int64_t longest = 0;     ///< Characters of one segment.
    };
    struct Person {
        std::int64_t made = 0;     ///< Units, by the unit's own stamp, else that of a variant.
        std::int64_t changed = 0;  ///< Likewise.
    };
    /// Lengths of sources: upper ends in characters; the last class has none.
    static constexpr std::array<std::int64_t, 6> kLengths = {10, 20, 50, 100, 200, 500};

    std::int64_t units = 0;
    std::map<std::string, Language> languages;    ///< By canonical tag.
    std::map<std::string, std::int64_t> pairs;    ///< "zh-TW → en"; each target is one.
    std::map<std::string, std::int64_t> origins;  ///< Units; "" typed in.
    std::map<std::string, std::int64_t> states;   ///< x-diglot-state; "" for none.
    std::map<std::string, Person> people;
    std::map<std::string, std::int64_t> changed;  ///< Units by the year of their latest change.
    std::map<std::string, std::int64_t> made;     ///< Units by the month they were made, "2025-11".
    std::int64_t undated = 0;                     ///< Without any date.
    std::array<std::int64_t, kLengths.size() + 1> lengths{};
    std::int64_t with_codes = 0;
    std::int64_t with_notes = 0;
    std::int64_t used = 0;            ///< With a usagecount above 0.
    std::int64_t duplicates = 0;      ///< More than one of what says the same, as `dedupe` says.
    std::int64_t contradictions = 0;  ///< Sources with several targets in one language.
};

/// Memory: 48 bytes a unit with one target.
class StatisticsCounter {
public:
    void add(const Unit& unit);
    MemoryStatistics take();

private:
    MemoryStatistics counted_;
    /// Whatever their case, width, script and spaces.
    DuplicateFinder finder_{DuplicateRule{.fold = {}, .punctuation = false}};
};

/// "up to 10", "11 to 20", …, "over 500".
std::string length_class(std::size_t index);

}  // namespace diglot
