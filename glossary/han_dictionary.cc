#include "glossary/han_dictionary.h"

#include <algorithm>
#include <array>
#include <cstring>
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

void HanDictionary::find_words(std::u32string_view text, Words& words) const {
    words.fill(-1);
    words[0] = static_cast<std::int16_t>(single(text[0]));
    std::uint64_t key = add(0, text[0]);
    const std::size_t longest = std::min(kLongest, text.size());
    for (std::size_t n = 2; n <= longest; ++n) {
        key = add(key, text[n - 1]);
        if (n == 2 && !has(pairs_, key)) continue;
        if (n == 3 && !has(starts_, key)) break;
        if (const std::optional<int> word = cost(key))
            words[n - 1] = static_cast<std::int16_t>(*word);
    }
}

void HanDictionary::read(const char16_t* trie) {
    std::vector<Slot> slots(kSlots);
    singles_.assign(0x10000, kUnknown);
    pairs_.assign(kSieveBits / 64, 0);
    starts_.assign(kSieveBits / 64, 0);
    std::size_t count = 0;
    UErrorCode status = U_ZERO_ERROR;
    icu::UCharsTrie::Iterator words(trie, static_cast<std::int32_t>(kLongest), status);
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
        if (words.getValue() > kUnknown || ++count > kSlots / 4 * 3) return;
        std::size_t at = place(key);
        while (slots[at] != 0) at = (at + 1) & (kSlots - 1);
        slots[at] = slot_of(key) | static_cast<Slot>(words.getValue());
    }
    if (U_SUCCESS(status)) slots_ = std::move(slots);
}

}  // namespace diglot
