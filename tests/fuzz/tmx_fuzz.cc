#include "importers/tmx_codes.h"
#include "tests/fuzz/fuzz.h"
#include "tests/importers/reading.h"

namespace diglot::fuzz {
namespace {

void check(const Collected& content) {
    for (const Unit& unit : content.units) {
        demand(!unit.variants.empty(), "a unit has a variant");
        for (const Variant& variant : unit.variants) {
            const auto& nodes = variant.segment.content;
            if (nodes.empty()) continue;
            const auto plain = tmx::to_plain_content(nodes);
            demand(tmx::is_plain_content(plain), "plain content is plain");
            demand(tmx::to_plain_content(plain) == plain, "plain content stays as it is");
        }
    }
    for (const Diagnostic& diagnostic : content.diagnostics)
        demand(!to_string(diagnostic).empty(), "a diagnostic says something");
}

}  // namespace

void tmx(std::string_view bytes) {
    Collected content;
    const auto result = read_text(bytes, content, "fuzz.tmx");
    demand(result.ok() || !result.error().message.empty(), "a refusal says why");
    check(content);
    if (content.units.empty()) return;
    const Written once = write_tmx(content);
    Collected again;
    const auto back = read_text(once.bytes, again, "fuzz.tmx");
    demand(back.ok(), "what was written is read");
    demand(again.units.size() == content.units.size(), "as many units come back");
    demand(write_tmx(again).bytes == once.bytes, "written again it is the same");
}

}  // namespace diglot::fuzz
