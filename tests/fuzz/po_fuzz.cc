#include <algorithm>

#include "importers/po_writer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/importers/pair_formats.h"

namespace diglot::fuzz {

void po(std::string_view bytes) {
    Collected content;
    const auto result = read_as("fuzz.po", bytes, content, in_languages("en", "ru"));
    demand(result.ok() || !result.error().message.empty(), "a refusal says why");
    for (const Diagnostic& diagnostic : content.diagnostics)
        demand(!to_string(diagnostic).empty(), "a diagnostic says something");
    if (content.units.empty()) return;
    const Variant& target = content.units[0].variants[1];
    const LanguagePair languages{content.units[0].variants[0].lang, target.lang};
    const TemporaryFile file(".po");
    PoWriter writer(file.path(), {languages, false}, content.headers);
    const Written written = written_by(writer, file, content.units);
    Collected again;
    demand(read_as("fuzz.po", written.bytes, again, in_languages("en", "ru")).ok(),
           "a catalogue that was written is read");
    const Pairs before = pairs_of(content);
    for (const auto& pair : pairs_of(again))
        demand(std::find(before.begin(), before.end(), pair) != before.end(),
               "a catalogue that was written has only units that were given");
}

}  // namespace diglot::fuzz
