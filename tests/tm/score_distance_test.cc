#include "tm/score_distance.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace diglot {
namespace {

using Sequence = std::vector<std::uint64_t>;

/// Wagner and Fischer 1974, straight from the book.
std::size_t textbook(const Sequence& a, const Sequence& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t k = 0; k <= b.size(); ++k) cost[0][k] = k;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t k = 1; k <= b.size(); ++k) {
            cost[i][k] = std::min({cost[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1),
                                   cost[i - 1][k] + 1, cost[i][k - 1] + 1});
        }
    }
    return cost[a.size()][b.size()];
}

Sequence random_sequence(std::mt19937_64& random, std::size_t size, std::uint64_t alphabet) {
    Sequence result(size);
    for (auto& value : result) value = random() % alphabet;
    return result;
}

/// Mostly like `from`, as a translator's sentences are.
Sequence edited(std::mt19937_64& random, Sequence from, std::uint64_t alphabet) {
    for (std::size_t edits = random() % 20; edits > 0 && !from.empty(); --edits) {
        const auto at = from.begin() + static_cast<std::ptrdiff_t>(random() % from.size());
        switch (random() % 3) {
            case 0:
                from.erase(at);
                break;
            case 1:
                from.insert(at, random() % alphabet);
                break;
            default:
                *at = random() % alphabet;
        }
    }
    return from;
}

void expect_textbook(const Sequence& a, const Sequence& b) {
    const std::size_t right = textbook(a, b);
    const DistancePattern pattern(a);
    ASSERT_EQ(edit_distance(a, b), right);
    for (const std::uint64_t value : b) {
        const auto first = std::find(a.begin(), a.end(), value) - a.begin();
        ASSERT_EQ(pattern.first_place(value), static_cast<std::size_t>(first));
    }
    for (const std::size_t most :
         {std::size_t{0}, right / 2, right - std::min<std::size_t>(right, 1), right, right + 1,
          right + 100}) {
        const auto found = pattern.distance(b, most);
        ASSERT_EQ(found, most < right ? std::nullopt : std::optional(right)) << most;
    }
}

TEST(EditDistance, EqualsTheTextbookAtEveryLength) {
    std::mt19937_64 random(1966);
    for (std::size_t size = 0; size <= 300; ++size) {
        for (const std::uint64_t alphabet : {2, 10, 1000}) {
            const Sequence a = random_sequence(random, size, alphabet);
            expect_textbook(a, edited(random, a, alphabet));
            if (HasFatalFailure()) return;
        }
        expect_textbook(random_sequence(random, size, 8),
                        random_sequence(random, random() % 301, 8));
        if (HasFatalFailure()) FAIL() << size;
    }
}

TEST(EditDistance, TakesWholeBlocksAndTheirNeighbours) {
    std::mt19937_64 random(64);
    for (const std::size_t size : {63, 64, 65, 127, 128, 129, 192, 256}) {
        for (const std::size_t other : {0, 1, 63, 64, 65, 128, 200}) {
            expect_textbook(random_sequence(random, size, 3), random_sequence(random, other, 3));
            if (HasFatalFailure()) FAIL() << size << " " << other;
        }
    }
}

TEST(ValueNumbers, CountFromZeroInOrder) {
    ValueNumbers numbers;
    EXPECT_EQ(numbers.find(5), ValueNumbers::kNone);
    for (std::uint64_t i = 0; i < 1000; ++i) EXPECT_EQ(numbers.add(i * i * 7919), i);
    for (std::uint64_t i = 0; i < 1000; ++i) {
        EXPECT_EQ(numbers.find(i * i * 7919), i);
        EXPECT_EQ(numbers.add(i * i * 7919), i);
    }
    EXPECT_EQ(numbers.find(1), ValueNumbers::kNone);
    EXPECT_EQ(numbers.size(), 1000u);
}

}  // namespace
}  // namespace diglot
