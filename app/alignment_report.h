// What was aligned, for a person to review: as a table that can be edited and read again, and as a
// page.
#pragma once

#include <string>
#include <vector>

#include "app/align_files.h"

namespace diglot {

/// Tab-separated: a row with the two language tags and "confidence", then one pair a row. Tabs and
/// line breaks inside a text become spaces.
std::string alignment_tsv(const LanguageTag& source, const LanguageTag& target,
                          const std::vector<AlignedPair>& pairs);
/// A page with both texts side by side; pairs below `doubtful` stand out.
std::string alignment_html(const LanguageTag& source, const LanguageTag& target,
                           const std::vector<AlignedPair>& pairs, double doubtful);

struct ReviewedAlignment {
    LanguageTag source;
    LanguageTag target;
    std::vector<AlignedPair> pairs;  ///< A row without confidence was written by a person: 1.
};

/// Reads what alignment_tsv() wrote and a person edited. Errors: alignment.header,
/// alignment.columns, alignment.confidence, with the line.
Result<ReviewedAlignment> read_alignment_tsv(const std::string& path);

}  // namespace diglot
