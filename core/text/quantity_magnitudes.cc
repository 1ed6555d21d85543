// What stands before a unit or stands for zeros: kilo and 百萬 before watts, $350m, 10k.
#include <algorithm>
#include <utility>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot::text {

std::int64_t power_of_ten(int power) {
    std::int64_t value = 1;
    for (int i = 0; i < power; ++i) value *= 10;
    return value;
}

bool is_money(const QuantityText& text, std::size_t i) {
    return text.before(i) == U'$' || text.before(i) == U'¥' || !currency_before(text, i).empty();
}

void read_english_magnitude(const QuantityText& text, const Piece& piece, Quantity& quantity,
                            std::size_t& end) {
    if (piece.style == NumeralStyle::kHan) return;
    constexpr std::pair<std::string_view, std::int64_t> kLetters[] = {
        {"k", 1000},
        {"m", 1000000},
        {"mn", 1000000},
        {"mln", 1000000},
        {"b", 1000000000},
        {"bn", 1000000000},
        {"bln", 1000000000},
        {"tn", 1000000000000},
        {"trn", 1000000000000},
        {"tr", 1000000000000},
        {"t", 1000000000000},
        {"million", 1000000},
        {"billion", 1000000000},
        {"trillion", 1000000000000},
        {"kva", -1000},
        {"kev", -1000},
        {"mv", -1000000},
        {"mev", -1000000}};  // Negative: what else it may mean.
    const std::size_t gap = text[end] == U' ' || text[end] == U'-' ? 1 : 0;
    const std::string word = text.word(end + gap);
    if (gap == 1 && word.size() < 2) return;
    for (const auto& [letters, factor] : kLetters) {
        if (word != letters || is_ascii_digit(text[end + gap + word.size()])) continue;
        const auto value = quantity.value.times(whole(factor < 0 ? -factor : factor));
        if (!value) return;
        const bool sure = factor > 0 && (word.size() > 1 || is_money(text, piece.start));
        if (!sure) {
            add_value(quantity.also, value);
            return;
        }
        quantity.digits.clear();
        quantity.value = *value;
        end += gap + word.size();
    }
}

void add_prefixed_values(const QuantityText& text, const Piece& number, bool taiwan,
                         Quantity& quantity) {
    const std::size_t last = number.end - 1;
    const char32_t next = text[number.end];
    const bool unit = (next != 0 && std::u32string_view(U"瓦赫伏歐卡巴帕焦").find(next) !=
                                        std::u32string_view::npos) ||
                      text.any_of(number.end, {U"位元", U"公斤", U"公克", U"公尺", U"米"}) > 0;
    if (unit && text[last] == U'千') add_value(quantity.also, quantity.value.times({1, 1000}));
    if (unit && text.ends(number.end, U"百萬"))
        add_value(quantity.also, quantity.value.times({1, 1000000}));
    if (text[last] != U'兆') return;
    if (unit) add_value(quantity.also, quantity.value.times({1, power_of_ten(12)}));
    if (unit || !taiwan) add_value(quantity.also, quantity.value.times({1, 1000000}));
}

}  // namespace diglot::text
