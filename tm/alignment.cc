#include "tm/alignment.h"

#include <algorithm>
#include <cmath>

#include "core/text/fold.h"
#include "core/text/term_tokens.h"
#include "core/text/utf8.h"
#include "tm/alignment_confidence.h"
#include "tm/alignment_search.h"

namespace diglot {
namespace {

constexpr int kMostPasses = 4;
constexpr int kRounds = 4;
/// The share of a text's words that its translation accounts for, once the words are known; before,
/// as much less as the priors know fewer of them.
constexpr double kExplained = 0.45;
constexpr double kLeastExplained = 0.05;
constexpr double kExplainedOfCovered = 0.6;

bool starts_with_han(std::string_view text) {
    std::size_t at = 0;
    return !text.empty() && is_han_or_kana(next_code_point(text, at));
}

std::vector<Bead> align_ordered(const AlignmentSide& source, const AlignmentSide& target,
                                const AlignmentOptions& options) {
    AlignmentTokenizer source_tokenizer(source.lang), target_tokenizer(target.lang);
    for (const auto& [head, gloss] : options.dictionary) {
        if (starts_with_han(head)) source_tokenizer.add_headword(fold_text(head));
        if (starts_with_han(gloss)) target_tokenizer.add_headword(fold_text(gloss));
    }
    std::vector<std::string> source_examples, target_examples;
    for (const auto& [one, other] : options.examples) {
        source_examples.push_back(one);
        target_examples.push_back(other);
    }
    const AlignmentWords sources = number_words(source.segments, source_examples, source_tokenizer);
    const AlignmentWords targets = number_words(target.segments, target_examples, target_tokenizer);
    AlignmentTable table(sources, targets);
    add_dictionary(options.dictionary, sources, targets, target_tokenizer, table);
    table.start();
    std::vector<Bead> examples;
    for (std::size_t i = 0; i < options.examples.size(); ++i) {
        const std::size_t s = source.segments.size() + i, t = target.segments.size() + i;
        examples.push_back({s, s + 1, t, t + 1, 0});
    }
    if (!examples.empty()) table.learn(examples, kRounds);
    const double first_share =
        std::clamp(kExplainedOfCovered * (examples.empty() ? table.coverage() : 1), kLeastExplained,
                   kExplained);
    AlignmentSearch search{
        sources, targets, table, first_share, source.starts_paragraph, target.starts_paragraph};
    std::vector<Bead> beads;
    for (int pass = 0; pass < kMostPasses; ++pass) {
        search.explained = first_share + (kExplained - first_share) * pass / (kMostPasses - 1);
        if (pass > 0) {
            std::vector<Bead> known = beads;
            known.insert(known.end(), examples.begin(), examples.end());
            table.learn(known, kRounds);
        }
        const AlignmentBand band = pass == 0 ? first_band(sources, targets, table)
                                             : band_along(beads, sources.size(), targets.size());
        std::vector<Bead> found = best_beads(search, band, [&](std::size_t row) {
            if (options.progress && row % 64 == 0) {
                options.progress(
                    (pass + static_cast<double>(row) / static_cast<double>(sources.size() + 1)) /
                    kMostPasses);
            }
        });
        const bool settled = found == beads && search.explained >= kExplained;
        beads = std::move(found);
        if (settled) break;
    }
    set_confidence(search, beads);
    return beads;
}

}  // namespace

std::vector<Bead> align(const AlignmentSide& source, const AlignmentSide& target,
                        const AlignmentOptions& options) {
    // Inside, the side that is taken apart by a dictionary's headwords stands first.
    if (share_of_han(source.segments) >= share_of_han(target.segments))
        return align_ordered(source, target, options);
    AlignmentOptions turned;
    turned.progress = options.progress;
    for (const auto& [head, gloss] : options.dictionary)
        turned.dictionary.emplace_back(gloss, head);
    for (const auto& [one, other] : options.examples) turned.examples.emplace_back(other, one);
    std::vector<Bead> beads = align_ordered(target, source, turned);
    for (Bead& bead : beads) {
        std::swap(bead.source_start, bead.target_start);
        std::swap(bead.source_end, bead.target_end);
    }
    return beads;
}

}  // namespace diglot
