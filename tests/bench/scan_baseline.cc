#include "tests/bench/scan_baseline.h"

#include <algorithm>

#include "core/text/tokens.h"
#include "tm/score.h"

namespace diglot::bench {

ScanBaseline::ScanBaseline(const Store& store) {
    struct Text {
        std::int64_t unit;
        std::size_t start;
        std::size_t length;
    };
    std::vector<Text> texts;
    std::vector<std::uint32_t> tokens;
    std::vector<std::uint64_t> values;
    store.for_each_source({}, [&](const SourceRow& row) {
        token_values(row.text, values);
        if (values.empty()) return true;
        texts.push_back({row.unit, tokens.size(), values.size()});
        for (const std::uint64_t value : values) tokens.push_back(numbers_.add(value));
        return true;
    });
    std::stable_sort(texts.begin(), texts.end(),
                     [](const Text& a, const Text& b) { return a.length < b.length; });
    tokens_.reserve(tokens.size());
    ids_.reserve(texts.size());
    for (const Text& text : texts) {
        while (starts_.size() <= text.length) starts_.push_back({tokens_.size(), ids_.size()});
        const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(text.start);
        tokens_.insert(tokens_.end(), from, from + static_cast<std::ptrdiff_t>(text.length));
        ids_.push_back(text.unit);
    }
    starts_.push_back({tokens_.size(), ids_.size()});
    rows_.assign(numbers_.size(), 0);
}

std::span<const std::uint32_t> ScanBaseline::tokens_of_length(std::size_t length) const {
    if (length >= longest()) return {};
    return std::span(tokens_).subspan(starts_[length].tokens,
                                      starts_[length + 1].tokens - starts_[length].tokens);
}

std::vector<std::uint32_t> ScanBaseline::numbers_of(std::string_view text) const {
    std::vector<std::uint64_t> values;
    token_values(text, values);
    std::vector<std::uint32_t> numbers;
    for (const std::uint64_t value : values) numbers.push_back(numbers_.find(value));
    return numbers;
}

/// The query's masks. Myers, J. ACM 46 (1999), in Hyyrö's form (2003): a column of differences in
/// machine words.
struct ScanBaseline::Pattern {
    Pattern(const std::vector<std::uint32_t>& query, std::vector<std::uint16_t>& token_rows)
        : length(query.size()),
          blocks((query.size() + 63) / 64),
          masks(blocks),
          rows(token_rows),
          plus(blocks),
          minus(blocks) {
        for (std::size_t i = 0; i < length; ++i) {
            if (query[i] == ValueNumbers::kNone) continue;
            std::uint16_t& row = rows[query[i]];
            if (row == 0) {
                used.push_back(query[i]);
                row = static_cast<std::uint16_t>(used.size());
                masks.resize(masks.size() + blocks);
            }
            masks[row * blocks + i / 64] |= std::uint64_t{1} << (i % 64);
        }
    }
    ~Pattern() {
        for (const std::uint32_t token : used) rows[token] = 0;
    }
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    /// The distance, or anything above `most`.
    std::size_t distance(const std::uint32_t* text, std::size_t size, std::size_t most) {
        return blocks == 1 ? one_word(text, size, most) : words(text, size, most);
    }

    std::size_t one_word(const std::uint32_t* text, std::size_t size, std::size_t most) const {
        const std::uint64_t high = std::uint64_t{1} << (length - 1);
        std::uint64_t up = ~std::uint64_t{0}, down = 0;
        std::size_t score = length;
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint64_t equal = masks[rows[text[i]]];
            const std::uint64_t x = equal | down;
            const std::uint64_t d = (((equal & up) + up) ^ up) | x;
            std::uint64_t right = down | ~(d | up);
            std::uint64_t left = up & d;
            score += (right & high) != 0;
            score -= (left & high) != 0;
            right = right << 1 | 1;
            left <<= 1;
            up = left | ~(x | right);
            down = right & x;
            if (score > most + (size - i - 1)) return most + 1;
        }
        return score;
    }

    std::size_t words(const std::uint32_t* text, std::size_t size, std::size_t most) {
        std::fill(plus.begin(), plus.end(), ~std::uint64_t{0});
        std::fill(minus.begin(), minus.end(), 0);
        const std::size_t last_bit = (length - 1) % 64;
        std::size_t score = length;
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint64_t* row = masks.data() + rows[text[i]] * blocks;
            std::uint64_t carry_right = 1, carry_left = 0;
            for (std::size_t b = 0; b < blocks; ++b) {
                std::uint64_t equal = row[b];
                const std::uint64_t x = equal | minus[b];
                equal |= carry_left;
                const std::uint64_t d =
                    (((equal & plus[b]) + plus[b]) ^ plus[b]) | equal | minus[b];
                std::uint64_t right = minus[b] | ~(d | plus[b]);
                std::uint64_t left = plus[b] & d;
                if (b + 1 == blocks) {
                    score += right >> last_bit & 1;
                    score -= left >> last_bit & 1;
                }
                const std::uint64_t out_right = right >> 63, out_left = left >> 63;
                right = right << 1 | carry_right;
                left = left << 1 | carry_left;
                plus[b] = left | ~(x | right);
                minus[b] = right & x;
                carry_right = out_right;
                carry_left = out_left;
            }
            if (score > most + (size - i - 1)) return most + 1;
        }
        return score;
    }

    std::size_t length;
    std::size_t blocks;
    std::vector<std::uint64_t> masks;  ///< Row 0 is empty.
    std::vector<std::uint16_t>& rows;
    std::vector<std::uint32_t> used;
    std::vector<std::uint64_t> plus, minus;
};

std::vector<ScanBaseline::Hit> ScanBaseline::best(std::string_view query, Score least,
                                                  std::size_t limit) const {
    const std::vector<std::uint32_t> tokens = numbers_of(query);
    std::vector<Hit> hits;
    const std::size_t n = tokens.size();
    if (n == 0) return hits;
    Pattern pattern(tokens, rows_);
    const auto better = [](const Hit& a, const Hit& b) {
        return a.raw != b.raw ? a.raw > b.raw : a.unit < b.unit;
    };
    Score bar = least;
    for (std::size_t length = n - most_distance(n, least); length < longest(); ++length) {
        const std::size_t longer = std::max(n, length);
        std::size_t most = most_distance(longer, bar);
        if (longer - std::min(n, length) > most) {
            if (length > n) break;
            continue;
        }
        const std::size_t count = starts_[length + 1].ids - starts_[length].ids;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t distance = pattern.distance(
                tokens_.data() + starts_[length].tokens + i * length, length, most);
            if (distance > most || distance >= longer) continue;
            const Hit hit{ids_[starts_[length].ids + i], similarity(distance, longer)};
            if (hits.size() == limit && !better(hit, hits.back())) continue;
            hits.insert(std::upper_bound(hits.begin(), hits.end(), hit, better), hit);
            if (hits.size() > limit) hits.pop_back();
            if (hits.size() == limit) {
                bar = hits.back().raw;
                most = most_distance(longer, bar);
            }
        }
    }
    return hits;
}

}  // namespace diglot::bench
