// Two documents as what is to be aligned, and beads as units of the memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "core/result.h"
#include "core/text/segmentation.h"
#include "tm/alignment.h"

namespace diglot {

/// A whole text file as UTF-8, whatever its encoding; "-" is standard input. Errors:
/// text.invalid, with the line of the first bytes that are not in the file's encoding. Throws
/// IoError.
Result<std::string> read_text_file(const std::string& path);

/// Without white space around it, U+3000 included; a part of the same text.
std::string_view without_outer_space(std::string_view text);

/// Each line of the text is a segment, empty ones too.
AlignmentSide side_by_lines(const std::string& text, const LanguageTag& lang);
/// The segments of the text, without the white space around them; those that are white space only
/// are left out.
AlignmentSide side_by_rules(const std::string& text, const LanguageTag& lang,
                            const SegmentationRules& rules);

/// The segments of a document; of a plain text as side_by_rules(). "-" is standard input. Errors as
/// read_document(), or text.invalid. Throws IoError.
Result<AlignmentSide> side_of_document(const std::string& path, const LanguageTag& lang,
                                       const SegmentationRules& rules);

/// The mean confidence of all segments of both sides, 0 to 1.
double alignment_trust(const std::vector<Bead>& beads);

/// Whether two texts look like translations of each other. Below a trust of 0.6 they do not, from
/// 0.8 on they do. Between, words that recur in any two texts of a kind look like evidence: then
/// the target is aligned once more with its segments in the opposite order, and the two are taken
/// for translations only if that is clearly worse. `beads`, `options`: what align() returned, and
/// what it was given.
bool look_like_translations(const AlignmentSide& source, const AlignmentSide& target,
                            const std::vector<Bead>& beads, const AlignmentOptions& options);

/// Lines of two terms with a tab between; what comes behind a second tab is not read. Error:
/// dictionary.no-tab, with the line.
Result<std::vector<std::pair<std::string, std::string>>> read_dictionary(const std::string& path);

/// Exchanges the terms of each entry where the first ones are not of the source's script: a
/// dictionary works in either direction.
void turn_to_fit(const AlignmentSide& source, const AlignmentSide& target,
                 std::vector<std::pair<std::string, std::string>>& dictionary);

/// Adds the glossary's pairs of terms, and up to `most` units of the memory as examples.
void learn_from(DiglotFile& file, const LanguageTag& source, const LanguageTag& target,
                std::size_t most, AlignmentOptions& options);

/// A bead as a translator reviews it.
struct AlignedPair {
    std::string source;  ///< Segments joined as the language joins sentences.
    std::string target;
    double confidence = 0;  ///< As Bead::confidence.
};

std::vector<AlignedPair> aligned_pairs(const AlignmentSide& source, const AlignmentSide& target,
                                       const std::vector<Bead>& beads);

struct AlignmentStored {
    std::int64_t change = 0;  ///< 0 where nothing was.
    std::size_t added = 0;
    std::size_t known = 0;     ///< The memory has the same unit already.
    std::size_t left_out = 0;  ///< One side empty, or below the confidence asked for.
};

/// What is stored of one text and its translation.
struct AlignmentToStore {
    std::string origin;  ///< What the units come from: a file's name.
    LanguageTag source, target;
    std::vector<AlignedPair> pairs;
};

/// Stores pairs as units with the properties x-diglot-state "alignment" and x-diglot-confidence,
/// all of them as one change set.
AlignmentStored store_alignment(DiglotFile& file, const ChangeRequest& request,
                                const std::vector<AlignmentToStore>& texts,
                                double least_confidence);

}  // namespace diglot
