// What a quantity means, in words and beside another one.
#include <algorithm>
#include <numeric>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot {

using namespace text;

namespace {

std::string grouped(std::int64_t value) {
    std::string text = std::to_string(value);
    for (std::size_t end = text.size(); end > 3 && text[end - 4] != '-'; end -= 3)
        text.insert(end - 3, ",");
    return text;
}

/// "1,234.5"; "1/3" where decimals do not end within twelve places.
std::string decimal_text(Rational value) {
    std::int64_t rest = value.denominator;
    int places = 0;
    std::int64_t numerator = value.numerator;
    while (rest != 1 && places < 12) {
        const std::int64_t factor = 10 / std::gcd(rest, std::int64_t{10});
        if (rest % (10 / factor) != 0 || factor == 10 ||
            __builtin_mul_overflow(numerator, factor, &numerator))
            break;
        rest /= 10 / factor;
        ++places;
    }
    if (rest != 1) return std::to_string(value.numerator) + "/" + std::to_string(value.denominator);
    std::int64_t one = 1;
    for (int i = 0; i < places; ++i) one *= 10;
    std::string text = grouped(numerator / one);
    if (places > 0) {
        std::string tail = std::to_string(numerator % one);
        tail.insert(0, static_cast<std::size_t>(places) - tail.size(), '0');
        text += "." + tail;
    }
    return text;
}

constexpr const char* kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};

std::string percent_sign(std::string_view unit) {
    if (unit == "pp") return " percentage points";
    return unit == "off" ? " % off" : " %";
}

/// "14:30" of 14.5 hours.
std::string clock_text(Rational hours) {
    const std::int64_t minutes = hours.numerator * 60 / hours.denominator;
    const std::string rest = std::to_string(minutes % 60);
    return std::to_string(minutes / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

/// "tens of thousands" of 10,000.
std::string vague_text(std::int64_t value) {
    std::string text;
    for (const auto& [scale, power] : kScales) {
        std::int64_t factor = 1;
        for (int p = 0; p < power; ++p) factor *= 10;
        if (value < factor) continue;
        value /= factor;
        text = std::string(scale) + "s";
        break;
    }
    if (value >= 100) return text.empty() ? "hundreds" : "hundreds of " + text;
    if (value >= 10) return text.empty() ? "tens" : "tens of " + text;
    return text;
}

}  // namespace

std::string meaning(const Quantity& quantity) {
    switch (quantity.kind) {
        case QuantityKind::kCode:
            return quantity.digits;
        case QuantityKind::kPercent:
            if (const auto hundred = quantity.value.times(whole(100)))
                return decimal_text(*hundred) + percent_sign(quantity.unit);
            break;
        case QuantityKind::kTime:
            if (!quantity.clock.empty()) return clock_text(quantity.clock[0]);
            break;
        case QuantityKind::kWeekday:
            return kWeekdays[static_cast<std::size_t>(quantity.value.numerator - 1)];
        case QuantityKind::kHalfYear:
            return quantity.value == whole(1) ? "first half" : "second half";
        case QuantityKind::kVague:
            return vague_text(quantity.value.numerator);
        case QuantityKind::kFraction:
            return std::to_string(quantity.value.numerator) + "/" +
                   std::to_string(quantity.value.denominator);
        case QuantityKind::kYear:
            if (!quantity.also.empty() && quantity.value.numerator < 1000)
                return "ROC year " + std::to_string(quantity.value.numerator) + " = " +
                       std::to_string(quantity.also[0].numerator);
            return std::to_string(quantity.value.numerator);
        case QuantityKind::kMoney:
            return (quantity.unit.empty() ? "" : quantity.unit + " ") +
                   decimal_text(quantity.value);
        case QuantityKind::kMeasure:
            return decimal_text(quantity.value) + " " + quantity.unit;
        default:
            break;
    }
    return decimal_text(quantity.value);
}

namespace {

/// Whether `rounded` is `exact` rounded to fewer significant digits, two at least.
bool is_rounding(Rational exact, Rational rounded) {
    if (exact.denominator != 1 || rounded.denominator != 1 || rounded.numerator < 10) return false;
    std::int64_t step = 1;
    while (rounded.numerator % (step * 10) == 0 && rounded.numerator / (step * 10) >= 10)
        step *= 10;
    const std::int64_t distance = exact.numerator - rounded.numerator;
    return step > 1 && distance < step && distance > -step;
}

/// Every value, in units of `scale`.
std::vector<Rational> values_of(const Quantity& quantity, Rational scale) {
    std::vector<Rational> values;
    add_value(values, quantity.value.times(scale));
    for (const Rational& value : quantity.also) add_value(values, value.times(scale));
    return values;
}

/// A10 and 十: a name's whole number.
bool is_same_code(const Quantity& code, const Quantity& other) {
    if (code.kind != QuantityKind::kCode || other.kind == QuantityKind::kCode) return false;
    return other.value.denominator == 1 && code.digits == std::to_string(other.value.numerator);
}

bool is_compared_by_kind(const Quantity& quantity) {
    return quantity.kind == QuantityKind::kWeekday || quantity.kind == QuantityKind::kHalfYear ||
           quantity.kind == QuantityKind::kVague;
}

bool share_one(const std::vector<Rational>& a, const std::vector<Rational>& b) {
    return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

/// Of a price: 八折 (80 % is left) and "80% off" are different.
bool is_other_discount(const Quantity& left, const Quantity& off) {
    return left.unit == "price" && off.unit == "off" && left.value.plus(off.value) != whole(1);
}

/// A percentage is none of points; currencies differ, and so do units that measure other things.
bool have_different_units(const Quantity& a, const Quantity& b) {
    if (a.unit.empty() || b.unit.empty() || a.unit == b.unit) return false;
    if (a.kind == QuantityKind::kPercent && b.kind == QuantityKind::kPercent)
        return (a.unit == "pp" && b.unit == "%") || (a.unit == "%" && b.unit == "pp");
    return is_currency(a.unit) == is_currency(b.unit) && unit_scale(a.unit, b.unit) == whole(0);
}

}  // namespace

bool may_mean_the_same(const Quantity& a, const Quantity& b) {
    if (a.kind == QuantityKind::kCode || b.kind == QuantityKind::kCode)
        return (!a.digits.empty() && a.digits == b.digits) || is_same_code(a, b) ||
               is_same_code(b, a);
    if (is_compared_by_kind(a) || is_compared_by_kind(b))
        return a.kind == b.kind && a.value == b.value;
    if (!a.clock.empty() && !b.clock.empty()) return share_one(a.clock, b.clock);
    if (have_different_units(a, b) || is_other_discount(a, b) || is_other_discount(b, a))
        return false;
    const Rational scale = unit_scale(a.unit, b.unit);
    for (const Rational& x : values_of(a, scale == whole(0) ? whole(1) : scale)) {
        for (const Rational& y : values_of(b, whole(1))) {
            if (x == y) return true;
            if ((a.approximate || b.approximate) && (is_rounding(x, y) || is_rounding(y, x)))
                return true;
        }
    }
    return false;
}

}  // namespace diglot
