// Names in a Chinese text that can be told from what is around them without a dictionary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quality/finding.h"

namespace diglot {

struct SourceName {
    TextSpan span;
    TextSpan
        core;  ///< What surely belongs to it: of a name with dots the two characters beside it.
    std::string text;
    /// What is the same wherever it stands: of a name with dots the characters beside the first
    /// dot, because where such a name begins and ends shows only in other places.
    std::string key;
    /// The original that stands behind it in brackets: 阿貢國家實驗室（Argonne National
    /// Laboratory）.
    std::string original;
};

/// Names of foreigners with a dot between (山姆・奧特曼, 3 to 12 characters around it at most),
/// titles in 《》 and 〈〉, and names in Latin letters (OpenAI, Jensen Huang), which are their own
/// key.
std::vector<SourceName> find_source_names(std::string_view text);

/// The names of an English text: runs of words with capitals, with of, the, and, for between them;
/// not the first word of a sentence alone.
struct TargetName {
    TextSpan span;
    std::string text;
};
std::vector<TargetName> find_target_names(std::string_view text);

}  // namespace diglot
