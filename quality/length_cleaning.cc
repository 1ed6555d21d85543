// Translations far too long or too short beside their sources.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/text/utf8.h"
#include "quality/cleaning_rules.h"

namespace diglot {
namespace {

constexpr double kLeastSpread = 0.15;  ///< A memory of one kind of text may know less.
constexpr double kMostSpreads = 6;     ///< So far from the median a translation may be …
constexpr double kLeastFactor = 3.5;   ///< … and so many times longer or shorter than usual …
constexpr double kAboutAsLong = 2;
constexpr double kLeastMissing = 60;  ///< … and so many characters, of the longer language.

class LengthCleaning : public DescribedCleaningRule {
public:
    LengthCleaning()
        : DescribedCleaningRule(
              {kLengthRule,
               "Far longer or shorter than translations in this memory are: set aside",
               "What is usual is learned from the memory: for each pair of languages, and for "
               "short "
               "and long sources apart, the median of the ratio of lengths and how far from it "
               "most are (the median absolute deviation, which bad units do not move). A unit is "
               "caught that is six such deviations away, and three and a half times longer or "
               "shorter than usual, and by 60 characters. Not where one side is less than twice as "
               "long as the other: code and names are as long on both.\n\nUntil a memory has 100 "
               "units of a "
               "pair with sources about that long (a quarter to four times), nothing is caught.",
               {}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        const std::size_t source = count_code_points(pair.source.segment.text);
        const std::size_t target = count_code_points(pair.target.segment.text);
        if (source == 0 || target == 0) return;
        const auto norm = pair.norms.find(pair.source, source, pair.target);
        if (!norm) return;
        const double off = length_ratio(source, target) - norm->median;
        const double factor = std::exp(std::abs(off));
        if (factor < kLeastFactor) return;
        // What is not translated (code, names, numbers) is as long on both sides.
        if (std::abs(length_ratio(source, target)) < std::log(kAboutAsLong)) return;
        if (std::abs(off) < kMostSpreads * std::max(norm->spread, kLeastSpread)) return;
        const double usual = static_cast<double>(source) * std::exp(norm->median);
        // In the units of the target, or, where the target is too short, of what is missing.
        if (std::abs(static_cast<double>(target) - usual) <
            kLeastMissing * std::min(1.0, std::exp(norm->median)))
            return;
        found.push_back({CleaningSide::kBoth,
                         fmt::format("{:.1f} times {} than translations of such sources are here",
                                     factor, off > 0 ? "longer" : "shorter"),
                         {},
                         {}});
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_length_cleaning() { return std::make_unique<LengthCleaning>(); }

}  // namespace diglot
