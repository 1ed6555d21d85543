#include "tests/fuzz/fuzz.h"
#include "tests/importers/tbx_files.h"

namespace diglot::fuzz {

void tbx(std::string_view bytes) {
    const test::Collected found = test::read_tbx_text(std::string(bytes));
    for (const Diagnostic& diagnostic : found.diagnostics)
        demand(!to_string(diagnostic).empty(), "a diagnostic says something");
    if (found.concepts.empty()) return;
    for (const Concept& entry : found.concepts) {
        Concept completed = entry;
        complete(completed);
        demand(completed == entry, "a concept that was read is complete");
    }
    for (const TbxVersion version : {TbxVersion::kV2, TbxVersion::kV3}) {
        const test::Written once = test::write_tbx_text(found.concepts, found.headers, version);
        const test::Collected again = test::read_tbx_text(once.text);
        demand(again.error.empty(), "what was written is read");
        demand(again.concepts.size() == once.report.concepts,
               "as many concepts come back as were written");
        demand(test::write_tbx_text(again.concepts, again.headers, version).text == once.text,
               "written again it is the same");
    }
}

}  // namespace diglot::fuzz
