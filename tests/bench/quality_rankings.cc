#include "tests/bench/quality_rankings.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/text/utf8.h"

namespace diglot::bench {
namespace {

std::vector<std::uint64_t> characters_of(std::string_view text) {
    const std::u32string characters = to_code_points(text);
    return {characters.begin(), characters.end()};
}

/// Values of the tokens without common English endings. No stemmer; enough to see whether one would
/// help.
std::vector<std::uint64_t> stems_of(const TokenizedText& text) {
    std::vector<std::uint64_t> stems;
    for (const Token& token : text.tokens) {
        std::string_view word = text.text(token);
        if (token.kind == TokenKind::kWord) {
            for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
                if (word.size() < ending.size() + 3 || !word.ends_with(ending)) continue;
                word.remove_suffix(ending.size());
                break;
            }
        }
        stems.push_back(token.kind == TokenKind::kNumber ? kNumberToken
                                                         : std::hash<std::string_view>()(word));
    }
    return stems;
}

double ratio(std::size_t distance, std::size_t longer) {
    return longer == 0 ? 0 : 1 - static_cast<double>(distance) / static_cast<double>(longer);
}

/// 1 - cost / the most it could cost, where an edit costs the weight of its token (of the two, the
/// mean).
double weighted_similarity(const std::vector<double>& a, const std::vector<double>& b,
                           const std::vector<std::uint32_t>& x,
                           const std::vector<std::uint32_t>& y) {
    std::vector<double> row(b.size() + 1);
    double sum_a = 0, sum_b = 0;
    for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = sum_b += b[j];
    for (std::size_t i = 0; i < a.size(); ++i) {
        double diagonal = row[0];
        row[0] = sum_a += a[i];
        for (std::size_t j = 0; j < b.size(); ++j) {
            const double replaced = diagonal + (x[i] == y[j] ? 0 : std::max(a[i], b[j]));
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j + 1] + a[i], row[j] + b[j]});
        }
    }
    const double most = std::max(sum_a, sum_b);
    return most == 0 ? 0 : 1 - row.back() / most;
}

template <typename Items>
double dice(Items a, Items b) {
    for (Items* one : {&a, &b}) {
        std::sort(one->begin(), one->end());
        one->erase(std::unique(one->begin(), one->end()), one->end());
    }
    Items both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return a.empty() && b.empty()
               ? 0
               : 2.0 * static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size());
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_of(
    const std::vector<std::uint32_t>& tokens) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t i = 0; i <= tokens.size(); ++i)
        pairs.emplace_back(i == 0 ? ~0U : tokens[i - 1], i == tokens.size() ? ~0U : tokens[i]);
    return pairs;
}

std::size_t longest_run(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::size_t longest = 0;
    for (const std::uint32_t token : a) {
        for (std::size_t j = b.size(); j > 0; --j) {
            row[j] = token == b[j - 1] ? row[j - 1] + 1 : 0;
            longest = std::max(longest, row[j]);
        }
    }
    return longest;
}

}  // namespace

double Features::lost(double times_numbers, double times) const {
    double sum = 0;
    for (const AppliedPenalty& one : penalties)
        sum += one.basis_points * (one.rule == "numbers" ? times_numbers : times);
    return sum / 10000;
}

FeatureMaker::FeatureMaker(const QualityMemory& memory, std::string_view query)
    : memory_(memory),
      profile_(Segment(query)),
      tokens_(memory.tokens_of(query)),
      characters_(characters_of(query)),
      stems_(stems_of(profile_.tokens)) {}

Features FeatureMaker::make(std::size_t number) const {
    const QualityMemory::Entry& entry = memory_.entries()[number];
    const SegmentProfile profile{Segment(entry.source)};
    Features f;
    f.entry = number;
    const TextComparison comparison = compare(profile_, profile, Penalties{});
    f.raw = comparison.raw.basis_points / 10000.0;
    f.penalties = comparison.penalties;
    const std::vector<std::uint64_t> characters = characters_of(entry.source);
    f.apart = edit_distance(characters_, characters);
    f.characters = ratio(f.apart, std::max(characters_.size(), characters.size()));
    f.dice = dice(tokens_, entry.tokens);
    f.pairs = dice(pairs_of(tokens_), pairs_of(entry.tokens));
    const std::size_t longer = std::max(tokens_.size(), entry.tokens.size());
    f.longest = longer == 0 ? 0
                            : static_cast<double>(longest_run(tokens_, entry.tokens)) /
                                  static_cast<double>(longer);
    const std::vector<std::uint64_t> stems = stems_of(profile.tokens);
    f.stems = ratio(edit_distance(stems_, stems), std::max(stems_.size(), stems.size()));
    const auto weights = [&](const std::vector<std::uint32_t>& tokens, double (*shape)(double)) {
        std::vector<double> all;
        for (const std::uint32_t token : tokens) all.push_back(shape(memory_.rarity(token)));
        return all;
    };
    const auto plain = [](double weight) { return weight; };
    const auto root = [](double weight) { return std::sqrt(weight); };
    f.weighted = weighted_similarity(weights(tokens_, plain), weights(entry.tokens, plain), tokens_,
                                     entry.tokens);
    f.damped = weighted_similarity(weights(tokens_, root), weights(entry.tokens, root), tokens_,
                                   entry.tokens);
    return f;
}

const std::vector<Ranking>& rankings() {
    static const std::vector<Ranking> all = {
        {"our rule", [](const Features& f) { return f.raw - f.lost(); }},
        {"no penalties, then characters", [](const Features& f) { return f.raw; }},
        {"penalties halved", [](const Features& f) { return f.raw - f.lost(0.5, 0.5); }},
        {"penalties doubled", [](const Features& f) { return f.raw - f.lost(2, 2); }},
        {"numbers free", [](const Features& f) { return f.raw - f.lost(0, 1); }},
        {"numbers 3 %", [](const Features& f) { return f.raw - f.lost(3, 1); }},
        {"characters", [](const Features& f) { return f.characters; }},
        {"Dice of tokens", [](const Features& f) { return f.dice; }},
        {"Dice of token pairs", [](const Features& f) { return f.pairs; }},
        {"light stems", [](const Features& f) { return f.stems - f.lost(); }},
        {"rarity weights", [](const Features& f) { return f.weighted - f.lost(); }},
        {"root of rarity", [](const Features& f) { return f.damped - f.lost(); }},
        {"tokens + characters",
         [](const Features& f) { return (f.raw + f.characters) / 2 - f.lost(); }},
        {"tokens + 1/10 characters",
         [](const Features& f) { return f.raw + f.characters / 10 - f.lost(); }},
        {"root of rarity + characters",
         [](const Features& f) { return (f.damped + f.characters) / 2 - f.lost(); }},
        {"rarity + characters",
         [](const Features& f) { return (f.weighted + f.characters) / 2 - f.lost(); }},
        {"characters + Dice", [](const Features& f) { return (f.characters + f.dice) / 2; }},
        {"rarity + Dice + characters",
         [](const Features& f) { return (f.weighted + f.dice + f.characters) / 3; }},
        {"tokens + longest run",
         [](const Features& f) { return (f.raw + f.longest) / 2 - f.lost(); }},
    };
    return all;
}

const Features* best_of(const std::vector<Features>& candidates, const Ranking& ranking) {
    const Features* best = nullptr;
    double best_score = 0;
    for (const Features& one : candidates) {
        const double score = ranking.score(one);
        const bool better =
            !best || score > best_score + 1e-12 ||
            (score > best_score - 1e-12 &&
             (one.raw > best->raw || (one.raw == best->raw && one.apart < best->apart)));
        if (!better) continue;
        best = &one;
        best_score = score;
    }
    return best;
}

}  // namespace diglot::bench
