#include "tm/search_grams.h"

#include <limits>

namespace diglot {

std::size_t SearchGrams::number(const char* gram) {
    const auto byte = [&](int i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(gram[i]));
    };
    const std::uint32_t value = byte(0) | byte(1) << 8 | byte(2) << 16;
    return value * 0x9E3779B1U >> (32 - kHashBits);
}

/// Calls `visit(number, chunk)`, of each chunk once a number; returns how many chunks there are.
template <typename Visit>
std::uint32_t SearchGrams::for_each_gram(std::span<const std::string_view> blocks, Visit visit) {
    std::vector<std::uint32_t> last(std::size_t{1} << kHashBits,
                                    std::numeric_limits<std::uint32_t>::max());
    std::uint32_t first = 0;
    for (const std::string_view block : blocks) {
        for (std::size_t at = 0; at + kGram <= block.size(); ++at) {
            const std::size_t gram = number(block.data() + at);
            const auto chunk = static_cast<std::uint32_t>(first + at / kChunk);
            if (last[gram] == chunk) continue;
            last[gram] = chunk;
            visit(gram, chunk);
        }
        first += static_cast<std::uint32_t>((block.size() + kChunk - 1) / kChunk);
    }
    return first;
}

SearchGrams::SearchGrams(std::span<const std::string_view> blocks)
    : starts_((std::size_t{1} << kHashBits) + 1, 0) {
    chunks_ = for_each_gram(blocks, [&](std::size_t gram, std::uint32_t) { ++starts_[gram + 1]; });
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    lists_.resize(starts_.back());
    std::vector<std::uint32_t> ends(starts_.begin(), starts_.end() - 1);
    for_each_gram(blocks,
                  [&](std::size_t gram, std::uint32_t chunk) { lists_[ends[gram]++] = chunk; });
}

SearchGrams::Places SearchGrams::places(std::string_view needle) const {
    Places best;
    for (std::size_t at = 0; at + kGram <= needle.size(); ++at) {
        const std::size_t gram = number(needle.data() + at);
        const auto list =
            std::span(lists_).subspan(starts_[gram], starts_[gram + 1] - starts_[gram]);
        if (at == 0 || list.size() < best.chunks.size()) best = {at, list};
    }
    return best;
}

}  // namespace diglot
