// Decimals, and numerals written in the manner of another.
#include <algorithm>
#include <limits>

#include "core/text/numeral_words.h"
#include "core/text/numerals.h"
#include "core/text/utf8.h"

namespace diglot {

using namespace text;

std::optional<Decimal> Decimal::of(std::int64_t digits, int exponent) {
    if (digits == 0) return Decimal{};
    while (digits % 10 == 0) {
        digits /= 10;
        ++exponent;
    }
    if (exponent > 40 || exponent < -18) return std::nullopt;
    return Decimal{digits, exponent};
}

std::optional<Decimal> Decimal::plus(Decimal other) const {
    if (digits == 0) return other;
    if (other.digits == 0) return *this;
    const Decimal& high = exponent >= other.exponent ? *this : other;
    const Decimal& low = exponent >= other.exponent ? other : *this;
    std::int64_t aligned = high.digits;
    for (int i = low.exponent; i < high.exponent; ++i) {
        if (__builtin_mul_overflow(aligned, std::int64_t{10}, &aligned)) return std::nullopt;
    }
    if (__builtin_add_overflow(aligned, low.digits, &aligned)) return std::nullopt;
    return of(aligned, low.exponent);
}

Decimal Decimal::times_ten_to(int power) const {
    return digits == 0 ? Decimal{} : Decimal{digits, exponent + power};
}

std::optional<std::int64_t> Decimal::whole() const {
    if (exponent < 0) return std::nullopt;
    std::int64_t value = digits;
    for (int i = 0; i < exponent; ++i) {
        if (__builtin_mul_overflow(value, std::int64_t{10}, &value)) return std::nullopt;
    }
    return value;
}

std::string Decimal::text() const {
    std::string result = std::to_string(digits);
    if (exponent >= 0) return result + std::string(static_cast<std::size_t>(exponent), '0');
    const auto places = static_cast<std::size_t>(-exponent);
    if (result.size() <= places) result.insert(0, places + 1 - result.size(), '0');
    result.insert(result.size() - places, ".");
    return result;
}

namespace {

std::string grouped(std::string number) {
    std::size_t end = std::min(number.find('.'), number.size());
    for (; end > 3; end -= 3) number.insert(end - 3, ",");
    return number;
}

bool less_than_ten_to(Decimal value, int power) {
    const std::string text = value.text();
    return static_cast<int>(std::min(text.find('.'), text.size())) <= power;
}

/// 1 <= value < 1000 with at most three places behind the point.
bool fits_before_scale(Decimal value) {
    return value.digits > 0 && value.exponent >= -3 && less_than_ten_to(value, 3) &&
           value.text().front() != '0';
}

std::optional<std::string> write_digits(std::string_view old, Decimal old_value, Decimal value) {
    if (old.find_first_not_of("0123456789.,") != std::string_view::npos) return std::nullopt;
    if (old.find(',') != std::string_view::npos) return grouped(value.text());
    // A short number does not tell whether longer ones are grouped.
    if (less_than_ten_to(old_value, 3) && !less_than_ten_to(value, 3)) return std::nullopt;
    return value.text();
}

/// "300 million" → "500 million", "2.5 billion"; with another scale word where that of `old` does
/// not fit.
std::optional<std::string> write_scaled(std::string_view old, Decimal value) {
    const std::size_t space = old.find_first_of(" \xC2");
    const std::size_t letters = old.find_first_of("tmbTMB", space);
    if (space == std::string_view::npos || letters == std::string_view::npos) return std::nullopt;
    const std::string_view gap = old.substr(space, letters - space);
    const std::string_view word = old.substr(letters);
    std::string lower(word);
    for (char& c : lower) c = static_cast<char>(c | 0x20);
    const bool title = word.front() != lower.front();
    const auto with = [&](std::string_view name, int power) -> std::optional<std::string> {
        const Decimal mantissa = value.times_ten_to(-power);
        if (!fits_before_scale(mantissa)) return std::nullopt;
        std::string scale(name);
        if (title) scale.front() = static_cast<char>(scale.front() & ~0x20);
        return mantissa.text() + std::string(gap) + scale;
    };
    if (auto same = with(lower, scale_power(lower))) return same;
    for (const auto& [name, power] : kScales) {
        if (power == 3) break;  // "50 thousand" is seldom written: 50,000.
        if (auto other = with(name, power)) return other;
    }
    return std::nullopt;
}

std::string below_thousand(std::int64_t value) {
    std::string words;
    const auto add = [&](std::string_view word, const char* joint) {
        words += (words.empty() ? "" : joint) + std::string(word);
    };
    if (value >= 100) {
        add(kSmall[static_cast<std::size_t>(value / 100)], " ");
        add("hundred", " ");
        value %= 100;
    }
    if (value >= 20) {
        add(kTens[static_cast<std::size_t>(value / 10)], " ");
        if (value % 10 != 0) add(kSmall[static_cast<std::size_t>(value % 10)], "-");
    } else if (value > 0) {
        add(kSmall[static_cast<std::size_t>(value)], " ");
    }
    return words;
}

std::optional<std::string> write_words(std::string_view old, Decimal value) {
    auto rest = value.whole();
    if (!rest || *rest <= 0 || *rest >= 1000000000000000) return std::nullopt;
    std::string words;
    for (const auto& [name, power] : kScales) {
        const std::int64_t factor = *Decimal{1, power}.whole();
        if (*rest < factor) continue;
        words +=
            (words.empty() ? "" : " ") + below_thousand(*rest / factor) + " " + std::string(name);
        *rest %= factor;
    }
    if (*rest > 0) words += (words.empty() ? "" : " ") + below_thousand(*rest);
    if (old.front() >= 'A' && old.front() <= 'Z')
        words.front() = static_cast<char>(words.front() & ~0x20);
    return words;
}

/// Of a section of four places; `inner` where something stands before it.
std::u32string han_section(std::int64_t value, bool inner) {
    constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
    constexpr std::u32string_view kUnits = U" 十百千";
    std::u32string result;
    bool gap = inner && value < 1000;
    for (int place = 3; place >= 0; --place) {
        const std::int64_t digit = value / *Decimal{1, place}.whole() % 10;
        if (digit == 0) {
            gap = gap || !result.empty();
            continue;
        }
        if (gap && (inner || !result.empty())) result += U'零';
        gap = false;
        if (!(place == 1 && digit == 1 && result.empty() && !inner))
            result += kDigits[static_cast<std::size_t>(digit)];
        if (place > 0) result += kUnits[static_cast<std::size_t>(place)];
    }
    return result;
}

std::optional<std::string> write_han(std::string_view old, Decimal value) {
    const std::u32string points = to_code_points(old);
    const bool simplified = points.find_first_of(U"万亿") != std::u32string::npos;
    const bool traditional = points.find_first_of(U"萬億") != std::u32string::npos;
    const auto unit_of = [&](int power) {
        return power == 12  ? U'兆'
               : power == 8 ? (simplified ? U'亿' : U'億')
                            : (simplified ? U'万' : U'萬');
    };
    const bool has_digits = points.find_first_of(U"0123456789") != std::u32string::npos;
    const bool positional =
        std::none_of(points.begin(), points.end(), [](char32_t c) { return han_unit(c) != 0; });
    if (positional && points.size() > 1) return std::nullopt;  // 二〇二六: a year, or a number?
    std::string result;
    const auto put = [&](const std::u32string& text) {
        for (const char32_t c : text) append_code_point(c, result);
    };
    if (has_digits) {  // 1.2萬: digits and one unit.
        const bool one_unit = std::count_if(points.begin(), points.end(),
                                            [](char32_t c) { return han_unit(c) != 0; }) == 1;
        if (!one_unit || han_unit(points.back()) < 4) return std::nullopt;
        for (const int power : {12, 8, 4}) {
            const Decimal mantissa = value.times_ten_to(-power);
            if (power == 8 && !simplified && !traditional) return std::nullopt;
            if (mantissa.text().front() == '0' || mantissa.exponent < -2 ||
                !less_than_ten_to(mantissa, 4))
                continue;
            put(std::u32string(1, unit_of(power)));
            return mantissa.text() + result;
        }
        return std::nullopt;
    }
    auto rest = value.whole();
    if (!rest || *rest <= 0 || *rest >= 10000000000000000) return std::nullopt;
    bool any = false;
    for (const int power : {12, 8, 4, 0}) {
        const std::int64_t factor = *Decimal{1, power}.whole();
        const std::int64_t section = *rest / factor;
        *rest %= factor;
        if (section == 0) continue;
        if (power != 0 && power != 12 && !simplified && !traditional) return std::nullopt;
        put(han_section(section, any));
        if (power != 0) put(std::u32string(1, unit_of(power)));
        any = true;
    }
    return result;
}

}  // namespace

std::optional<std::string> write_like(std::string_view old, NumeralStyle style, Decimal old_value,
                                      Decimal value) {
    switch (style) {
        case NumeralStyle::kDigits: {
            const bool scaled = old.find_first_of("tmbTMB") != std::string_view::npos;
            return scaled ? write_scaled(old, value) : write_digits(old, old_value, value);
        }
        case NumeralStyle::kWords:
            return write_words(old, value);
        case NumeralStyle::kHan:
            return write_han(old, value);
    }
    return std::nullopt;
}

}  // namespace diglot
