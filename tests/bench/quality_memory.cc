#include "tests/bench/quality_memory.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "core/text/tokens.h"
#include "core/text/utf8.h"

namespace diglot::bench {
namespace {

/// The best so far, the best first; equal ones in the order of entries.
class Best {
public:
    explicit Best(std::size_t limit) : limit_(limit) {}

    double bar() const { return ranked_.size() < limit_ ? 0 : ranked_.back().score; }
    void add(const QualityMemory::Ranked& one) {
        const auto better = [](const QualityMemory::Ranked& a, const QualityMemory::Ranked& b) {
            return a.score != b.score ? a.score > b.score : a.entry < b.entry;
        };
        if (one.score <= 0 || (ranked_.size() == limit_ && !better(one, ranked_.back()))) return;
        ranked_.insert(std::upper_bound(ranked_.begin(), ranked_.end(), one, better), one);
        if (ranked_.size() > limit_) ranked_.pop_back();
    }
    std::vector<QualityMemory::Ranked> take() { return std::move(ranked_); }

private:
    std::size_t limit_;
    std::vector<QualityMemory::Ranked> ranked_;
};

/// The greatest distance at which 1 - distance / longer is not below the bar.
std::size_t most_apart(std::size_t longer, double bar) {
    return static_cast<std::size_t>(static_cast<double>(longer) * (1 - bar) + 1e-9);
}

template <typename Text>
std::vector<std::uint64_t> widened(const Text& text) {
    return {text.begin(), text.end()};
}

}  // namespace

QualityMemory::QualityMemory(const Store& store) {
    std::vector<std::uint64_t> values;
    store.for_each({}, [&](Unit&& unit) {
        const std::size_t source = unit.source.value_or(0);
        const std::size_t target = source == 0 ? 1 : 0;
        if (unit.variants.size() < 2) return true;
        Entry entry{unit.id,
                    std::move(unit.variants[source].segment.text),
                    std::move(unit.variants[target].segment.text),
                    {}};
        token_values(entry.source, values);
        for (const std::uint64_t value : values) entry.tokens.push_back(numbers_.add(value));
        characters_.push_back(to_code_points(entry.source));
        bags_.push_back(bag_of(characters_.back()));
        postings_.resize(numbers_.size());
        for (const std::uint32_t token : entry.tokens) {
            std::vector<std::uint32_t>& posting = postings_[token];
            const auto number = static_cast<std::uint32_t>(entries_.size());
            if (posting.empty() || posting.back() != number) posting.push_back(number);
        }
        entries_.push_back(std::move(entry));
        return true;
    });
}

QualityMemory::Bag QualityMemory::bag_of(const std::u32string& characters) {
    Bag bag{};
    for (const char32_t one : characters) bag[one % kBins] += bag[one % kBins] < 255;
    return bag;
}

std::vector<std::uint32_t> QualityMemory::tokens_of(std::string_view text) const {
    std::vector<std::uint64_t> values;
    token_values(text, values);
    std::vector<std::uint32_t> tokens;
    ValueNumbers unknown;
    for (const std::uint64_t value : values) {
        const std::uint32_t number = numbers_.find(value);
        tokens.push_back(number != ValueNumbers::kNone
                             ? number
                             : static_cast<std::uint32_t>(numbers_.size()) + unknown.add(value));
    }
    return tokens;
}

double QualityMemory::rarity(std::uint32_t token) const {
    const std::size_t units = token < postings_.size() ? postings_[token].size() : 1;
    return std::log(static_cast<double>(entries_.size() + 1) / static_cast<double>(units));
}

std::vector<QualityMemory::Ranked> QualityMemory::by_characters(std::string_view query,
                                                                std::size_t limit) const {
    const std::u32string text = to_code_points(query);
    const Bag bag = bag_of(text);
    const DistancePattern pattern(widened(text));
    Best best(limit);
    // No distance is below the number of characters that only the one has. Nearest first, so that
    // the bar rises early.
    std::vector<std::pair<float, std::uint32_t>> order(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        int lacks = 0, more = 0;
        for (std::size_t b = 0; b < kBins; ++b) {
            const int difference = static_cast<int>(bags_[i][b]) - bag[b];
            lacks += difference < 0 ? -difference : 0;
            more += difference > 0 ? difference : 0;
        }
        const std::size_t longer =
            std::max<std::size_t>(1, std::max(text.size(), characters_[i].size()));
        order[i] = {static_cast<float>(std::max(lacks, more)) / static_cast<float>(longer),
                    static_cast<std::uint32_t>(i)};
    }
    constexpr float kSlack = 1e-5F;
    const std::size_t first = std::min<std::size_t>(2000, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(first),
                      order.end());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t entry = order[i].second;
        if (1 - order[i].first + kSlack < static_cast<float>(best.bar())) {
            if (i < first) break;
            continue;
        }
        const std::size_t longer = std::max(text.size(), characters_[entry].size());
        const auto distance =
            pattern.distance(widened(characters_[entry]), most_apart(longer, best.bar()));
        if (distance)
            best.add({entry, 1 - static_cast<double>(*distance) / static_cast<double>(longer)});
    }
    return best.take();
}

std::vector<QualityMemory::Ranked> QualityMemory::by_dice(std::string_view query,
                                                          std::size_t limit) const {
    std::vector<std::uint32_t> tokens = tokens_of(query);
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    std::vector<std::uint16_t> shared(entries_.size());
    for (const std::uint32_t token : tokens) {
        if (token >= postings_.size()) continue;
        for (const std::uint32_t entry : postings_[token]) ++shared[entry];
    }
    Best best(limit);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (shared[i] == 0) continue;
        // At least as many distinct tokens as are shared: skips sorting those that cannot enter.
        const double n = static_cast<double>(tokens.size());
        if (2.0 * shared[i] / (n + shared[i]) < best.bar()) continue;
        std::vector<std::uint32_t> distinct = entries_[i].tokens;
        std::sort(distinct.begin(), distinct.end());
        const auto count = std::unique(distinct.begin(), distinct.end()) - distinct.begin();
        best.add({i, 2.0 * shared[i] / (n + static_cast<double>(count))});
    }
    return best.take();
}

std::vector<QualityMemory::Ranked> QualityMemory::by_tokens(std::string_view query,
                                                            std::size_t limit) const {
    const std::vector<std::uint32_t> tokens = tokens_of(query);
    const DistancePattern pattern(widened(tokens));
    std::vector<std::uint16_t> shared(entries_.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool again =
            std::find(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens[i]) !=
            tokens.begin() + static_cast<std::ptrdiff_t>(i);
        if (again || tokens[i] >= postings_.size()) continue;
        const auto times =
            static_cast<std::uint16_t>(std::count(tokens.begin(), tokens.end(), tokens[i]));
        for (const std::uint32_t entry : postings_[tokens[i]])
            shared[entry] = static_cast<std::uint16_t>(shared[entry] + times);
    }
    Best best(limit);
    // The distance is at least the longer's length less the tokens shared.
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (shared[i] == 0) continue;
            const std::size_t longer = std::max(tokens.size(), entries_[i].tokens.size());
            const double possible =
                std::min(1.0, static_cast<double>(shared[i]) / static_cast<double>(longer));
            // First those that look near, for an early bar.
            if ((possible >= 0.5) != (round == 0) || possible < best.bar()) continue;
            const auto distance =
                pattern.distance(widened(entries_[i].tokens), most_apart(longer, best.bar()));
            if (distance)
                best.add({i, 1 - static_cast<double>(*distance) / static_cast<double>(longer)});
        }
    }
    return best.take();
}

}  // namespace diglot::bench
