// Texts that were not translated: the source once more, or nothing at all.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

constexpr std::size_t kLeastWords = 4;

/// Letters and Han of a text, folded: what makes two texts the same but for punctuation.
std::string letters_of(std::string_view text) {
    std::string letters;
    const std::string folded = fold_text(text);
    const Characters all(folded);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (is_han(all[i]) || is_word_letter(all[i])) letters += all.slice(i, i + 1);
    return letters;
}

bool is_blank(std::string_view text) {
    const Characters all(text);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!is_space(all[i])) return false;
    return true;
}

/// Whether the text says something that must be put into other words: two Han characters, or of
/// other scripts `least_words` words in lower case, which is more than a name.
bool needs_translation(std::string_view text, const LanguageTag& lang, std::size_t least_words) {
    if (writes_han(lang)) {
        std::size_t han = 0;
        const Characters all(text);
        for (std::size_t i = 0; i < all.size(); ++i) han += is_han(all[i]);
        return han >= 2;
    }
    std::size_t lower = 0;
    for (const Word& word : find_words(text)) {
        const std::string_view letters = text.substr(word.start, word.end - word.start);
        lower += letters.size() > 1 &&
                 letters.find_first_not_of("abcdefghijklmnopqrstuvwxyz'") == letters.npos;
    }
    return lower >= least_words && text.find_first_of("<>{}=_\\/$|`@") == text.npos;
}

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
        // Cheap first: the same letters need about as many bytes.
        const std::size_t longer = std::max(text.source.size(), text.target.size());
        if (text.source != text.target &&
            std::min(text.source.size(), text.target.size()) * 3 < longer)
            return;
        // Languages that share their script share words, too, and Chinese whole sentences.
        const bool from_han = writes_han(text.source_lang), to_han = writes_han(text.target_lang);
        if (from_han == to_han && (from_han || text.source != text.target)) return;
        if (from_han != to_han && has_han(text.source) != has_han(text.target)) return;
        if (!needs_translation(text.source, text.source_lang, least_words_)) return;
        if (letters_of(text.source) != letters_of(text.target)) return;
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
