#include "glossary/han_dictionary.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

#include <unicode/ucharstrie.h>
#include <unicode/udata.h>

namespace diglot {

HanDictionary::HanDictionary() {
    UErrorCode status = U_ZERO_ERROR;
    UDataMemory* memory = udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &status);
    if (U_FAILURE(status)) return;
    // dictionarydata.h: eight int32; the trie's offset first, its type fifth; 1 is UCharsTrie.
    std::array<std::int32_t, 8> head{};
    const char* data = static_cast<const char*>(udata_getMemory(memory));
    std::memcpy(head.data(), data, sizeof head);
    if ((head[4] & 7) == 1) read(reinterpret_cast<const char16_t*>(data + head[0]));
    udata_close(memory);
}

int HanDictionary::divide(std::u32string_view text, std::vector<bool>& ends) const {
    constexpr std::size_t kMost = 32;
    std::array<int, kMost + 1> best;
    std::array<std::uint8_t, kMost + 1> from{};
    best.fill(std::numeric_limits<int>::max());
    best[0] = 0;
    const std::size_t size = std::min(text.size(), kMost);
    const auto step = [&](std::size_t i, std::size_t n, int word) {
        const int sum = best[i] + word;
        if (sum >= best[i + n]) return;
        best[i + n] = sum;
        from[i + n] = static_cast<std::uint8_t>(i);
    };
    for (std::size_t i = 0; i < size; ++i) {
        step(i, 1, single(text[i]));
        std::uint64_t key = add(0, text[i]);
        for (std::size_t n = 2; n <= kLongest && i + n <= size; ++n) {
            key = add(key, text[i + n - 1]);
            if (n == 2 && !has(pairs_, key)) continue;
            if (n == 3 && !has(starts_, key)) break;
            if (const std::optional<int> word = cost(key)) step(i, n, *word);
        }
    }
    ends.assign(size + 1, false);
    for (std::size_t i = size; i > 0; i = from[i]) ends[i] = true;
    ends[0] = true;
    return best[size];
}

std::optional<int> HanDictionary::whole(std::u32string_view text) const {
    std::uint64_t key = 0;
    for (const char32_t c : text) key = add(key, c);
    return text.size() == 1 ? std::optional(single(text[0])) : cost(key);
}

void HanDictionary::read(const char16_t* trie) {
    std::vector<Slot> slots(kSlots);
    singles_.assign(0x10000, kUnknown);
    pairs_.assign(kSieveBits / 64, 0);
    starts_.assign(kSieveBits / 64, 0);
    std::size_t count = 0;
    UErrorCode status = U_ZERO_ERROR;
    icu::UCharsTrie::Iterator words(trie, kLongest, status);
    while (words.next(status)) {
        // A longer word, cut, comes with the value -1.
        if (words.getValue() < 0) continue;
        const icu::UnicodeString& word = words.getString();
        std::uint64_t key = 0;
        const std::int32_t length = word.countChar32();
        for (std::int32_t i = 0, n = 1; i < word.length(); i = word.moveIndex32(i, 1), ++n) {
            key = add(key, static_cast<char32_t>(word.char32At(i)));
            if (n == 2 && length == 2) put(pairs_, key);
            if (n == 3) put(starts_, key);
        }
        if (word.length() == 1)
            singles_[word[0]] = static_cast<std::uint8_t>(std::min(words.getValue(), kUnknown));
        std::size_t at = place(key);
        while (slots[at].check != 0) at = (at + 1) & (kSlots - 1);
        slots[at] = {static_cast<std::uint32_t>(key) | 1,
                     static_cast<std::uint32_t>(words.getValue())};
        if (++count > kSlots / 2) return;
    }
    if (U_SUCCESS(status)) slots_ = std::move(slots);
}

}  // namespace diglot
