// What translations are held against besides their sources: glossary, memory, a day.
#pragma once

#include <optional>

#include "core/date.h"

namespace diglot {

class MatchIndex;
class TermRecognizer;

/// Whatever is missing is not compared with; what is there must outlive the checker.
struct CheckContext {
    const TermRecognizer* glossary = nullptr;
    MatchIndex* memory = nullptr;
    std::optional<Date> on;  ///< The day whose names are right; nothing: dates are not looked at.
};

}  // namespace diglot
