// Texts that were not translated: the source once more, or nothing at all.
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/untranslated.h"

namespace diglot {
namespace {

constexpr std::size_t kLeastWords = 4;

class UntranslatedRule : public DescribedRule {
public:
    UntranslatedRule()
        : DescribedRule(
              {"untranslated",
               Severity::kError,
               "The translation is empty, or the source once more",
               "A translation without a character, and one that has the letters of its source "
               "and no others (white space, punctuation, case and width aside). Names, codes and "
               "numbers may stay as they are: a source is looked at if it has two Chinese "
               "characters or, between other languages, four words in lower case.",
               {{"人工智慧的未來", "人工智慧的未來", "the translation is the source once more"},
                {"公司表示，", " ", "the translation is empty"},
                {"OpenAI GPT-5", "OpenAI GPT-5", ""}},
               {{"least-words", std::to_string(kLeastWords),
                 "words in lower case that make a text one to be translated, between languages "
                 "that are not written in Chinese characters"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (is_blank(text.target)) {
            if (!is_blank(text.source))
                findings.emplace_back().message = "the translation is empty";
            return;
        }
        if (!is_untranslated(text.source, text.source_lang, text.target, text.target_lang,
                             least_words_))
            return;
        Finding& finding = findings.emplace_back();
        finding.message = "the translation is the source once more";
        finding.target_span = {0, text.target.size()};
    }

protected:
    void set_options(const RuleOptions& options) override {
        least_words_ = static_cast<std::size_t>(
            number_option(*this, options, "least-words", kLeastWords, 1, 100));
    }

private:
    std::size_t least_words_ = kLeastWords;
};

}  // namespace

std::unique_ptr<Rule> make_untranslated_rule() { return std::make_unique<UntranslatedRule>(); }

}  // namespace diglot
