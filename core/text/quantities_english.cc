// What English says of quantities.
#include <algorithm>
#include <array>
#include <utility>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot::text {
namespace {

class EnglishFinder {
public:
    EnglishFinder(const QuantityText& text, std::vector<Piece>& pieces,
                  std::vector<Quantity>& found)
        : text_(text), pieces_(pieces), found_(found), covered_(text.size() + 1, false) {}

    void run() {
        const std::size_t first = found_.size();
        for (std::size_t k = 0; k < pieces_.size(); ++k) {
            if (take_clock(k)) continue;
            if (is_repeated(k))
                cover(pieces_[k].start, pieces_[k].end);
            else
                take(pieces_[k]);
        }
        inherit(first);
        found_.insert(found_.end(), aside_.begin(), aside_.end());
        find_english_count_words(text_, covered_, found_);
    }

private:
    void cover(std::size_t start, std::size_t end) {
        std::fill(covered_.begin() + static_cast<std::ptrdiff_t>(start),
                  covered_.begin() + static_cast<std::ptrdiff_t>(end), true);
    }

    /// 2:30 p.m.; without a part of the day 2:30 may be a score: then it is read in parts too.
    bool take_clock(std::size_t& k) {
        ClockDigits clock = clock_digits_at(text_, pieces_, k);
        if (clock.pieces == 0) return false;
        std::size_t length = 0;
        const DayPart part = english_day_part_at(text_, clock.end, length);
        clock.end += length;
        add_clock(text_, clock, part, length > 0, aside_);
        if (length == 0) return false;
        cover(clock.start, clock.end);
        k += clock.pieces - 1;
        return true;
    }

    /// two (2): the second is read, with what stands behind the bracket.
    bool is_repeated(std::size_t k) const {
        if (k + 1 >= pieces_.size() || pieces_[k].values.empty()) return false;
        const Piece& next = pieces_[k + 1];
        const std::size_t open = text_.skip_spaces(pieces_[k].end);
        return is_any_bracket(text_[open]) && next.start == open + 1 &&
               next.values == pieces_[k].values && is_any_bracket(text_[next.end]);
    }

    bool is_enumerator(const Piece& piece, const Quantity& quantity) const {
        if (quantity.value.denominator != 1 || quantity.value.numerator > 20) return false;
        const std::string before = english_word_before(text_, piece.start);
        if (is_part_of_a_law(before) || small_number(before) ||
            quantity.kind == QuantityKind::kOrdinal)
            return false;
        std::size_t i = piece.start;
        if (is_any_bracket(text_.before(i))) return true;
        while (text_.before(i) == U' ') --i;
        const char32_t last = text_.before(i);
        return last == U':' || last == U';' || last == U',';
    }

    static bool is_any_bracket(char32_t c) {
        return c == U'(' || c == U')' || c == U'{' || c == U'}' || c == U'[' || c == U']';
    }

    /// Article 20.3, Section 23-3.2: every number by itself, the later ones as what can be left
    /// out.
    bool take_parts(const Piece& piece) {
        if (piece.digits.find('.') == std::string::npos || piece.values.empty()) return false;
        const bool joined =
            law_end_ > 0 && piece.start <= law_end_ + 5 &&
            text_.any_of(law_end_, {U" and ", U", ", U" or ", U" to ", U"-", U"~", U"–"});
        if (!joined && !is_part_of_a_law(english_word_before(text_, piece.start))) return false;
        std::size_t start = piece.start;
        for (std::size_t i = piece.start; i <= piece.end; ++i) {
            if (i < piece.end && is_ascii_digit(text_[i])) continue;
            if (i - start > 0 && i - start < 10) {
                std::int64_t value = 0;
                for (std::size_t at = start; at < i; ++at)
                    value = value * 10 + static_cast<std::int64_t>(text_[at] - U'0');
                add_part(value, start != piece.start, start, i);
                if (start == piece.start) found_.back().also = piece.values;  // Section 11.4
                places_.push_back({start, i});
            }
            start = i + 1;
        }
        law_end_ = piece.end;
        return true;
    }

    void add_part(std::int64_t value, bool loose, std::size_t start, std::size_t end) {
        Quantity& quantity = found_.emplace_back();
        quantity.start = text_.byte(start);
        quantity.end = text_.byte(end);
        quantity.kind = QuantityKind::kOrdinal;
        quantity.value = whole(value);
        quantity.loose = loose;
    }

    void take(const Piece& piece) {
        if (take_parts(piece)) return;
        Quantity quantity;
        quantity.start = text_.byte(piece.start);
        quantity.digits = piece.digits;
        std::size_t end = piece.end;
        const bool bracketed = text_[end] == U')';
        if (is_any_bracket(text_.before(piece.start)) && text_[end] == U')' && piece.start > 1 &&
            (is_latin_letter(text_.before(piece.start - 1)) ||
             text_.before(piece.start - 1) == U' '))
            ++end;  // two (2) percent
        if (piece.values.empty()) {
            quantity.kind = QuantityKind::kCode;
            quarter_code(piece, quantity);
        } else {
            quantity.value = piece.values[0];
            quantity.also.assign(piece.values.begin() + 1, piece.values.end());
            quantity.loose = !is_firm(piece);
            if (scaled(piece)) quantity.digits.clear();
            read_english_magnitude(text_, piece, quantity, end);
            read_share(piece, quantity, end) || read_fraction(piece, quantity, end) ||
                read_order(piece, quantity, end) || read_time(quantity, end) ||
                read_unit(piece, quantity, end);
            read_half(quantity, end);
            if (bracketed && end <= piece.end + 1) {
                // (1) within a sentence numbers what follows.
                end = piece.end;
                quantity.loose = quantity.loose || is_enumerator(piece, quantity);
            }
            quantity.approximate = is_approximate(piece.start, end);
        }
        quantity.end = text_.byte(end);
        cover(piece.start, end);
        found_.push_back(std::move(quantity));
        places_.push_back({piece.start, end});
    }

    /// Q3, H1, FY26.
    void quarter_code(const Piece& piece, Quantity& quantity) const {
        const char32_t letter = text_.before(piece.start);
        if (is_latin_letter(text_.before(piece.start - 1)) || quantity.digits.size() != 1) return;
        if (letter != U'q' && letter != U'h') return;
        quantity.kind = QuantityKind::kOrdinal;
        quantity.value = whole(quantity.digits[0] - '0');
        quantity.loose = letter == U'h';
    }

    bool scaled(const Piece& piece) const {
        return std::any_of(kScales.begin(), kScales.end(), [&](const auto& scale) {
            const std::string name(scale.first);
            return text_.ends(piece.end, std::u32string(name.begin(), name.end()));
        });
    }

    bool is_firm(const Piece& piece) const {
        if (piece.loose) return false;
        if (piece.style == NumeralStyle::kDigits) return true;
        if (piece.style == NumeralStyle::kHan) return piece.end - piece.start > 1;
        // "these two" and "two-way" are put otherwise in Chinese.
        if (piece.values[0].numerator <= 2 && piece.values[0].denominator == 1) return false;
        const std::string before = english_word_before(text_, piece.start);
        const bool pointed = before == "the" || before == "these" || before == "those" ||
                             before == "other" || before == "preceding" || before == "all" ||
                             before == "following" || before == "previous";
        return !(pointed && piece.values[0].numerator < 10);
    }

    bool read_share(const Piece& piece, Quantity& quantity, std::size_t& end) const {
        std::size_t gap = text_[end] == U'-' ? end + 1 : text_.skip_spaces(end);
        const std::size_t bound = text_.any_of(gap, {U"or more ", U"or less "});
        if (text_.has(gap + bound, U"per")) gap += bound;  // three or more percent
        const std::size_t length =
            text_.any_of(gap, {U"%", U"percent", U"per cent", U"pct", U"percentage point",
                               U"percentage points", U"percentage-point", U"percents"});
        const bool thousand = text_[gap] == U'‰' || text_.has(gap, U"%o ");
        if (length == 0 && !thousand) {
            const std::size_t points = text_.any_of(gap, {U"basis point", U"basis points"});
            if (points > 0) add_value(quantity.also, quantity.value.times({1, 10000}));
            return false;
        }
        const auto value = quantity.value.times({1, thousand ? 1000 : 100});
        if (!value) return false;
        end = gap + (thousand ? 1 : length);
        quantity.kind = QuantityKind::kPercent;
        quantity.value = *value;
        quantity.digits.clear();
        quantity.loose = false;
        quantity.unit = length > std::u32string_view(U"per cent").size() ? "pp" : "%";
        if (is_discount(text_, piece.start, end)) quantity.unit = "off";
        if (quantity.unit == "pp") add_value(quantity.also, piece.values[0]);
        // "cut by 30 percent", "30 percent less" of what is 70 % then.
        const std::string word = text_.word(text_.skip_spaces(end));
        if (quantity.unit == "%" && (word == "lower" || word == "less" || word == "cheaper" ||
                                     english_word_before(text_, piece.start) == "by"))
            add_value(quantity.also, whole(1).plus({-value->numerator, value->denominator}));
        return true;
    }

    /// two-thirds, one half, three quarters.
    bool read_fraction(const Piece&, Quantity& quantity, std::size_t& end) const {
        if ((text_[end] != U' ' && text_[end] != U'-') || quantity.value.denominator != 1)
            return false;
        const std::string word = text_.word(end + 1);
        const bool plural = quantity.value != whole(1);
        const int below = denominator_of(word, plural);
        if (below == 0 || quantity.value.numerator <= 0) return false;
        const auto value = quantity.value.times({1, below});
        if (!value) return false;
        if (below == 4) add_value(quantity.also, quantity.value.times(whole(3)));  // Months.
        if (word == "quarter" || word == "quarters") quantity.also.push_back(quantity.value);
        if (below == 2) quantity.also.push_back({1, 2});
        quantity.kind = QuantityKind::kFraction;
        quantity.value = *value;
        quantity.digits.clear();
        quantity.loose = below == 2 || (below == 4 && !plural);
        end += 1 + word.size();
        return true;
    }

    /// 18th, Article 32, 1990s, Dec. 18, 2026.
    bool read_order(const Piece& piece, Quantity& quantity, std::size_t& end) {
        const std::string suffix = text_.word(end);
        if (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th") {
            quantity.kind = QuantityKind::kOrdinal;
            end += 2;
            return true;
        }
        const int ones =
            text_[end] == U'-' || text_[end] == U' ' ? ordinal_of(text_.word(end + 1)) : 0;
        if (ones > 0 && piece.style == NumeralStyle::kWords && ones < 10 &&
            quantity.value.denominator == 1 &&
            quantity.value.numerator % 10 == 0) {  // twenty-first
            quantity.kind = QuantityKind::kOrdinal;
            quantity.value = whole(quantity.value.numerator + ones);
            end += 1 + text_.word(end + 1).size();
            return true;
        }
        const std::string before = english_word_before(text_, piece.start);
        if (month_of(before) > 0 || (month_of(text_.word(text_.skip_spaces(end))) > 0 &&
                                     text_.word(text_.skip_spaces(end)) != "may")) {
            const bool day = quantity.value.denominator == 1 && quantity.value.numerator <= 31;
            quantity.kind = day ? QuantityKind::kDay : QuantityKind::kYear;
            if (day || quantity.value.numerator >= 1000) return true;
        }
        const bool behind_law = law_end_ > 0 && piece.start >= law_end_ &&
                                piece.start <= law_end_ + 2 &&
                                is_any_bracket(text_.before(piece.start));  // Article 59 (7)
        if (is_part_of_a_law(before) || behind_law) {
            quantity.kind = QuantityKind::kOrdinal;
            law_end_ = end;
            return true;
        }
        const bool four = piece.digits.size() == 4 && piece.end - piece.start == 4;
        if (four && quantity.value.numerator >= 1500 && quantity.value.numerator <= 2200 &&
            quantity.value.denominator == 1 && !is_money(text_, piece.start) &&
            (suffix.empty() || suffix == "s")) {
            std::size_t length = 0;
            if (!english_unit_at(text_, end, length).empty()) return false;
            quantity.kind = QuantityKind::kYear;
            end += suffix.size();
            return true;
        }
        return false;
    }

    bool read_time(Quantity& quantity, std::size_t& end) const {
        if (quantity.value.denominator != 1) return false;
        const std::int64_t hour = quantity.value.numerator;
        if (text_.has(text_.skip_spaces(end), U"hours") && hour % 24 == 0)
            add_value(quantity.also, quantity.value.times({1, 24}));
        std::size_t length = 0;
        const DayPart part = english_day_part_at(text_, end, length);
        if (length == 0 || hour < 0 || hour > 24) return false;
        quantity.kind = QuantityKind::kTime;
        quantity.clock = hours_of_day(hour, 0, part);
        for (const Rational& one : quantity.clock) add_value(quantity.also, one);
        end += length;
        return true;
    }

    bool read_unit(const Piece& piece, Quantity& quantity, std::size_t& end) const {
        std::size_t length = 0;
        const std::size_t behind = end;
        std::string after = temperature_unit(text_, piece.start, end);
        length = end - behind;
        end = behind;
        if (after.empty()) after = english_unit_at(text_, end, length);
        const std::string before = currency_before(text_, piece.start);
        const std::string next = text_.word(text_.skip_spaces(end) + (text_[end] == U'-' ? 1 : 0));
        quantity.unit = before.empty() ? after : before;
        if (!quantity.unit.empty()) {
            if (before.empty()) end += length;
        } else if (!is_money(text_, piece.start) && next != "dollars" && next != "dollar") {
            if (next == "decades" || next == "decade")
                add_value(quantity.also, quantity.value.times(whole(10)));
            if (next == "dozen") add_value(quantity.also, quantity.value.times(whole(12)));
            if (next == "weeks" || next == "week")
                add_value(quantity.also, quantity.value.times(whole(7)));
            return false;
        }
        quantity.kind = quantity.unit.empty() || is_currency(quantity.unit)
                            ? QuantityKind::kMoney
                            : QuantityKind::kMeasure;
        if (quantity.kind == QuantityKind::kMoney && next == "cents")
            add_value(quantity.also, quantity.value.times({1, 100}));
        return true;
    }

    /// three and a half years, three years and a half, 3 1/2.
    void read_half(Quantity& quantity, std::size_t& end) const {
        std::size_t i = end;
        std::size_t length = text_.any_of(
            i, {U" and a half", U" and one half", U" and one-half", U"-and-a-half", U" 1/2"});
        if (length == 0 && text_[i] == U' ') {
            i += 1 + text_.word(i + 1).size();
            length = text_.any_of(i, {U" and a half", U" and one half"});
        }
        const auto value = quantity.value.plus({1, 2});
        if (length == 0 || !value) return;
        quantity.value = *value;
        quantity.digits.clear();
        end = i + length;
    }

    bool is_approximate(std::size_t start, std::size_t end) const {
        std::size_t i = start;
        while (i > 0 &&
               (text_.before(i) == U'$' || text_.before(i) == U' ' ||
                (is_latin_letter(text_.before(i)) && text_.before(i) != U' ' && text_[i] == U'$')))
            --i;
        while (i > 0 && text_.before(i) == U' ') --i;
        // A limit is exact.
        if (text_.any_before(i, {U"not less than", U"no less than", U"not more than",
                                 U"no more than", U"not fewer than", U"no fewer than"}))
            return false;
        return text_[end] == U'+' || text_.has(end, U" or so") || text_.has(end, U"-plus") ||
               text_.any_before(
                   i, {U"about",    U"around", U"approximately", U"some",         U"over",
                       U"nearly",   U"almost", U"than",          U"under",        U"roughly",
                       U"close to", U"up to",  U"at least",      U"an estimated", U"exceeding",
                       U"exceeded", U"topped", U"above",         U"below",        U"nt",
                       U"us"});
    }

    /// 3 to 5 million, 10-20%: the first number shares what stands behind the second.
    void inherit(std::size_t first) {
        for (std::size_t k = first; k + 1 < found_.size(); ++k) {
            Quantity& left = found_[k];
            const Quantity& right = found_[k + 1];
            std::size_t i = places_[k - first].second;
            const std::size_t joint =
                text_.any_of(i, {U" to ", U"-", U"–", U"—", U" - ", U" – ", U" or ", U" and ", U"~",
                                 U" ~ ", U", ", U"to", U" through ", U"/"});
            i += joint;
            while (i < places_[k + 1 - first].first && !is_ascii_digit(text_[i]) &&
                   (text_[i] == U'$' || text_[i] == U' ' || is_latin_letter(text_[i])) &&
                   places_[k + 1 - first].first - i <= 4)
                ++i;
            if (joint == 0 || i != places_[k + 1 - first].first || left.kind == QuantityKind::kCode)
                continue;
            if (left.kind == QuantityKind::kOrdinal && found_[k + 1].kind == QuantityKind::kCount)
                found_[k + 1].kind = QuantityKind::kOrdinal;  // Articles 3 and 5.
            if (right.kind == QuantityKind::kPercent && left.kind != QuantityKind::kPercent)
                add_value(left.also, left.value.times({1, 100}));
            if (right.kind == QuantityKind::kFraction && right.value.numerator == 1)
                add_value(left.also, left.value.times(right.value));
            if (right.kind == QuantityKind::kTime) add_value(left.also, left.value.plus(whole(12)));
            for (std::int64_t scale = 1000; scale <= 1000000000000; scale *= 1000) {
                if (right.value.numerator % scale == 0 && right.digits.empty() &&
                    right.value.numerator != 0)
                    add_value(left.also, left.value.times(whole(scale)));
            }
        }
    }

    const QuantityText& text_;
    std::vector<Piece>& pieces_;
    std::vector<Quantity>& found_;
    std::size_t law_end_ = 0;    ///< Of the latest number behind Article, Paragraph …
    std::vector<bool> covered_;  ///< Code points that quantities with a numeral take.
    std::vector<std::pair<std::size_t, std::size_t>> places_;  ///< Of those, in code points.
    std::vector<Quantity> aside_;                              ///< Times, and what belongs to them.
};

}  // namespace

void find_english_quantities(const QuantityText& text, std::vector<Piece>& pieces,
                             std::vector<Quantity>& found) {
    EnglishFinder(text, pieces, found).run();
}

}  // namespace diglot::text
