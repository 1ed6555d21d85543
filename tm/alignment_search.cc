#include "tm/alignment_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "tm/alignment_rows.h"

namespace diglot {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();
constexpr std::size_t kSides = kMostSegments + 1;

/// What a kind of bead costs before anything is known of its words.
double kind_cost(std::size_t sources, std::size_t targets) {
    if (sources == 1 && targets == 1) return 0.1;
    if (sources == 0 || targets == 0) return 6.5;
    if (sources + targets == 3) return 2.3;
    return 2.3 + 2 * static_cast<double>(sources + targets - 3);
}

/// Gale and Church (1993): variance of a translation's length per character.
constexpr double kVariance = 6.8;
constexpr double kLengthWeight = 1.5;
constexpr double kMostLengthCost = 12;
/// A bead that begins a paragraph on one side only.
constexpr double kParagraphCost = 2;

/// Fills the table row by row.
class Filler {
public:
    Filler(const AlignmentSearch& search, const AlignmentBand& band)
        : search_(search),
          band_(band),
          maker_(search.source, search.target, search.table, search.explained),
          n_(search.source.size()),
          m_(search.target.size()) {
        const double source_length = search.source.length.back();
        scale_ = source_length > 0 ? search.target.length.back() / source_length : 1;
        offsets_.reserve(n_ + 2);
        std::size_t all = 0;
        for (std::size_t i = 0; i <= n_; ++i) {
            offsets_.push_back(all);
            all += band.high[i] - band.low[i] + 1;
        }
        steps_.assign(all, 0);
    }

    void fill(const std::function<void(std::size_t)>& tick) {
        for (std::size_t i = 0; i <= n_; ++i) {
            if (i > 0) make_row(i - 1);
            fill_forward(i);
            fill_scores(i);
            tick(i);
        }
    }

    std::vector<Bead> path() const {
        std::vector<Bead> beads;
        std::size_t i = n_, j = m_;
        while (i > 0 || j > 0) {
            const unsigned step = steps_[offsets_[i] + j - band_.low[i]];
            const std::size_t k = step / kSides, l = step % kSides;
            beads.push_back({i - k, i, j - l, j, 0});
            i -= k;
            j -= l;
        }
        std::reverse(beads.begin(), beads.end());
        return beads;
    }

private:
    void make_row(std::size_t segment) {
        const std::size_t last_row = std::min(segment + kMostSegments, n_);
        const std::size_t low = band_.low[segment];
        const std::size_t first = low > kMostSegments ? low - kMostSegments : 0;
        maker_.make(segment, first, band_.high[last_row], rows_[segment % kSides]);
    }

    /// forward_[k - 1][j]: how well the k source segments before place i explain the target
    /// segments [first_, j) together.
    void fill_forward(std::size_t i) {
        first_ = band_.low[i] > kMostSegments ? band_.low[i] - kMostSegments : 0;
        const std::size_t last = band_.high[i];
        std::vector<double> sums(search_.target.starts[last] - search_.target.starts[first_]);
        for (std::size_t k = 1; k <= kMostSegments && k <= i; ++k) {
            const AlignmentRow& row = rows_[(i - k) % kSides];
            auto& out = forward_[k - 1];
            out.assign(last - first_ + 1, 0);
            const double words =
                static_cast<double>(search_.source.starts[i] - search_.source.starts[i - k]) + 1;
            const std::size_t shift =
                search_.target.starts[first_] - search_.target.starts[row.first];
            for (std::size_t j = first_; j < last; ++j) {
                LogProduct product(search_.explained, words);
                const std::size_t t0 = search_.target.starts[first_];
                for (std::size_t t = search_.target.starts[j]; t < search_.target.starts[j + 1];
                     ++t) {
                    double& sum = sums[t - t0];
                    sum += row.forward[t - t0 + shift];
                    product.add(sum);
                }
                out[j - first_ + 1] = out[j - first_] + static_cast<float>(product.value());
            }
        }
    }

    double length_cost(std::size_t i, std::size_t k, std::size_t j, std::size_t l) const {
        const double source = scale_ * (search_.source.length[i] - search_.source.length[i - k]);
        const double target = search_.target.length[j] - search_.target.length[j - l];
        const double difference = target - source;
        return std::min(kMostLengthCost, kLengthWeight * difference * difference /
                                             (kVariance * (source + target + 2)));
    }

    bool starts(const std::vector<bool>& paragraphs, std::size_t at) const {
        return at < paragraphs.size() && paragraphs[at];
    }

    double paragraph_cost(std::size_t i, std::size_t j) const {
        if (search_.source_paragraphs.empty() || search_.target_paragraphs.empty()) return 0;
        return starts(search_.source_paragraphs, i) == starts(search_.target_paragraphs, j)
                   ? 0
                   : kParagraphCost;
    }

    void fill_scores(std::size_t i) {
        const std::size_t low = band_.low[i], high = band_.high[i];
        auto& scores = scores_[i % kSides];
        scores.assign(high - low + 1, kNever);
        if (i == 0 && low == 0) scores[0] = 0;
        for (std::size_t j = low; j <= high; ++j) {
            float best = i == 0 && j == 0 ? 0 : kNever;
            unsigned step = 0;
            const auto consider = [&](std::size_t k, std::size_t l, double gain) {
                const std::size_t from = i - k;
                if (j - l < band_.low[from] || j - l > band_.high[from]) return;
                const float before = scores_[from % kSides][j - l - band_.low[from]];
                const float score = before + static_cast<float>(gain);
                if (score > best) {
                    best = score;
                    step = static_cast<unsigned>(k * kSides + l);
                }
            };
            if (j > 0) consider(0, 1, -kind_cost(0, 1));
            if (i > 0) consider(1, 0, -kind_cost(1, 0));
            float backward[kMostSegments] = {};
            for (std::size_t k = 1; k <= kMostSegments && k <= i; ++k) {
                const AlignmentRow& row = rows_[(i - k) % kSides];
                for (std::size_t l = 1; l <= kMostSegments && l <= j && j - l >= first_; ++l) {
                    backward[l - 1] += row.backward[l - 1][j - 1 - row.first];
                    const auto& forward = forward_[k - 1];
                    const double words =
                        0.5 * (forward[j - first_] - forward[j - l - first_] + backward[l - 1]);
                    consider(k, l,
                             words - kind_cost(k, l) - length_cost(i, k, j, l) -
                                 paragraph_cost(i - k, j - l));
                }
            }
            scores[j - low] = best;
            steps_[offsets_[i] + j - low] = static_cast<std::uint8_t>(step);
        }
    }

    const AlignmentSearch& search_;
    const AlignmentBand& band_;
    AlignmentRows maker_;
    std::size_t n_, m_;
    double scale_ = 1;  ///< Target characters per source character.
    std::vector<std::size_t> offsets_;
    std::vector<std::uint8_t> steps_;
    std::array<AlignmentRow, kSides> rows_;
    std::array<std::vector<float>, kSides> scores_;
    std::array<std::vector<float>, kMostSegments> forward_;
    std::size_t first_ = 0;
};

}  // namespace

std::vector<Bead> best_beads(const AlignmentSearch& search, const AlignmentBand& band,
                             const std::function<void(std::size_t)>& tick) {
    Filler filler(search, band);
    filler.fill(tick);
    return filler.path();
}

}  // namespace diglot
