// The definition of core tokens, by ICU's break iterator (UAX #29). The fast way is in
// fast_tokens.cc.
#include "core/text/tokens.h"

#include <memory>
#include <optional>
#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "core/text/character_table.h"
#include "core/text/make_token.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

using text::is_ideograph;
using text::is_mark;
using text::makes_word;

/// One for each thread: making one costs more than a thousand uses.
icu::BreakIterator& word_breaker() {
    thread_local std::unique_ptr<icu::BreakIterator> breaker = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU has no word rules: ") + u_errorName(status));
        return made;
    }();
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete): a thread's object, not a local one.
    return *breaker;
}

struct Segment {
    std::size_t start;
    std::size_t end;
    bool ideograph;
};

/// Text without Han and kana, cut by ICU.
void break_words(std::string_view text, std::size_t start, std::size_t end,
                 std::vector<Segment>& out) {
    if (start == end) return;
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data() + start, static_cast<std::int64_t>(end - start), &status);
    icu::BreakIterator& breaker = word_breaker();
    breaker.setText(&utext, status);
    std::size_t from = start;
    for (std::int32_t at = breaker.next(); U_SUCCESS(status) && at != icu::BreakIterator::DONE;
         at = breaker.next()) {
        const std::size_t to = start + static_cast<std::size_t>(at);
        out.push_back({from, to, false});
        from = to;
    }
    utext_close(&utext);
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU cannot find words: ") + u_errorName(status));
}

/// The whole text in pieces: each Han or kana code point with the marks behind it, and what ICU
/// makes of the rest.
std::vector<Segment> segments(std::string_view text) {
    std::vector<Segment> result;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t at = i;
        if (!is_ideograph(next_code_point(text, i))) continue;
        break_words(text, start, at, result);
        for (std::size_t next = i; i < text.size() && is_mark(next_code_point(text, next));)
            i = next;
        result.push_back({at, i, true});
        start = i;
    }
    break_words(text, start, text.size(), result);
    return result;
}

/// Nothing where the segment is white space, punctuation or a symbol.
std::optional<TokenKind> kind_of(std::string_view segment) {
    bool word = false;
    bool digit = false;
    bool letter = false;
    for (std::size_t i = 0; i < segment.size();) {
        const char32_t c = next_code_point(segment, i);
        const bool is_digit = u_isdigit(static_cast<UChar32>(c)) != 0;
        digit = digit || is_digit;
        word = word || makes_word(c);
        letter = letter || c == U'@' || (!is_digit && makes_word(c) && !is_mark(c));
    }
    if (!word) return std::nullopt;
    return digit && !letter ? TokenKind::kNumber : TokenKind::kWord;
}

Token make_token(std::string_view folded, TokenKind kind, std::size_t start, std::size_t end) {
    return text::make_token(folded, kind, kAnyChange, start, end);
}

}  // namespace

TokenizedText tokenize_by_icu(std::string_view text) {
    TokenizedText result;
    result.changes_in_tokens = kAnyChange;
    result.changes_between = kAnyChange;
    result.folded = fold_with_offsets(text);
    const std::string_view folded = result.folded.text;
    for (const Segment& segment : segments(folded)) {
        const auto kind = segment.ideograph
                              ? std::optional(TokenKind::kIdeograph)
                              : kind_of(folded.substr(segment.start, segment.end - segment.start));
        if (kind) result.tokens.push_back(make_token(folded, *kind, segment.start, segment.end));
    }
    if (result.tokens.empty()) {
        text::for_each_symbol(folded, [&](std::size_t start, std::size_t end) {
            result.tokens.push_back(make_token(folded, TokenKind::kSymbol, start, end));
        });
    }
    return result;
}

bool is_blank(char32_t code_point) {
    if (code_point < 0x7F) return code_point <= U' ';
    const auto c = static_cast<UChar32>(code_point);
    return u_isUWhiteSpace(c) || u_charType(c) == U_CONTROL_CHAR;
}

std::vector<bool> word_boundaries(std::string_view folded) {
    std::vector<bool> result(folded.size() + 1, false);
    result[0] = true;
    for (const Segment& segment : segments(folded)) result[segment.end] = true;
    return result;
}

}  // namespace diglot
