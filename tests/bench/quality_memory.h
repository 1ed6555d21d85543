// A memory in the process, ranked by what other tools rank by: characters, and bags of tokens.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tm/score_distance.h"
#include "tm/store.h"

namespace diglot::bench {

class QualityMemory {
public:
    /// Source variant and first other variant of every unit that has both.
    explicit QualityMemory(const Store& store);

    struct Entry {
        std::int64_t unit = 0;
        std::string source;
        std::string target;
        std::vector<std::uint32_t> tokens;  ///< Numbers of the source's tokens.
    };
    const std::vector<Entry>& entries() const { return entries_; }
    /// Tokens of a text; one that no unit has gets a number of its own.
    std::vector<std::uint32_t> tokens_of(std::string_view text) const;
    /// ln(units / units that have the token); of an unknown token, as if one unit had it.
    double rarity(std::uint32_t token) const;

    struct Ranked {
        std::size_t entry = 0;
        double score = 0;  ///< 0 to 1.
    };
    /// 1 - Levenshtein of code points / longer: Translate Toolkit, amaGama. Best first, then lower
    /// id; exact.
    std::vector<Ranked> by_characters(std::string_view query, std::size_t limit) const;
    /// 2 * distinct tokens shared / sum of the distinct tokens of both: Okapi Pensieve. Best first,
    /// then lower id.
    std::vector<Ranked> by_dice(std::string_view query, std::size_t limit) const;
    /// The same as by_characters() over tokens: our raw score.
    std::vector<Ranked> by_tokens(std::string_view query, std::size_t limit) const;

private:
    static constexpr std::size_t kBins = 32;
    using Bag = std::array<std::uint8_t, kBins>;
    static Bag bag_of(const std::u32string& characters);

    std::vector<Entry> entries_;
    std::vector<std::u32string> characters_;
    std::vector<Bag>
        bags_;  ///< How often characters occur, by character modulo kBins; 255 at most.
    ValueNumbers numbers_;
    std::vector<std::vector<std::uint32_t>> postings_;  ///< By token: entries that have it.
};

}  // namespace diglot::bench
