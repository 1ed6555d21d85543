// What translations are held against besides their sources: glossary, memory, a day.
#pragma once

#include <optional>

#include "core/date.h"

namespace diglot {

class MatchIndex;
class Store;
class TermRecognizer;

/// Whatever is missing is not compared with; what is there must outlive the checker.
struct CheckContext {
    const TermRecognizer* glossary = nullptr;
    MatchIndex* memory = nullptr;
    const Store* units = nullptr;  ///< The memory's, to learn from.
    std::optional<Date> on;  ///< The day whose names are right; nothing: dates are not looked at.
};

}  // namespace diglot
