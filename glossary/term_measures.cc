#include "glossary/term_measures.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace diglot {
namespace {

/// x · ln x, 0 for 0.
double xlogx(double x) { return x > 0 ? x * std::log(x) : 0; }

}  // namespace

double log_likelihood(const Cooccurrence& counts) {
    assert(counts.both <= counts.first && counts.both <= counts.second);
    assert(counts.first <= counts.total && counts.second <= counts.total);
    const double total = static_cast<double>(counts.total);
    const double first = static_cast<double>(counts.first);
    const double second = static_cast<double>(counts.second);
    const double both = static_cast<double>(counts.both);
    const double neither = total - first - second + both;
    const double cells = xlogx(both) + xlogx(first - both) + xlogx(second - both) + xlogx(neither);
    const double margins =
        xlogx(first) + xlogx(total - first) + xlogx(second) + xlogx(total - second);
    return std::max(0.0, 2 * (cells - margins + xlogx(total)));
}

bool attracts(const Cooccurrence& counts) {
    return static_cast<double>(counts.both) * static_cast<double>(counts.total) >
           static_cast<double>(counts.first) * static_cast<double>(counts.second);
}

double dice(const Cooccurrence& counts) {
    const std::uint64_t sum = counts.first + counts.second;
    return sum == 0 ? 0 : 2 * static_cast<double>(counts.both) / static_cast<double>(sum);
}

double normalized_pmi(double whole, double left, double right, double total) {
    assert(whole > 0 && left > 0 && right > 0 && total > 0);
    if (whole >= total) return 1;
    return std::log(whole * total / (left * right)) / -std::log(whole / total);
}

double c_value(std::size_t length, std::uint64_t count, std::size_t longer,
               std::uint64_t longer_count) {
    const double nested =
        longer == 0 ? 0 : static_cast<double>(longer_count) / static_cast<double>(longer);
    return std::log2(static_cast<double>(length) + 1) * (static_cast<double>(count) - nested);
}

void Neighbours::add(std::uint64_t times) {
    if (times == 0) return;
    count_ += times;
    ++variety_;
    largest_ = std::max(largest_, times);
    sum_ += static_cast<double>(times) * std::log2(static_cast<double>(times));
}

void Neighbours::add_edges(std::uint64_t times) {
    count_ += times;
    variety_ += times;
    if (times > 0) largest_ = std::max<std::uint64_t>(largest_, 1);
}

double Neighbours::entropy() const {
    if (count_ == 0) return 0;
    const double count = static_cast<double>(count_);
    return std::max(0.0, std::log2(count) - sum_ / count);
}

double Neighbours::largest_share() const {
    return count_ == 0 ? 0 : static_cast<double>(largest_) / static_cast<double>(count_);
}

}  // namespace diglot
