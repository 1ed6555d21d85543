#include "glossary/concept_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/glossary/concepts.h"

namespace diglot {
namespace {

using test::make_concept;
using testing::ElementsAre;

constexpr std::nullopt_t kNone = std::nullopt;

TEST(PairConcepts, ById) {
    EXPECT_THAT(
        pair_concepts({make_concept("a", {{"en", "one"}}), make_concept("b", {{"en", "two"}})},
                      {make_concept("b", {{"en", "two"}, {"de", "zwei"}}),
                       make_concept("a", {{"en", "one"}})}),
        ElementsAre(1u, 0u));
}

TEST(PairConcepts, AnIdAloneIsEnoughInVersionsOfOneGlossary) {
    const auto a = make_concept("a", {{"en", "one"}});
    const auto b = make_concept("b", {{"en", "two"}});
    EXPECT_THAT(pair_concepts({a, b, make_concept("c", {{"en", "tree"}})},
                              {a, b, make_concept("c", {{"en", "three"}})}),
                ElementsAre(0u, 1u, 2u));
    EXPECT_THAT(
        pair_concepts({make_concept("1", {{"en", "bank"}}), make_concept("2", {{"en", "x"}})},
                      {make_concept("1", {{"en", "river"}}), make_concept("2", {{"en", "y"}})}),
        ElementsAre(kNone, kNone))
        << "two glossaries that count from 1";
}

TEST(PairConcepts, ByAllTerms) {
    const auto plain = make_concept("", {{"zh-TW", "雷射"}, {"en", "laser"}});
    EXPECT_THAT(pair_concepts({plain}, {make_concept("x", {{"en", "laser"}, {"zh_TW", "雷射"}})}),
                ElementsAre(0u));
    EXPECT_THAT(pair_concepts({make_concept("k-7", {{"en", "laser"}})},
                              {make_concept("uuid", {{"en", "laser"}})}),
                ElementsAre(0u))
        << "ids of two programs";
    EXPECT_THAT(
        pair_concepts({make_concept("1", {{"en", "bank"}}), make_concept("2", {{"en", "bank"}})},
                      {make_concept("2", {{"en", "bank"}}), make_concept("3", {{"en", "bank"}})}),
        ElementsAre(kNone, 0u))
        << "two senses: 1 is not 3, for 3 could have been 1";
}

TEST(PairConcepts, ByATermOfTheFirstLanguageThatOnlyTheyHave) {
    EXPECT_THAT(pair_concepts({make_concept("", {{"zh-TW", "輝達"}, {"en", "NVIDIA"}})},
                              {make_concept("", {{"zh-TW", "輝達"}, {"en", "Nvidia"}})}),
                ElementsAre(0u));
    EXPECT_THAT(pair_concepts({make_concept("", {{"zh-TW", "銀行"}, {"en", "bank"}})},
                              {make_concept("", {{"zh-TW", "河岸"}, {"en", "bank"}})}),
                ElementsAre(kNone))
        << "a word of the other language is no bond";
    EXPECT_THAT(pair_concepts({make_concept("", {{"en", "bank"}, {"de", "Bank"}})},
                              {make_concept("", {{"en", "bank"}, {"de", "Ufer"}}),
                               make_concept("", {{"en", "bank"}, {"de", "Geldhaus"}})}),
                ElementsAre(kNone))
        << "which of the two is not known";
}

}  // namespace
}  // namespace diglot
