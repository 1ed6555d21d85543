#include "core/text/utf8.h"
#include "importers/srx_reader.h"
#include "tests/fuzz/fuzz.h"

namespace diglot::fuzz {
namespace {

void covers_the_text(const SegmentationRules& rules, const std::string& text, const char* lang) {
    try {
        std::size_t last = 0;
        for (const std::size_t end : rules.segment(text, lang)) {
            demand(end > last, "every segment has text");
            demand(end == text.size() || (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80,
                   "no segment ends within a character");
            last = end;
        }
        demand(last == text.size(), "the segments are the whole text");
    } catch (const SlowRule& error) {
        demand(*error.what() != '\0', "a slow rule is named");
    }
}

}  // namespace

/// The bytes as a file of rules for a text with some of everything, and as a text for our own
/// rules.
void srx(std::string_view bytes) {
    const std::string text(bytes);
    if (is_valid_utf8(text)) {
        for (const char* lang : {"zh-TW", "en", "xx"})
            covers_the_text(default_segmentation(), text, lang);
    }
    const Result<SegmentationSource> source = parse_srx(bytes, "fuzz");
    if (!source) return demand(!source.error().message.empty(), "a refusal says why");
    const Result<SegmentationRules> rules = SegmentationRules::compile(*source);
    if (!rules) return demand(!rules.error().message.empty(), "a refusal says why");
    covers_the_text(
        *rules, "Mr. Wu said: 「好。」 𠮷！ aaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1. No.\n\n x…… e\u0301.",
        "en");
    covers_the_text(*rules, text.substr(0, is_valid_utf8(text) ? text.size() : 0), "zh-TW");
}

}  // namespace diglot::fuzz
