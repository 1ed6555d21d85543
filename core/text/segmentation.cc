#include "core/text/segmentation.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include <unicode/regex.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

namespace diglot {
namespace {

using Pattern = std::unique_ptr<icu::RegexPattern>;

/// ICU counts steps of its engine, some milliseconds each.
constexpr std::int32_t kMapTimeLimit = 250;

Diagnostic fault(std::string code, std::string message, Position position) {
    Diagnostic error;
    error.code = std::move(code);
    error.message = std::move(message);
    error.position = position;
    return error;
}

/// Null where ICU does not take it.
Pattern compile_pattern(const std::string& pattern, std::uint32_t flags) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    Pattern made(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), flags, place, status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
}

struct ReadyRule {
    bool is_break;
    std::unique_ptr<icu::RegexMatcher> matcher;  ///< What stands before, and looks at what follows.
    Position position;
};

enum class Verdict : unsigned char { kOpen, kBreak, kNoBreak };

/// What a rule may cost on one text. A step is a match tried, 32 characters looked at, or ten ways
/// back that ICU's engine noted: some 100 nanoseconds each.
class Budget {
public:
    explicit Budget(std::int32_t text_size) : left_(5'000'000 + 40 * std::int64_t{text_size}) {}

    bool spend(std::int64_t steps) { return (left_ -= steps) >= 0; }
    void watch(icu::RegexMatcher& matcher, UErrorCode& status) {
        matcher.setMatchCallback(&Budget::tick, this, status);
    }

private:
    /// Called each 10,000 ways.
    static UBool tick(const void* budget, std::int32_t) {
        return static_cast<Budget*>(const_cast<void*>(budget))->spend(1000);
    }
    std::int64_t left_;
};

/// The text as ICU reads it fastest, with what the rules say of each place in it. Places are in
/// UTF-16 units.
class SegmentedText {
public:
    explicit SegmentedText(std::string_view text)
        : text_(icu::UnicodeString::fromUTF8(
              icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))),
          verdicts_(static_cast<std::size_t>(text_.length()) + 1) {}

    /// Where in the text no earlier rule has decided, this one does. False if it takes too long.
    bool apply(const ReadyRule& rule);
    /// In bytes of UTF-8.
    std::vector<std::size_t> ends();

private:
    bool is_within_character(std::int32_t at) const {
        return at > 0 && at < text_.length() && U16_IS_TRAIL(text_.charAt(at)) &&
               U16_IS_LEAD(text_.charAt(at - 1));
    }
    void decide(const ReadyRule& rule, std::int32_t start, std::int32_t end) {
        Verdict& verdict = verdicts_[static_cast<std::size_t>(end)];
        if (verdict == Verdict::kOpen)
            verdict = rule.is_break ? Verdict::kBreak : Verdict::kNoBreak;
        if (rule.is_break && verdict == Verdict::kBreak) breaks_.emplace_back(end, start);
    }

    icu::UnicodeString text_;
    std::vector<Verdict> verdicts_;
    /// Places of breaks, and where what stands before them begins.
    std::vector<std::pair<std::int32_t, std::int32_t>> breaks_;
};

bool SegmentedText::apply(const ReadyRule& rule) {
    icu::RegexMatcher& matcher = *rule.matcher;
    const std::int32_t all = text_.length();
    Budget budget(all);
    UErrorCode status = U_ZERO_ERROR;
    matcher.reset(text_);
    matcher.useAnchoringBounds(false);
    matcher.useTransparentBounds(true);
    budget.watch(matcher, status);
    for (std::int32_t from = 0; from <= all;) {
        matcher.region(from, all, status);
        const bool is_found = matcher.find(status);
        if (U_FAILURE(status)) return false;
        if (!is_found) break;
        const std::int32_t start = matcher.start(status);
        std::int32_t end = matcher.end(status);
        if (!budget.spend(1 + (end - from) / 32)) return false;
        // A rule holds at every place it matches up to: shorter matches from the same start too.
        while (true) {
            decide(rule, start, end);
            if (end <= start) break;
            do --end;
            while (is_within_character(end));
            matcher.region(start, end, status);
            const bool is_shorter = matcher.lookingAt(status);
            if (U_FAILURE(status) || !budget.spend(1 + (end - start) / 32)) return false;
            if (!is_shorter) break;
            end = matcher.end(status);
        }
        for (from = start + 1; is_within_character(from);) ++from;
    }
    static const icu::UnicodeString kNothing;
    matcher.reset(kNothing);  // The text is gone soon.
    return true;
}

std::vector<std::size_t> SegmentedText::ends() {
    // Of several matches up to a place the one that begins last counts.
    std::sort(breaks_.begin(), breaks_.end());
    std::vector<std::size_t> found;
    std::int32_t last = 0;     // Where the segment begins, in units …
    std::size_t byte = 0;      // … and how far the bytes are counted,
    std::int32_t counted = 0;  // up to here.
    const auto byte_of = [&](std::int32_t place) {
        while (counted < place) {
            UChar32 c;
            U16_NEXT(text_.getBuffer(), counted, text_.length(), c);
            byte += static_cast<std::size_t>(U8_LENGTH(c));
        }
        return byte;
    };
    for (std::size_t i = 0; i < breaks_.size(); ++i) {
        const auto [place, start] = breaks_[i];
        if (i + 1 < breaks_.size() && breaks_[i + 1].first == place) continue;
        if (place == 0 || place >= text_.length()) continue;
        // What stands before a break is within the segment it ends.
        if (start < last) continue;
        found.push_back(byte_of(place));
        last = place;
    }
    found.push_back(byte_of(text_.length()));
    return found;
}

}  // namespace

struct SegmentationRules::State {
    std::string file;
    bool cascade = true;
    std::map<std::string, std::vector<ReadyRule>> languages;
    struct Map {
        Pattern pattern;
        std::string rules;
        Position position;
    };
    std::vector<Map> maps;
};

Result<SegmentationRules> SegmentationRules::compile(const SegmentationSource& source) {
    auto state = std::make_shared<State>();
    state->file = source.file;
    state->cascade = source.cascade;
    for (const LanguageRules& language : source.languages) {
        auto& ready = state->languages[language.name];
        for (const SegmentationRule& rule : language.rules) {
            for (const std::string* part : {&rule.before, &rule.after}) {
                if (!compile_pattern(*part, 0))
                    return fault("srx.pattern",
                                 "this is no regular expression that ICU takes: " + *part,
                                 rule.position);
            }
            const Pattern both =
                compile_pattern("(?:" + rule.before + ")(?=" + rule.after + ")", 0);
            if (!both)
                return fault("srx.pattern",
                             "these regular expressions do not go together: " + rule.before +
                                 " and " + rule.after,
                             rule.position);
            UErrorCode status = U_ZERO_ERROR;
            std::unique_ptr<icu::RegexMatcher> matcher(new icu::RegexMatcher(
                icu::UnicodeString::fromUTF8("(?:" + rule.before + ")(?=" + rule.after + ")"), 0,
                status));
            if (U_FAILURE(status))
                throw std::runtime_error(std::string("ICU cannot match: ") + u_errorName(status));
            ready.push_back({rule.is_break, std::move(matcher), rule.position});
        }
    }
    for (const LanguageMap& map : source.maps) {
        if (!state->languages.contains(map.rules))
            return fault("srx.map", "there are no rules named \"" + map.rules + "\"", map.position);
        Pattern pattern = compile_pattern(map.pattern, UREGEX_CASE_INSENSITIVE);
        if (!pattern)
            return fault("srx.pattern",
                         "this is no regular expression that ICU takes: " + map.pattern,
                         map.position);
        state->maps.push_back({std::move(pattern), map.rules, map.position});
    }
    return SegmentationRules(std::move(state));
}

std::vector<std::size_t> SegmentationRules::segment(std::string_view text,
                                                    const LanguageTag& lang) const {
    return segment(text, lang.text());
}

std::vector<std::size_t> SegmentationRules::segment(std::string_view text,
                                                    const std::string& lang) const {
    if (text.empty()) return {};
    if (text.size() > std::numeric_limits<std::int32_t>::max())
        throw std::logic_error("SegmentationRules: a text of 2 GB");
    SegmentedText segmented(text);
    const auto complain = [&](const std::string& what, Position position) {
        throw SlowRule(
            to_string(Diagnostic{Severity::kError, "srx.slow", what, position, state_->file, {}}));
    };
    const icu::UnicodeString tag = icu::UnicodeString::fromUTF8(lang);
    for (const State::Map& map : state_->maps) {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::RegexMatcher> matcher(map.pattern->matcher(tag, status));
        matcher->setTimeLimit(kMapTimeLimit, status);
        const bool fits = matcher->matches(status);
        if (U_FAILURE(status))
            complain("this pattern takes too long on the language " + lang, map.position);
        if (!fits) continue;
        for (const ReadyRule& rule : state_->languages.at(map.rules)) {
            if (!segmented.apply(rule))
                complain(
                    "this rule takes too long on a text; its regular expression matches in too "
                    "many ways",
                    rule.position);
        }
        if (!state_->cascade) break;
    }
    return segmented.ends();
}

}  // namespace diglot
