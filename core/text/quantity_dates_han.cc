// What Chinese says of years, months, days and durations.
#include "core/text/quantity_text.h"

namespace diglot::text {
namespace {

bool is_any(char32_t c, std::u32string_view list) {
    return c != 0 && list.find(c) != std::u32string_view::npos;
}

/// 一年六個月: eighteen months.
void add_years_before(const QuantityText& text, std::size_t start, std::int64_t months,
                      const std::vector<Quantity>& found, Quantity& quantity) {
    if (text.before(start) != U'年' || found.empty()) return;
    const Quantity& years = found.back();
    if (years.end != text.byte(start) || years.value.denominator != 1 ||
        years.kind == QuantityKind::kYear)
        return;
    add_value(quantity.also, whole(years.value.numerator * 12 + months));
    add_value(quantity.also, Rational::of(years.value.numerator * 12 + months, 12));
}

void read_year(const QuantityText& text, std::int64_t n, bool republic, std::size_t at,
               Quantity& quantity) {
    if (republic || n >= 1000 ||
        (n >= 30 && n <= 150 && !text.any_of(at + 1, {U"以", U"內", U"之", U"後"})))
        quantity.kind = QuantityKind::kYear;
    if (text.has(at, U"年代") && n < 100) add_value(quantity.also, whole(1900 + n));
    if (n <= 150) add_value(quantity.also, whole(n + 1911));  // Year 1 of the Republic: 1912.
    if (n >= 1912 && n <= 2100) add_value(quantity.also, whole(n - 1911));
    if (n <= 10) add_value(quantity.also, whole(n * 12));
}

void read_hour(const QuantityText& text, std::int64_t n, DayPart part, Quantity& quantity) {
    quantity.kind = QuantityKind::kTime;
    // 三點 may be three points.
    const std::size_t at = text.skip_spaces(text.index_of_byte(quantity.end));
    if (text[at] != U'點' || part != DayPart::kUnsaid || is_any(text[at + 1], U"鐘整"))
        quantity.clock = hours_of_day(n, 0, part);
    for (const Rational& hour : quantity.clock) add_value(quantity.also, hour);
    if (n > 12) add_value(quantity.also, whole(n - 12));
    if (n == 0 || n == 24) {
        add_value(quantity.also, whole(12));
        add_value(quantity.also, whole(24 - n));
    }
}

/// Counts of months, weeks, hours and days, which may be said in another unit.
void read_duration(const QuantityText& text, const Piece& number, std::int64_t n, std::size_t at,
                   const std::vector<Quantity>& found, Quantity& quantity) {
    const char32_t next = text[at];
    if (next == U'月' || text.has(at, U"個月")) {
        add_years_before(text, number.start, n, found, quantity);
        if (n % 12 == 0 && n > 0) add_value(quantity.also, whole(n / 12));
        if (n % 6 == 0) add_value(quantity.also, Rational::of(n, 12));
        if (n == 3 || n == 9) add_value(quantity.also, Rational::of(n, 3));
    } else if (next == U'週' || next == U'周' || text.has(at, U"星期")) {
        add_value(quantity.also, whole(n * 7));
    } else if (text.has(at, U"小時") && n % 24 == 0 && n > 0) {
        add_value(quantity.also, whole(n / 24));
    } else if (next == U'天' && n % 7 == 0 && n > 0) {
        add_value(quantity.also, whole(n / 7));
    }
}

}  // namespace

void read_han_half(const QuantityText& text, Quantity& quantity, std::size_t& end) {
    const bool at_once = text[end] == U'半';
    const bool behind_counter = is_any(text[end], U"個年天日倍歲週小") && text[end + 1] == U'半';
    if (!at_once && !behind_counter) return;
    const auto value = quantity.value.plus({1, 2});
    if (!value || text.has(end, U"年半載") ||
        (behind_counter && is_any(text[end + 2], U"徑導島球成場路夜數價身")))
        return;
    const std::size_t behind = end + (at_once ? 1 : 2);
    if (text.before(behind - 1) == U'年') {
        quantity.also = {};
        quantity.kind = QuantityKind::kCount;
        quantity.loose = false;
        add_value(quantity.also, value->times(whole(12)));
    } else if (text.any_of(behind, {U"小時", U"鐘頭"}) > 0) {
        quantity.loose = false;
        add_value(quantity.also, value->times(whole(60)));
    }
    quantity.value = *value;
    quantity.digits.clear();
    end = behind;
}

bool read_han_date(const QuantityText& text, const Piece& number,
                   const std::vector<Quantity>& found, DayPart part, Quantity& quantity,
                   std::size_t& end) {
    if (quantity.value.denominator != 1 || quantity.value.numerator < 0) return false;
    const std::int64_t n = quantity.value.numerator;
    const std::size_t at = text.skip_spaces(end) + (text[end] == U')' ? 1 : 0);
    const char32_t next = text[at];
    const bool republic = text.any_before(number.start, {U"民國", U"民國 "});
    if (next == U'年' || republic || text.has(at, U"會計年度") || text.has(at, U"學年")) {
        read_year(text, n, republic, at, quantity);
    } else if (next == U'月' && n >= 1 && n <= 12 &&
               !is_any(text.before(number.start), U"前後每次上下逾滿未按隔幾")) {
        quantity.kind = QuantityKind::kMonth;
        quantity.loose = false;
        const std::size_t readings = quantity.also.size();
        add_years_before(text, number.start, n, found, quantity);
        if (quantity.also.size() > readings) quantity.kind = QuantityKind::kCount;  // 一年六月之刑
    } else if (is_any(next, U"日號") && n >= 1 && n <= 31) {
        quantity.kind = QuantityKind::kDay;
        if (text.before(number.start) == U'月') quantity.loose = false;
    } else if (is_any(next, U"時點") && n <= 24 && number.style != NumeralStyle::kWords) {
        read_hour(text, n, part, quantity);
    } else {
        read_duration(text, number, n, at, found, quantity);
        return false;
    }
    if (next == U'年' || is_any(next, U"月日號時點")) end = at + 1;
    return true;
}

}  // namespace diglot::text
