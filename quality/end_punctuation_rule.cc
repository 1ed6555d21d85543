// The mark at the end of a translation.
#include <algorithm>
#include <array>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "tm/unit.h"

namespace diglot {
namespace {

enum class End { kNone, kStop, kTwoStops, kQuestion, kExclamation, kColon, kComma, kOther };

struct Ending {
    End end = End::kNone;
    std::size_t at = 0;    ///< Of the mark; where there is none, behind the last character.
    std::size_t size = 1;  ///< Of the mark, in characters.
};

/// The last mark, quotes, brackets and spaces behind it aside.
Ending ending_of(const Characters& text) {
    constexpr std::u32string_view kAfter = U")]}\"'”’」』）］》〉*_`";
    std::size_t at = text.size();
    while (at > 0 && (is_space(text[at - 1]) || kAfter.find(text[at - 1]) != kAfter.npos)) --at;
    if (at == 0) return {End::kOther, 0};
    const char32_t last = text[at - 1];
    const auto is_one_of = [&](std::u32string_view marks) {
        return marks.find(last) != marks.npos;
    };
    if (is_one_of(U".。．｡")) {
        const bool dots = at > 1 && text[at - 2] == '.';
        if (dots && last == '.' && (at < 3 || text[at - 3] != '.'))
            return {End::kTwoStops, at - 2, 2};
        return {dots ? End::kOther : End::kStop, at - 1};
    }
    if (is_one_of(U"?？")) return {End::kQuestion, at - 1};
    if (is_one_of(U"!！")) return {End::kExclamation, at - 1};
    if (is_one_of(U":：")) return {End::kColon, at - 1};
    if (is_one_of(U",，、")) return {End::kComma, at - 1};
    if (is_word_letter(last) || is_digit(last) || is_han(last)) return {End::kNone, at};
    return {End::kOther, at - 1};
}

/// "Inc.", "U.S.", "etc.", "No. 5.": a full stop that ends no sentence.
bool is_abbreviation(const Characters& text, std::size_t stop) {
    std::size_t start = stop;
    while (start > 0 && !is_space(text[start - 1])) --start;
    const std::string_view word = text.slice(start, stop);
    constexpr std::array<std::string_view, 14> kShort = {
        "Inc", "Ltd", "Co", "Corp", "etc", "al", "Jr", "Sr", "No", "Bros", "Dr", "Mr", "Ms", "St"};
    return word.size() <= 1 || word.find('.') != word.npos ||
           std::find(kShort.begin(), kShort.end(), word) != kShort.end();
}

/// "1.", "(2)", "a)", "三、", "（四）" at its start: an item of a list, which may end as it likes.
bool is_list_item(const Characters& text) {
    std::size_t at = 0;
    while (is_space(text[at]) || text[at] == '(' || text[at] == U'（') ++at;
    const std::size_t start = at;
    constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百○〇零甲乙丙丁戊己";
    while (is_digit(text[at]) || kNumerals.find(text[at]) != kNumerals.npos ||
           is_ascii_letter(text[at]) || (text[at] >= U'０' && text[at] <= U'９'))
        ++at;
    if (at == start || at > start + 5) return false;
    constexpr std::u32string_view kMarks = U".)、）．";
    return kMarks.find(text[at]) != kMarks.npos;
}

/// Ends in "and" or "or", as all but the last item of an English list.
bool leads_on(const Characters& text) {
    const std::string folded = fold_text(text.text());
    const std::size_t end = folded.find_last_not_of(" \t\n");
    const std::string_view trimmed = std::string_view(folded).substr(0, end + 1);
    return trimmed.ends_with(" and") || trimmed.ends_with(" or") || trimmed.ends_with("/or") ||
           trimmed.ends_with(";and") || trimmed.ends_with(";or");
}

/// "as follows." at its end: what a colon stands behind.
bool announces(const Characters& text) {
    const std::string folded = fold_text(text.text());
    const std::string_view end =
        std::string_view(folded).substr(folded.size() > 40 ? folded.size() - 40 : 0);
    for (const std::string_view word : {"following", "follows", "below"})
        if (end.find(word) != end.npos) return true;
    return false;
}

bool has_words(const Characters& text) {
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        letters += is_han(text[i]) ? 2 : (is_word_letter(text[i]) ? 1 : 0);
    return letters >= 4;
}

class EndPunctuationRule : public DescribedRule {
public:
    EndPunctuationRule()
        : DescribedRule(
              {"end-punctuation",
               Severity::kWarning,
               "The translation ends with another mark than the source, or with none",
               "A sentence that lost its full stop, ends with a comma or with two stops, a "
               "question that became a statement or the "
               "other way round, a colon before a list that is not there; with the option, a full "
               "stop behind a heading that has none in the source. Quotes and brackets at the end "
               "do not count. "
               "Left alone: items of a list (1. … (2) … 三、), exclamation marks, which English "
               "has "
               "fewer of, semicolons, an ellipsis, the stop of an abbreviation (Inc., "
               "U.S.), and a full stop for a colon where the sentence does not say that something "
               "follows.",
               {{"新晶片今年量產。", "The new chip enters mass production this year",
                 "the translation ends without a mark, the source with \"。\""},
                {"新晶片何時量產？", "The new chip will enter mass production.",
                 "the translation ends with \".\", the source with \"？\""},
                {"台積電將擴廠。", "TSMC will expand,",
                 "the translation ends with \",\", the source with \"。\""},
                {"申請人應檢附下列文件：", "The applicant shall submit the following documents.",
                 "the translation ends with \".\", the source with \"：\""},
                {"他說：「可以。」", "“It can be done,” he said.", ""},
                {"太好了！", "That is great.", ""}},
               {{"headings", "false",
                 "whether a full stop that the source does not have is told"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (writes_han(text.source_lang) == writes_han(text.target_lang)) return;
        if (ends_with_code(text.source_segment) || ends_with_code(text.target_segment)) return;
        const Characters source(text.source), target(text.target);
        if (!has_words(source) || !has_words(target)) return;
        const Ending from = ending_of(source), to = ending_of(target);
        if (!is_fault(target, from, to)) return;
        if (to.end == End::kNone && leads_on(target)) return;
        if (is_list_item(source) || is_list_item(target)) return;
        Finding& finding = findings.emplace_back();
        finding.message =
            "the translation ends " + with(target, to) + ", the source " + with(source, from);
        if (from.end != End::kNone) finding.source_span = source.span(from.at, from.at + 1);
        if (to.end != End::kNone) finding.target_span = target.span(to.at, to.at + to.size);
        suggest(text, from, to, target, finding);
    }

protected:
    void set_options(const RuleOptions& options) override {
        headings_ = bool_option(*this, options, "headings", false);
    }

private:
    /// The mark may be in what the code stands for.
    static bool ends_with_code(const Segment* segment) {
        return segment && !segment->content.empty() && !segment->content.back().is_text();
    }

    bool is_fault(const Characters& target, const Ending& from, const Ending& to) const {
        switch (from.end) {
            case End::kStop:
                return to.end == End::kNone || to.end == End::kQuestion || to.end == End::kComma ||
                       to.end == End::kTwoStops;
            case End::kQuestion:
                return to.end == End::kNone || to.end == End::kStop || to.end == End::kComma;
            case End::kColon:
                return to.end == End::kNone || (to.end == End::kStop && announces(target));
            case End::kNone:
                return headings_ && (to.end == End::kQuestion ||
                                     (to.end == End::kStop && !is_abbreviation(target, to.at)));
            default:
                return false;
        }
    }

    static std::string with(const Characters& text, const Ending& ending) {
        if (ending.end == End::kNone) return "without a mark";
        return "with \"" + std::string(text.slice(ending.at, ending.at + ending.size)) + '"';
    }

    /// A mark in the place of another, or none behind the last letter.
    static void suggest(const BilingualText& text, const Ending& from, const Ending& to,
                        const Characters& target, Finding& finding) {
        if (!writes_latin(text.target_lang) || to.end == End::kQuestion) return;
        std::string mark;
        if (from.end == End::kStop) mark = ".";
        if (from.end == End::kQuestion) mark = "?";
        if (from.end == End::kColon) mark = ":";
        const std::size_t next = to.at + (to.end == End::kNone ? 0 : to.size);
        finding.suggestion = std::string(target.slice(0, to.at)) + mark +
                             std::string(target.slice(next, target.size()));
    }

    bool headings_ = false;
};

}  // namespace

std::unique_ptr<Rule> make_end_punctuation_rule() { return std::make_unique<EndPunctuationRule>(); }

}  // namespace diglot
