#include "app/cli/console.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sys/ioctl.h>
#include <unistd.h>

#include "app/cli/text.h"
#include "core/error.h"
#include "core/text/display_width.h"

namespace diglot {
namespace {

const char* code_of(Style style) {
    switch (style) {
        case Style::kPlain:
            return "";
        case Style::kBold:
            return "\033[1m";
        case Style::kDim:
            return "\033[2m";
        case Style::kRed:
            return "\033[31m";
        case Style::kGreen:
            return "\033[32m";
        case Style::kYellow:
            return "\033[33m";
        case Style::kCyan:
            return "\033[36m";
    }
    return "";
}

std::string clock_text(std::int64_t seconds) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%lld:%02lld", static_cast<long long>(seconds / 60),
                  static_cast<long long>(seconds % 60));
    return buffer;
}

std::string padded(const std::string& text, std::size_t width, char alignment) {
    const std::size_t used = display_width(text);
    const std::string fill(width > used ? width - used : 0, ' ');
    return alignment == 'r' ? fill + text : text + fill;
}

}  // namespace

Console::Console() {
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    const char* no_colour = std::getenv("NO_COLOR");
    colour_ = terminal && !(no_colour && *no_colour);
    stderr_is_terminal_ = isatty(STDERR_FILENO) == 1;
    winsize size{};
    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
        width_ = size.ws_col;
}

void Console::line(std::string_view text) const {
    part(text);
    part("\n");
}

void Console::part(std::string_view text) const {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        throw IoError("standard output: " + std::string(std::strerror(errno)));
}

void Console::note(std::string_view text) const {
    std::fflush(stdout);
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

std::string Console::styled(Style style, std::string_view text) const {
    if (!colour_ || style == Style::kPlain) return std::string(text);
    return code_of(style) + std::string(text) + "\033[0m";
}

std::string Console::highlighted(std::string_view text, std::size_t from, std::size_t to,
                                 Style style) const {
    return std::string(text.substr(0, from)) + styled(style, text.substr(from, to - from)) +
           std::string(text.substr(to));
}

Progress::Progress(const Console& console, bool quiet)
    : active_(console.stderr_is_terminal() && !quiet) {}
Progress::~Progress() { clear(); }

void Progress::show(std::string_view label, std::uint64_t done, std::uint64_t total,
                    std::uint64_t items, std::string_view item_name) {
    if (!active_) return;
    using namespace std::chrono;
    const auto now = steady_clock::now();
    if (label != label_) {
        label_ = label;
        start_ = last_ = now;
    }
    if (now - last_ < milliseconds(100)) return;
    last_ = now;
    const double elapsed = duration<double>(now - start_).count();
    std::string text = label_;
    if (total > 0)
        text += fmt::format("  {:3.0f} %",
                            100.0 * static_cast<double>(done) / static_cast<double>(total));
    if (items > 0) {
        text +=
            fmt::format("  {} {}  {}/s", grouped(static_cast<std::int64_t>(items)), item_name,
                        grouped(static_cast<std::int64_t>(static_cast<double>(items) / elapsed)));
    }
    if (done > 0 && total >= done && elapsed > 1) {
        const double left = elapsed * static_cast<double>(total - done) / static_cast<double>(done);
        text += "  " + tr("{} left", clock_text(static_cast<std::int64_t>(left + 0.5)));
    }
    std::fprintf(stderr, "\r%s\033[K", text.c_str());
    shown_ = true;
}

void Progress::clear() {
    if (shown_) std::fputs("\r\033[K", stderr);
    shown_ = false;
}

void Table::print(const Console& console) const {
    std::vector<std::size_t> widths(alignments_.size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], display_width(row[i]));
    }
    for (const auto& row : rows_) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            text +=
                last && alignments_[i] == 'l' ? row[i] : padded(row[i], widths[i], alignments_[i]);
            if (!last) text += "  ";
        }
        console.line(text);
    }
}

}  // namespace diglot
