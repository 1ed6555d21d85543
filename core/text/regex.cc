#include "core/text/regex.h"

#include <algorithm>
#include <stdexcept>

#include <unicode/regex.h>
#include <unicode/utext.h>

#include "core/text/regex_fault.h"

namespace diglot {
namespace {

/// ICU counts steps of its engine, some milliseconds each; and bytes of backtracking.
constexpr std::int32_t kTimeLimit = 250;
constexpr std::int32_t kStackLimit = 4 << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Calls `text` for runs of literal text and `group` for each $N.
template <typename Text, typename Group>
void read_template(std::string_view pattern, Text text, Group group) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            text(pattern.substr(i, 2));
            ++i;
        } else if (pattern[i] == '$' && i + 1 < pattern.size() && is_digit(pattern[i + 1])) {
            group(static_cast<std::size_t>(pattern[++i] - '0'));
        } else {
            text(pattern.substr(i, 1));
        }
    }
}

std::string_view taken(std::string_view text, const Regex::Match& match, std::size_t group) {
    if (group >= match.size() || !match[group]) return {};
    return text.substr(match[group]->start, match[group]->end - match[group]->start);
}

/// An expression that matches exactly this text.
std::string quoted(std::string_view text) {
    std::string literal;
    for (const char c : text) {
        if (std::string_view("\\^$.|?*+()[]{}-&#/ ").find(c) != std::string_view::npos)
            literal += '\\';
        literal += c;
    }
    return literal;
}

}  // namespace

struct Regex::State {
    std::unique_ptr<icu::RegexPattern> pattern;
    std::unique_ptr<icu::RegexMatcher> matcher;
    std::size_t groups = 0;
};

Result<Regex> Regex::compile(std::string_view pattern, bool ignore_case) {
    auto state = std::make_shared<State>();
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    const icu::UnicodeString expression = icu::UnicodeString::fromUTF8(
        icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size())));
    state->pattern.reset(icu::RegexPattern::compile(
        expression, ignore_case ? UREGEX_CASE_INSENSITIVE : 0, where, status));
    if (U_FAILURE(status)) {
        Diagnostic fault;
        fault.code = "regex.pattern";
        fault.message = "this is no regular expression: " + regex_fault(status);
        // ICU counts the code points that it has read of the line.
        fault.position = {static_cast<std::size_t>(std::max(where.line, 1)),
                          static_cast<std::size_t>(std::max(where.offset, 1))};
        return fault;
    }
    state->matcher.reset(state->pattern->matcher(status));
    state->matcher->setTimeLimit(kTimeLimit, status);
    state->matcher->setStackLimit(kStackLimit, status);
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU cannot search: ") + u_errorName(status));
    state->groups = static_cast<std::size_t>(state->matcher->groupCount());
    return Regex(std::move(state));
}

Result<std::vector<Regex::Match>> Regex::find(std::string_view text) const {
    std::vector<Match> matches;
    icu::RegexMatcher& matcher = *state_->matcher;
    UErrorCode status = U_ZERO_ERROR;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.data(), static_cast<std::int64_t>(text.size()), &status);
    matcher.reset(&input);
    while (U_SUCCESS(status) && matcher.find(status)) {
        Match& match = matches.emplace_back();
        for (std::size_t group = 0; group <= state_->groups; ++group) {
            const auto number = static_cast<std::int32_t>(group);
            const std::int64_t start = matcher.start64(number, status);
            const std::int64_t end = matcher.end64(number, status);
            if (start < 0)
                match.emplace_back();
            else
                match.push_back(
                    Span{static_cast<std::size_t>(start), static_cast<std::size_t>(end)});
        }
    }
    utext_close(&input);
    if (U_SUCCESS(status)) return matches;
    Diagnostic fault;
    fault.code = "regex.slow";
    fault.message = "this regular expression takes too long";
    return fault;
}

std::size_t Regex::groups() const { return state_->groups; }

std::string fill_pattern(std::string_view pattern, std::string_view text,
                         const Regex::Match& match) {
    std::string filled;
    read_template(
        pattern, [&](std::string_view literal) { filled += literal; },
        [&](std::size_t group) { filled += quoted(taken(text, match, group)); });
    return filled;
}

std::string fill_text(std::string_view wording, std::string_view text, const Regex::Match& match) {
    std::string filled;
    read_template(
        wording,
        [&](std::string_view literal) { filled += literal == "\\$" ? "$" : std::string(literal); },
        [&](std::size_t group) { filled += taken(text, match, group); });
    return filled;
}

std::optional<std::size_t> highest_group(std::string_view pattern) {
    std::optional<std::size_t> highest;
    read_template(
        pattern, [](std::string_view) {},
        [&](std::size_t group) { highest = std::max(highest.value_or(0), group); });
    return highest;
}

}  // namespace diglot
