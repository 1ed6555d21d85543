// Chinese words and idioms that the finder of quantities knows.
#include <span>

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
    U"二手",     U"八卦",     U"三角",     U"四季",     U"五官",     U"九一一",   U"二二八",
    U"十足",     U"萬能",     U"萬國",     U"萬物",     U"百姓",     U"千古",     U"兩岸",
    U"兩性",     U"三軍",     U"五權",     U"五院",     U"一帶一路", U"九二共識", U"十字",
    U"百合",     U"萬里",     U"二氧化",   U"三氧化",   U"四氯",     U"一氧化",   U"二甲苯",
    U"千里",     U"三不五時", U"接二連三", U"丟三落四", U"朝三暮四", U"一石二鳥", U"三番兩次",
    U"千載難逢", U"萬眾",     U"萬全",     U"百般",     U"千變萬化", U"萬象",     U"一方面",
    U"再三",     U"一再",     U"進一步",   U"第一線",   U"三七五",   U"百分百",   U"不二",
    U"一心一意", U"七嘴八舌", U"五湖四海", U"十全十美", U"百年大計", U"三級跳",   U"六輕",
    U"二元",     U"四書五經", U"三國",     U"八仙",     U"七夕",     U"十六進",   U"十進",
    U"八進",     U"二進",     U"三元組",   U"二項"};

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
    {U"廿", QuantityKind::kCount, {{20, 1}}},
    {U"旬", QuantityKind::kCount, {{10, 1}}},
    {U"全", QuantityKind::kPercent, {{1, 1}}},
    {U"中午", QuantityKind::kTime, {{12, 1}}},
    {U"午夜", QuantityKind::kTime, {{0, 1}, {12, 1}, {24, 1}}},
    {U"月底", QuantityKind::kDay, {{31, 1}, {30, 1}, {29, 1}, {28, 1}}},
    {U"月末", QuantityKind::kDay, {{31, 1}, {30, 1}, {29, 1}, {28, 1}}},
    {U"年底", QuantityKind::kDay, {{31, 1}, {12, 1}}},
    {U"年末", QuantityKind::kDay, {{31, 1}, {12, 1}}},
    {U"季", QuantityKind::kCount, {{3, 1}}}};

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
}

}  // namespace diglot::text
