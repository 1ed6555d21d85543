// What is said about an input file, and where in it.
#pragma once

#include <cstddef>
#include <string>

namespace diglot {

enum class Severity {
    kNote,     ///< Worth knowing; nothing was lost.
    kWarning,  ///< Repaired or read differently from what the file says.
    kError,    ///< Left out, or the whole file refused.
};

/// "note", "warning", "error".
const char* to_string(Severity severity);

/// A place in a text file. Both numbers count from 1; 0 means unknown. Columns are code points.
struct Position {
    std::size_t line = 0;
    std::size_t column = 0;

    bool operator==(const Position&) const = default;
};

struct Diagnostic {
    Severity severity = Severity::kError;
    std::string code;     ///< Stable name for programs: "tmx.not-xml".
    std::string message;  ///< One English sentence for people, without a full stop.
    Position position;
    std::string file;     ///< As the user named it; may be empty.
    std::string excerpt;  ///< The line at `position`, without its line end; may be empty.
};

/// "file:line:column: severity: message", then, where known, the line and a caret under the column.
/// Without a trailing line end. A long line is cut to a window around the column.
std::string to_string(const Diagnostic& diagnostic);

}  // namespace diglot
