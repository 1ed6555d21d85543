// What the finders of quantities share: a text by code points, and the numerals in it. Private to
// core/text.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/quantities.h"

namespace diglot::text {

/// A text by code points: full-width digits and signs narrow, Latin letters in lower case, formal
/// Chinese numerals (壹萬) as plain ones. Every code point keeps its place.
class QuantityText {
public:
    explicit QuantityText(std::string_view bytes);

    std::size_t size() const { return points_.size(); }
    /// 0 outside.
    char32_t operator[](std::size_t i) const { return i < points_.size() ? points_[i] : 0; }
    char32_t before(std::size_t i) const { return i > 0 ? (*this)[i - 1] : 0; }
    bool has(std::size_t i, std::u32string_view what) const;
    /// Whether `what` ends right before `i`.
    bool ends(std::size_t i, std::u32string_view what) const;
    /// Length of the longest of `list` at `i`; 0 if none is there.
    std::size_t any_of(std::size_t i, std::initializer_list<std::u32string_view> list) const;
    bool any_before(std::size_t i, std::initializer_list<std::u32string_view> list) const;
    std::size_t skip_spaces(std::size_t i) const;
    /// The word of Latin letters at `i`, in lower case.
    std::string word(std::size_t i) const;
    bool is_capital(std::size_t i) const;

    std::size_t byte(std::size_t i) const { return at_[i]; }
    std::size_t index_of_byte(std::size_t byte) const;
    /// The text with formal numerals and 〇 plain, byte by byte as long as the original.
    const std::string& plain() const { return plain_; }

private:
    std::u32string points_;
    std::vector<std::size_t> at_;
    std::string plain_;
};

bool is_ascii_digit(char32_t c);
bool is_latin_letter(char32_t c);

/// A numeral before its surroundings are looked at. Places are code points.
struct Piece {
    std::size_t start = 0;
    std::size_t end = 0;
    NumeralStyle style = NumeralStyle::kDigits;
    std::vector<Rational> values;  ///< The first is the likely one. Empty for a code.
    std::string digits;            ///< As Quantity::digits.
    bool loose = false;
};

/// Those of find_numerals(), and what that leaves out: digits beside letters (3nm, H100), parts of
/// dates and ranges (2026-01-08), numerals with two readings (三萬五).
std::vector<Piece> find_pieces(const QuantityText& text);

Rational whole(std::int64_t value);
/// Adds `value` if there is one and it is not there yet.
void add_value(std::vector<Rational>& values, std::optional<Rational> value);

/// ISO 4217 or symbol for the name at `i`; `length` becomes its code points. Empty if there is
/// none.
std::string han_unit_at(const QuantityText& text, std::size_t i, std::size_t& length);
std::string english_unit_at(const QuantityText& text, std::size_t i, std::size_t& length);
/// Of "NT$" or 新台幣 right before `i` (a space between is fine).
std::string currency_before(const QuantityText& text, std::size_t i);
bool is_currency(std::string_view unit);
/// What a value in `from` is multiplied with to be one in `to` (SI prefixes, IEC 80000): 1,000 of
/// km and m; 1 where they are the same or one is empty, 0 where they measure other things.
Rational unit_scale(std::string_view from, std::string_view to);
/// "°C" or "°F" of 攝氏38度, 38°C, 38 degrees Celsius; `end` is behind the number, and moves behind
/// the unit. Empty if it is no such temperature.
std::string temperature_unit(const QuantityText& text, std::size_t start, std::size_t& end);

/// What is said of the part of the day an hour is in.
enum class DayPart { kUnsaid, kMorning, kNoon, kAfternoon, kEvening, kNight };
DayPart han_day_part_before(const QuantityText& text, std::size_t i);
/// Of "p.m.", "o'clock", "in the evening" at `i` (a space before is fine); `length` becomes its
/// code points, 0 if there is none.
DayPart english_day_part_at(const QuantityText& text, std::size_t i, std::size_t& length);
/// The hours since midnight that hour 0 to 24 and minutes may be.
std::vector<Rational> hours_of_day(std::int64_t hour, std::int64_t minutes, DayPart part);
/// A time written 14:30 in pieces `k` on (where it may be a ratio, the first is that).
struct ClockDigits {
    std::int64_t hour = 0, minutes = 0;
    std::size_t pieces = 0;  ///< How many it takes; 0 if there is none.
    std::size_t start = 0, end = 0;
};
ClockDigits clock_digits_at(const QuantityText& text, const std::vector<Piece>& pieces,
                            std::size_t k);
/// 3時30分, 五點半, 三點一刻, of piece `k` on.
ClockDigits han_clock_at(const QuantityText& text, const std::vector<Piece>& pieces, std::size_t k);
/// A time and what it is made of. Where `sure`, a translation has to say it, and its hour and
/// minutes are loose; else the time is.
void add_clock(const QuantityText& text, const ClockDigits& clock, DayPart part, bool sure,
               std::vector<Quantity>& found);

/// 三年半, 兩個半小時: adds the half behind a number; a translation may count in the next smaller
/// unit.
void read_han_half(const QuantityText& text, Quantity& quantity, std::size_t& end);
/// 千瓦, 百萬瓦, 兆赫: what a number means whose end is the unit's prefix. And 兆, 10^6 abroad.
void add_prefixed_values(const QuantityText& text, const Piece& number, bool taiwan,
                         Quantity& quantity);
/// $350m, 3.5bn, 10k: takes the letters in.
void read_english_magnitude(const QuantityText& text, const Piece& piece, Quantity& quantity,
                            std::size_t& end);
/// Whether a currency stands right before `i`.
bool is_money(const QuantityText& text, std::size_t i);
/// 20% off, a 20% discount, discounts of up to 20%: what is taken off the price.
bool is_discount(const QuantityText& text, std::size_t start, std::size_t end);
std::int64_t power_of_ten(int power);
/// Reads 年, 月, 日, 時 and what is like them behind a number; `end` moves behind them.
bool read_han_date(const QuantityText& text, const Piece& number,
                   const std::vector<Quantity>& found, DayPart part, Quantity& quantity,
                   std::size_t& end);

/// A list's mark before the text: 一、 (1) IV. 9.1.2; nothing for another text.
std::optional<Quantity> find_list_marker(const QuantityText& text,
                                         const std::vector<Piece>& pieces);

/// Idioms and names whose numerals count nothing: 一般, 萬一, 三星.
std::span<const std::u32string_view> han_idioms();
/// Days that became names: 六四, 二二八, 雙十一. Adds month, day and number, loose.
bool find_date_name(const QuantityText& text, const Piece& piece, std::vector<Quantity>& found);
/// Adds words that count without a numeral (雙, 半, both, first, December): loose but for dates,
/// for the other side's numbers to be found in.
void find_han_count_words(const QuantityText& text, std::vector<Quantity>& found);
/// The same of English; `covered`: code points that are part of what was found already.
void find_english_count_words(const QuantityText& text, const std::vector<bool>& covered,
                              std::vector<Quantity>& found);
/// The word before `i`, spaces, a point and an opening bracket between them left out.
std::string english_word_before(const QuantityText& text, std::size_t i);
/// "thirds" → 3, "half" → 2; 0 for another word.
int denominator_of(std::string_view word, bool plural);
/// "third" → 3, "twentieth" → 20; 0 for another word.
int ordinal_of(std::string_view word);
/// 1 to 12 of "December" or "dec"; 0 for another word.
int month_of(std::string_view word);
/// Article, paragraph, table: what is numbered.
bool is_part_of_a_law(std::string_view word);

void find_han_quantities(const QuantityText& text, const LanguageTag& lang,
                         std::vector<Piece>& pieces, std::vector<Quantity>& found);
void find_english_quantities(const QuantityText& text, std::vector<Piece>& pieces,
                             std::vector<Quantity>& found);

}  // namespace diglot::text
