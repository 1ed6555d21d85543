// Times of the day: 下午3時30分, 14:30, 2:30 p.m.
#include <algorithm>
#include <utility>

#include "core/text/quantity_text.h"

namespace diglot::text {

DayPart han_day_part_before(const QuantityText& text, std::size_t i) {
    for (const std::u32string_view word : {U"大約", U"約", U"近", U"的", U"接近"}) {
        while (text.before(i) == U' ') --i;
        if (text.ends(i, word)) i -= word.size();
    }
    while (text.before(i) == U' ') --i;
    if (text.any_before(i, {U"深夜", U"半夜", U"午夜"})) return DayPart::kNight;
    if (text.any_before(i, {U"下午", U"午後", U"傍晚"})) return DayPart::kAfternoon;
    if (text.any_before(i, {U"中午", U"正午"})) return DayPart::kNoon;
    if (text.any_before(
            i, {U"晚上", U"晚間", U"夜間", U"夜裡", U"今晚", U"昨晚", U"明晚", U"當晚", U"日晚"}))
        return DayPart::kEvening;
    if (text.any_before(i, {U"上午", U"早上", U"清晨", U"凌晨", U"清早", U"今早", U"今晨", U"昨晨",
                            U"早晨", U"晨間"}))
        return DayPart::kMorning;
    return DayPart::kUnsaid;
}

DayPart english_day_part_at(const QuantityText& text, std::size_t i, std::size_t& length) {
    constexpr std::pair<std::u32string_view, DayPart> kWords[] = {
        {U"a.m.", DayPart::kMorning},
        {U"a.m", DayPart::kMorning},
        {U"am", DayPart::kMorning},
        {U"in the morning", DayPart::kMorning},
        {U"p.m.", DayPart::kAfternoon},
        {U"p.m", DayPart::kAfternoon},
        {U"pm", DayPart::kAfternoon},
        {U"in the afternoon", DayPart::kAfternoon},
        {U"in the evening", DayPart::kEvening},
        {U"at night", DayPart::kNight},
        {U"o'clock", DayPart::kUnsaid},
        {U"o’clock", DayPart::kUnsaid}};
    const std::size_t start = text.skip_spaces(i);
    length = 0;
    for (const auto& [word, part] : kWords) {
        const std::size_t end = start + word.size();
        if (!text.has(start, word) || is_latin_letter(text[end])) continue;
        length = end - i;
        if (part != DayPart::kUnsaid) return part;
        std::size_t more = 0;  // 2 o'clock in the afternoon
        const DayPart said = english_day_part_at(text, end, more);
        length += more;
        return said;
    }
    return DayPart::kUnsaid;
}

std::vector<Rational> hours_of_day(std::int64_t hour, std::int64_t minutes, DayPart part) {
    std::vector<std::int64_t> hours;
    const bool late = part == DayPart::kEvening || part == DayPart::kNight;
    if (hour > 12 || hour == 0) {
        hours = {hour % 24};
    } else if (hour == 12) {
        if (part == DayPart::kNoon || part == DayPart::kAfternoon) hours = {12};
        if (late || part == DayPart::kMorning) hours = {0};
        if (hours.empty()) hours = {12, 0};
    } else if (part == DayPart::kMorning || (part == DayPart::kNoon && hour >= 10) ||
               (part == DayPart::kNight && hour < 6)) {
        hours = {hour};
    } else if (part == DayPart::kUnsaid || (late && hour < 5)) {
        hours = {hour, hour + 12};
    } else {
        hours = {hour + 12};
    }
    std::vector<Rational> result;
    for (const std::int64_t one : hours) add_value(result, Rational::of(one * 60 + minutes, 60));
    return result;
}

ClockDigits clock_digits_at(const QuantityText& text, const std::vector<Piece>& pieces,
                            std::size_t k) {
    const std::size_t first =
        k + 1 < pieces.size() && pieces[k + 1].start == pieces[k].start ? k + 1 : k;
    if (first + 1 >= pieces.size()) return {};
    const Piece& hour = pieces[first];
    const Piece& minutes = pieces[first + 1];
    const auto is_whole_below = [](const Piece& piece, std::int64_t limit) {
        return piece.style == NumeralStyle::kDigits && !piece.values.empty() &&
               piece.values[0].denominator == 1 && piece.values[0].numerator < limit;
    };
    if (text[hour.end] != U':' || minutes.start != hour.end + 1 || minutes.digits.size() != 2 ||
        hour.digits.size() > 2 || !is_whole_below(hour, 25) || !is_whole_below(minutes, 60))
        return {};
    const bool goes_on = text[minutes.end] == U'.' && is_ascii_digit(text[minutes.end + 1]);
    if (text.before(hour.start) == U':' || goes_on) return {};
    return {hour.values[0].numerator, minutes.values[0].numerator, first + 2 - k, hour.start,
            minutes.end};
}

ClockDigits han_clock_at(const QuantityText& text, const std::vector<Piece>& pieces,
                         std::size_t k) {
    const Piece& number = pieces[k];
    if (number.values.empty() || number.values[0].denominator != 1 ||
        number.values[0].numerator > 24 || (text[number.end] != U'時' && text[number.end] != U'點'))
        return {};
    ClockDigits clock{number.values[0].numerator, 30, 1, number.start, number.end + 2};
    if (text[number.end + 1] == U'半') return clock;
    if (k + 1 >= pieces.size() || pieces[k + 1].start != text.skip_spaces(number.end + 1))
        return {};
    const Piece& next = pieces[k + 1];
    if (next.values.empty() || next.values[0].denominator != 1 || next.values[0].numerator > 59)
        return {};
    const bool quarter = text[next.end] == U'刻' && next.values[0].numerator < 4;
    const bool minutes = text[next.end] == U'分' && text[next.end + 1] != U'之';
    if (!quarter && !minutes) return {};
    clock.minutes = next.values[0].numerator * (quarter ? 15 : 1);
    clock.pieces = 2;
    clock.end = next.end + 1;
    return clock;
}

void add_clock(const QuantityText& text, const ClockDigits& clock, DayPart part, bool sure,
               std::vector<Quantity>& found) {
    Quantity time;
    time.start = text.byte(clock.start);
    time.end = text.byte(clock.end);
    time.kind = QuantityKind::kTime;
    time.clock = hours_of_day(clock.hour, clock.minutes, part);
    time.value = time.clock[0];
    time.also.assign(time.clock.begin() + 1, time.clock.end());
    time.loose = !sure;
    if (sure) {
        Quantity hour = time;
        hour.kind = QuantityKind::kCount;
        hour.clock.clear();
        hour.loose = true;
        hour.value = whole(clock.hour);
        hour.also.clear();
        for (const Rational& one : time.clock)
            add_value(hour.also, whole(one.numerator / one.denominator));
        if (clock.hour > 12) add_value(hour.also, whole(clock.hour - 12));
        Quantity minutes = hour;
        minutes.value = whole(clock.minutes);
        minutes.also.clear();
        found.push_back(std::move(hour));
        found.push_back(std::move(minutes));
    }
    found.push_back(std::move(time));
}

}  // namespace diglot::text
