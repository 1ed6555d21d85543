#include "app/cli/line_input.h"

#include <cerrno>
#include <cstring>
#include <iterator>

#include <poll.h>
#include <unistd.h>

#include "app/interrupt.h"
#include "core/error.h"

namespace diglot {

/// Reads once. False if nothing is there (and, with `wait`, at the end of input).
bool LineInput::fill(bool wait) {
    if (at_end_) return false;
    pollfd poll_for{STDIN_FILENO, POLLIN, 0};
    while (::poll(&poll_for, 1, wait ? -1 : 0) < 0) {
        if (errno != EINTR) throw IoError("standard input: " + std::string(std::strerror(errno)));
        throw_if_interrupted();
    }
    if (poll_for.revents == 0) return false;
    char block[65536];
    const ssize_t size = ::read(STDIN_FILENO, block, sizeof block);
    if (size < 0) throw IoError("standard input: " + std::string(std::strerror(errno)));
    if (size == 0) at_end_ = true;
    buffer_.append(block, static_cast<std::size_t>(size));
    return size > 0;
}

std::optional<std::string> LineInput::take_line() {
    std::size_t end = buffer_.find('\n', taken_);
    if (end == std::string::npos) {
        if (!at_end_ || taken_ == buffer_.size()) return std::nullopt;
        end = buffer_.size();
    }
    std::string line = buffer_.substr(taken_, end - taken_);
    taken_ = std::min(end + 1, buffer_.size());
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

std::vector<std::string> LineInput::all(std::size_t most) {
    std::vector<std::string> lines;
    while (lines.size() < most) {
        std::vector<std::string> more = next(most - lines.size());
        if (more.empty()) break;
        lines.insert(lines.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
    }
    return lines;
}

std::vector<std::string> LineInput::next(std::size_t most) {
    buffer_.erase(0, taken_);
    taken_ = 0;
    std::vector<std::string> lines;
    while (lines.size() < most) {
        if (auto line = take_line()) {
            lines.push_back(std::move(*line));
        } else if (at_end_ || !fill(lines.empty())) {
            if (!at_end_ || taken_ == buffer_.size()) break;
        }
    }
    return lines;
}

}  // namespace diglot
