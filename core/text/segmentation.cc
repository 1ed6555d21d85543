#include "core/text/segmentation.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <unicode/regex.h>
#include <unicode/utext.h>

namespace diglot {
namespace {

using Pattern = std::unique_ptr<icu::RegexPattern>;

struct TextOf {
    explicit TextOf(std::string_view text) {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
    }
    ~TextOf() { utext_close(&utext); }
    TextOf(const TextOf&) = delete;
    TextOf& operator=(const TextOf&) = delete;
    UText utext = UTEXT_INITIALIZER;
};

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
};

enum class Verdict : unsigned char { kOpen, kBreak, kNoBreak };

struct Place {
    Verdict verdict = Verdict::kOpen;
    /// Of a break: where what stands before it begins, the latest of all matches.
    std::size_t start = 0;
};

/// Where in the text no earlier rule has decided, this one does.
void apply(const ReadyRule& rule, UText& utext, std::string_view text, std::vector<Place>& places) {
    const Verdict verdict = rule.is_break ? Verdict::kBreak : Verdict::kNoBreak;
    icu::RegexMatcher& matcher = *rule.matcher;
    const auto all = static_cast<std::int64_t>(text.size());
    const auto is_start = [&](std::int64_t at) {
        return at >= all || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    };
    UErrorCode status = U_ZERO_ERROR;
    matcher.reset(&utext);
    matcher.useAnchoringBounds(false);
    matcher.useTransparentBounds(true);
    for (std::int64_t from = 0; from <= all;) {
        matcher.region(from, all, status);
        if (!matcher.find(status) || U_FAILURE(status)) break;
        const std::int64_t start = matcher.start64(status);
        std::int64_t end = matcher.end64(status);
        // A rule holds at every place it matches up to: shorter matches from the same start too.
        while (true) {
            Place& place = places[end];
            if (place.verdict == Verdict::kOpen) place.verdict = verdict;
            if (rule.is_break) place.start = std::max(place.start, static_cast<std::size_t>(start));
            if (end <= start) break;
            do --end;
            while (!is_start(end));
            matcher.region(start, end, status);
            if (!matcher.lookingAt(status) || U_FAILURE(status)) break;
            end = matcher.end64(status);
        }
        for (from = start + 1; !is_start(from);) ++from;
    }
}

}  // namespace

struct SegmentationRules::State {
    bool cascade = true;
    std::map<std::string, std::vector<ReadyRule>> languages;
    struct Map {
        Pattern pattern;
        std::string rules;
    };
    std::vector<Map> maps;
};

Result<SegmentationRules> SegmentationRules::compile(const SegmentationSource& source) {
    auto state = std::make_shared<State>();
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
            ready.push_back({rule.is_break, std::move(matcher)});
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
        state->maps.push_back({std::move(pattern), map.rules});
    }
    return SegmentationRules(std::move(state));
}

std::vector<std::size_t> SegmentationRules::segment(std::string_view text,
                                                    const LanguageTag& lang) const {
    return segment(text, lang.text());
}

std::vector<std::size_t> SegmentationRules::segment(std::string_view text,
                                                    const std::string& lang) const {
    std::vector<std::size_t> ends;
    if (text.empty()) return ends;
    std::vector<Place> places(text.size() + 1);
    TextOf whole(text);
    const icu::UnicodeString tag = icu::UnicodeString::fromUTF8(lang);
    for (const State::Map& map : state_->maps) {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<icu::RegexMatcher> matcher(map.pattern->matcher(tag, status));
        if (!matcher->matches(status)) continue;
        for (const ReadyRule& rule : state_->languages.at(map.rules))
            apply(rule, whole.utext, text, places);
        if (!state_->cascade) break;
    }
    for (std::size_t at = 1; at < text.size(); ++at) {
        // What stands before a break is within the segment it ends.
        if (places[at].verdict == Verdict::kBreak &&
            (ends.empty() || places[at].start >= ends.back()))
            ends.push_back(at);
    }
    ends.push_back(text.size());
    return ends;
}

}  // namespace diglot
