// The characters and words numerals are made of. Private to core/text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace diglot::text {

/// 〇 to 九, and 兩; not the formal 壹, 貳, which stand in names too.
inline std::optional<int> han_digit(char32_t c) {
    constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
    if (const std::size_t at = kDigits.find(c); at != std::u32string_view::npos)
        return static_cast<int>(at);
    if (c == U'零') return 0;
    if (c == U'兩' || c == U'两') return 2;
    return std::nullopt;
}

/// Power of ten of a unit; 0 for what is none.
inline int han_unit(char32_t c) {
    switch (c) {
        case U'十':
            return 1;
        case U'百':
            return 2;
        case U'千':
            return 3;
        case U'萬':
        case U'万':
            return 4;
        case U'億':
        case U'亿':
            return 8;
        case U'兆':
            return 12;
        default:
            return 0;
    }
}

inline constexpr std::array<std::pair<std::string_view, int>, 4> kScales = {
    {{"trillion", 12}, {"billion", 9}, {"million", 6}, {"thousand", 3}}};

/// Power of ten of "million" or "millions"; 0 for another word. Lower case.
inline int scale_power(std::string_view word) {
    if (word.ends_with('s')) word.remove_suffix(1);
    for (const auto& [name, power] : kScales) {
        if (word == name) return power;
    }
    return 0;
}

inline constexpr std::array<std::string_view, 20> kSmall = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
inline constexpr std::array<std::string_view, 10> kTens = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

/// Of "three", "eleven", "twenty"; lower case.
inline std::optional<std::int64_t> small_number(std::string_view word) {
    for (std::size_t i = 0; i < kSmall.size(); ++i) {
        if (word == kSmall[i]) return static_cast<std::int64_t>(i);
    }
    for (std::size_t i = 2; i < kTens.size(); ++i) {
        if (word == kTens[i]) return static_cast<std::int64_t>(10 * i);
    }
    return std::nullopt;
}

}  // namespace diglot::text
