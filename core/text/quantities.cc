#include "core/text/quantities.h"

#include <algorithm>
#include <numeric>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot {

using namespace text;

std::optional<Rational> Rational::of(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0 || denominator == INT64_MIN || numerator == INT64_MIN) return std::nullopt;
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const std::int64_t common = std::max<std::int64_t>(std::gcd(numerator, denominator), 1);
    return Rational{numerator / common, denominator / common};
}

std::optional<Rational> Rational::of(const Decimal& value) {
    if (const auto whole_number = value.whole()) return Rational{*whole_number, 1};
    std::int64_t denominator = 1;
    for (int i = value.exponent; i < 0; ++i) {
        if (__builtin_mul_overflow(denominator, std::int64_t{10}, &denominator))
            return std::nullopt;
    }
    return value.exponent < 0 ? of(value.digits, denominator) : std::nullopt;
}

std::optional<Rational> Rational::plus(Rational other) const {
    std::int64_t a = 0, b = 0, below = 0;
    if (__builtin_mul_overflow(numerator, other.denominator, &a) ||
        __builtin_mul_overflow(other.numerator, denominator, &b) ||
        __builtin_mul_overflow(denominator, other.denominator, &below) ||
        __builtin_add_overflow(a, b, &a))
        return std::nullopt;
    return of(a, below);
}

std::optional<Rational> Rational::times(Rational other) const {
    const auto left = of(numerator, other.denominator);
    const auto right = of(other.numerator, denominator);
    std::int64_t above = 0, below = 0;
    if (!left || !right || __builtin_mul_overflow(left->numerator, right->numerator, &above) ||
        __builtin_mul_overflow(left->denominator, right->denominator, &below))
        return std::nullopt;
    return of(above, below);
}

namespace {

/// 1 to 3,999 of a Roman numeral in lower case; 0 for none.
int roman_value(std::string_view word) {
    constexpr std::string_view kLetters = "ivxlcdm";
    constexpr int kValues[] = {1, 5, 10, 50, 100, 500, 1000};
    int sum = 0, last = 0;
    for (std::size_t i = word.size(); i-- > 0;) {
        const std::size_t at = kLetters.find(word[i]);
        if (at == std::string_view::npos) return 0;
        const int value = kValues[at];
        sum += value < last ? -value : value;
        last = std::max(last, value);
    }
    return sum;
}

/// A numeral, Roman numeral or letter that may be a list's mark, from `i` on; moves behind it.
Quantity read_mark(const QuantityText& text, const std::vector<Piece>& pieces, std::size_t& i) {
    Quantity mark;
    mark.kind = QuantityKind::kListMarker;
    if (!pieces.empty() && pieces[0].start == i) {
        std::vector<Rational> values = pieces[0].values;
        mark.digits = pieces[0].digits;
        if (mark.digits.find('.') != std::string::npos)  // 9.1.2: what counts is the last.
            values = {whole(
                std::strtoll(mark.digits.substr(mark.digits.rfind('.') + 1).c_str(), nullptr, 10))};
        if (values.empty()) return mark;
        mark.value = values[0];
        mark.end = pieces[0].end;
        i = pieces[0].end;
        return mark;
    }
    const std::string word = text.word(i);
    if (word.empty() || word.size() > 6) return mark;
    mark.loose = true;
    const int roman = roman_value(word);
    if (word.size() == 1) {
        mark.value = whole(word[0] - 'a' + 1);
        if (roman > 0) mark.also = {whole(roman)};
    } else if (roman > 0) {
        mark.value = whole(roman);
    } else {
        return mark;
    }
    i += word.size();
    mark.end = i;
    return mark;
}

/// Article 3, Subparagraph 12: what a list item's mark may begin with. Moves behind it.
void skip_part_name(const QuantityText& text, std::size_t& i) {
    const std::size_t length = text.any_of(i, {U"article ", U"articles ", U"paragraph ",
                                               U"subparagraph ", U"item ", U"section ", U"step "});
    if (length > 0) i = text.skip_spaces(i + length);
}

/// Behind a mark without punctuation: "3.7 Name", "3-  Name", "12-2.1.10 Name", "Item 2 Name".
bool is_mark_by_itself(const QuantityText& text, std::size_t& i, bool named, Quantity& mark) {
    bool outline = mark.digits.find('.') != std::string::npos;
    const bool deep = std::count(mark.digits.begin(), mark.digits.end(), '.') > 1;
    std::size_t end = i;
    while (is_ascii_digit(text[end]) || text[end] == U'.' || text[end] == U'-') ++end;
    outline = outline || end > i;
    if (!named && !outline) return false;
    const std::size_t next = text.skip_spaces(end);
    if (next == end && text.before(end) != U'-') return false;
    if (!text.is_capital(next) && !deep) return false;
    std::int64_t last = 0;
    for (std::size_t at = i; at < end; ++at) {
        if (!is_ascii_digit(text[at]))
            last = 0;
        else if (last < 1000)
            last = last * 10 + static_cast<std::int64_t>(text[at] - U'0');
    }
    if (last > 0) mark.value = whole(last);
    i = end;
    return true;
}

bool is_opening(char32_t c) { return c == U'(' || c == U'[' || c == U'〔' || c == U'{'; }
bool is_closing(char32_t c) { return c == U')' || c == U']' || c == U'〕' || c == U'}'; }

}  // namespace

namespace text {

std::optional<Quantity> find_list_marker(const QuantityText& text,
                                         const std::vector<Piece>& pieces) {
    const std::size_t start = text.skip_spaces(0);
    std::size_t i = start;
    const bool opened = is_opening(text[i]);
    if (opened) i = text.skip_spaces(i + 1);
    const std::size_t name = i;
    if (!opened) skip_part_name(text, i);
    const bool named = i > name;
    Quantity mark = read_mark(text, pieces, i);
    if (mark.end == 0 || mark.value.numerator > 999) return std::nullopt;
    if (is_closing(text[i])) {
        ++i;
    } else if (opened) {
        return std::nullopt;
    } else if ((text[i] == U'.' && !is_ascii_digit(text[i + 1])) || text[i] == U'、') {
        ++i;
        // 三、四 is no mark, nor are initials: J. D. Smith.
        if (!pieces.empty() && pieces.size() > 1 && pieces[0].end < i && pieces[1].start == i &&
            text[i - 1] == U'、' &&
            text.any_of(pieces[1].end, {U"十", U"百", U"千", U"萬", U"年", U"月", U"日", U"天",
                                        U"成", U"倍", U"個", U"人", U"名"}) > 0)
            return std::nullopt;
    } else if (mark.loose || !is_mark_by_itself(text, i, named, mark)) {
        return std::nullopt;
    }
    if (text.skip_spaces(i) >= text.size()) return std::nullopt;
    mark.start = text.byte(start);
    mark.end = text.byte(i);
    return mark;
}

}  // namespace text

std::vector<Quantity> find_quantities(std::string_view bytes, const LanguageTag& lang) {
    const QuantityText text(bytes);
    std::vector<Piece> pieces = find_pieces(text);
    std::vector<Quantity> found;
    if (auto mark = find_list_marker(text, pieces)) {
        while (!pieces.empty() && text.byte(pieces.front().start) < mark->end)
            pieces.erase(pieces.begin());
        found.push_back(std::move(*mark));
    }
    const std::string language = lang.language();
    if (language == "zh") {
        find_han_quantities(text, lang, pieces, found);
    } else if (language == "en") {
        find_english_quantities(text, pieces, found);
    } else {
        for (const Piece& piece : pieces) {
            if (piece.style != NumeralStyle::kDigits) continue;
            Quantity quantity;
            quantity.start = text.byte(piece.start);
            quantity.end = text.byte(piece.end);
            quantity.kind = piece.values.empty() ? QuantityKind::kCode : QuantityKind::kCount;
            if (!piece.values.empty()) quantity.value = piece.values[0];
            quantity.digits = piece.digits;
            quantity.loose = piece.loose;
            found.push_back(std::move(quantity));
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Quantity& a, const Quantity& b) { return a.start < b.start; });
    return found;
}

}  // namespace diglot
