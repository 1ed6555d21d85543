// Runs of a query's tokens in the documents of a segment, for fragments.
#include <algorithm>
#include <array>

#include "tm/match_segment.h"

namespace diglot {

using namespace match_segment;

namespace {

/// Of each two neighbours one is taken, so that the sum of their costs is least (a vertex cover of
/// a path).
std::vector<bool> cheapest_cover(const std::vector<std::size_t>& costs) {
    const std::size_t n = costs.size();
    std::vector<bool> taken(n, false);
    // least[i][t]: of the first i + 1, the last one taken (1) or left (0).
    std::vector<std::array<std::size_t, 2>> least(n);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t taken_before = i == 0 ? 0 : least[i - 1][1];
        const std::size_t left_before = i == 0 ? 0 : least[i - 1][0];
        least[i] = {taken_before, costs[i] + std::min(taken_before, left_before)};
    }
    bool must = false;
    for (std::size_t i = n; i-- > 0;) {
        taken[i] = must || least[i][1] < least[i][0];
        must = !taken[i];
    }
    return taken;
}

}  // namespace

void MatchSegment::find_runs(std::span<const std::uint64_t> values, const BlockSource& source,
                             const std::function<void(const Run&)>& visit) const {
    struct Place {
        const Bucket* bucket = nullptr;
        const Entry* entry = nullptr;
    };
    std::vector<Place> places(values.size());
    std::vector<std::size_t> costs(values.size(), 0);
    std::vector<std::uint8_t> bytes(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        bytes[i] = byte_of(token_of(values[i]));
        places[i].entry = find(token_of(values[i]), source, &places[i].bucket);
        if (places[i].entry)
            costs[i] = std::size_t{places[i].entry->counts[0]} + places[i].entry->counts[1];
    }
    const std::vector<bool> cover = cheapest_cover(costs);

    const auto look = [&](const Lengths& group, std::uint32_t document, std::size_t at) {
        const auto text = sequence(group, document, source);
        for (std::size_t j = 0; j < text.size(); ++j) {
            if (text[j] != bytes[at]) continue;
            std::size_t before = 0, after = 1;
            bool told = false;  // When another token of the cover was looked at that stands before
                                // it in the run.
            while (before < at && before < j && bytes[at - before - 1] == text[j - before - 1]) {
                ++before;
                told = told || cover[at - before];
            }
            if (told) continue;
            while (at + after < bytes.size() && j + after < text.size() &&
                   bytes[at + after] == text[j + after])
                ++after;
            const std::size_t count = before + after;
            const bool whole = count == text.size();
            if (count >= 2 || whole) visit({at - before, count, document, whole});
        }
    };
    for (std::size_t at = 0; at < values.size(); ++at) {
        const Place& place = places[at];
        for (int kind = 0; place.entry && kind < 2; ++kind) {
            if (place.entry->counts[kind] == 0) continue;
            auto group = groups_.begin();
            for (const std::uint32_t posting : list(*place.bucket, *place.entry, kind, source)) {
                const std::uint32_t document = posting >> kPlaceBits;
                while (group->end <= document) ++group;
                if (!cover[at] && group->length > 1) break;
                look(*group, document, at);
            }
        }
    }
}

}  // namespace diglot
