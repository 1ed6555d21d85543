#include "glossary/han_lattice.h"

#include <algorithm>
#include <limits>

namespace diglot {

void HanLattice::set_run(const HanDictionary& dictionary, std::u32string_view run) {
    words_.resize(run.size());
    for (std::size_t at = 0; at < run.size(); ++at)
        dictionary.find_words(run.substr(at), words_[at]);
}

void HanLattice::divide(std::size_t first, std::size_t last, HanDivision& division,
                        bool with_ends) const {
    const std::size_t size = std::min(last - first, HanDivision::kMost);
    std::array<std::uint8_t, HanDivision::kMost + 1> from;
    auto& best = division.cost;
    std::fill_n(best.begin(), size + 1, std::numeric_limits<int>::max());
    best[0] = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const HanDictionary::Words& words = words_[first + i];
        const std::size_t longest = std::min(HanDictionary::kLongest, size - i);
        for (std::size_t n = 1; n <= longest; ++n) {
            if (words[n - 1] < 0) continue;
            const int sum = best[i] + words[n - 1];
            if (sum >= best[i + n]) continue;
            best[i + n] = sum;
            from[i + n] = static_cast<std::uint8_t>(i);
        }
    }
    division.size = size;
    if (!with_ends) return;
    division.ends = 1;
    for (std::size_t i = size; i > 0; i = from[i]) division.ends |= std::uint64_t{1} << i;
}

}  // namespace diglot
