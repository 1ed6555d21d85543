// Chinese punctuation and full-width characters left in a translation in Latin letters.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

/// What stands for a character in English; empty where that is not known.
std::string_view english_for(char32_t c) {
    switch (c) {
        case U'，':
        case U'、':
            return ", ";
        case U'。':
            return ". ";
        case U'；':
            return "; ";
        case U'：':
            return ": ";
        case U'！':
            return "! ";
        case U'？':
            return "? ";
        case U'「':
        case U'『':
            return " “";
        case U'」':
        case U'』':
            return "” ";
        case U'（':
            return " (";
        case U'）':
            return ") ";
        default:
            return {};
    }
}

/// Part of a Chinese text that is quoted: Han on either side.
bool is_beside_han(const Characters& text, std::size_t i) {
    return (i > 0 && is_han(text[i - 1])) || is_han(text[i + 1]);
}

bool is_residue(const Characters& text, std::size_t i) {
    const char32_t c = text[i];
    const bool doubled = (c == U'…' || c == U'—') && text[i + 1] == c;
    return (is_full_width(c) || doubled) && !is_beside_han(text, i);
}

/// The text with what is known put in place; empty where something is not.
std::string mended(const Characters& text, const std::vector<std::string>& allowed) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        const bool may_stay =
            std::find(allowed.begin(), allowed.end(), text.slice(i, i + 1)) != allowed.end();
        if (may_stay || !is_residue(text, i)) {
            result += text.slice(i, i + 1);
            continue;
        }
        if (c == U'…' || c == U'—') {  // The second one of them stays.
            continue;
        }
        std::string put(english_for(c));
        if (put.empty()) put = fold_text(text.slice(i, i + 1), {false, true, false});
        if (put.empty() || !is_ascii(fold_text(put, {false, true, false})))
            if (english_for(c).empty()) return {};
        const bool space_before = result.empty() || result.back() == ' ';
        if (put.front() == ' ' && space_before) put.erase(0, 1);
        const char32_t next = text[i + 1];
        const bool closes = next == 0 || is_space(next) || next == U'」' || next == U'』' ||
                            next == U'）' || next == '"' || next == ')' || next == '.' ||
                            next == ',';
        if (put.back() == ' ' && put.size() > 1 && (closes || is_full_width(next))) put.pop_back();
        result += put;
    }
    return result;
}

class PunctuationRule : public DescribedRule {
public:
    PunctuationRule()
        : DescribedRule(
              {"punctuation",
               Severity::kWarning,
               "Chinese punctuation or full-width characters in a translation in Latin letters",
               "，。；：「」《》（）, full-width letters and digits, and the doubled …… and —— "
               "of Chinese have no place in a text in Latin letters. What stands beside a Chinese "
               "character belongs to a quotation and is left alone. A suggestion puts English "
               "punctuation there where it is known which.",
               {{"他說，可以。", "Yes， he said。",
                 "full-width or Chinese punctuation: \"，\", \"。\""},
                {"他說「可以」。", "He said “yes”.", ""},
                {"《論語》", "The Analects (《論語》)", ""}},
               {{"allow", "[]", "characters that may stand there: [\"・\", \"～\"]"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (is_ascii(text.target) || !writes_latin(text.target_lang)) return;
        const Characters target(text.target);
        std::vector<std::string> met;
        std::optional<TextSpan> first;
        for (std::size_t i = 0; i < target.size(); ++i) {
            if (!is_residue(target, i)) continue;
            const bool doubled = target[i] == U'…' || target[i] == U'—';
            const std::size_t end = doubled ? i + 2 : i + 1;
            const std::string written(target.slice(i, end));
            if (std::find(allowed_.begin(), allowed_.end(), written) != allowed_.end()) continue;
            if (!first) first = target.span(i, end);
            if (std::find(met.begin(), met.end(), written) == met.end()) met.push_back(written);
        }
        if (met.empty()) return;
        Finding& finding = findings.emplace_back();
        finding.message = "full-width or Chinese punctuation: ";
        for (std::size_t i = 0; i < met.size(); ++i)
            finding.message += (i > 0 ? ", \"" : "\"") + met[i] + "\"";
        finding.target_span = first;
        finding.suggestion = mended(target, allowed_);
        finding.safe = true;  // One mark for another.
    }

protected:
    void set_options(const RuleOptions& options) override {
        allowed_ = list_option(options, "allow");
    }

private:
    std::vector<std::string> allowed_;
};

}  // namespace

std::unique_ptr<Rule> make_punctuation_rule() { return std::make_unique<PunctuationRule>(); }

}  // namespace diglot
