// Quantities by value, however they are written: 3億5千萬, 三百, 1,200, 300 million, three hundred.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

/// digits * 10^exponent; digits is not divisible by ten unless it is zero, and then the exponent is
/// zero.
struct Decimal {
    std::int64_t digits = 0;
    int exponent = 0;

    /// Nothing where it does not fit.
    static std::optional<Decimal> of(std::int64_t digits, int exponent);
    std::optional<Decimal> plus(Decimal other) const;
    Decimal times_ten_to(int power) const;
    /// As a whole number, where it is one and fits.
    std::optional<std::int64_t> whole() const;
    /// "1234.5", without grouping. Requires a value of at most 18 digits before and after the
    /// point.
    std::string text() const;

    bool operator==(const Decimal&) const = default;
};

enum class NumeralStyle {
    kDigits,  ///< 0 to 9, with an English scale word behind it or without: 1,200; 300 million; 2.5
              ///< billion.
    kWords,   ///< English: three, twenty-five, three hundred million.
    kHan,  ///< Chinese numerals or digits with a Chinese scale: 三億, 3億5千萬, 二〇二六, 1.2萬.
};

struct Numeral {
    std::size_t start = 0;  ///< Bytes of the text.
    std::size_t end = 0;
    NumeralStyle style = NumeralStyle::kDigits;
    Decimal value;
};

/// Every numeral whose value is certain, ascending. What can be read in two ways is left out
/// (三萬五); so are digits inside words (GPT4) and dates or versions (1.2.3). 兆 is 10^12, as in
/// Taiwan.
std::vector<Numeral> find_numerals(std::string_view text);

/// `value` written as `old` is: with its grouping, scale word or kind of Chinese numeral. Nothing
/// where `old` does not tell how.
std::optional<std::string> write_like(std::string_view old, NumeralStyle style, Decimal old_value,
                                      Decimal value);

}  // namespace diglot
