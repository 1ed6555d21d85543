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
        if (i != pair.first && commonness(needle[i]) < commonness(needle[pair.second]))
            pair.second = i;
    }
    return pair;
}

/// Calls `visit` with each place of `needle` in `text`; it returns from where on to go on, or npos
/// to stop. Tests the needle's two least common bytes, 16 places at once where the processor can
/// (W. Muła, "SIMD-friendly algorithms for substring searching", 2016).
template <typename Visit>
void find_all(std::string_view text, std::string_view needle, Visit visit) {
    if (text.size() < needle.size()) return;
    std::size_t from = 0;
#if defined(__SSE2__)
    const std::size_t last = text.size() - needle.size();
    const BytePair pair = rarest_pair(needle);
    const __m128i first = _mm_set1_epi8(needle[pair.first]);
    const __m128i second = _mm_set1_epi8(needle[pair.second]);
    const auto matches = [&](std::size_t at) {
        const auto* a = reinterpret_cast<const __m128i*>(text.data() + at + pair.first);
        const auto* b = reinterpret_cast<const __m128i*>(text.data() + at + pair.second);
        return _mm_and_si128(_mm_cmpeq_epi8(_mm_loadu_si128(a), first),
                             _mm_cmpeq_epi8(_mm_loadu_si128(b), second));
    };
    std::size_t at = 0;
    for (; at + 31 <= last; at += 32) {
        const __m128i a = matches(at), b = matches(at + 16);
        if (_mm_movemask_epi8(_mm_or_si128(a, b)) == 0) continue;
        auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(a)) |
                    static_cast<std::uint32_t>(_mm_movemask_epi8(b)) << 16;
        for (; mask != 0; mask &= mask - 1) {
            const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(mask));
            if (place < from || std::memcmp(text.data() + place, needle.data(), needle.size()) != 0)
                continue;
            from = visit(place);
            if (from == std::string_view::npos) return;
        }
    }
    from = std::max(from, at);
#endif
    while ((from = text.find(needle, from)) != std::string_view::npos) {
        from = visit(from);
        if (from == std::string_view::npos) return;
    }
}

}  // namespace

SearchVocabulary::SearchVocabulary(VarintReader& header, std::uint64_t places) {
    std::uint32_t number = 0;
    // Each number takes a byte of the header at least.
    const auto count = [&](std::size_t numbers) {
        const std::uint64_t entries = header.next();
        if (entries > header.left() / numbers) throw DamagedIndex("the head of the words");
        return entries;
    };
    for (Section& section : sections_) {
        section.blocks.resize(count(1));
        std::uint64_t first = 0;
        for (Block& block : section.blocks) {
            block.first = first;
            block.number = number++;
            first += header.next();
        }
    }
    std::uint64_t left = places;  // Not yet in a list.
    for (Section& section : sections_) {
        section.classes.resize(count(2));
        std::uint64_t first = 0, length = places;
        for (Class& one : section.classes) {
            length -= std::min(length, header.next());
            one.length = length;
            one.first = first;
            one.words = header.next();
            if (length == 0 || one.words > left / length) throw DamagedIndex("how many words");
            left -= one.words * length;
            one.offset = list_bytes_;
            one.bytes = EliasFanoShape(length, places).bytes;
            first += one.words;
            list_bytes_ += one.words * one.bytes;
        }
    }
}

void SearchVocabulary::load(Block& block, const BlockSource& source) {
    std::string bytes = source.read(kWords, block.number);
    if (bytes.empty() || bytes.front() != kDelimiter) throw DamagedIndex("a block of words");
    block.bytes = std::move(bytes);
    std::uint32_t count = 0;
    for (std::size_t at = 0; at < block.bytes.size(); at += kStep) {
        block.before.push_back(count);
        const auto step = std::string_view(block.bytes).substr(at, kStep);
        count += static_cast<std::uint32_t>(std::count(step.begin(), step.end(), kDelimiter));
    }
    cached_bytes_ += block.bytes.size();
}

/// Delimiters in the block before `end`.
std::uint64_t SearchVocabulary::delimiters(const Block& block, std::size_t end) {
    const std::size_t step = (end - 1) / kStep;
    const auto rest = std::string_view(block.bytes).substr(step * kStep, end - step * kStep);
    return block.before[step] +
           static_cast<std::uint64_t>(std::count(rest.begin(), rest.end(), kDelimiter));
}

void SearchVocabulary::make_grams(Section& section, const BlockSource& source) {
    std::vector<std::string_view> texts;
    for (Block& block : section.blocks) {
        if (block.bytes.empty()) load(block, source);
        texts.push_back(block.bytes);
    }
    section.grams.emplace(texts);
    cached_bytes_ += section.grams->bytes();
}

void SearchVocabulary::look_in_chunks(Section& section, std::string_view needle,
                                      const SearchGrams::Places& places, const Occurrence& visit) {
    std::size_t first = 0;   // The block's first chunk.
    std::size_t resume = 0;  // In the block.
    auto block = section.blocks.begin();
    const auto chunks_of = [](const Block& one) {
        return (one.bytes.size() + SearchGrams::kChunk - 1) / SearchGrams::kChunk;
    };
    for (const std::uint32_t chunk : places.chunks) {
        for (; chunk >= first + chunks_of(*block); ++block) {
            first += chunks_of(*block);
            resume = 0;
        }
        // The trigram begins in the chunk, so the needle begins so much earlier.
        const std::size_t start = (chunk - first) * SearchGrams::kChunk;
        const std::size_t from = std::max(resume, start - std::min(start, places.offset));
        const std::size_t end = start + SearchGrams::kChunk - 1 - places.offset + needle.size();
        if (from >= std::min(end, block->bytes.size())) continue;
        bool stop = false;
        find_all(std::string_view(block->bytes).substr(from, end - from), needle,
                 [&](std::size_t at) {
                     resume = visit(*block, from + at);
                     stop = resume == std::string::npos;
                     return stop ? resume : resume - from;
                 });
        if (stop) return;
    }
}

void SearchVocabulary::for_each_occurrence(Section& section, std::string_view needle,
                                           const BlockSource& source, const Occurrence& visit) {
    if (!section.grams && ++section.scans >= kScans) make_grams(section, source);
    if (section.grams && needle.size() >= SearchGrams::kGram) {
        const SearchGrams::Places places = section.grams->places(needle);
        if (places.chunks.size() < section.grams->chunks() / 2)
            return look_in_chunks(section, needle, places, visit);
    }
    for (Block& block : section.blocks) {
        if (block.bytes.empty()) load(block, source);
        bool stop = false;
        find_all(block.bytes, needle, [&](std::size_t at) {
            const std::size_t next = visit(block, at);
            stop = next == std::string::npos;
            return next;
        });
        if (stop) return;
    }
}

void SearchVocabulary::find(SearchTokenKind kind, std::string_view text, Where where,
                            const BlockSource& source, std::vector<TokenList>& found) {
    std::string needle(text);
    if (where == Where::kWhole || where == Where::kStart) needle.insert(needle.begin(), kDelimiter);
    if (where == Where::kWhole || where == Where::kEnd) needle += kDelimiter;
    Section& section = sections_[static_cast<std::size_t>(kind)];
    auto one = section.classes.begin();
    for_each_occurrence(section, needle, source, [&](const Block& block, std::size_t at) {
        const std::uint64_t number = block.first + delimiters(block, at + 1) - 1;
        while (one != section.classes.end() && number - one->first >= one->words) ++one;
        if (one == section.classes.end()) throw DamagedIndex("a word too many");
        found.push_back({one->offset + (number - one->first) * one->bytes, one->length});
        if (where == Where::kWhole) return std::string::npos;
        return std::min(block.bytes.find(kDelimiter, at + 1), block.bytes.size());
    });
}

}  // namespace diglot
