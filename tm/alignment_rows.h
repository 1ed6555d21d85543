// How well the words of one source segment and of the target segments near it explain each other.
#pragma once

#include <vector>

#include "tm/alignment_table.h"

namespace diglot {

/// The most segments of a bead's side.
inline constexpr std::size_t kMostSegments = 4;

/// The target segments [first, last) as one source segment sees them.
struct AlignmentRow {
    std::size_t first = 0;
    std::size_t last = 0;
    /// By target word of those segments: Σ p(t|s)/p(t) over the source segment's words.
    std::vector<float> forward;
    /// backward[l - 1][j - first]: how well the l target segments up to and with j explain the
    /// source segment, as a logarithm.
    std::vector<float> backward[kMostSegments];
};

/// Makes rows; keeps its working space between them.
class AlignmentRows {
public:
    AlignmentRows(const AlignmentWords& source, const AlignmentWords& target,
                  const AlignmentTable& table, double explained);

    void make(std::size_t segment, std::size_t first, std::size_t last, AlignmentRow& row);

private:
    struct Hit {
        std::uint32_t place;  ///< In the source segment.
        float forward, backward;
        std::uint32_t next;
    };

    const AlignmentWords& source_;
    const AlignmentWords& target_;
    const AlignmentTable& table_;
    double explained_;
    std::vector<std::uint32_t> head_;  ///< By target word: its first hit and one, or 0.
    std::vector<Hit> hits_;
    std::vector<float> sums_;  ///< By target segment and place.
};

/// The sum of log(1 - explained + explained * ratio / words); `explained` is the share of a text's
/// words that its translation accounts for.
class LogProduct {
public:
    LogProduct(double explained, double words)
        : unexplained_(1 - explained), factor_(explained / words) {}
    void add(double ratio_sum) {
        product_ *= unexplained_ + factor_ * ratio_sum;
        if (product_ > 1e200 || product_ < 1e-200) settle();
    }
    double value() {
        settle();
        return sum_;
    }

private:
    void settle();
    double unexplained_;
    double factor_;
    double product_ = 1;
    double sum_ = 0;
};

}  // namespace diglot
