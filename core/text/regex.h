// A regular expression with its groups, on text as it was written. (What a person searches for, in
// folded text: core/text/text_pattern.h.)
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace diglot {

/// An ICU regular expression made ready. Copies share it; find() may be called from one thread at a
/// time.
class Regex {
public:
    /// Error: regex.pattern, with the line and column, in code points, of the last character that
    /// ICU read.
    static Result<Regex> compile(std::string_view pattern, bool ignore_case = false);

    /// Bytes [start, end) of the text.
    struct Span {
        std::size_t start = 0;
        std::size_t end = 0;
    };
    /// Group 0 is the whole; a group that took no part is nothing.
    using Match = std::vector<std::optional<Span>>;

    /// Every match, ascending, not overlapping; one may be empty. Error: regex.slow, for an
    /// expression that takes too long on this text (about a quarter of a second).
    Result<std::vector<Match>> find(std::string_view text) const;

    /// Groups in round brackets; the whole is not counted.
    std::size_t groups() const;

private:
    struct State;
    explicit Regex(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

/// The pattern with $0 to $9 replaced by what a match's groups took of `text`, as literal text.
std::string fill_pattern(std::string_view pattern, std::string_view text,
                         const Regex::Match& match);
/// The text with $0 to $9 replaced likewise; \$ is a dollar sign.
std::string fill_text(std::string_view wording, std::string_view text, const Regex::Match& match);
/// The highest group that one of these names; nothing where it names none.
std::optional<std::size_t> highest_group(std::string_view pattern);

}  // namespace diglot
