// Texts to ask about: the arguments, or the lines of standard input as they come.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace diglot {

/// Lines of stdin, in batches: the first is waited for, more are taken only while they are there
/// already. So a program that writes a line and waits for its answer gets it, and a long file is
/// asked about many lines at a time.
class LineInput {
public:
    /// The next lines, at most `most`, without line ends (LF or CRLF); empty at the end. Throws
    /// IoError.
    std::vector<std::string> next(std::size_t most);

    /// Waits for all lines, or for `most`.
    std::vector<std::string> all(std::size_t most);

private:
    bool fill(bool wait);
    std::optional<std::string> take_line();

    std::string buffer_;
    std::size_t taken_ = 0;  ///< Bytes of the buffer already handed out.
    bool at_end_ = false;
};

}  // namespace diglot
