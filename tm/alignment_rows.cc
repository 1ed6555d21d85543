#include "tm/alignment_rows.h"

#include <cmath>

namespace diglot {

void LogProduct::settle() {
    sum_ += std::log(product_);
    product_ = 1;
}

AlignmentRows::AlignmentRows(const AlignmentWords& source, const AlignmentWords& target,
                             const AlignmentTable& table, double explained)
    : source_(source),
      target_(target),
      table_(table),
      explained_(explained),
      head_(target.words.size()) {}

void AlignmentRows::make(std::size_t segment, std::size_t first, std::size_t last,
                         AlignmentRow& row) {
    row.first = first;
    row.last = last;
    const std::size_t s0 = source_.starts[segment];
    const std::size_t words = source_.starts[segment + 1] - s0;
    hits_.assign(1, {});
    for (std::uint32_t place = 0; place < words; ++place) {
        for (const auto& entry : table_.of(source_.tokens[s0 + place])) {
            hits_.push_back({place, entry.forward, entry.backward, head_[entry.target]});
            head_[entry.target] = static_cast<std::uint32_t>(hits_.size() - 1);
        }
    }
    const std::size_t t0 = target_.starts[first];
    row.forward.assign(target_.starts[last] - t0, 0);
    sums_.assign((last - first) * words, 0);
    for (std::size_t line = first; line < last; ++line) {
        float* const sums = sums_.data() + (line - first) * words;
        for (std::size_t t = target_.starts[line]; t < target_.starts[line + 1]; ++t) {
            for (std::uint32_t hit = head_[target_.tokens[t]]; hit; hit = hits_[hit].next) {
                row.forward[t - t0] += hits_[hit].forward;
                sums[hits_[hit].place] += hits_[hit].backward;
            }
        }
    }
    for (std::size_t l = 1; l <= kMostSegments; ++l) {
        auto& out = row.backward[l - 1];
        out.assign(last - first, 0);
        for (std::size_t line = first + l - 1; line < last; ++line) {
            const std::size_t from = line + 1 - l;
            LogProduct product(
                explained_,
                static_cast<double>(target_.starts[line + 1] - target_.starts[from]) + 1);
            for (std::size_t place = 0; place < words; ++place) {
                float sum = 0;
                for (std::size_t j = from; j <= line; ++j)
                    sum += sums_[(j - first) * words + place];
                product.add(sum);
            }
            out[line - first] = static_cast<float>(product.value());
        }
    }
    for (std::uint32_t place = 0; place < words; ++place) {
        for (const auto& entry : table_.of(source_.tokens[s0 + place])) head_[entry.target] = 0;
    }
}

}  // namespace diglot
