#include "tm/search_vocabulary.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "tm/elias_fano.h"
#include "tm/search_format.h"

namespace diglot {

using namespace search_format;

namespace {

/// How common a byte is in folded text, about: 0 is rare.
int commonness(char c) {
    static constexpr std::string_view kCommon = "zqjxkvbywgpfmhucdlrsnoiaet";
    const std::size_t at = kCommon.find(c);
    if (at != std::string_view::npos) return static_cast<int>(at) + 1;
    return c == kDelimiter ? 100 : static_cast<unsigned char>(c) >= 0xE0 ? 50 : 0;
}

struct BytePair {
    std::size_t first = 0, second = 0;  ///< Where they stand in the needle.
};

BytePair rarest_pair(std::string_view needle) {
    BytePair pair;
    for (std::size_t i = 1; i < needle.size(); ++i) {
        if (commonness(needle[i]) < commonness(needle[pair.first])) pair.first = i;
    }
    pair.second = pair.first == 0 ? needle.size() - 1 : 0;
    for (std::size_t i = 0; i < needle.size(); ++i) {
        if (i != pair.first && commonness(needle[i]) < commonness(needle[pair.second])) pair.second = i;
    }
    return pair;
}

}  // namespace

std::size_t find_bytes(std::string_view text, std::string_view needle, std::size_t from) {
    if (text.size() < needle.size()) return std::string_view::npos;
    const std::size_t last = text.size() - needle.size();
#if defined(__SSE2__)
    const BytePair pair = rarest_pair(needle);
    const __m128i first = _mm_set1_epi8(needle[pair.first]);
    const __m128i second = _mm_set1_epi8(needle[pair.second]);
    const auto matches = [&](std::size_t at) {
        const auto* a = reinterpret_cast<const __m128i*>(text.data() + at + pair.first);
        const auto* b = reinterpret_cast<const __m128i*>(text.data() + at + pair.second);
        return _mm_and_si128(_mm_cmpeq_epi8(_mm_loadu_si128(a), first), _mm_cmpeq_epi8(_mm_loadu_si128(b), second));
    };
    const auto check = [&](std::size_t at, __m128i found) {
        for (auto mask = static_cast<unsigned>(_mm_movemask_epi8(found)); mask != 0; mask &= mask - 1) {
            const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(mask));
            if (std::memcmp(text.data() + place, needle.data(), needle.size()) == 0) return place;
        }
        return std::string_view::npos;
    };
    for (; from + 31 <= last; from += 32) {
        const __m128i a = matches(from), b = matches(from + 16);
        if (_mm_movemask_epi8(_mm_or_si128(a, b)) == 0) continue;
        std::size_t place = check(from, a);
        if (place == std::string_view::npos) place = check(from + 16, b);
        if (place != std::string_view::npos) return place;
    }
#endif
    return text.find(needle, from);
}

SearchVocabulary::SearchVocabulary(VarintReader& header, std::uint64_t places) {
    std::uint32_t number = 0;
    for (Section& section : sections_) {
        section.blocks.resize(std::min<std::uint64_t>(header.next(), 1 << 28));
        std::uint64_t first = 0;
        for (Block& block : section.blocks) {
            block.first = first;
            block.number = number++;
            first += header.next();
        }
    }
    for (Section& section : sections_) {
        section.classes.resize(std::min<std::uint64_t>(header.next(), 1 << 28));
        std::uint64_t first = 0, length = places;
        for (Class& one : section.classes) {
            length -= header.next();
            one.length = length;
            one.first = first;
            one.words = header.next();
            one.offset = list_bytes_;
            one.bytes = EliasFanoShape(length, places).bytes;
            first += one.words;
            list_bytes_ += one.words * one.bytes;
        }
    }
}

const std::string& SearchVocabulary::bytes_of(Block& block, const BlockSource& source) {
    if (block.bytes.empty()) {
        block.bytes = source.read(kWords, block.number);
        cached_bytes_ += block.bytes.size();
    }
    return block.bytes;
}

void SearchVocabulary::forget() {
    for (Section& section : sections_) {
        for (Block& block : section.blocks) block.bytes = {};
    }
    cached_bytes_ = 0;
}

void SearchVocabulary::find(SearchTokenKind kind, std::string_view text, Where where, const BlockSource& source,
                            std::vector<TokenList>& found) {
    std::string needle(text);
    if (where == Where::kWhole || where == Where::kStart) needle.insert(needle.begin(), kDelimiter);
    if (where == Where::kWhole || where == Where::kEnd) needle += kDelimiter;
    Section& section = sections_[static_cast<std::size_t>(kind)];
    auto one = section.classes.begin();
    for (Block& block : section.blocks) {
        const std::string_view bytes = bytes_of(block, source);
        std::size_t counted = 0;
        std::uint64_t number = block.first - 1;  // One more at each delimiter passed.
        for (std::size_t at = find_bytes(bytes, needle, 0); at != std::string_view::npos;
             at = find_bytes(bytes, needle, counted)) {
            number += static_cast<std::uint64_t>(std::count(bytes.begin() + counted, bytes.begin() + at + 1, kDelimiter));
            while (one != section.classes.end() && number - one->first >= one->words) ++one;
            if (one == section.classes.end()) return;  // Only where the index is damaged.
            found.push_back({one->offset + (number - one->first) * one->bytes, one->length});
            if (where == Where::kWhole) return;
            counted = bytes.find(kDelimiter, at + 1);
            if (counted == std::string_view::npos) break;
        }
    }
}

}  // namespace diglot
