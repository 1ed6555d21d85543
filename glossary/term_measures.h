// The numbers by which a sequence of words is told to be a term, and two terms to be translations
// of each other. docs/glossary.md, "Extraction", says how they are put together.
#pragma once

#include <cstddef>
#include <cstdint>

namespace diglot {

/// How often two things were met in `total` texts, alone and together.
struct Cooccurrence {
    std::uint64_t both = 0;
    std::uint64_t first = 0;   ///< Texts with the first, with or without the second.
    std::uint64_t second = 0;  ///< Texts with the second.
    std::uint64_t total = 0;
};

/// -2 log λ of a 2 × 2 table, natural logarithm: how far the two are from being independent. 0 or
/// more; above 10.83 the chance of seeing that much by accident is below 0.1 %. It does not say in
/// which direction: see attracts(). Requires both <= first, second; first, second <= total.
/// Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, Computational
/// Linguistics 19(1), 1993.
double log_likelihood(const Cooccurrence& counts);
/// Whether they are together more often than chance would have it.
bool attracts(const Cooccurrence& counts);
/// Of the texts with one or the other, how many have both: 0 … 1. Dice, Measures of the Amount of
/// Ecologic Association Between Species, Ecology 26(3), 1945.
double dice(const Cooccurrence& counts);

/// Normalised pointwise mutual information of the two parts of a sequence: -1 … 1; 0 where they
/// follow each other by chance, 1 where neither is without the other. `whole`, `left`, `right` are
/// counts among `total` places; all must be above 0. Bouma, Normalized (Pointwise) Mutual
/// Information in Collocation Extraction, GSCL 2009.
double normalized_pmi(double whole, double left, double right, double total);

/// C-value: log2(length + 1) · (count − mean count of the longer candidates that hold it).
/// Frantzi, Ananiadou, Mima, Automatic Recognition of Multi-Word Terms, IJDL 3(2), 2000; the + 1,
/// so that one word counts too, Barrón-Cedeño et al., TIA 2009. `longer` is the number of
/// those, `longer_count` the sum of their counts.
double c_value(std::size_t length, std::uint64_t count, std::size_t longer,
               std::uint64_t longer_count);

/// What stands on one side of a sequence, added neighbour by neighbour: how free that side is.
/// Jin and Tanaka-Ishii, Unsupervised Segmentation of Chinese Text by Use of Branching Entropy,
/// COLING/ACL 2006; the edge of a text is a neighbour like no other each time, after Feng et al.,
/// Accessor Variety Criteria for Chinese Word Extraction, Computational Linguistics 30(1), 2004.
class Neighbours {
public:
    /// One neighbour that was met `times` times.
    void add(std::uint64_t times);
    /// The edge of a text, met `times` times.
    void add_edges(std::uint64_t times);

    std::uint64_t count() const { return count_; }
    /// How many different ones.
    std::uint64_t variety() const { return variety_; }
    /// Entropy in bits; 0 where it is always the same.
    double entropy() const;
    /// How often it is the commonest of them: 0 … 1; 0 for none.
    double largest_share() const;

private:
    std::uint64_t count_ = 0;
    std::uint64_t variety_ = 0;
    std::uint64_t largest_ = 0;
    double sum_ = 0;  ///< Of times · log2(times).
};

}  // namespace diglot
