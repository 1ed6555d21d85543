#include "tm/alignment.h"

#include <algorithm>
#include <cmath>

#include "core/text/fold.h"
#include "core/text/term_tokens.h"
#include "core/text/utf8.h"
#include "tm/alignment_search.h"

namespace diglot {
namespace {

constexpr int kPasses = 3;
constexpr int kRounds = 4;

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
    const AlignmentWords sources = number_words(source.segments, source_tokenizer);
    const AlignmentWords targets = number_words(target.segments, target_tokenizer);
    AlignmentTable table(sources, targets);
    add_dictionary(options.dictionary, sources, targets, target_tokenizer, table);
    table.start();
    const AlignmentSearch search{sources, targets, table, source.starts_paragraph,
                                 target.starts_paragraph};
    std::vector<Bead> beads;
    for (int pass = 0; pass < kPasses; ++pass) {
        if (pass > 0) table.learn(beads, kRounds);
        const AlignmentBand band = pass == 0
                                       ? first_band(sources, targets, table)
                                       : band_along(beads, sources.size(), targets.size());
        beads = best_beads(search, band, [&](std::size_t row) {
            if (options.progress && row % 64 == 0) {
                options.progress((pass + static_cast<double>(row) /
                                             static_cast<double>(sources.size() + 1)) /
                                 kPasses);
            }
        });
    }
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
    for (const auto& [head, gloss] : options.dictionary) turned.dictionary.emplace_back(gloss, head);
    std::vector<Bead> beads = align_ordered(target, source, turned);
    for (Bead& bead : beads) {
        std::swap(bead.source_start, bead.target_start);
        std::swap(bead.source_end, bead.target_end);
    }
    return beads;
}

}  // namespace diglot
