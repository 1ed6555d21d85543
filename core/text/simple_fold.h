// The fast way to fold: a table look-up for each code point. Private to core/text.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/text/character_table.h"

namespace diglot::text {

/// Folds by the default FoldOptions into `folded`, and tells `sink` of each piece:
/// sink.ascii(class) for one byte, sink.piece(origin, classes, size) for more. False, with `folded`
/// unfinished, where the text needs ICU.
template <typename Sink>
bool simple_fold(std::string_view text, std::string& folded, Sink&& sink) {
    static const CharPage& ascii = char_page(0);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t size = text.size();
    folded.resize(2 * size);  // No single folding is longer than twice its original.
    char* out = folded.data();
    const CharPage* page = &ascii;
    char32_t page_number = 0;
    for (std::size_t i = 0; i < size;) {
        const std::uint8_t lead = bytes[i];
        if (lead < 0x80) {
            const CharEntry& entry = ascii.entries[lead];
            *out++ = entry.bytes[0];
            sink.one(i, entry.kind);
            ++i;
            continue;
        }
        const std::size_t start = i;
        char32_t c = 0;
        if (lead < 0xE0) {
            if (lead < 0xC2 || i + 2 > size || (bytes[i + 1] & 0xC0) != 0x80) return false;
            c = (lead & 0x1Fu) << 6 | (bytes[i + 1] & 0x3Fu);
            i += 2;
        } else if (lead < 0xF0) {
            if (i + 3 > size || (bytes[i + 1] & 0xC0) != 0x80 || (bytes[i + 2] & 0xC0) != 0x80)
                return false;
            c = (lead & 0x0Fu) << 12 | (bytes[i + 1] & 0x3Fu) << 6 | (bytes[i + 2] & 0x3Fu);
            if (c < 0x800) return false;  // Surrogates have no entry below.
            i += 3;
        } else {
            if (lead > 0xF4 || i + 4 > size || (bytes[i + 1] & 0xC0) != 0x80 ||
                (bytes[i + 2] & 0xC0) != 0x80 || (bytes[i + 3] & 0xC0) != 0x80) {
                return false;
            }
            c = (lead & 0x07u) << 18 | (bytes[i + 1] & 0x3Fu) << 12 | (bytes[i + 2] & 0x3Fu) << 6 |
                (bytes[i + 3] & 0x3Fu);
            if (c < 0x10000 || c > 0x10FFFF) return false;
            i += 4;
        }
        if (c >> 8 != page_number) {
            page_number = c >> 8;
            page = &char_page(c);
        }
        const CharEntry& entry = page->entries[c & 0xFF];
        if (entry.kind == CharClass::kSlow) return false;
        if (entry.size != CharEntry::kLong) {
            std::memcpy(out, entry.bytes.data(), 4);  // The tail is overwritten by what follows.
            out += entry.size;
            sink.one(start, entry.kind);
            for (int trail = 1; trail < entry.size; ++trail) sink.one(start, CharClass::kTrail);
            continue;
        }
        const LongFolding& folding = page->long_foldings[static_cast<std::uint8_t>(entry.bytes[0])];
        const std::size_t done = static_cast<std::size_t>(out - folded.data());
        folded.resize(folded.size() + folding.bytes.size());
        out = folded.data() + done;
        std::memcpy(out, folding.bytes.data(), folding.bytes.size());
        out += folding.bytes.size();
        for (const CharClass kind : folding.kinds) sink.one(start, kind);
    }
    folded.resize(static_cast<std::size_t>(out - folded.data()));
    return true;
}

struct NoSink {
    void one(std::size_t, CharClass) {}
};

}  // namespace diglot::text
