// What a person searches for: a text, whole words, wildcards or a regular expression, found in
// folded text.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/text/fold.h"

namespace diglot {

enum class PatternMode {
    kText,  ///< Anywhere, from one character up.
    kWord,  ///< Only whole words (UAX #29); beside Han and kana a word begins and ends anywhere.
    kWildcard,  ///< `*` any run without white space, `?` one character; `\` before either takes it
                ///< as itself. A `*` at the pattern's end runs to the end of the word, one at its
                ///< start to the beginning.
    kRegex,     ///< ICU regular expression. Its literal characters are folded as the text is.
};

/// A pattern made ready. Copies share it; find() may be called from one thread at a time.
class TextPattern {
public:
    /// Errors: search.empty, search.pattern (with the column, in code points, where ICU stopped
    /// reading).
    static Result<TextPattern> compile(std::string_view pattern, PatternMode mode,
                                       const FoldOptions& fold = {});

    using Span = FoldedText::Span;
    /// Where it occurs, in bytes of `text`, ascending, not overlapping, never empty. Error:
    /// search.slow, for a regular expression that takes too long on this text (about a quarter of a
    /// second).
    Result<std::vector<Span>> find(std::string_view text) const;

private:
    struct State;
    explicit TextPattern(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

}  // namespace diglot
