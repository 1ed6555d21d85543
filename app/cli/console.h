// What the command line writes: results on stdout, everything else on stderr; colour and progress
// only on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

enum class Style { kPlain, kBold, kDim, kRed, kGreen, kYellow, kCyan };

class Console {
public:
    Console();

    /// A line on stdout. Throws IoError if it cannot be written (disk full, closed pipe).
    void line(std::string_view text) const;
    /// Part of a line on stdout, likewise.
    void part(std::string_view text) const;
    /// A line on stderr.
    void note(std::string_view text) const;
    /// The text in that style where stdout is a terminal (and NO_COLOR is not set), else as it is.
    std::string styled(Style style, std::string_view text) const;
    /// The text with the bytes [from, to) in that style.
    std::string highlighted(std::string_view text, std::size_t from, std::size_t to,
                            Style style) const;
    /// Columns of the terminal; 100 where stdout is none.
    std::size_t width() const { return width_; }
    bool stderr_is_terminal() const { return stderr_is_terminal_; }

private:
    bool colour_ = false;
    bool stderr_is_terminal_ = false;
    std::size_t width_ = 100;
};

/// One line on stderr that says how far long work is: share, rate, time left. Nothing unless stderr
/// is a terminal.
class Progress {
public:
    Progress(const Console& console, bool quiet);
    ~Progress();

    /// `done` of `total` in any measure; `label` names the work; `items` of `item_name` were
    /// handled so far.
    void show(std::string_view label, std::uint64_t done, std::uint64_t total, std::uint64_t items,
              std::string_view item_name);
    /// Wipes the line.
    void clear();

private:
    bool active_;
    bool shown_ = false;
    std::string label_;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point last_;
};

/// Rows printed with their columns in line, by the width characters take on a terminal. The last
/// column is cut to fit.
class Table {
public:
    /// 'l' or 'r' for each column.
    explicit Table(std::string alignments) : alignments_(std::move(alignments)) {}
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    void print(const Console& console) const;

private:
    std::string alignments_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace diglot
