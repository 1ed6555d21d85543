// What a text says of quantities: counts, shares, ordinals, dates, times, money, measures, each
// with the values it can mean, so that two languages can be compared. docs/checks.md tells users.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "core/text/numerals.h"

namespace diglot {

/// An exact fraction in lowest terms; the denominator is positive.
struct Rational {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    /// Nothing where it does not fit, or for a denominator of zero.
    static std::optional<Rational> of(std::int64_t numerator, std::int64_t denominator = 1);
    static std::optional<Rational> of(const Decimal& value);
    std::optional<Rational> plus(Rational other) const;
    std::optional<Rational> times(Rational other) const;

    bool operator==(const Rational&) const = default;
};

enum class QuantityKind {
    kCount,
    kPercent,   ///< Value 0.2 for 20 %.
    kFraction,  ///< 三分之一, two thirds, half.
    kOrdinal,   ///< 第三十二條, Article 32, third.
    kYear,
    kMonth,     ///< 1 to 12.
    kDay,       ///< Of a month.
    kWeekday,   ///< 1 (Monday) to 7.
    kHalfYear,  ///< 1 or 2: 上半年, the second half.
    kTime,      ///< A time of the day; see clock.
    kVague,  ///< Only how many digits: 數千萬, tens of thousands. Value 10,000 for the latter.
    kMoney,
    kMeasure,     ///< With a physical unit.
    kCode,        ///< Digits of a name or version: H100, 3.12.1. Only the same digits are the same.
    kListMarker,  ///< 一、 or (1) before the text.
};

struct Quantity {
    std::size_t start = 0;  ///< Bytes of the text.
    std::size_t end = 0;
    QuantityKind kind = QuantityKind::kCount;
    Rational value;              ///< What it means by itself; of no meaning for kCode.
    std::vector<Rational> also;  ///< What else it may mean: 七折 0.7 and 0.3 (off), 115年 and 2026.
    std::vector<Rational>
        clock;  ///< Of a time: what hours since midnight it may be, 14.5 for 2:30.
    /// ISO 4217 of money ("TWD"), symbol of a measure ("nm"); of a percentage "%", "pp" (points),
    /// "off" (of a price, what is taken off) or "price" (what is left of it). Empty if unsaid.
    std::string unit;
    std::string digits;        ///< As written, where written in digits 0 to 9: "12,000", "3.12.1".
    bool approximate = false;  ///< 約, 多, 餘, about, over, nearly.
    bool loose = false;  ///< Can be left out or put into other words: 一個, both, the first.
};

/// Every quantity, ascending; a range is two, its ends. Chinese (兆 is 10^12 in Taiwan, also 10^6
/// elsewhere) and English are read; of other languages only digits. Idioms (一般, 萬一, 五花八門)
/// are left out.
std::vector<Quantity> find_quantities(std::string_view text, const LanguageTag& lang);

/// For people: "350,000,000", "3.5 %", "1/3", "TWD 5,000", "3 nm".
std::string meaning(const Quantity& quantity);

/// Whether both can mean the same: a value in common, exactly; where one of them is approximate
/// also if it is the other rounded to two or more significant digits. Different currencies are
/// different, and so are units, but for those of one measure (1 km and 1,000 m); one unsaid is not.
/// Times of the day are compared as such; weekdays, half years and vague amounts only with their
/// own kind.
bool may_mean_the_same(const Quantity& a, const Quantity& b);

}  // namespace diglot
