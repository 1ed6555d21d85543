#include "core/text/text_pattern.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "core/text/regex_fault.h"
#include "core/text/tokens.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

/// ICU counts steps of its engine, some milliseconds each; and bytes of backtracking.
constexpr std::int32_t kTimeLimit = 250;
constexpr std::int32_t kStackLimit = 4 << 20;

Diagnostic fault(const char* code, std::string message, std::size_t column = 0) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    if (column > 0) diagnostic.position = {1, column};
    return diagnostic;
}

/// An expression for ICU, and for each of its UTF-16 units the code point of the pattern it comes
/// from.
struct Expression {
    icu::UnicodeString text;
    std::vector<std::size_t> from;

    void add(std::string_view utf8, std::size_t index) {
        text.append(icu::UnicodeString::fromUTF8(
            icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size()))));
        from.resize(static_cast<std::size_t>(text.length()), index);
    }
    /// A character to be taken as itself.
    void add_literal(char32_t c, std::size_t index) {
        if (c < 0x80 && u_ispunct(static_cast<UChar32>(c))) add("\\", index);
        std::string utf8;
        append_code_point(c, utf8);
        add(utf8, index);
    }
};

/// Letters of the scripts that put spaces between words.
constexpr std::string_view kWordLetters =
    "[[\\p{L}\\p{M}\\p{N}]--[\\p{Han}\\p{Hiragana}\\p{Katakana}ー]]*";

Expression from_wildcards(const std::string& folded) {
    const std::u32string points = to_code_points(folded);
    Expression result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool edge = i == 0 || i + 1 == points.size();
        if (points[i] == U'\\' && i + 1 < points.size() &&
            (points[i + 1] == U'*' || points[i + 1] == U'?' || points[i + 1] == U'\\')) {
            ++i;
            result.add_literal(points[i], i);
        } else if (points[i] == U'*') {
            result.add(edge ? kWordLetters : "\\S*?", i);
        } else if (points[i] == U'?') {
            result.add("(?s:.)", i);
        } else {
            result.add_literal(points[i], i);
        }
    }
    return result;
}

/// Folds what a regular expression says literally; an ASCII sign that comes of it (a full-width
/// bracket) stays literal.
Expression from_regex(std::string_view pattern, FoldOptions fold) {
    fold.letter_case = false;
    Expression result;
    std::size_t index = 0;
    for (std::size_t i = 0; i < pattern.size(); ++index) {
        const std::size_t start = i;
        const char32_t c = next_code_point(pattern, i);
        const std::string_view original = pattern.substr(start, i - start);
        const std::string folded = c < 0x80 ? std::string(original) : fold_text(original, fold);
        if (folded == original) {
            result.add(original, index);
        } else {
            for (const char32_t one : to_code_points(folded)) result.add_literal(one, index);
        }
    }
    return result;
}

}  // namespace

struct TextPattern::State {
    FoldOptions fold;
    PatternMode mode = PatternMode::kText;
    std::string needle;  ///< Folded; of text and word.
    std::unique_ptr<icu::RegexPattern> regex;
    std::unique_ptr<icu::RegexMatcher> matcher;

    std::optional<Diagnostic> compile(const Expression& expression) {
        UErrorCode status = U_ZERO_ERROR;
        UParseError where;
        const std::uint32_t flags =
            mode == PatternMode::kRegex && fold.letter_case ? UREGEX_CASE_INSENSITIVE : 0;
        regex.reset(icu::RegexPattern::compile(expression.text, flags, where, status));
        if (U_FAILURE(status)) {
            const auto offset = static_cast<std::size_t>(std::max(where.offset, std::int32_t{0}));
            const std::size_t at = std::min(offset, expression.from.size());
            const std::size_t column = at < expression.from.size() ? expression.from[at] + 1
                                       : expression.from.empty()   ? 1
                                                                   : expression.from.back() + 1;
            return fault("search.pattern", "this is no regular expression: " + regex_fault(status),
                         column);
        }
        matcher.reset(regex->matcher(status));
        matcher->setTimeLimit(kTimeLimit, status);
        matcher->setStackLimit(kStackLimit, status);
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU cannot search: ") + u_errorName(status));
        return std::nullopt;
    }

    /// Spans in the folded text.
    Result<std::vector<Span>> find_regex(const std::string& folded) {
        std::vector<Span> spans;
        UErrorCode status = U_ZERO_ERROR;
        UText text = UTEXT_INITIALIZER;
        utext_openUTF8(&text, folded.data(), static_cast<std::int64_t>(folded.size()), &status);
        matcher->reset(&text);
        while (U_SUCCESS(status) && matcher->find(status)) {
            const auto start = static_cast<std::size_t>(matcher->start64(status));
            const auto end = static_cast<std::size_t>(matcher->end64(status));
            if (start < end) spans.push_back({start, end});
        }
        utext_close(&text);
        if (U_SUCCESS(status)) return spans;
        return fault("search.slow",
                     "this regular expression takes too long; make it simpler, or say more of the "
                     "text literally");
    }

    std::vector<Span> find_needle(const std::string& folded) const {
        std::vector<Span> spans;
        std::vector<bool> boundaries;
        for (std::size_t at = folded.find(needle); at != std::string::npos;) {
            const std::size_t end = at + needle.size();
            if (mode == PatternMode::kWord && boundaries.empty())
                boundaries = word_boundaries(folded);
            const bool taken = mode == PatternMode::kText || (boundaries[at] && boundaries[end]);
            if (taken) spans.push_back({at, end});
            at = folded.find(needle, taken ? end : at + 1);
        }
        return spans;
    }
};

Result<TextPattern> TextPattern::compile(std::string_view pattern, PatternMode mode,
                                         const FoldOptions& fold) {
    auto state = std::make_shared<State>();
    state->fold = fold;
    state->mode = mode;
    state->needle = fold_text(pattern, fold);
    if (state->needle.empty()) return fault("search.empty", "there is nothing to search for");
    if (mode == PatternMode::kWildcard) {
        if (auto error = state->compile(from_wildcards(state->needle))) return *error;
    } else if (mode == PatternMode::kRegex) {
        if (auto error = state->compile(from_regex(pattern, fold))) return *error;
        state->fold.letter_case =
            false;  // The engine looks after it: folding would turn \S into \s.
    }
    return TextPattern(std::move(state));
}

Result<std::vector<TextPattern::Span>> TextPattern::find(std::string_view text) const {
    const bool by_needle = state_->mode == PatternMode::kText || state_->mode == PatternMode::kWord;
    const std::string quick = fold_text(text, state_->fold);
    Result<std::vector<Span>> spans =
        by_needle ? Result(state_->find_needle(quick)) : state_->find_regex(quick);
    if (!spans || spans->empty()) return spans;
    const FoldedText folded = fold_with_offsets(text, state_->fold);
    std::vector<Span> originals;
    for (const Span& span : *spans) {
        const Span original = folded.original(span.start, span.end);
        // Two hits within what one character became are one hit in the original.
        if (!originals.empty() && original.start < originals.back().end)
            originals.back().end = std::max(originals.back().end, original.end);
        else
            originals.push_back(original);
    }
    return originals;
}

}  // namespace diglot
