// A text by code points, and the numerals in it.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"
#include "core/text/utf8.h"

namespace diglot::text {
namespace {

/// Formal numerals; only beside one another or a unit, because 參 and 伍 stand in names too.
char32_t plain_numeral(char32_t c) {
    constexpr std::u32string_view kFormal = U"壹貳參肆伍陸柒捌玖拾佰仟貮叁陆";
    constexpr std::u32string_view kPlain = U"一二三四五六七八九十百千二三六";
    const std::size_t at = kFormal.find(c);
    return at == std::u32string_view::npos ? c : kPlain[at];
}

bool is_numeral(char32_t c) { return han_digit(c) || han_unit(c) != 0; }

void make_plain(std::u32string& points) {
    const std::u32string old = points;
    for (std::size_t i = 0; i < old.size(); ++i) {
        const char32_t next = i + 1 < old.size() ? old[i + 1] : 0;
        const char32_t last = i > 0 ? old[i - 1] : 0;
        const char32_t plain = plain_numeral(old[i]);
        if (plain != old[i]) {
            const auto is_formal = [](char32_t c) { return plain_numeral(c) != c; };
            // 陸 and 參 are words too (水陸二用): a digit beside them is not enough.
            const bool word = old[i] == U'陸' || old[i] == U'參';
            const auto shows = [&](char32_t c) { return word ? han_unit(c) != 0 : is_numeral(c); };
            if (is_formal(next) || is_formal(last) || shows(next) || shows(last) || next == U'元')
                points[i] = plain;
        } else if (old[i] == U'ㄧ' && (last == U'之' || last == U'第')) {
            points[i] = U'一';  // The phonetic letter, typed for the numeral.
        } else if (old[i] == U'○' && (is_numeral(last) || points[i > 0 ? i - 1 : 0] == U'〇') &&
                   i > 0) {
            points[i] = U'〇';
        } else if (old[i] == U'○' && (next == U'．' || next == U'點' || next == U'‧')) {
            points[i] = U'〇';
        } else if (old[i] == U'○' && i > 1 && points[i - 2] == U'〇' &&
                   (last == U'．' || last == U'點' || last == U'‧')) {
            points[i] = U'〇';
        }
    }
}

}  // namespace

bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_latin_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

QuantityText::QuantityText(std::string_view bytes) {
    std::u32string points;
    for (std::size_t i = 0; i < bytes.size();) {
        at_.push_back(i);
        points += next_code_point(bytes, i);
    }
    at_.push_back(bytes.size());
    make_plain(points);
    // Numerals are read from a text of the same bytes: what changes has three of them either way.
    plain_ = bytes;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::string one;
        append_code_point(points[i], one);
        if (one.size() == at_[i + 1] - at_[i]) plain_.replace(at_[i], one.size(), one);
        char32_t& c = points[i];
        if (c >= U'！' && c <= U'～') c = c - U'！' + U'!';
        if (c == U'\u00A0' || c == U'\u3000') c = U' ';
        if (c >= U'A' && c <= U'Z') c += 32;
    }
    points_ = std::move(points);
}

bool QuantityText::has(std::size_t i, std::u32string_view what) const {
    return i <= points_.size() && std::u32string_view(points_).substr(i).starts_with(what);
}

bool QuantityText::ends(std::size_t i, std::u32string_view what) const {
    return std::u32string_view(points_).substr(0, i).ends_with(what);
}

std::size_t QuantityText::any_of(std::size_t i,
                                 std::initializer_list<std::u32string_view> list) const {
    std::size_t longest = 0;
    for (const std::u32string_view one : list) {
        if (one.size() > longest && has(i, one)) longest = one.size();
    }
    return longest;
}

bool QuantityText::any_before(std::size_t i,
                              std::initializer_list<std::u32string_view> list) const {
    return std::any_of(list.begin(), list.end(), [&](auto one) { return ends(i, one); });
}

std::size_t QuantityText::skip_spaces(std::size_t i) const {
    while ((*this)[i] == U' ') ++i;
    return i;
}

std::string QuantityText::word(std::size_t i) const {
    std::string word;
    for (; is_latin_letter((*this)[i]); ++i) word += static_cast<char>((*this)[i]);
    return word;
}

bool QuantityText::is_capital(std::size_t i) const {
    return i < points_.size() && plain_[at_[i]] >= 'A' && plain_[at_[i]] <= 'Z';
}

std::size_t QuantityText::index_of_byte(std::size_t byte) const {
    return static_cast<std::size_t>(std::lower_bound(at_.begin(), at_.end(), byte) - at_.begin());
}

Rational whole(std::int64_t value) { return {value, 1}; }

void add_value(std::vector<Rational>& values, std::optional<Rational> value) {
    if (value && std::find(values.begin(), values.end(), *value) == values.end())
        values.push_back(*value);
}

namespace {

std::string ascii(const QuantityText& text, std::size_t start, std::size_t end) {
    std::string result;
    for (; start < end; ++start) result += static_cast<char>(text[start]);
    return result;
}

bool is_separator(char32_t c) {
    return c == U'.' || c == U',' || c == U':' || c == U'/' || c == U'-' || c == U'~';
}

/// One number from `i` on, with grouping and a point; moves behind it.
Piece read_number(const QuantityText& text, std::size_t& i) {
    const std::size_t start = i;
    const auto digits_at = [&](std::size_t at) {
        std::size_t count = 0;
        while (is_ascii_digit(text[at + count])) ++count;
        return count;
    };
    const std::size_t leading = digits_at(i);
    i += leading;
    while (leading <= 3 && text[i] == U',' && digits_at(i + 1) == 3) i += 4;
    const std::size_t whole_end = i;
    if (text[i] == U'.' && is_ascii_digit(text[i + 1])) i += 1 + digits_at(i + 1);
    Piece piece{start, i, NumeralStyle::kDigits, {}, ascii(text, start, i), false};
    std::string plain = piece.digits;
    std::erase(plain, '.');
    std::erase(plain, ',');
    const int places = i > whole_end ? static_cast<int>(i - whole_end - 1) : 0;
    if (plain.size() > 17) return piece;
    const auto value = Decimal::of(std::strtoll(plain.c_str(), nullptr, 10), -places);
    if (value) add_value(piece.values, Rational::of(*value));
    return piece;
}

/// Whether the digits at `start` belong to a name (H100, v2); not where they stand behind a
/// currency or a whole word (NTD30,000, Paragraph1).
bool is_in_name(const QuantityText& text, std::size_t start) {
    if (text.before(start) == U'_') return true;
    std::size_t word = start;
    while (word > 0 && is_latin_letter(text.before(word))) --word;
    constexpr std::string_view kGlued[] = {"than", "and", "to", "of", "from", "by", "for", "with"};
    if (std::find(std::begin(kGlued), std::end(kGlued), text.word(word).substr(0, start - word)) !=
        std::end(kGlued))
        return false;  // no more than9.6 times
    return word < start && start - word < 5 && currency_before(text, start).empty();
}

/// The exponent of m2 and km2.
bool is_exponent(const QuantityText& text, std::size_t start, std::size_t end) {
    return end == start + 1 && (text[start] == U'2' || text[start] == U'3') &&
           text.any_before(start, {U"0m", U"1m", U"2m", U"3m", U"4m", U"5m", U"6m", U"7m", U"8m",
                                   U"9m", U" m", U"cm", U"km", U"mm", U"/m"});
}

/// Digits that find_numerals() leaves out, from `i` on: a version or name as one code, else the
/// numbers of a date, time or range, each by itself.
void read_digit_run(const QuantityText& text, std::size_t& i, std::vector<Piece>& pieces) {
    const std::size_t start = i;
    while (is_ascii_digit(text[i]) || (is_separator(text[i]) && is_ascii_digit(text[i + 1]))) ++i;
    const std::string run = ascii(text, start, i);
    if (is_exponent(text, start, i)) return;
    if (text.before(start) == U'#' && text[i] == U';') return;  // &#39;
    const bool path = text.before(start) == U'/' || text[i] == U'/';
    if (path && run.find_first_of(",:-~") == std::string::npos) {
        for (std::size_t at = start; at < i;) {
            const std::size_t part = at;
            while (at < i && text[at] != U'/') ++at;
            pieces.push_back({part, at, NumeralStyle::kDigits, {}, ascii(text, part, at), false});
            if (at < i) ++at;
        }
        return;
    }
    const bool version = std::count(run.begin(), run.end(), '.') >= 2 &&
                         run.find_first_of(",:/-~") == std::string::npos;
    if (version || is_in_name(text, start)) {
        pieces.push_back({start, i, NumeralStyle::kDigits, {}, run, false});
        return;
    }
    std::vector<Piece> parts;
    for (std::size_t at = start; at < i;) {
        parts.push_back(read_number(text, at));
        if (at < i) ++at;
    }
    const bool valued = parts.size() == 2 && !parts[0].values.empty() && !parts[1].values.empty();
    const bool ratio = valued && run.find(':') != std::string::npos;
    const bool scale = ratio && (parts[0].values[0] == whole(1) || parts[1].values[0] == whole(1));
    const bool fraction = scale || (valued && run.find('/') != std::string::npos);
    if (ratio && parts[1].values[0] == whole(0)) parts[1].loose = true;  // 12:00
    if (fraction) {
        for (Piece& part : parts) part.loose = true;
        const auto value =
            parts[0].values[0].denominator == 1 && parts[1].values[0].denominator == 1
                ? Rational::of(parts[0].values[0].numerator, parts[1].values[0].numerator)
                : std::nullopt;
        if (value) {
            pieces.push_back({start, i, NumeralStyle::kDigits, {*value}, run, true});
            if (scale)
                add_value(pieces.back().values, Rational::of(value->denominator, value->numerator));
        }
    }
    pieces.insert(pieces.end(), parts.begin(), parts.end());
}

/// The one value of code points [start, end), if they are one numeral.
std::optional<Rational> value_of(const QuantityText& text, std::size_t start, std::size_t end) {
    const std::string_view all = text.plain();
    const std::string_view bytes = all.substr(text.byte(start), text.byte(end) - text.byte(start));
    const std::vector<Numeral> numerals = find_numerals(bytes);
    if (numerals.size() != 1 || numerals[0].start != 0 || numerals[0].end != bytes.size())
        return std::nullopt;
    return Rational::of(numerals[0].value);
}

/// A run of Chinese numerals without a certain value: 三萬五, 二三十, 百萬.
void read_unclear_han(const QuantityText& text, std::size_t& i, std::vector<Piece>& pieces) {
    const std::size_t start = i;
    while (is_numeral(text[i])) ++i;
    if (i - start > 1 && text[i - 1] == U'百' && text.has(i, U"分位")) --i;  // 第二十五百分位數
    Piece piece{start, i, NumeralStyle::kHan, {}, "", true};
    if (i - start == 3 && text[start] == U'十' && text[i - 1] == U'五') {
        // 十四五: the fourteenth of the five-year plans.
        pieces.push_back(piece);
        pieces.back().values = {whole(10 + han_digit(text[start + 1]).value_or(0))};
        pieces.back().end = i - 1;
        pieces.back().loose = false;
        piece.start = i - 1;
        piece.values = {whole(5)};
        pieces.push_back(std::move(piece));
        return;
    }
    // 二十九百萬赫, 六九千伏特: the prefix of a unit behind the number.
    if (text.any_of(i, {U"赫", U"瓦", U"伏", U"帕", U"位元"}) > 0) {
        const bool mega = text.ends(i, U"百萬");
        const std::size_t prefix = mega ? 2 : (text[i - 1] == U'千' ? 1 : 0);
        const auto value = prefix > 0 ? value_of(text, start, i - prefix) : std::nullopt;
        if (value) add_value(piece.values, value->times(whole(mega ? 1000000 : 1000)));
        piece.loose = piece.values.empty();
    }
    const auto last = han_digit(text[i - 1]);
    const int power = i - start >= 2 ? han_unit(text[i - 2]) : 0;
    std::size_t first_unit = start;
    while (first_unit < i && han_digit(text[first_unit])) ++first_unit;
    if (first_unit > start + 1 && first_unit < i && !last) {  // 一四百萬: fourteen million.
        auto value = value_of(text, start, first_unit);
        for (std::size_t at = first_unit; at < i && value; ++at) {
            const int unit = han_unit(text[at]);
            if (unit == 0) value.reset();
            for (int p = 0; p < unit && value; ++p) value = value->times(whole(10));
        }
        if (first_unit - start == 2 && !(han_digit(text[start]) == 1)) value.reset();  // 二三十
        add_value(piece.values, value);
    }
    if (!piece.values.empty()) {
    } else if (last && power > 0) {  // 三萬五: 35,000 or 30,005.
        const auto prefix = value_of(text, start, i - 1);
        std::int64_t step = 1;
        for (int p = 1; p < power; ++p) step *= 10;
        if (prefix) {
            piece.loose = false;
            add_value(piece.values, prefix->plus(whole(*last * step)));
            add_value(piece.values, prefix->plus(whole(*last)));
        }
    } else if (han_unit(text[start]) > 1) {  // 百萬: a million, or millions.
        std::int64_t value = 1;
        bool sound = i - start <= 3;
        for (std::size_t at = start; at < i && sound; ++at) {
            sound = han_unit(text[at]) != 0;
            for (int p = 0; p < han_unit(text[at]) && sound; ++p)
                sound = !__builtin_mul_overflow(value, std::int64_t{10}, &value);
        }
        if (sound) piece.values = {whole(value)};
    } else if (i - start >= 3 && han_digit(text[start]) && han_digit(text[start + 1])) {
        // 二三十: twenty or thirty.
        add_value(piece.values, value_of(text, start + 1, i));
        std::u32string first(1, text[start]);
        std::string bytes;
        append_code_point(text[start], bytes);
        bytes += text.plain().substr(text.byte(start + 2), text.byte(i) - text.byte(start + 2));
        const auto numerals = find_numerals(bytes);
        if (numerals.size() == 1) add_value(piece.values, Rational::of(numerals[0].value));
    }
    if (!piece.values.empty()) pieces.push_back(std::move(piece));
}

}  // namespace

namespace {

/// 廿五, 卅日: twenty and thirty in one character.
bool read_short_tens(const QuantityText& text, std::size_t& i, std::vector<Piece>& pieces) {
    if (text[i] != U'廿' && text[i] != U'卅') return false;
    const std::size_t start = i++;
    std::int64_t value = text[start] == U'廿' ? 20 : 30;
    const auto ones = han_digit(text[i]);
    if (ones && han_unit(text[i + 1]) == 0) {
        value += *ones;
        ++i;
    }
    pieces.push_back({start, i, NumeralStyle::kHan, {whole(value)}, "", false});
    return true;
}

/// 15 000: a group that begins with zero is no number of its own.
void join_groups(const QuantityText& text, std::vector<Piece>& pieces) {
    for (std::size_t k = 0; k + 1 < pieces.size();) {
        Piece& left = pieces[k];
        const Piece& right = pieces[k + 1];
        const bool joined = left.style == NumeralStyle::kDigits && !left.values.empty() &&
                            left.values[0].denominator == 1 && left.digits.size() <= 3 &&
                            text[left.end] == U' ' && right.start == left.end + 1 &&
                            right.digits.size() == 3 && right.digits[0] == '0' &&
                            right.end == right.start + 3 && !right.values.empty();
        if (!joined) {
            ++k;
            continue;
        }
        left.values = {whole(left.values[0].numerator * 1000 + right.values[0].numerator)};
        left.digits.clear();
        left.end = right.end;
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(k) + 1);
    }
}

}  // namespace

std::vector<Piece> find_pieces(const QuantityText& text) {
    std::vector<Piece> pieces;
    const std::vector<Numeral> numerals = find_numerals(text.plain());
    auto next = numerals.begin();
    for (std::size_t i = 0; i < text.size();) {
        while (next != numerals.end() && text.index_of_byte(next->start) < i) ++next;
        if (read_short_tens(text, i, pieces)) {
        } else if (next != numerals.end() && text.index_of_byte(next->start) == i) {
            Piece piece{i, text.index_of_byte(next->end), next->style, {}, "", false};
            add_value(piece.values, Rational::of(next->value));
            std::size_t digits = i;
            while (digits < piece.end &&
                   (is_ascii_digit(text[digits]) || is_separator(text[digits])))
                ++digits;
            piece.digits = ascii(text, i, digits);
            if (!piece.values.empty()) pieces.push_back(piece);
            i = piece.end;
            ++next;
        } else if (is_ascii_digit(text[i])) {
            read_digit_run(text, i, pieces);
        } else if (is_numeral(text[i])) {
            read_unclear_han(text, i, pieces);
        } else {
            ++i;
        }
    }
    join_groups(text, pieces);
    return pieces;
}

}  // namespace diglot::text
