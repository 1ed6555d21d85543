#include "core/text/pattern_literals.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr std::size_t kMostTexts = 4;

using Runs = std::vector<std::u32string>;

std::string to_utf8(std::u32string_view points) {
    std::string text;
    for (const char32_t c : points) append_code_point(c, text);
    return text;
}

const icu::Normalizer2& nfkc_casefold() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFKCCasefoldInstance(status);
}

/// Whether it may join with what stands before it, or change places with it.
bool joins_before(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    return !nfkc_casefold().hasBoundaryBefore(point) || u_getCombiningClass(point) != 0;
}

/// Whether folding makes one other character of it (or the same), and what stands before it does
/// not matter.
bool folds_alone(char32_t c) {
    if (joins_before(c)) return false;
    return to_code_points(fold_text(to_utf8({&c, 1}))).size() == 1;
}

/// Folds the parts of `run` that become the same whatever stands around the run. `run` is part of
/// texts folded by fewer options; a character may still join with what follows it, as e with an
/// accent.
void add_safe_parts(std::u32string_view run, std::vector<std::string>& texts) {
    std::size_t start = 0;
    for (std::size_t i = 0; i <= run.size(); ++i) {
        if (i < run.size() && folds_alone(run[i])) continue;
        std::size_t end = i;
        const bool joins =
            i < run.size()
                ? joins_before(run[i])
                : i > 0 && !nfkc_casefold().hasBoundaryAfter(static_cast<UChar32>(run[i - 1]));
        if (joins && end > start) --end;
        if (end > start) texts.push_back(fold_text(to_utf8(run.substr(start, end - start))));
        start = i + 1;
    }
}

/// What stands between wildcards, as TextPattern reads them.
Runs wildcard_runs(const std::string& folded) {
    const std::u32string points = to_code_points(folded);
    Runs runs(1);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t next = i + 1 < points.size() ? points[i + 1] : 0;
        if (points[i] == U'\\' && (next == U'*' || next == U'?' || next == U'\\'))
            runs.back() += points[++i];
        else if (points[i] == U'*' || points[i] == U'?')
            runs.emplace_back();
        else
            runs.back() += points[i];
    }
    return runs;
}

/// Reads a regular expression no further than to know what it says literally. Whatever it does not
/// know makes it give up. Source: ICU's "Regular Expressions", metacharacters, operators, sets.
class RegexReader {
public:
    RegexReader(std::string_view pattern, FoldOptions fold) {
        fold.letter_case = false;
        for (const char32_t c : to_code_points(pattern)) {
            const std::u32string folded =
                c < 0x80 ? std::u32string(1, c) : to_code_points(fold_text(to_utf8({&c, 1}), fold));
            const bool as_it_is = folded.size() == 1 && folded[0] == c;
            for (const char32_t one : folded) points_ += as_it_is ? one : one | kLiteral;
        }
    }

    /// None where it gave up.
    Runs read() {
        while (at_ < points_.size() && !gave_up_) element();
        flush();
        return gave_up_ ? Runs() : std::move(runs_);
    }

private:
    /// Marks what came of folding: it is taken as itself, as TextPattern does.
    static constexpr char32_t kLiteral = 0x80000000;

    void element() {
        const char32_t c = points_[at_++];
        switch (c) {
            case U'\\':
                return escape();
            case U'[':
                flush();
                return set();
            case U'(':
                flush();
                return group();
            case U'.':
            case U'^':
            case U'$':
                return flush();
            case U'+':
                return flush();
            case U'*':
            case U'?':
                return optional();
            case U'{':
                return repeat();
            case U'|':
            case U')':
            case U']':
            case U'}':
                gave_up_ = true;
                return;
            default:
                return literal(c);
        }
    }

    void literal(char32_t c) { run_ += c & ~kLiteral; }

    void flush() {
        if (!run_.empty()) runs_.push_back(std::move(run_));
        run_.clear();
    }

    /// What stands before it need not be there.
    void optional() {
        if (!run_.empty()) run_.pop_back();
        flush();
    }

    void repeat() {
        const std::size_t first = at_;
        while (at_ < points_.size() &&
               (u_isdigit(static_cast<UChar32>(points_[at_])) || points_[at_] == U','))
            ++at_;
        if (at_ == first || at_ == points_.size() || points_[at_] != U'}') {
            gave_up_ = true;
            return;
        }
        ++at_;
        const bool some = points_[first] >= U'1' && points_[first] <= U'9';
        return some ? flush() : optional();
    }

    void escape() {
        if (at_ == points_.size()) {
            gave_up_ = true;
            return;
        }
        const char32_t c = points_[at_++];
        if (c < 0x80 && u_ispunct(static_cast<UChar32>(c))) return literal(c);
        flush();
        if (c == U'p' || c == U'P' || c == U'N') {
            const auto open = at_ < points_.size() && points_[at_] == U'{' ? points_.find(U'}', at_)
                                                                           : std::u32string::npos;
            gave_up_ = gave_up_ || open == std::u32string::npos;
            at_ = open + 1;
        } else if (std::u32string_view(U"dDwWsSbBAGzZhHvVRXtnrfae").find(c) ==
                   std::u32string_view::npos) {
            gave_up_ = true;
        }
    }

    /// To the end of the set that has begun.
    void set() {
        const auto is = [&](char32_t c) { return at_ < points_.size() && points_[at_] == c; };
        if (is(U'^')) ++at_;
        gave_up_ = gave_up_ || is(U']');
        for (int depth = 1; depth > 0 && !gave_up_;) {
            if (at_ == points_.size()) {
                gave_up_ = true;
                return;
            }
            const char32_t c = points_[at_++];
            if (c == U'[')
                ++depth;
            else if (c == U']')
                --depth;
            else if (c == U'\\')
                gave_up_ = is(U'Q') || is(U'E') || at_++ == points_.size();
        }
    }

    /// To the end of the group that has begun.
    void group() {
        for (int depth = 1; depth > 0 && !gave_up_;) {
            if (at_ == points_.size()) {
                gave_up_ = true;
                return;
            }
            const bool opened = at_ > 0 && points_[at_ - 1] == U'(';
            const char32_t c = points_[at_++];
            if (c == U'(')
                ++depth;
            else if (c == U')')
                --depth;
            else if (c == U'[')
                set();
            else if (c == U'\\')
                gave_up_ = at_ == points_.size() || points_[at_] == U'Q' || points_[at_++] == U'E';
            // (?: (?= (?! (?> (?< but neither flags nor comments.
            else if (c == U'?' && opened &&
                     (at_ == points_.size() || std::u32string_view(U":=!><").find(points_[at_]) ==
                                                   std::u32string_view::npos))
                gave_up_ = true;
        }
    }

    std::u32string points_;
    std::size_t at_ = 0;
    bool gave_up_ = false;
    std::u32string run_;
    Runs runs_;
};

}  // namespace

PatternLiterals pattern_literals(std::string_view pattern, PatternMode mode,
                                 const FoldOptions& fold) {
    const bool by_default = fold == FoldOptions{};
    PatternLiterals result;
    Runs runs;
    if (mode == PatternMode::kRegex)
        runs = RegexReader(pattern, fold).read();
    else if (mode == PatternMode::kWildcard)
        runs = wildcard_runs(fold_text(pattern, fold));
    else
        runs = {to_code_points(fold_text(pattern, fold))};
    for (const std::u32string& run : runs) {
        if (mode == PatternMode::kRegex || !by_default)
            add_safe_parts(run, result.texts);
        else if (!run.empty())
            result.texts.push_back(to_utf8(run));
    }
    result.exact = mode == PatternMode::kText && by_default;
    std::stable_sort(
        result.texts.begin(), result.texts.end(),
        [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    if (result.texts.size() > kMostTexts) result.texts.resize(kMostTexts);
    return result;
}

}  // namespace diglot
