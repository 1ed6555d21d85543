// Which unit of one memory is which of another. The rule for users: docs/merging.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tm/unit.h"

namespace diglot {

/// What a unit is known by. XXH3, 64 bit.
struct UnitPrint {
    std::uint64_t form = 0;    ///< Of canonical_form(): all of it.
    std::uint64_t tuid = 0;    ///< Of its tuid and, in a PO unit, its context; 0 for none.
    std::uint64_t key = 0;     ///< unit_key(): texts and languages.
    std::uint64_t source = 0;  ///< Of the source's text and of the languages there are.
};

UnitPrint print_of(const Unit& unit);

inline constexpr std::uint32_t kNoPartner = ~std::uint32_t{0};

/// How alike unit i of a and unit k of b are, from 0 to 1.
using UnitLikeness = std::function<double(std::uint32_t i, std::uint32_t k)>;

/// For each unit of `a` its partner's index in `b`, or kNoPartner; each has one at most. In this
/// order:
///  1. the same in everything;
///  2. the same tuid, where it is the only one in both, if more than half of the tuids that both
///     have once stand for the same source: numbers that only count say nothing. Not where the
///     source of either stands in the other under another tuid: then it moved;
///  3. the same texts;
///  4. the same source and languages; of several with one source those that are most alike;
///  5. between two pairs that stand next to each other in both, what is at least half alike, the
///     most alike first; runs of up to 64 units are looked at.
/// Of equals the first is paired with the first. Time: that of sorting; memory: some 40 bytes a
/// unit.
std::vector<std::uint32_t> pair_units(std::span<const UnitPrint> a, std::span<const UnitPrint> b,
                                      const UnitLikeness& likeness);

/// The likeness of two units: 1 - Levenshtein distance of their core tokens by the longer, mean of
/// the languages that both have; 0 where they have none in common.
double likeness_of(const Unit& a, const Unit& b);

}  // namespace diglot
