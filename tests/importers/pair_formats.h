// What the tests of bilingual formats share: texts of units, read and written.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "importers/unit_pairs.h"
#include "tests/importers/reading.h"

namespace diglot {

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline ReadOptions in_languages(const char* source, const char* target) {
    ReadOptions options;
    options.source = LanguageTag(source);
    options.target = LanguageTag(target);
    return options;
}

inline Result<ReadSummary> read_as(const std::string& file, std::string_view bytes, Sink& sink,
                                   const ReadOptions& options = in_languages("en", "zh-TW")) {
    const auto source = open_memory(bytes);
    return read_source(*source, file, options, sink);
}

/// Source text and the other variant's, of each unit.
inline Pairs pairs_of(const Collected& content) {
    Pairs pairs;
    for (const Unit& unit : content.units)
        pairs.emplace_back(unit.source_variant().segment.text,
                           unit.variants.size() > 1 ? unit.variants[1].segment.text : "");
    return pairs;
}

inline Unit make_unit(const std::string& source, const std::string& target,
                      const char* source_lang = "en", const char* target_lang = "zh-TW") {
    Unit unit;
    unit.source = 0;
    unit.variants.resize(2);
    unit.variants[0].lang = LanguageTag(source_lang);
    unit.variants[0].lang_spelling = source_lang;
    unit.variants[0].segment = Segment(source);
    unit.variants[1].lang = LanguageTag(target_lang);
    unit.variants[1].lang_spelling = target_lang;
    unit.variants[1].segment = Segment(target);
    return unit;
}

/// Hands units to a writer that writes to `file`, and ends it.
inline Written written_by(UnitWriter& writer, const TemporaryFile& file,
                          const std::vector<Unit>& units) {
    for (const Unit& unit : units) writer.add(unit);
    Written out;
    out.losses = writer.finish();
    out.bytes = file.read();
    return out;
}

}  // namespace diglot
