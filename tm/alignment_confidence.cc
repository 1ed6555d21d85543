#include "tm/alignment_confidence.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "tm/alignment_rows.h"

namespace diglot {
namespace {

/// What speaks for a bead, each about 0 to 3.
struct Evidence {
    double words = 0;   ///< Logarithm of how much better than chance, a word.
    double length = 0;  ///< |log| of the ratio of lengths to that of the texts.
    double amount = 0;  ///< log(1 + words of both sides).
};

Evidence evidence_of(const AlignmentSearch& search, const Bead& bead, double scale) {
    const AlignmentWords& source = search.source;
    const AlignmentWords& target = search.target;
    const std::size_t s0 = source.starts[bead.source_start], s1 = source.starts[bead.source_end];
    const std::size_t t0 = target.starts[bead.target_start], t1 = target.starts[bead.target_end];
    std::unordered_map<WordId, double> in_target, forward;
    for (std::size_t t = t0; t < t1; ++t) ++in_target[target.tokens[t]];
    LogProduct backward_product(search.explained, static_cast<double>(t1 - t0) + 1);
    for (std::size_t s = s0; s < s1; ++s) {
        double backward = 0;
        for (const auto& entry : search.table.of(source.tokens[s])) {
            const auto found = in_target.find(entry.target);
            if (found == in_target.end()) continue;
            forward[entry.target] += entry.forward;
            backward += found->second * entry.backward;
        }
        backward_product.add(backward);
    }
    LogProduct forward_product(search.explained, static_cast<double>(s1 - s0) + 1);
    for (std::size_t t = t0; t < t1; ++t) {
        const auto found = forward.find(target.tokens[t]);
        forward_product.add(found == forward.end() ? 0 : found->second);
    }
    const double tokens = static_cast<double>(s1 - s0 + t1 - t0);
    const double source_length = source.length[bead.source_end] - source.length[bead.source_start];
    const double target_length = target.length[bead.target_end] - target.length[bead.target_start];
    return {(forward_product.value() + backward_product.value()) / (tokens + 1),
            std::abs(std::log((target_length + 2) / (scale * source_length + 2))),
            std::log(1 + tokens)};
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

bool is_null(const Bead& bead) {
    return bead.source_start == bead.source_end || bead.target_start == bead.target_end;
}

}  // namespace

void set_confidence(const AlignmentSearch& search, std::vector<Bead>& beads) {
    const double length = search.source.length.back();
    const double scale = length > 0 ? search.target.length.back() / length : 1;
    std::vector<Evidence> evidence;
    for (const Bead& bead : beads)
        evidence.push_back(is_null(bead) ? Evidence{-1, 1, 0} : evidence_of(search, bead, scale));
    for (std::size_t b = 0; b < beads.size(); ++b) {
        Bead& bead = beads[b];
        if (is_null(bead)) continue;
        const Evidence& own = evidence[b];
        const double before = b > 0 ? evidence[b - 1].words : own.words;
        const double after = b + 1 < beads.size() ? evidence[b + 1].words : own.words;
        const std::size_t segments =
            bead.source_end - bead.source_start + bead.target_end - bead.target_start;
        bead.confidence =
            logistic(4.2 + 1.24 * own.words - 3.7 * std::min(own.words, 0.0) - 3.51 * own.length -
                     0.14 * own.amount + 1.46 * std::min({before, after, 1.0}) +
                     0.45 * std::min(std::max(before, after), 1.0) -
                     (segments > 2 ? 2.77 + 0.63 * (segments - 3.0) : 0));
    }
}

}  // namespace diglot
