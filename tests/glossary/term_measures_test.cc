#include "glossary/term_measures.h"

#include <cmath>

#include <gtest/gtest.h>

namespace diglot {
namespace {

TEST(LogLikelihood, IsThatOfTheTable) {
    // Cells 10, 10, 20, 60; by chance 6, 14, 24, 56: 2 Σ observed · ln(observed / expected).
    const double expected = 2 * (10 * std::log(10 / 6.0) + 10 * std::log(10 / 14.0) +
                                 20 * std::log(20 / 24.0) + 60 * std::log(60 / 56.0));
    EXPECT_NEAR(log_likelihood({10, 20, 30, 100}), expected, 1e-9);
    EXPECT_NEAR(expected, 4.47335, 1e-5);
}

TEST(LogLikelihood, IsZeroOfWhatIsIndependent) {
    EXPECT_NEAR(log_likelihood({6, 20, 30, 100}), 0, 1e-9);
    EXPECT_FALSE(attracts({6, 20, 30, 100}));
    EXPECT_TRUE(attracts({7, 20, 30, 100}));
    EXPECT_FALSE(attracts({0, 20, 30, 100})) << "keeping apart is no attraction";
    EXPECT_GT(log_likelihood({0, 20, 30, 100}), 10);
}

TEST(LogLikelihood, OfTwoThatAreNeverApartIsTwiceTheEntropy) {
    // 2 N H in nats, H the entropy of 5 in 20.
    const double h = -(0.25 * std::log(0.25) + 0.75 * std::log(0.75));
    EXPECT_NEAR(log_likelihood({5, 5, 5, 20}), 2 * 20 * h, 1e-9);
}

TEST(Dice, IsTheShareOfCommonTexts) {
    EXPECT_DOUBLE_EQ(dice({3, 4, 8, 100}), 0.5);
    EXPECT_DOUBLE_EQ(dice({0, 0, 0, 100}), 0);
}

TEST(NormalizedPmi, GoesFromZeroToOne) {
    EXPECT_NEAR(normalized_pmi(10, 10, 10, 1000), 1, 1e-12) << "neither without the other";
    EXPECT_NEAR(normalized_pmi(4, 20, 20, 100), 0, 1e-12) << "by chance";
    EXPECT_NEAR(normalized_pmi(8, 16, 16, 1024), std::log(32.0) / std::log(128.0), 1e-12);
    EXPECT_LT(normalized_pmi(1, 50, 50, 100), 0);
}

TEST(CValue, SubtractsTheMeanOfWhatHoldsIt) {
    EXPECT_DOUBLE_EQ(c_value(1, 10, 0, 0), 10);
    EXPECT_DOUBLE_EQ(c_value(3, 10, 0, 0), 20);
    EXPECT_DOUBLE_EQ(c_value(3, 10, 2, 8), 12);
    EXPECT_DOUBLE_EQ(c_value(3, 10, 1, 10), 0) << "never outside of the longer one";
}

TEST(Neighbours, HaveAnEntropyInBits) {
    Neighbours none;
    EXPECT_EQ(none.entropy(), 0);
    EXPECT_EQ(none.largest_share(), 0);
    Neighbours same;
    same.add(7);
    EXPECT_NEAR(same.entropy(), 0, 1e-12);
    EXPECT_EQ(same.largest_share(), 1);
    Neighbours four;
    for (int i = 0; i < 4; ++i) four.add(2);
    EXPECT_NEAR(four.entropy(), 2, 1e-12);
    EXPECT_EQ(four.variety(), 4u);
    Neighbours uneven;
    uneven.add(2);
    uneven.add(1);
    uneven.add(1);
    EXPECT_NEAR(uneven.entropy(), 1.5, 1e-12);
    EXPECT_EQ(uneven.largest_share(), 0.5);
}

TEST(Neighbours, TakeEachEdgeOfATextForAnother) {
    Neighbours edges;
    edges.add_edges(4);
    EXPECT_NEAR(edges.entropy(), 2, 1e-12);
    EXPECT_EQ(edges.variety(), 4u);
    EXPECT_EQ(edges.largest_share(), 0.25);
}

}  // namespace
}  // namespace diglot
