#include "quality/length_norms.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr double kLowest = -5.12;
constexpr double kStep = 0.02;
constexpr double kToDeviation = 1.4826;  ///< Of a normal distribution, from its median distance.

double value_of(std::size_t bin) { return kLowest + (static_cast<double>(bin) + 0.5) * kStep; }

/// The value that half of the weights lie below.
double median_of(std::vector<std::pair<double, std::uint32_t>> weighted, std::uint32_t total) {
    std::sort(weighted.begin(), weighted.end());
    std::uint32_t below = 0;
    for (const auto& [value, weight] : weighted) {
        below += weight;
        if (2 * std::uint64_t{below} >= total) return value;
    }
    return 0;
}

}  // namespace

double length_ratio(std::size_t source, std::size_t target) {
    return std::log(static_cast<double>(target) / static_cast<double>(source));
}

std::string LengthNorms::key_of(const Variant& source, const Variant& target) {
    return source.lang.language() + ">" + target.lang.language();
}

std::size_t LengthNorms::class_of(std::size_t length) {
    return std::min<std::size_t>(std::bit_width(length), kClasses - 1);
}

void LengthNorms::add(const Unit& unit) {
    const Variant& source = unit.source_variant();
    const std::size_t length = count_code_points(source.segment.text);
    if (length == 0) return;
    for (const Variant& target : unit.variants) {
        const std::size_t its = &target == &source ? 0 : count_code_points(target.segment.text);
        if (its == 0) continue;
        Pair& pair = pairs_[key_of(source, target)];
        if (pair.empty()) pair.resize(kClasses);
        Class& one = pair[class_of(length)];
        if (one.bins.empty()) one.bins.resize(kBins);
        const double place = (length_ratio(length, its) - kLowest) / kStep;
        ++one.bins[static_cast<std::size_t>(std::clamp(place, 0.0, kBins - 1.0))];
        ++one.count;
    }
}

void LengthNorms::finish() {
    for (auto& [key, pair] : pairs_) {
        for (Class& one : pair) {
            if (one.count < kLeastUnits) continue;
            std::vector<std::pair<double, std::uint32_t>> weighted;
            for (std::size_t i = 0; i < kBins; ++i)
                if (one.bins[i] > 0) weighted.emplace_back(value_of(i), one.bins[i]);
            const double median = median_of(weighted, one.count);
            for (auto& [value, weight] : weighted) value = std::abs(value - median);
            one.norm = Norm{median, kToDeviation * median_of(std::move(weighted), one.count)};
        }
    }
}

std::optional<LengthNorms::Norm> LengthNorms::find(const Variant& source, std::size_t source_length,
                                                   const Variant& target) const {
    const auto pair = pairs_.find(key_of(source, target));
    if (pair == pairs_.end() || source_length == 0) return std::nullopt;
    const std::size_t own = class_of(source_length);
    for (std::size_t away = 0; away <= kMostAway; ++away) {
        for (const std::size_t other : {own - away, own + away})
            if (other < kClasses && pair->second[other].norm) return pair->second[other].norm;
    }
    return std::nullopt;
}

}  // namespace diglot
