// Any bytes at all through the reader and the writer: neither may crash, and what was read must come back.
// With clang and -DDIGLOT_FUZZ=ON this is a libFuzzer program; otherwise tmx_fuzz_test.cc runs it over a small corpus.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "importers/format.h"
#include "importers/tmx_codes.h"

namespace {

class CheckingSink : public diglot::Sink {
public:
    void header(diglot::Markup) override {}
    void add(diglot::Unit unit, diglot::Position) override {
        if (unit.variants.empty()) std::abort();
        for (const diglot::Variant& variant : unit.variants) {
            const auto& content = variant.segment.content;
            if (content.empty()) continue;
            const auto plain = diglot::tmx::to_plain_content(content);
            if (!diglot::tmx::is_plain_content(plain) || diglot::tmx::to_plain_content(plain) != plain) std::abort();
        }
    }
    void add(diglot::Concept, diglot::Position) override {}
    void report(diglot::Diagnostic diagnostic) override {
        if (diglot::to_string(diagnostic).empty()) std::abort();
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = diglot::open_memory({reinterpret_cast<const char*>(data), size});
    CheckingSink sink;
    const auto result = diglot::read_source(*bytes, "fuzz.tmx", {}, sink);
    if (!result.ok() && diglot::to_string(result.error()).empty()) std::abort();
    return 0;
}
