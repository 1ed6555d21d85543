// Chinese characters left in a translation that is not written in them.
#include <algorithm>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

/// Whether position `at` stands inside brackets or quotes that the text opens and closes.
bool is_enclosed(const Characters& text, std::size_t at) {
    constexpr std::u32string_view kOpening = U"(（[［「『《〈“‘\"";
    constexpr std::u32string_view kClosing = U")）]］」』》〉”’\"";
    std::size_t before = at;
    while (before > 0 && kOpening.find(text[before - 1]) == kOpening.npos) --before;
    if (before == 0) return false;
    const char32_t closing = kClosing[kOpening.find(text[before - 1])];
    for (std::size_t i = before; i < at; ++i)
        if (text[i] == closing) return false;
    for (std::size_t i = at; i < text.size(); ++i)
        if (text[i] == closing) return true;
    return false;
}

class HanRule : public DescribedRule {
public:
    HanRule()
        : DescribedRule(
              {"han",
               Severity::kError,
               "Chinese characters left in a translation into another script",
               "Each run of Chinese characters in a translation written in Latin letters, unless "
               "it was put there on purpose: what stands in brackets or quotes, as the original of "
               "a name does, is left alone. A translation that is the source once more is left to "
               "`untranslated`.",
               {{"新竹科學園區的廠商", "Companies in 新竹 Science Park",
                 "\"新竹\" is left in the translation"},
                {"清華大學", "Tsing Hua University (清華大學)", ""}},
               {{"allow", "[]", "characters and words that may stay: [\"卍\", \"小籠包\"]"},
                {"in-brackets", "true", "whether all may stay in brackets and quotes"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (is_ascii(text.target) || !writes_latin(text.target_lang)) return;
        if (text.source == text.target) return;
        const Characters target(text.target);
        for (std::size_t i = 0; i < target.size(); ++i) {
            if (!is_han(target[i])) continue;
            std::size_t end = i;
            while (is_han(target[end])) ++end;
            const bool may_stay =
                std::find(allowed_.begin(), allowed_.end(), target.slice(i, end)) != allowed_.end();
            if (!may_stay && !(in_brackets_ && is_enclosed(target, i))) {
                Finding& finding = findings.emplace_back();
                finding.message =
                    "\"" + std::string(target.slice(i, end)) + "\" is left in the translation";
                finding.target_span = target.span(i, end);
            }
            i = end;
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        allowed_ = list_option(options, "allow");
        in_brackets_ = bool_option(*this, options, "in-brackets", true);
    }

private:
    std::vector<std::string> allowed_;
    bool in_brackets_ = true;
};

}  // namespace

std::unique_ptr<Rule> make_han_rule() { return std::make_unique<HanRule>(); }

}  // namespace diglot
