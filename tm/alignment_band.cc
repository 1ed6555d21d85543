// Where in the table of a search the path may run.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "tm/alignment_search.h"

namespace diglot {
namespace {

/// Texts of up to so many places are searched whole.
constexpr std::size_t kWhole = 160 * 1000;
/// Places beside the path that the band is at least wide: first, and along a path.
constexpr std::size_t kFirstMargin = 60;
constexpr std::size_t kMargin = 24;
/// A word in more segments than this says little of where it is.
constexpr std::size_t kRare = 12;

struct Anchor {
    std::uint32_t source, target;
    double weight;
};

/// Pairs of segments with rare words that translate each other.
std::vector<Anchor> anchors(const AlignmentWords& source, const AlignmentWords& target,
                            const AlignmentTable& table) {
    std::vector<std::vector<std::uint32_t>> lines(target.words.size());
    for (std::uint32_t j = 0; j < target.size(); ++j) {
        for (std::size_t t = target.starts[j]; t < target.starts[j + 1]; ++t) {
            const WordId word = target.tokens[t];
            if (target.lines_of[word] <= kRare && (lines[word].empty() || lines[word].back() != j))
                lines[word].push_back(j);
        }
    }
    std::vector<Anchor> all, row;
    for (std::uint32_t i = 0; i < source.size(); ++i) {
        row.clear();
        for (std::size_t s = source.starts[i]; s < source.starts[i + 1]; ++s) {
            const WordId word = source.tokens[s];
            if (source.lines_of[word] > kRare) continue;
            for (const auto& entry : table.of(word)) {
                const double ratio = std::min(entry.forward, entry.backward);
                if (ratio <= 4) continue;
                for (const std::uint32_t j : lines[entry.target])
                    row.push_back({i, j, std::log(ratio)});
            }
        }
        std::sort(row.begin(), row.end(), [](const Anchor& a, const Anchor& b) {
            return a.target != b.target ? a.target < b.target : a.weight < b.weight;
        });
        for (std::size_t from = 0; from < row.size();) {
            Anchor sum = row[from];
            for (++from; from < row.size() && row[from].target == sum.target; ++from)
                sum.weight += row[from].weight;
            const double shared = std::sqrt(
                static_cast<double>((source.starts[i + 1] - source.starts[i]) *
                                    (target.starts[sum.target + 1] - target.starts[sum.target])));
            sum.weight -= 2;
            sum.weight /= std::sqrt(shared + 4);
            if (sum.weight > 0) all.push_back(sum);
        }
    }
    return all;
}

/// The heaviest chain of anchors that ascends on both sides; a Fenwick tree of maxima, O(n log n).
std::vector<Anchor> heaviest_chain(const std::vector<Anchor>& all, std::size_t targets) {
    std::vector<double> best(all.size());
    std::vector<std::uint32_t> before(all.size());
    std::vector<std::uint32_t> tree(targets + 1);  // An anchor and one, or 0.
    for (std::size_t from = 0; from < all.size();) {
        std::size_t to = from;
        while (to < all.size() && all[to].source == all[from].source) ++to;
        for (std::size_t a = from; a < to; ++a) {
            std::uint32_t top = 0;
            for (std::size_t at = all[a].target; at > 0; at &= at - 1) {
                if (tree[at] && (!top || best[tree[at] - 1] > best[top - 1])) top = tree[at];
            }
            best[a] = all[a].weight + (top ? best[top - 1] : 0);
            before[a] = top;
        }
        for (std::size_t a = from; a < to; ++a) {
            for (std::size_t at = all[a].target + 1; at <= targets; at += at & -at) {
                if (!tree[at] || best[tree[at] - 1] < best[a])
                    tree[at] = static_cast<std::uint32_t>(a + 1);
            }
        }
        from = to;
    }
    std::uint32_t at = 0;
    for (std::uint32_t a = 0; a < all.size(); ++a) {
        if (!at || best[a] > best[at - 1]) at = a + 1;
    }
    std::vector<Anchor> chain;
    for (; at; at = before[at - 1]) chain.push_back(all[at - 1]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

/// Makes the ends ascend and the corners part of the band.
void close(AlignmentBand& band, std::size_t targets) {
    band.low.front() = 0;
    band.high.back() = targets;
    for (std::size_t i = 1; i < band.high.size(); ++i)
        band.high[i] = std::max(band.high[i], band.high[i - 1]);
    for (std::size_t i = band.low.size() - 1; i-- > 0;)
        band.low[i] = std::min(band.low[i], band.low[i + 1]);
    // A path must get from each row to the next.
    for (std::size_t i = 0; i + 1 < band.low.size(); ++i)
        band.high[i] = std::max(band.high[i], band.low[i + 1]);
}

}  // namespace

AlignmentBand band_along(const std::vector<Bead>& beads, std::size_t sources, std::size_t targets) {
    AlignmentBand band{std::vector<std::size_t>(sources + 1, targets),
                       std::vector<std::size_t>(sources + 1, 0)};
    for (const Bead& bead : beads) {
        // A bead that fits badly may hide a turn of the path; runs of them widen the band.
        for (std::size_t i = bead.source_start; i <= bead.source_end; ++i) {
            band.low[i] = std::min(band.low[i], bead.target_start);
            band.high[i] = std::max(band.high[i], bead.target_end);
        }
    }
    for (std::size_t i = 0; i <= sources; ++i) {
        band.low[i] -= std::min(band.low[i], kMargin);
        band.high[i] = std::min(targets, band.high[i] + kMargin);
    }
    close(band, targets);
    return band;
}

AlignmentBand first_band(const AlignmentWords& source, const AlignmentWords& target,
                         const AlignmentTable& table) {
    const std::size_t n = source.size(), m = target.size();
    if ((n + 1) * (m + 1) <= kWhole)
        return {std::vector<std::size_t>(n + 1, 0), std::vector<std::size_t>(n + 1, m)};
    std::vector<Anchor> chain = heaviest_chain(anchors(source, target, table), m);
    chain.push_back({static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(m), 0});
    AlignmentBand band{std::vector<std::size_t>(n + 1, m), std::vector<std::size_t>(n + 1, 0)};
    std::size_t i0 = 0, j0 = 0;
    for (const Anchor& anchor : chain) {
        const double slope = static_cast<double>(anchor.target - j0) /
                             static_cast<double>(std::max<std::size_t>(1, anchor.source - i0));
        // Between far anchors the path may stray further.
        const std::size_t gap = std::max<std::size_t>(anchor.source - i0, anchor.target - j0);
        const std::size_t margin = kFirstMargin + std::min<std::size_t>(gap / 3, 400);
        for (std::size_t i = i0; i <= anchor.source; ++i) {
            const std::size_t j =
                j0 + static_cast<std::size_t>(slope * static_cast<double>(i - i0));
            band.low[i] = std::min(band.low[i], j - std::min(j, margin));
            band.high[i] = std::max(band.high[i], std::min(m, j + margin));
        }
        i0 = anchor.source;
        j0 = anchor.target;
    }
    close(band, m);
    return band;
}

}  // namespace diglot
