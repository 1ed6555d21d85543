// docs/matching.md written down a second time, plainly and slowly: what compare() must equal.
#pragma once

#include "tm/score.h"

namespace diglot::plain {

/// A text cut by ICU, with what a comparison looks at, all made at once.
struct Profile {
    explicit Profile(Segment segment);

    /// Each token's form and what is no token, under one fold.
    struct View {
        std::vector<std::string> forms;
        std::string rest;
    };

    Segment segment;
    TokenizedText tokens;
    std::vector<std::string> numbers;
    std::vector<InlineCode> codes;
    View folded, with_case, with_width, with_script;
};

TextComparison compare(const Profile& query, const Profile& unit, const Penalties& penalties,
                       Score least = Score{1});

}  // namespace diglot::plain
