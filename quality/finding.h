// What is said about a translation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic.h"

namespace diglot {

/// Bytes [start, end) of a text.
struct TextSpan {
    std::size_t start = 0;
    std::size_t end = 0;

    bool operator==(const TextSpan&) const = default;
};

/// Where a unit stands: a place in a file, or a number in the memory.
struct UnitPlace {
    std::string file;       ///< As the user named it; empty for the memory.
    Position position;      ///< In `file`.
    std::int64_t unit = 0;  ///< In the memory its id; in a file its number there, from 1.
};

/// Another place that a finding is about: where the same source was translated otherwise.
struct RelatedPlace {
    UnitPlace place;
    std::string text;  ///< What stands there; empty where it was not kept.
};

struct Finding {
    std::string rule;
    Severity severity = Severity::kWarning;
    UnitPlace place;
    std::string message;  ///< For people, without a full stop.
    std::string source;   ///< Both texts in full.
    std::string target;
    std::optional<TextSpan> source_span;  ///< What it is about, where that can be pointed at.
    std::optional<TextSpan> target_span;
    std::string suggestion;  ///< The target as it should be; empty where that is not known.
    bool safe = false;       ///< The suggestion may be put in without a person looking at it.
    std::vector<RelatedPlace> also;
};

/// 16 hexadecimal digits that name a finding by its rule, both texts and message, wherever it
/// stands: the same fault of the same sentence has the same name in every file and every run.
std::string fingerprint(const Finding& finding);
/// What people are shown of a fingerprint: its first 8 digits.
std::string short_fingerprint(const Finding& finding);

}  // namespace diglot
