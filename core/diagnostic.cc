#include "core/diagnostic.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace diglot {
namespace {

constexpr std::size_t kWindow = 100;  ///< Most code points shown of the line.

/// Byte offset of the code point number `index` (from 0), or the end.
std::size_t offset_of(const std::string& text, std::size_t index) {
    std::int32_t at = 0;
    const auto size = static_cast<std::int32_t>(text.size());
    while (index > 0 && at < size) {
        U8_FWD_1(text.data(), at, size);
        --index;
    }
    return static_cast<std::size_t>(at);
}

/// Terminal cells that the text takes: two for wide East Asian characters.
std::size_t cells(const std::string& text) {
    std::size_t count = 0;
    std::int32_t at = 0;
    const auto size = static_cast<std::int32_t>(text.size());
    while (at < size) {
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        const int width = c < 0 ? U_EA_NEUTRAL : u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        count += width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
    }
    return count;
}

}  // namespace

const char* to_string(Severity severity) {
    switch (severity) {
        case Severity::kNote:
            return "note";
        case Severity::kWarning:
            return "warning";
        case Severity::kError:
            return "error";
    }
    return "error";
}

std::string to_string(const Diagnostic& diagnostic) {
    std::string out = diagnostic.file;
    const Position at = diagnostic.position;
    if (at.line > 0) {
        out += ":" + std::to_string(at.line);
        if (at.column > 0) out += ":" + std::to_string(at.column);
    }
    if (!out.empty()) out += ": ";
    out += std::string(to_string(diagnostic.severity)) + ": " + diagnostic.message;
    if (diagnostic.excerpt.empty()) return out;

    const std::size_t column = at.column > 0 ? at.column - 1 : 0;
    const std::size_t first = column > kWindow / 2 ? column - kWindow / 2 : 0;
    const std::size_t from = offset_of(diagnostic.excerpt, first);
    const std::size_t to = offset_of(diagnostic.excerpt, first + kWindow);
    std::string window = diagnostic.excerpt.substr(from, to - from);
    for (char& c : window) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    out += "\n  " + window;
    if (at.column > 0) {
        const std::string before = window.substr(0, offset_of(window, column - first));
        out += "\n  " + std::string(cells(before), ' ') + "^";
    }
    return out;
}

}  // namespace diglot
