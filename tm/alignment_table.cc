#include "tm/alignment_table.h"

#include <algorithm>
#include <cmath>

namespace diglot {
namespace {

/// How many observations a prior is worth.
constexpr double kPriorWeight = 1.5;
/// What the same word, number or mark on both sides is worth as a translation.
constexpr double kSameWord = 0.9;
constexpr double kSameMark = 0.4;
/// Larger beads teach nothing certain; the sum keeps memory bounded.
constexpr std::size_t kMostLines = 8;

std::uint64_t key_of(WordId source, WordId target) {
    return (std::uint64_t{source} << 32) | target;
}

bool teaches(const Bead& bead) {
    const std::size_t sources = bead.source_end - bead.source_start;
    const std::size_t targets = bead.target_end - bead.target_start;
    return sources > 0 && targets > 0 && sources + targets <= kMostLines;
}

}  // namespace

AlignmentTable::AlignmentTable(const AlignmentWords& source, const AlignmentWords& target)
    : source_(source), target_(target), priors_(source.words.size()), rows_(source.words.size()) {
    for (WordId id = 0; id < source.words.size(); ++id) {
        const WordId other = target.find(source.words[id]);
        if (other == kNoWord) continue;
        const unsigned char first = static_cast<unsigned char>(source.words[id][0]);
        const bool mark = first < 0x80 && !std::isalnum(first) && first != '#';
        add_prior(id, other, mark ? kSameMark : kSameWord);
    }
}

void AlignmentTable::add_prior(WordId source, WordId target, double probability) {
    auto& row = priors_[source];
    for (Prior& one : row) {
        if (one.target == target) {
            one.forward += probability;
            return;
        }
    }
    row.push_back({target, probability, 0});
}

void AlignmentTable::start() {
    std::vector<double> sum(target_.words.size());
    for (auto& row : priors_) {
        std::sort(row.begin(), row.end(),
                  [](const Prior& a, const Prior& b) { return a.target < b.target; });
        double all = 0;
        for (const Prior& one : row) all += one.forward;
        for (Prior& one : row) {
            if (all > 1) one.forward /= all;
            sum[one.target] += one.forward;
        }
    }
    for (auto& row : priors_) {
        for (Prior& one : row) one.backward = one.forward / std::max(1.0, sum[one.target]);
    }
    source_count_.assign(source_.words.size(), 0);
    target_count_.assign(target_.words.size(), 0);
    fill_rows({});
}

double AlignmentTable::coverage() const {
    /// Weaker priors come of compounds' parts and long glosses.
    constexpr double kCertain = 0.1;
    std::vector<bool> source_known(source_.words.size()), target_known(target_.words.size());
    for (WordId s = 0; s < priors_.size(); ++s) {
        for (const Prior& one : priors_[s]) {
            if (one.forward < kCertain) continue;
            source_known[s] = target_known[one.target] = true;
        }
    }
    double known = 0;
    for (const WordId word : source_.tokens) known += source_known[word];
    for (const WordId word : target_.tokens) known += target_known[word];
    return known / static_cast<double>(source_.tokens.size() + target_.tokens.size() + 1);
}

const AlignmentTable::Prior* AlignmentTable::prior(WordId source, WordId target) const {
    const auto& row = priors_[source];
    const auto found =
        std::lower_bound(row.begin(), row.end(), target,
                         [](const Prior& one, WordId wanted) { return one.target < wanted; });
    return found != row.end() && found->target == target ? &*found : nullptr;
}

std::vector<AlignmentTable::Pair> AlignmentTable::pairs_in(const std::vector<Bead>& beads) const {
    std::vector<std::uint64_t> keys, known;
    const auto compact = [&] {
        std::sort(keys.begin(), keys.end());
        known.swap(keys);
        keys.clear();
    };
    for (const Bead& bead : beads) {
        if (!teaches(bead)) continue;
        std::vector<WordId> sources(source_.tokens.begin() + source_.starts[bead.source_start],
                                    source_.tokens.begin() + source_.starts[bead.source_end]);
        std::vector<WordId> targets(target_.tokens.begin() + target_.starts[bead.target_start],
                                    target_.tokens.begin() + target_.starts[bead.target_end]);
        for (auto* words : {&sources, &targets}) {
            std::sort(words->begin(), words->end());
            words->erase(std::unique(words->begin(), words->end()), words->end());
        }
        for (const WordId s : sources) {
            for (const WordId t : targets) {
                // Two words met once teach nothing but that they were met.
                const bool may_recur = source_.lines_of[s] > 1 && target_.lines_of[t] > 1;
                if (may_recur || prior(s, t)) keys.push_back(key_of(s, t));
            }
        }
    }
    compact();
    std::vector<Pair> pairs;
    for (std::size_t from = 0; from < known.size();) {
        std::size_t to = from;
        while (to < known.size() && known[to] == known[from]) ++to;
        const WordId s = static_cast<WordId>(known[from] >> 32);
        const WordId t = static_cast<WordId>(known[from]);
        if (to - from > 1 || prior(s, t)) pairs.push_back({known[from], 0, 0, 0, 0});
        from = to;
    }
    return pairs;
}

void AlignmentTable::estimate(std::vector<Pair>& pairs) const {
    for (Pair& pair : pairs) {
        const WordId s = static_cast<WordId>(pair.key >> 32);
        const WordId t = static_cast<WordId>(pair.key);
        const Prior* said = prior(s, t);
        pair.forward = (pair.forward_count + (said ? kPriorWeight * said->forward : 0)) /
                       (source_count_[s] + kPriorWeight);
        pair.backward = (pair.backward_count + (said ? kPriorWeight * said->backward : 0)) /
                        (target_count_[t] + kPriorWeight);
        pair.forward_count = pair.backward_count = 0;
    }
}

void AlignmentTable::count_round(const std::vector<Bead>& beads, std::vector<Pair>& pairs) {
    std::fill(source_count_.begin(), source_count_.end(), 0);
    std::fill(target_count_.begin(), target_count_.end(), 0);
    struct Link {
        std::uint32_t source, target;  ///< Places in the bead.
        Pair* pair;
    };
    std::vector<Link> links;
    std::vector<double> source_sum, target_sum;
    for (const Bead& bead : beads) {
        if (!teaches(bead)) continue;
        const std::size_t s0 = source_.starts[bead.source_start];
        const std::size_t s1 = source_.starts[bead.source_end];
        const std::size_t t0 = target_.starts[bead.target_start];
        const std::size_t t1 = target_.starts[bead.target_end];
        // The word that stands for nothing gives each word its background share.
        source_sum.assign(s1 - s0, 0);
        target_sum.assign(t1 - t0, 0);
        for (std::size_t s = s0; s < s1; ++s)
            source_sum[s - s0] = source_.background[source_.tokens[s]];
        for (std::size_t t = t0; t < t1; ++t)
            target_sum[t - t0] = target_.background[target_.tokens[t]];
        links.clear();
        for (std::size_t s = s0; s < s1; ++s) {
            const auto row = std::lower_bound(
                pairs.begin(), pairs.end(), key_of(source_.tokens[s], 0),
                [](const Pair& pair, std::uint64_t key) { return pair.key < key; });
            const auto row_end = std::lower_bound(
                row, pairs.end(), key_of(source_.tokens[s] + 1, 0),
                [](const Pair& pair, std::uint64_t key) { return pair.key < key; });
            for (std::size_t t = t0; t < t1; ++t) {
                const auto found = std::lower_bound(
                    row, row_end, key_of(source_.tokens[s], target_.tokens[t]),
                    [](const Pair& pair, std::uint64_t key) { return pair.key < key; });
                if (found == row_end || static_cast<WordId>(found->key) != target_.tokens[t])
                    continue;
                links.push_back({static_cast<std::uint32_t>(s - s0),
                                 static_cast<std::uint32_t>(t - t0), &*found});
                target_sum[t - t0] += found->forward;
                source_sum[s - s0] += found->backward;
            }
        }
        for (const Link& link : links) {
            const double forward = link.pair->forward / target_sum[link.target];
            const double backward = link.pair->backward / source_sum[link.source];
            link.pair->forward_count += forward;
            link.pair->backward_count += backward;
            source_count_[link.pair->key >> 32] += forward;
            target_count_[static_cast<WordId>(link.pair->key)] += backward;
        }
    }
}

void AlignmentTable::learn(const std::vector<Bead>& beads, int rounds) {
    std::vector<Pair> pairs = pairs_in(beads);
    // As if every pair were as likely as chance, but for what the priors say.
    std::fill(source_count_.begin(), source_count_.end(), 0);
    std::fill(target_count_.begin(), target_count_.end(), 0);
    estimate(pairs);
    for (Pair& pair : pairs) {
        pair.forward += 0.5 * target_.background[static_cast<WordId>(pair.key)];
        pair.backward += 0.5 * source_.background[pair.key >> 32];
    }
    for (int round = 0; round < rounds; ++round) {
        count_round(beads, pairs);
        if (round + 1 < rounds) {
            estimate(pairs);
        }
    }
    estimate(pairs);
    fill_rows(pairs);
}

void AlignmentTable::fill_rows(const std::vector<Pair>& pairs) {
    /// Below this a pair says nothing.
    constexpr double kLeast = 0.5;
    for (auto& row : rows_) row.clear();
    const auto add = [&](WordId s, WordId t, double forward, double backward) {
        forward /= target_.background[t];
        backward /= source_.background[s];
        if (forward < kLeast && backward < kLeast) return;
        rows_[s].push_back({t, static_cast<float>(forward), static_cast<float>(backward)});
    };
    for (const Pair& pair : pairs)
        add(static_cast<WordId>(pair.key >> 32), static_cast<WordId>(pair.key), pair.forward,
            pair.backward);
    for (WordId s = 0; s < priors_.size(); ++s) {
        for (const Prior& one : priors_[s]) {
            const std::uint64_t key = key_of(s, one.target);
            const auto found = std::lower_bound(
                pairs.begin(), pairs.end(), key,
                [](const Pair& pair, std::uint64_t wanted) { return pair.key < wanted; });
            if (found != pairs.end() && found->key == key) continue;
            add(s, one.target, kPriorWeight * one.forward / (source_count_[s] + kPriorWeight),
                kPriorWeight * one.backward / (target_count_[one.target] + kPriorWeight));
        }
    }
}

}  // namespace diglot
