// Runs that two sequences have in common.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace diglot {

/// Calls visit(start in `query`, count) for every run of tokens that stands in both and goes on in
/// neither direction. Cost: |query| * |text|.
template <typename Visit>
void for_each_common_run(std::span<const std::uint64_t> query, std::span<const std::uint64_t> text,
                         Visit visit) {
    std::vector<std::size_t> before(query.size() + 1, 0), now(query.size() + 1, 0);
    for (std::size_t j = 0; j < text.size(); ++j) {
        for (std::size_t i = 0; i < query.size(); ++i) {
            now[i + 1] = query[i] == text[j] ? before[i] + 1 : 0;
            const bool ends =
                i + 1 == query.size() || j + 1 == text.size() || query[i + 1] != text[j + 1];
            if (now[i + 1] > 0 && ends) visit(i + 1 - now[i + 1], now[i + 1]);
        }
        std::swap(before, now);
    }
}

}  // namespace diglot
