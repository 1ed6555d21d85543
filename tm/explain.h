// What makes a fuzzy match fuzzy: the core tokens of two segments, side by side.
#pragma once

#include <string>
#include <vector>

#include "core/score.h"
#include "tm/unit.h"

namespace diglot {

/// One step from the unit's tokens to the query's. Texts are as written, without what stands
/// between tokens.
struct TokenEdit {
    enum class Kind {
        kKept,  ///< The same core token in both; the texts may differ in case, width, script or
                ///< number.
        kChanged,
        kMissing,  ///< In the query only.
        kExtra,    ///< In the unit only.
    };
    Kind kind = Kind::kKept;
    std::string query;  ///< Empty for kExtra.
    std::string unit;   ///< Empty for kMissing.

    bool operator==(const TokenEdit&) const = default;
};

/// "kept", "changed", "missing", "extra".
const char* to_string(TokenEdit::Kind kind);

struct Explanation {
    std::vector<TokenEdit> edits;  ///< In text order; as few that are not kKept as there can be.
    Score raw_score;
};

/// Textbook alignment (Wagner and Fischer 1974); cost: tokens of the one times tokens of the other,
/// in time and memory.
Explanation explain(const Segment& query, const Segment& unit);

}  // namespace diglot
