#include "importers/tbx_writer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/importers/pair_formats.h"
#include "tests/importers/sdltm_files.h"

namespace diglot::fuzz {
namespace {

/// What was read goes out as TMX or TBX, and comes back.
void check(const Result<ReadSummary>& result, const Collected& content) {
    demand(result.ok() || !result.error().message.empty(), "a refusal says why");
    for (const Diagnostic& diagnostic : content.diagnostics)
        demand(!to_string(diagnostic).empty(), "a diagnostic says something");
    for (const Unit& unit : content.units)
        for (const Variant& variant : unit.variants)
            demand(!variant.lang.empty(), "a variant has a language");
    if (!content.units.empty()) {
        Collected again;
        demand(read_text(write_tmx(content).bytes, again).ok(), "TMX that was written is read");
        demand(again.units.size() == content.units.size(), "every unit comes back");
    }
    if (!content.concepts.empty()) {
        const TemporaryFile file(".tbx");
        write_tbx(file.path(), {}, {}, [&](const auto& take) {
            for (const Concept& entry : content.concepts) take(entry);
        });
        Collected again;
        demand(read_text(file.read(), again, "a.tbx").ok(), "TBX that was written is read");
    }
}

}  // namespace

void memories(std::string_view bytes) {
    for (const char* name : {"fuzz.txt", "fuzz.xml"}) {
        Collected content;
        check(read_as(name, bytes, content), content);
    }
}

void sdltm(std::string_view bytes) {
    // Bytes that are a whole file, or the source segment of one.
    Collected content;
    check(read_as("fuzz.sdltm", bytes, content), content);
    if (bytes.starts_with("SQLite")) return;
    const std::string xml(bytes.substr(0, bytes.find('\0')));
    Collected unit;
    const std::string file = sdltm_of({}, sdltm_insert(xml, sdltm_xml(sdltm_text("b"), "zh-TW")));
    check(read_as("fuzz.sdltm", file, unit), unit);
}

}  // namespace diglot::fuzz
