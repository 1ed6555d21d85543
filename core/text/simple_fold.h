// The fast way to fold: a table look-up for each code point. Private to core/text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/character_table.h"

namespace diglot::text {

/// The code point at `bytes[i]`, which is no ASCII; `i` moves behind it. Nothing certain, with
/// `false`, where it is ill-formed. A surrogate counts as well-formed: it has no entry in the
/// table.
inline bool next_wide(const std::uint8_t* bytes, std::size_t size, std::size_t& i, char32_t& c) {
    const auto trails = [&](std::size_t count) {
        if (i + count >= size) return false;
        for (std::size_t k = 1; k <= count; ++k) {
            if ((bytes[i + k] & 0xC0) != 0x80) return false;
        }
        return true;
    };
    const std::uint8_t lead = bytes[i];
    if (lead < 0xE0) {
        if (lead < 0xC2 || !trails(1)) return false;
        c = (lead & 0x1Fu) << 6 | (bytes[i + 1] & 0x3Fu);
        i += 2;
        return true;
    }
    if (lead < 0xF0) {
        if (!trails(2)) return false;
        c = (lead & 0x0Fu) << 12 | (bytes[i + 1] & 0x3Fu) << 6 | (bytes[i + 2] & 0x3Fu);
        i += 3;
        return c >= 0x800;
    }
    if (lead > 0xF4 || !trails(3)) return false;
    c = (lead & 0x07u) << 18 | (bytes[i + 1] & 0x3Fu) << 12 | (bytes[i + 2] & 0x3Fu) << 6 |
        (bytes[i + 3] & 0x3Fu);
    i += 4;
    return c >= 0x10000 && c <= 0x10FFFF;
}

/// Folds by the default FoldOptions into `folded`. `sink` is told before anything else, and when a
/// long folding makes more room needed, to have room for so many bytes; then of each folded code
/// point or long folding, where in `folded` it begins and where in `text` its original does. For
/// one code point it may write as for four bytes. False, with `folded` unfinished, where the text
/// needs ICU.
template <typename Sink>
bool simple_fold(std::string_view text, std::string& folded, Sink&& sink) {
    static const CharPage& ascii = char_page(0);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t size = text.size();
    folded.resize(2 * size);  // No single folding is longer than twice its original.
    sink.room(2 * size);
    char* out = folded.data();
    std::size_t at = 0;
    const CharPage* page = &ascii;
    char32_t page_number = 0;
    for (std::size_t i = 0; i < size;) {
        const std::size_t start = i;
        if (bytes[i] < 0x80) {
            const CharEntry& entry = ascii.entries[bytes[i++]];
            out[at] = entry.bytes[0];
            sink.ascii(at++, start, entry);
            continue;
        }
        char32_t c = 0;
        if (!next_wide(bytes, size, i, c)) return false;
        if (c >> 8 != page_number) {
            page_number = c >> 8;
            page = &char_page(c);
        }
        const CharEntry& entry = page->entries[c & 0xFF];
        if (entry.kind == CharClass::kSlow) return false;
        if (entry.size != CharEntry::kLong) {
            // The tail is overwritten by what follows.
            std::memcpy(out + at, entry.bytes.data(), 4);
            sink.wide(at, start, entry);
            at += entry.size;
            continue;
        }
        const LongFolding& folding = page->long_foldings[static_cast<std::uint8_t>(entry.bytes[0])];
        folded.resize(folded.size() + folding.bytes.size());
        sink.room(folded.size());
        out = folded.data();
        folding.bytes.copy(out + at, folding.bytes.size());
        sink.many(at, start, entry, folding);
        at += folding.bytes.size();
    }
    folded.resize(at);
    return true;
}

struct NoSink {
    void room(std::size_t) {}
    void ascii(std::size_t, std::size_t, const CharEntry&) {}
    void wide(std::size_t, std::size_t, const CharEntry&) {}
    void many(std::size_t, std::size_t, const CharEntry&, const LongFolding&) {}
};

/// Where each byte comes from; `origin` is longer than the folded text afterwards.
struct OriginSink {
    std::vector<std::uint32_t>& origin;
    std::uint32_t* out = nullptr;

    void room(std::size_t size) {
        origin.resize(size);
        out = origin.data();
    }
    void ascii(std::size_t at, std::size_t start, const CharEntry&) {
        out[at] = static_cast<std::uint32_t>(start);
    }
    void wide(std::size_t at, std::size_t start, const CharEntry&) {
        std::fill_n(out + at, 4, static_cast<std::uint32_t>(start));
    }
    void many(std::size_t at, std::size_t start, const CharEntry&, const LongFolding& folding) {
        std::fill_n(out + at, folding.bytes.size(), static_cast<std::uint32_t>(start));
    }
};

/// The class of each byte; `classes` is longer than the folded text afterwards.
struct ClassSink {
    std::vector<CharClass>& classes;
    CharClass* out = nullptr;

    void room(std::size_t size) {
        classes.resize(size);
        out = classes.data();
    }
    void ascii(std::size_t at, std::size_t, const CharEntry& entry) { out[at] = entry.kind; }
    void wide(std::size_t at, std::size_t, const CharEntry& entry) {
        out[at] = entry.kind;
        std::fill_n(out + at + 1, 3, CharClass::kTrail);
    }
    void many(std::size_t at, std::size_t, const CharEntry&, const LongFolding& folding) {
        std::copy(folding.kinds.begin(), folding.kinds.end(), out + at);
    }
};

/// The folds that change each byte's original; `changes` is longer than the folded text afterwards.
struct ChangeSink {
    std::vector<std::uint8_t>& changes;
    std::uint8_t* out = nullptr;

    void room(std::size_t size) {
        changes.resize(size);
        out = changes.data();
    }
    void ascii(std::size_t at, std::size_t, const CharEntry& entry) { out[at] = entry.changes; }
    void wide(std::size_t at, std::size_t, const CharEntry& entry) {
        std::fill_n(out + at, 4, entry.changes);
    }
    void many(std::size_t at, std::size_t, const CharEntry& entry, const LongFolding& folding) {
        std::fill_n(out + at, folding.bytes.size(), entry.changes);
    }
};

/// All of the sinks, in one pass.
template <typename... Sinks>
struct AllSinks : Sinks... {
    void room(std::size_t size) { (Sinks::room(size), ...); }
    void ascii(std::size_t at, std::size_t start, const CharEntry& entry) {
        (Sinks::ascii(at, start, entry), ...);
    }
    void wide(std::size_t at, std::size_t start, const CharEntry& entry) {
        (Sinks::wide(at, start, entry), ...);
    }
    void many(std::size_t at, std::size_t start, const CharEntry& entry,
              const LongFolding& folding) {
        (Sinks::many(at, start, entry, folding), ...);
    }
};

}  // namespace diglot::text
