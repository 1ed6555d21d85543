// What an index can know of a pattern: texts that must be in whatever it occurs in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/fold.h"
#include "core/text/text_pattern.h"

namespace diglot {

struct PatternLiterals {
    /// Folded by the default FoldOptions, not empty. Each is contained in fold_text(text) of every
    /// text in which the pattern occurs. None where nothing is certain.
    std::vector<std::string> texts;
    /// Whether, the other way round, the pattern occurs in every text that contains all of them.
    bool exact = false;
};

/// Of a pattern that TextPattern::compile() takes. Of a regular expression those characters count
/// that stand outside of groups and sets and must be there; where it has alternatives, flags or
/// anything rare, none do. At most 4 texts.
PatternLiterals pattern_literals(std::string_view pattern, PatternMode mode,
                                 const FoldOptions& fold = {});

}  // namespace diglot
