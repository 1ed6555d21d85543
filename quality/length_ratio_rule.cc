// Translations that are much longer or shorter than their sources let expect.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>

#include <fmt/format.h>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "tm/store.h"

namespace diglot {
namespace {

constexpr double kDeviations = 5;
constexpr double kFactor = 1.8;
constexpr std::size_t kShortest = 5;
constexpr std::size_t kLeastUnits = 50;
constexpr std::size_t kMostRatios = 1024;     ///< Kept of a band.
constexpr std::size_t kMostPending = 2000;    ///< Units kept until the end.
constexpr std::int64_t kMostOfMemory = 5000;  ///< Units of the memory that are learned from.

/// Characters without ASCII's white space.
std::size_t length_of(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        length += byte > ' ' && (byte & 0xC0) != 0x80;  // The first byte of a character.
    }
    return length;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// What is usual: the median and the spread of the logarithm of target by source.
struct Usual {
    double middle = 0;
    double spread = 0;
};

/// Sources of 2^n to 2^(n+1) characters: the shorter, the more do ratios vary.
class Bands {
public:
    static std::size_t band_of(std::size_t length) {
        return std::min<std::size_t>(static_cast<std::size_t>(std::log2(length)), kBands - 1);
    }

    void add(std::size_t source, std::size_t target) {
        Band& band = bands_[band_of(source)];
        const double ratio = std::log(static_cast<double>(target) / static_cast<double>(source));
        ++band.seen;
        if (band.ratios.size() < kMostRatios) {
            band.ratios.push_back(ratio);
            return;
        }
        // Reservoir sampling (Vitter 1985, algorithm R); the same for the same file.
        random_ = random_ * 6364136223846793005u + 1442695040888963407u;
        const std::uint64_t at = (random_ >> 33) % band.seen;
        if (at < kMostRatios) band.ratios[at] = ratio;
    }

    /// Of the band, with as many of its neighbours as it needs; nothing where there is too little.
    std::optional<Usual> usual(std::size_t band) const {
        for (std::size_t reach = 0; reach < kBands; ++reach) {
            std::vector<double> ratios;
            const std::size_t from = band > reach ? band - reach : 0;
            for (std::size_t i = from; i <= std::min(band + reach, kBands - 1); ++i)
                ratios.insert(ratios.end(), bands_[i].ratios.begin(), bands_[i].ratios.end());
            if (ratios.size() < kLeastUnits) continue;
            Usual usual;
            usual.middle = median(ratios);
            for (double& ratio : ratios) ratio = std::abs(ratio - usual.middle);
            // As large as the standard deviation where the values are normally distributed.
            usual.spread = 1.4826 * median(std::move(ratios));
            return usual;
        }
        return std::nullopt;
    }

private:
    static constexpr std::size_t kBands = 12;
    struct Band {
        std::uint64_t seen = 0;
        std::vector<double> ratios;
    };
    std::array<Band, kBands> bands_;
    std::uint64_t random_ = 1;
};

class LengthRatioRule : public DescribedRule {
public:
    LengthRatioRule()
        : DescribedRule(
              {"length-ratio",
               Severity::kWarning,
               "The translation is much longer or shorter than is usual",
               "How long translations are is learned from the units that are checked, for each "
               "pair of languages, and from the memory where these are too few: the median of "
               "target by source in characters, and how far they usually are from it (median "
               "absolute deviation), apart for sources of like length, since short ones vary more. "
               "Told is what is off by a factor and by many deviations: a sentence that was left "
               "out, or one of another segment. Findings come after the last unit; nothing is told "
               "where less than 50 units are known.",
               {},
               {{"deviations", "5", "how many deviations a length must be off"},
                {"factor", "1.8", "and how many times too long or too short it must be"},
                {"shortest", "5", "the characters that a source has at least"}}}) {}

    void begin(const CheckContext& context) override { memory_ = context.units; }

    void check(const BilingualText& text, std::vector<Finding>&) override {
        if (!text.place) return;
        const std::size_t source = length_of(text.source), target = length_of(text.target);
        if (source < shortest_ || target == 0 || text.source == text.target) return;
        Pair& pair = pairs_[{text.source_lang.text(), text.target_lang.text()}];
        pair.bands.add(source, target);
        // What is far from what is known so far is looked at again in the end.
        if (pair.units++ % 1024 == 0) pair.usual.clear();
        const std::size_t band = Bands::band_of(source);
        auto known = pair.usual.find(band);
        if (known == pair.usual.end())
            known = pair.usual.emplace(band, pair.bands.usual(band)).first;
        const double ratio = std::log(static_cast<double>(target) / static_cast<double>(source));
        if (known->second && std::abs(ratio - known->second->middle) < 0.8 * std::log(factor_))
            return;
        if (pending_.size() >= kMostPending) return;
        pending_.push_back({*text.place, std::string(text.source), std::string(text.target),
                            text.source_lang, text.target_lang, source, target});
    }

    void finish(std::vector<Finding>& findings) override {
        for (auto& [languages, pair] : pairs_)
            if (pair.units < kLeastUnits)
                learn_from_memory(languages.first, languages.second, pair);
        for (const Pending& one : pending_) {
            const Pair& pair = pairs_[{one.source_lang.text(), one.target_lang.text()}];
            const auto usual = pair.bands.usual(Bands::band_of(one.source_length));
            if (usual) judge(one, *usual, findings);
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        deviations_ = number_option(*this, options, "deviations", kDeviations, 1, 100);
        factor_ = number_option(*this, options, "factor", kFactor, 1, 100);
        shortest_ = static_cast<std::size_t>(
            number_option(*this, options, "shortest", kShortest, 1, 10000));
    }

private:
    struct Pair {
        Bands bands;
        std::uint64_t units = 0;
        std::map<std::size_t, std::optional<Usual>> usual;  ///< By band, as it was a while ago.
    };
    struct Pending {
        UnitPlace place;
        std::string source, target;
        LanguageTag source_lang, target_lang;
        std::size_t source_length = 0, target_length = 0;
    };

    void learn_from_memory(const std::string& source, const std::string& target, Pair& pair) const {
        if (!memory_) return;
        UnitFilter filter;
        filter.source = LanguageTag(source);
        filter.target = LanguageTag(target);
        std::int64_t seen = 0;
        memory_->for_each(filter, [&](Unit&& unit) {
            const std::size_t from = length_of(unit.source_variant().segment.text);
            for (const Variant& variant : unit.variants) {
                const std::size_t to = length_of(variant.segment.text);
                if (variant.lang.fit(filter.target) == LanguageFit::kOther || to == 0) continue;
                if (from >= shortest_) pair.bands.add(from, to);
            }
            return ++seen < kMostOfMemory;
        });
    }

    void judge(const Pending& one, const Usual& usual, std::vector<Finding>& findings) const {
        const double ratio = std::log(static_cast<double>(one.target_length) /
                                      static_cast<double>(one.source_length));
        const double off = ratio - usual.middle;
        if (std::abs(off) < std::log(factor_) || std::abs(off) < deviations_ * usual.spread) return;
        Finding& finding = findings.emplace_back();
        finding.place = one.place;
        finding.source = one.source;
        finding.target = one.target;
        const double expected = std::exp(usual.middle) * static_cast<double>(one.source_length);
        finding.message =
            fmt::format("the translation is too {}: {} characters for {}, where about {} are usual",
                        off > 0 ? "long" : "short", one.target_length, one.source_length,
                        std::max(1L, std::lround(expected)));
    }

    const Store* memory_ = nullptr;
    double deviations_ = kDeviations;
    double factor_ = kFactor;
    std::size_t shortest_ = kShortest;
    std::map<std::pair<std::string, std::string>, Pair> pairs_;
    std::vector<Pending> pending_;
};

}  // namespace

std::unique_ptr<Rule> make_length_ratio_rule() { return std::make_unique<LengthRatioRule>(); }

}  // namespace diglot
