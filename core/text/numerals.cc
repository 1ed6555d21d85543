#include "core/text/numerals.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "core/text/numeral_words.h"
#include "core/text/utf8.h"

namespace diglot {

using namespace text;

namespace {

constexpr int kMostDigits = 17;

/// A text by code points, with full-width digits and separators as narrow ones.
struct Points {
    std::vector<char32_t> points;
    std::vector<std::size_t> at;  ///< Byte of each, and the text's size.

    explicit Points(std::string_view text) {
        for (std::size_t i = 0; i < text.size();) {
            at.push_back(i);
            const char32_t c = next_code_point(text, i);
            points.push_back(c >= U'０' && c <= U'９' ? c - U'０' + U'0' : c);
        }
        at.push_back(text.size());
    }
    std::size_t size() const { return points.size(); }
    char32_t operator[](std::size_t i) const { return i < points.size() ? points[i] : 0; }
};

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

/// Digits with grouping and a point, from `i` on; nothing where they are something else (1.2.3,
/// 12,34, 10:30).
std::optional<Decimal> read_digits(const Points& text, std::size_t& i) {
    std::string whole, fraction;
    std::size_t group = 0;
    bool grouped = false, sound = true;
    std::size_t at = i;
    while (is_digit(text[at])) {
        whole += static_cast<char>(text[at++]);
        ++group;
        if (text[at] == U',' && is_digit(text[at + 1])) {
            sound = sound && (grouped ? group == 3 : group <= 3);
            grouped = true;
            group = 0;
            ++at;
        }
    }
    sound = sound && (!grouped || group == 3);
    if (text[at] == U'.' && is_digit(text[at + 1])) {
        for (++at; is_digit(text[at]); ++at) fraction += static_cast<char>(text[at]);
    }
    const char32_t next = text[at];
    const bool goes_on =
        (next == U'.' || next == U':' || next == U'/' || next == U',' || next == U'-') &&
        is_digit(text[at + 1]);
    if (goes_on) {
        while (is_digit(text[at]) || ((text[at] == U'.' || text[at] == U':' || text[at] == U'/' ||
                                       text[at] == U',' || text[at] == U'-') &&
                                      is_digit(text[at + 1])))
            ++at;
        sound = false;
    }
    i = at;
    const std::string digits = whole + fraction;
    if (!sound || digits.size() > kMostDigits) return std::nullopt;
    return Decimal::of(std::strtoll(digits.c_str(), nullptr, 10),
                       -static_cast<int>(fraction.size()));
}

/// Reads Chinese numerals, and digits among them, by the usual sum of sections: up to 千 inside a
/// section, then 萬, 億, 兆.
class HanReader {
public:
    /// From `i` on; moves behind the whole run, also where it has no certain value.
    static std::optional<Decimal> read(const Points& text, std::size_t& i) {
        HanReader reader;
        const std::size_t start = i;
        while (i < text.size() && reader.take(text, i)) {
        }
        if (i == start) ++i;
        return reader.finish();
    }

private:
    bool take(const Points& text, std::size_t& i) {
        if (is_digit(text[i])) {
            certain_ = certain_ && !current_;
            const std::size_t start = i;
            current_ = read_digits(text, i);
            certain_ = certain_ && current_.has_value();
            places_ = i - start;
            arabic_ = true;
            run_ = 0;
            return true;
        }
        const char32_t c = text[i];
        if (const auto digit = han_digit(c)) {
            ++i;
            take_digit(*digit);
            return true;
        }
        if (const int power = han_unit(c)) {
            // 30萬千瓦: the prefix of a unit.
            if (power == 3 && !current_ && last_big_ > 0 && is_prefixed_unit(text[i + 1]))
                return false;
            ++i;
            take_unit(power);
            return true;
        }
        return false;
    }

    static bool is_prefixed_unit(char32_t c) {
        return c == U'瓦' || c == U'伏' || c == U'赫' || c == U'帕' || c == U'卡';
    }

    void take_digit(int digit) {
        if (arabic_) certain_ = false;
        if (digit == 0 && !current_ && (any_unit_ || last_big_ > 0)) {
            after_zero_ = true;  // 一百零五
            return;
        }
        if (run_ > 0) {
            certain_ = certain_ && current_ && run_ < kMostDigits;
            if (current_ && certain_) current_ = current_->times_ten_to(1).plus(Decimal{digit, 0});
        } else {
            current_ = Decimal{digit, 0};
        }
        ++run_;
    }

    void take_unit(int power) {
        certain_ = certain_ && run_ <= 1;  // 二五百
        run_ = 0;
        if (power < 4) {
            certain_ =
                certain_ && (last_small_ == 0 || power < last_small_) && (current_ || power == 1);
            add(section_, current_.value_or(Decimal{1, 0}).times_ten_to(power));
            last_small_ = power;
        } else {
            if (current_) add(section_, *current_);
            certain_ = certain_ && (current_ || any_unit_);
            if (last_big_ > 0 && power > last_big_) {
                add(total_, section_);
                total_ = total_.times_ten_to(power);
            } else {
                certain_ = certain_ && (last_big_ == 0 || power < last_big_);
                add(total_, section_.times_ten_to(power));
            }
            section_ = {};
            last_small_ = 0;
            last_big_ = power;
        }
        any_unit_ = true;
        after_zero_ = false;
        arabic_ = false;
        last_power_ = power;
        current_.reset();
    }

    std::optional<Decimal> finish() {
        // 三萬五 is 35,000 or 30,005; 一百零五, 十五 and 12萬3456 are plain.
        if (current_ && any_unit_ && last_power_ > 1 && !after_zero_ && !fills_up())
            certain_ = false;
        if (any_unit_ && run_ > 1) certain_ = false;  // 十四五
        if (!current_ && !any_unit_) return std::nullopt;
        if (current_) add(section_, *current_);
        add(total_, section_);
        return certain_ ? std::optional(total_) : std::nullopt;
    }

    /// 434萬1432, 1萬500: digits that are less than the unit before them, and not one alone.
    bool fills_up() const {
        return arabic_ && places_ > 1 && last_power_ <= 4 && current_->exponent >= 0 &&
               current_->whole().value_or(10000) < Decimal{1, last_power_}.whole().value_or(0);
    }

    void add(Decimal& sum, Decimal more) {
        const auto result = sum.plus(more);
        certain_ = certain_ && result.has_value();
        if (result) sum = *result;
    }

    Decimal total_, section_;
    std::optional<Decimal> current_;
    int run_ = 0;             ///< Chinese digits in a row.
    std::size_t places_ = 0;  ///< Of the latest digits 0 to 9.
    int last_small_ = 0;      ///< Powers of ten.
    int last_big_ = 0;
    int last_power_ = 0;
    bool any_unit_ = false, after_zero_ = false, arabic_ = false, certain_ = true;
};

/// The word of letters at `i`, in lower case.
std::string word_at(const Points& text, std::size_t i) {
    std::string word;
    for (; is_letter(text[i]); ++i) word += static_cast<char>(text[i] | 0x20);
    return word;
}

/// " million" behind a number; moves behind it.
int read_scale(const Points& text, std::size_t& i) {
    if (text[i] != U' ' && text[i] != U'\u00A0') return 0;
    const std::string word = word_at(text, i + 1);
    const int power = scale_power(word);
    if (power != 0) i += 1 + word.size();
    return power;
}

/// "three hundred million", "twenty-five"; moves behind what belongs to it.
std::optional<Decimal> read_words(const Points& text, std::size_t& i) {
    std::int64_t total = 0, section = 0;
    bool any = false, certain = true;
    bool behind_scale = false;  // "and" joins only there: "seven and nine" are two numbers.
    std::size_t at = i;
    struct {
        std::size_t end = 0;
        std::int64_t value = 0;
    } before_and;  // Of "ten thousand and fifty thousand", where the second is a number too.
    for (;;) {
        const std::string word = word_at(text, at);
        const auto small = small_number(word);
        if (small) {
            behind_scale = false;
            certain = certain && (section % 100 == 0 ||
                                  (section % 10 == 0 && section % 100 >= 20 && *small < 10));
            section += *small;
        } else if (word == "hundred" && any) {
            certain = certain && section > 0 && section < 100;
            if (certain) section *= 100;
            behind_scale = true;
        } else if (const int power = scale_power(word); power != 0 && any) {
            std::int64_t factor = 1;
            for (int p = 0; p < power; ++p) factor *= 10;
            const bool smaller = total == 0 || total % (factor * 1000) == 0;
            if (!smaller && before_and.end > 0) {
                i = before_and.end;
                return Decimal::of(before_and.value, 0);
            }
            certain = certain && section > 0 && section < 1000 && smaller;
            if (certain) total += section * factor;
            section = 0;
            behind_scale = true;
        } else if (!(word == "and" && behind_scale && small_number(word_at(text, at + 4)))) {
            break;
        } else if (section == 0) {
            before_and = {i, total};
        }
        any = true;
        at += word.size();
        i = at;
        if ((text[at] != U' ' && text[at] != U'-') || !is_letter(text[at + 1])) break;
        ++at;
    }
    if (!any || !certain) return std::nullopt;
    return Decimal::of(total + section, 0);
}

}  // namespace

std::vector<Numeral> find_numerals(std::string_view bytes) {
    const Points text(bytes);
    std::vector<Numeral> result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        const bool in_word = start > 0 && is_letter(text[start - 1]);
        NumeralStyle style = NumeralStyle::kDigits;
        std::optional<Decimal> value;
        if (is_digit(text[i])) {
            value = read_digits(text, i);
            if (han_unit(text[i]) || han_digit(text[i])) {
                i = start;
                style = NumeralStyle::kHan;
                value = HanReader::read(text, i);
            } else if (const int power = read_scale(text, i); power != 0 && value) {
                value = value->times_ten_to(power);
            }
        } else if (han_digit(text[i]) || han_unit(text[i])) {
            style = NumeralStyle::kHan;
            value = HanReader::read(text, i);
        } else if (is_letter(text[i]) && !in_word) {
            style = NumeralStyle::kWords;
            const bool number = small_number(word_at(text, i)).has_value();
            if (number) value = read_words(text, i);
            if (i == start) i += word_at(text, i).size();
            if (!number) continue;
        } else {
            ++i;
            continue;
        }
        const bool part_of_word =
            style != NumeralStyle::kHan && (in_word || (i < text.size() && is_letter(text[i])));
        if (part_of_word) {
            while (is_letter(text[i]) || is_digit(text[i])) ++i;
        } else if (value) {
            result.push_back({text.at[start], text.at[i], style, *value});
        }
    }
    return result;
}

}  // namespace diglot
