// The words that a run of Chinese characters may be divided into, looked up once for all questions
// about the run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "glossary/han_dictionary.h"

namespace diglot {

/// A division of a part of a run at least cost, as ICU's dictionary breaking finds it (Viterbi).
struct HanDivision {
    static constexpr std::size_t kMost = 32;  ///< Characters looked at.

    /// Of the part's first n characters.
    std::array<int, kMost + 1> cost;
    /// Bit n: a word ends before character n of the part. 0 and the end are among them.
    std::uint64_t ends = 0;
    std::size_t size = 0;

    bool ends_at(std::size_t n) const { return (ends >> n) & 1; }
    int total() const { return cost[size]; }
};

class HanLattice {
public:
    /// The dictionary must outlive it. Copies nothing of `run`.
    void set_run(const HanDictionary& dictionary, std::u32string_view run);

    /// The cost of the word of `length` characters that begins there; negative if it is none.
    int word(std::size_t at, std::size_t length) const { return words_[at][length - 1]; }
    /// As HanDictionary::single().
    int single(std::size_t at) const { return words_[at][0]; }

    /// Of run[first, last); `division.ends` only if `with_ends`.
    void divide(std::size_t first, std::size_t last, HanDivision& division, bool with_ends) const;

private:
    std::vector<HanDictionary::Words> words_;  ///< One a character of the run.
};

}  // namespace diglot
