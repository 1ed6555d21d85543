// Which words translate which: what a dictionary says, and what aligned segments teach.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "tm/alignment.h"
#include "tm/alignment_text.h"

namespace diglot {

/// How much more often two words stand in segments that translate each other than by chance, from
/// IBM model 1 (Brown et al. 1993) in both directions, with a dictionary as its prior.
class AlignmentTable {
public:
    struct Entry {
        WordId target = 0;
        float forward = 0;   ///< p(target | source) / p(target)
        float backward = 0;  ///< p(source | target) / p(source)
    };

    /// Both sides must outlive it. Equal words (numbers, names in Latin script, marks) are taken to
    /// translate each other.
    AlignmentTable(const AlignmentWords& source, const AlignmentWords& target);

    /// p(target | source) as a dictionary has it, added up.
    void add_prior(WordId source, WordId target, double probability);
    /// Makes the entries of what the priors alone say. Call once after the last add_prior().
    void start();
    /// The share of the words of both sides that a prior says something of, 0 to 1.
    double coverage() const;
    /// Learns from beads, and makes the entries anew.
    void learn(const std::vector<Bead>& beads, int rounds);

    const std::vector<Entry>& of(WordId source) const { return rows_[source]; }

private:
    struct Prior {
        WordId target = 0;
        double forward = 0;   ///< p(target | source)
        double backward = 0;  ///< p(source | target)
    };
    struct Pair {
        std::uint64_t key = 0;  ///< source << 32 | target
        double forward = 0, backward = 0;
        double forward_count = 0, backward_count = 0;
    };
    std::vector<Pair> pairs_in(const std::vector<Bead>& beads) const;
    void count_round(const std::vector<Bead>& beads, std::vector<Pair>& pairs);
    void estimate(std::vector<Pair>& pairs) const;
    void fill_rows(const std::vector<Pair>& pairs);
    const Prior* prior(WordId source, WordId target) const;

    const AlignmentWords& source_;
    const AlignmentWords& target_;
    std::vector<std::vector<Prior>> priors_;  ///< By source word, ascending by target.
    std::vector<std::vector<Entry>> rows_;
    std::vector<double> source_count_, target_count_;  ///< Expected links of each word.
};

/// Adds what `dictionary` says of the words of both sides: whole entries, and for compounds of Han
/// their parts.
void add_dictionary(const std::vector<std::pair<std::string, std::string>>& dictionary,
                    const AlignmentWords& source, const AlignmentWords& target,
                    const AlignmentTokenizer& target_tokenizer, AlignmentTable& table);

}  // namespace diglot
