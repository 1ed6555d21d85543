#include "tests/fuzz/fuzz.h"
#include "tests/importers/xliff_files.h"

namespace diglot::fuzz {

void xliff(std::string_view bytes) {
    Collected content;
    const auto result = read_text(bytes, content, "fuzz.xlf");
    demand(result.ok() || !result.error().message.empty(), "a refusal says why");
    for (const Diagnostic& diagnostic : content.diagnostics)
        demand(!to_string(diagnostic).empty(), "a diagnostic says something");
    for (const Unit& unit : content.units)
        demand(unit.variants.size() == 2, "a unit has a source and a target");
    if (content.units.empty()) return;
    for (const auto version : {diglot::xliff::Version::k12, diglot::xliff::Version::k21}) {
        const Written once = write_xliff(content, version);
        Collected again;
        const auto back = read_text(once.bytes, again, "fuzz.xlf");
        demand(back.ok(), "what was written is read");
        demand(back->skipped == 0, "all of it");
        if (again.units.empty()) continue;
        const Written twice = write_xliff(again, version);
        Collected third;
        demand(read_text(twice.bytes, third, "fuzz.xlf").ok(), "also when written again");
        demand(third.units.size() == again.units.size(), "as many units come back");
        for (std::size_t i = 0; i < third.units.size(); ++i)
            demand(same_unit(third.units[i], again.units[i]), "they are the same");
    }
}

}  // namespace diglot::fuzz
