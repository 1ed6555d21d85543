// A text line by line, as it streams by.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "importers/encoding.h"

namespace diglot {

/// Lines end with LF or CRLF.
class TextLines {
public:
    /// `text` must outlive it.
    explicit TextLines(TextSource& text) : text_(text) {}

    /// Bytes; no segment is as long.
    static constexpr std::size_t kLongestLine = std::size_t{64} << 20;

    /// False at the end. `line` is without its end. Of one that is longer than kLongestLine the
    /// rest is left out, and TextSource::kInvalidByte ends it, so that it is not taken for whole.
    /// Throws IoError.
    bool next(std::string& line);
    /// Whether the last line read had a line end; else the file ends behind it.
    bool has_end() const { return has_end_; }
    /// The number of the last line read, from 1.
    std::size_t number() const { return number_; }

private:
    TextSource& text_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
    bool has_end_ = false;
};

/// Whether a text has a control character, which no exchange format can carry; tabs and line ends
/// aside.
bool has_control_character(std::string_view text);

}  // namespace diglot
