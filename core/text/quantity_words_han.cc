// Chinese words and idioms that the finder of quantities knows.
#include <span>

#include "core/text/numeral_words.h"
#include "core/text/quantity_text.h"

namespace diglot::text {
namespace {

/// Idioms and names whose numerals count nothing.
constexpr std::u32string_view kIdioms[] = {
    U"獨一無二", U"一般",     U"一旦",     U"一致",     U"一些",     U"一起",     U"一樣",
    U"一定",     U"一切",     U"一併",     U"一律",     U"一向",     U"一直",     U"一同",
    U"一經",     U"統一",     U"唯一",     U"單一",     U"同一",     U"萬一",     U"千萬別",
    U"千萬不",   U"千萬要",   U"千萬記",   U"千萬小心", U"十分",     U"五花八門", U"三心二意",
    U"四面八方", U"七上八下", U"亂七八糟", U"三三兩兩", U"千方百計", U"一五一十", U"九牛一毛",
    U"三星",     U"四川",     U"九龍",     U"五金",     U"百貨",     U"百科",     U"三明治",
    U"二手",     U"八卦",     U"三角",     U"四季",     U"五官",     U"十足",     U"萬能",
    U"萬國",     U"萬物",     U"百姓",     U"千古",     U"兩岸",     U"兩性",     U"三軍",
    U"五權",     U"五院",     U"一帶一路", U"九二共識", U"十字",     U"百合",     U"萬里",
    U"二氧化",   U"三氧化",   U"四氯",     U"一氧化",   U"二甲苯",   U"千里",     U"三不五時",
    U"接二連三", U"丟三落四", U"朝三暮四", U"一石二鳥", U"三番兩次", U"千載難逢", U"萬眾",
    U"萬全",     U"百般",     U"千變萬化", U"萬象",     U"一方面",   U"再三",     U"一再",
    U"進一步",   U"第一線",   U"百分百",   U"不二",     U"一心一意", U"七嘴八舌", U"五湖四海",
    U"十全十美", U"百年大計", U"三級跳",   U"六輕",     U"二元",     U"四書五經", U"三國",
    U"八仙",     U"七夕",     U"十六進",   U"十進",     U"八進",     U"二進",     U"三元組",
    U"二項",     U"一半",     U"百度",     U"三菱",     U"三井",     U"三洋",     U"千葉",
    U"五股區",   U"三重區",   U"三峽區",   U"三芝區",   U"七堵區",   U"八里區",   U"八德區",
    U"六龜區",   U"七股區",   U"萬華",     U"萬丹鄉",   U"五結鄉",   U"五峰鄉",   U"五股",
    U"三義鄉",   U"三灣鄉",   U"四湖鄉",   U"二水鄉",   U"二林鎮",   U"二崙鄉",   U"六腳鄉",
    U"百事",     U"百勝",     U"九份",     U"六張犁",   U"五分埔",   U"七星潭",   U"三仙台"};

/// A word that counts without a numeral.
struct Word {
    std::u32string_view word;
    QuantityKind kind;
    std::vector<Rational> values;
};

const std::vector<Word> kCountWords = {
    {U"雙", QuantityKind::kCount, {{2, 1}}},
    {U"半", QuantityKind::kFraction, {{1, 2}, {6, 1}}},
    {U"首", QuantityKind::kOrdinal, {{1, 1}}},
    {U"單", QuantityKind::kCount, {{1, 1}}},
    {U"每", QuantityKind::kCount, {{1, 1}}},
    {U"同", QuantityKind::kCount, {{1, 1}}},
    {U"元", QuantityKind::kOrdinal, {{1, 1}}},
    {U"次", QuantityKind::kOrdinal, {{2, 1}}},
    {U"倍", QuantityKind::kCount, {{2, 1}}},
    {U"初", QuantityKind::kOrdinal, {{1, 1}}},
    {U"旬", QuantityKind::kCount, {{10, 1}}},
    {U"全", QuantityKind::kPercent, {{1, 1}}},
    {U"中午", QuantityKind::kTime, {{12, 1}}},
    {U"午夜", QuantityKind::kTime, {{0, 1}, {12, 1}, {24, 1}}},
    {U"月底", QuantityKind::kDay, {{31, 1}, {30, 1}, {29, 1}, {28, 1}}},
    {U"月末", QuantityKind::kDay, {{31, 1}, {30, 1}, {29, 1}, {28, 1}}},
    {U"年底", QuantityKind::kDay, {{31, 1}, {12, 1}}},
    {U"年末", QuantityKind::kDay, {{31, 1}, {12, 1}}},
    {U"季", QuantityKind::kCount, {{3, 1}}},
    {U"民國元年", QuantityKind::kYear, {{1912, 1}}},
    {U"二氧化", QuantityKind::kCount, {{2, 1}}},
    {U"三氧化", QuantityKind::kCount, {{3, 1}}},
    {U"半小時", QuantityKind::kCount, {{30, 1}}},
    {U"半個小時", QuantityKind::kCount, {{30, 1}}},
    {U"半個鐘頭", QuantityKind::kCount, {{30, 1}}},
    {U"一半", QuantityKind::kFraction, {{1, 2}}},
    {U"半數", QuantityKind::kFraction, {{1, 2}}},
    {U"上半年", QuantityKind::kHalfYear, {{1, 1}}},
    {U"下半年", QuantityKind::kHalfYear, {{2, 1}}},
    {U"上半場", QuantityKind::kHalfYear, {{1, 1}}},
    {U"下半場", QuantityKind::kHalfYear, {{2, 1}}}};

bool is_any(char32_t c, std::u32string_view list) {
    return c != 0 && list.find(c) != std::u32string_view::npos;
}

void add_loose(const QuantityText& text, QuantityKind kind, std::int64_t value, std::size_t start,
               std::size_t end, std::vector<Quantity>& found) {
    Quantity& quantity = found.emplace_back();
    quantity.start = text.byte(start);
    quantity.end = text.byte(end);
    quantity.kind = kind;
    quantity.value = whole(value);
    quantity.loose = true;
}

/// 1 to 7 of what stands behind 星期; 0 for what is no weekday (每週三次).
int weekday_at(const QuantityText& text, std::size_t i) {
    if (is_any(text[i + 1], U"次天日小個年名班場")) return 0;
    const std::size_t day = std::u32string_view(U"一二三四五六日").find(text[i]);
    if (text[i] != 0 && day != std::u32string_view::npos) return static_cast<int>(day) + 1;
    return text[i] == U'天' ? 7 : 0;
}

/// 星期二, 周三, 週一至週五; not 一周三 (of so many in a week).
void find_weekdays(const QuantityText& text, std::vector<Quantity>& found) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t length = text.any_of(i, {U"星期", U"禮拜", U"週", U"周"});
        if (length == 0 || han_digit(text.before(i)) || han_unit(text.before(i)) != 0 ||
            is_any(text.before(i), U"個0123456789"))
            continue;
        std::size_t at = i + length;
        int day = weekday_at(text, at);
        while (day > 0) {
            add_loose(text, QuantityKind::kWeekday, day, i, at + 1, found);
            const bool more = is_any(text[at + 1], U"、至到");
            at += 2;
            day = more ? weekday_at(text, at) : 0;
        }
    }
}

/// 數十, 幾百萬, 好幾千; not 十幾萬, nor the 數 of 人數.
void find_vague_amounts(const QuantityText& text, std::vector<Quantity>& found) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_any(text[i], U"數幾") || han_unit(text.before(i)) != 0 ||
            han_digit(text.before(i)) || is_any(text.before(i), U"人指分總次點位參函基係"))
            continue;
        const std::size_t start = i;
        std::size_t at = i + 1 + (text[i + 1] == U'以' ? 1 : 0);
        std::int64_t value = 1;
        bool fits = true;
        for (; han_unit(text[at]) != 0 && fits; ++at) {
            for (int p = 0; p < han_unit(text[at]) && fits; ++p)
                fits = !__builtin_mul_overflow(value, std::int64_t{10}, &value);
        }
        if (fits && value > 1) add_loose(text, QuantityKind::kVague, value, start, at, found);
    }
}

}  // namespace

std::span<const std::u32string_view> han_idioms() { return kIdioms; }

void find_han_count_words(const QuantityText& text, std::vector<Quantity>& found) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const Word& word : kCountWords) {
            if (!text.has(i, word.word)) continue;
            Quantity quantity;
            quantity.start = text.byte(i);
            quantity.end = text.byte(i + word.word.size());
            quantity.kind = word.kind;
            quantity.value = word.values[0];
            quantity.also.assign(word.values.begin() + 1, word.values.end());
            quantity.loose = true;
            found.push_back(std::move(quantity));
        }
    }
    find_weekdays(text, found);
    find_vague_amounts(text, found);
}

bool find_date_name(const QuantityText& text, const Piece& piece, std::vector<Quantity>& found) {
    if (piece.values.empty() || piece.values[0].denominator != 1) return false;
    const std::int64_t n = piece.values[0].numerator;
    std::int64_t month = 0, day = 0;
    if (text.before(piece.start) == U'雙' && n >= 10 && n <= 12) {  // 雙十一
        month = day = n;
    } else if (piece.style == NumeralStyle::kHan) {
        for (std::size_t i = piece.start; i < piece.end; ++i)
            if (!han_digit(text[i]) || text[i] == U'兩') return false;
        const std::size_t size = piece.end - piece.start;
        if (size != 2 && size != 3) return false;
        month = n / (size == 2 ? 10 : 100);
        day = n % (size == 2 ? 10 : 100);
        if (size == 3 && (day < 10 || (day > 31 && n != 375))) return false;
    }
    if (month == 0 || day == 0) return false;
    add_loose(text, QuantityKind::kCount, n, piece.start, piece.end, found);
    if (n == 375) {  // 三七五減租: rent is 37.5 % of the harvest.
        found.back().also = {{375, 1000}};
        return true;
    }
    add_loose(text, QuantityKind::kMonth, month, piece.start, piece.end, found);
    add_loose(text, QuantityKind::kDay, day, piece.start, piece.end, found);
    return true;
}

}  // namespace diglot::text
