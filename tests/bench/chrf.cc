#include "tests/bench/chrf.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/text/utf8.h"

namespace diglot::bench {
namespace {

constexpr std::size_t kLongest = 6;

/// White space as Python's re sees it.
bool is_space(char32_t c) {
    return (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

std::u32string without_space(std::string_view text) {
    std::u32string characters = to_code_points(text);
    std::erase_if(characters, is_space);
    return characters;
}

std::vector<std::u32string_view> ngrams(std::u32string_view text, std::size_t n) {
    std::vector<std::u32string_view> all;
    for (std::size_t i = 0; i + n <= text.size(); ++i) all.push_back(text.substr(i, n));
    std::sort(all.begin(), all.end());
    return all;
}

/// Size of the intersection of two sorted bags.
std::size_t shared(const std::vector<std::u32string_view>& a,
                   const std::vector<std::u32string_view>& b) {
    std::size_t count = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x < *y)
            ++x;
        else if (*y < *x)
            ++y;
        else
            ++count, ++x, ++y;
    }
    return count;
}

}  // namespace

double chrf(std::string_view reference, std::string_view hypothesis, double beta) {
    const std::u32string wanted = without_space(reference);
    const std::u32string given = without_space(hypothesis);
    double sum = 0;
    for (std::size_t n = 1; n <= kLongest; ++n) {
        const auto x = ngrams(wanted, n);
        const auto y = ngrams(given, n);
        const auto same = static_cast<double>(shared(x, y));
        if (same == 0) continue;
        const double precision = same / static_cast<double>(y.size());
        const double recall = same / static_cast<double>(x.size());
        sum += (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
    }
    return sum / kLongest;
}

}  // namespace diglot::bench
