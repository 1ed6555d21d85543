// The same word twice in a row.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

/// Words that English says twice on purpose, or may: "he had had", "it is that that counts".
bool may_stand_twice(std::string_view word) {
    constexpr std::string_view kWords[] = {"that", "had", "very", "so",  "bye", "ha",
                                           "blah", "no",  "long", "her", "do"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

class RepeatedWordsRule : public DescribedRule {
public:
    RepeatedWordsRule()
        : DescribedRule(
              {"repeated-words",
               Severity::kWarning,
               "The same word twice in a row",
               "\"the the\", in translations into English: two equal words in lower case with "
               "nothing but white space between them. Left alone are words that English may say "
               "twice (that that, had had, very very) and names.",
               {{"公司的股東", "the shareholders of of the company", "\"of\" stands there twice"},
                {"他早已知道。", "He had had an idea of it.", ""}},
               {{"allow", "[]", "further words that may stand twice, in lower case"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!is_english(text.target_lang)) return;
        const std::vector<Word> words = find_words(text.target);
        const auto slice = [&](std::size_t start, std::size_t end) {
            return text.target.substr(start, end - start);
        };
        for (std::size_t i = 1; i < words.size(); ++i) {
            const std::string_view word = slice(words[i].start, words[i].end);
            const std::string_view before = slice(words[i - 1].start, words[i - 1].end);
            if (word.size() < 2 || word.size() != before.size()) continue;
            const bool lower = std::all_of(word.begin(), word.end(), [](char c) {
                return is_lower(static_cast<unsigned char>(c));
            });
            if (!lower || fold_text(before) != word || may_stand_twice(word)) continue;
            if (std::find(allowed_.begin(), allowed_.end(), word) != allowed_.end()) continue;
            const std::string_view between = slice(words[i - 1].end, words[i].start);
            if (between.find_first_not_of(" \t\n\r") != between.npos) continue;
            Finding& finding = findings.emplace_back();
            finding.message = "\"" + std::string(word) + "\" stands there twice";
            finding.target_span = {words[i - 1].start, words[i].end};
            finding.suggestion = std::string(text.target.substr(0, words[i - 1].end)) +
                                 std::string(text.target.substr(words[i].end));
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        allowed_ = list_option(options, "allow");
    }

private:
    std::vector<std::string> allowed_;
};

}  // namespace

std::unique_ptr<Rule> make_repeated_words_rule() { return std::make_unique<RepeatedWordsRule>(); }

}  // namespace diglot
