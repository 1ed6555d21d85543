// How long translations are beside their sources, learned from the memory itself.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tm/unit.h"

namespace diglot {

/// For each pair of languages and each class of source lengths: the median of the ratio of lengths
/// in code points and how far from it translations usually are, both of its logarithm. A few bad
/// units do not move a median: half of them would have to be bad. Memory: a histogram of 2 KiB a
/// class, 16 classes a pair.
class LengthNorms {
public:
    /// What of a pair of languages and a length is usual.
    struct Norm {
        double median = 0;  ///< Of ln(target / source).
        double spread = 0;  ///< Median distance from it, times 1.4826: the deviation of a normal.
    };

    void add(const Unit& unit);
    /// Before the first find().
    void finish();

    /// Of sources about as long, or else twice to four times as long or short. Nothing where fewer
    /// than kLeastUnits of the pair have such sources.
    std::optional<Norm> find(const Variant& source, std::size_t source_length,
                             const Variant& target) const;

    static constexpr std::uint32_t kLeastUnits = 100;

private:
    static constexpr std::size_t kClasses = 16;  ///< Powers of two of the source's length.
    static constexpr std::size_t kMostAway = 2;  ///< Classes.
    static constexpr std::size_t kBins = 512;    ///< Of ln(target / source), from -5.12 by 0.02.
    struct Class {
        std::vector<std::uint32_t> bins;
        std::uint32_t count = 0;
        std::optional<Norm> norm;
    };
    using Pair = std::vector<Class>;
    static std::string key_of(const Variant& source, const Variant& target);
    static std::size_t class_of(std::size_t length);
    std::map<std::string, Pair, std::less<>> pairs_;
};

/// ln(target / source) of two lengths above 0.
double length_ratio(std::size_t source, std::size_t target);

}  // namespace diglot
