// Translations that are the source once more.
#include "quality/cleaning_rules.h"
#include "quality/untranslated.h"

namespace diglot {
namespace {

class SameTextCleaning : public DescribedCleaningRule {
public:
    SameTextCleaning()
        : DescribedCleaningRule(
              {"same-text",
               "The translation is the source once more: set aside",
               "A translation that has the letters of its source and no others (white space, "
               "punctuation, case and width aside), where the source says something: two Chinese "
               "characters, or four words in lower case. Names, numbers and codes may stay as they "
               "are.",
               {{"人工智慧的未來", "人工智慧的未來", "the translation is the source once more"},
                {"the state of the art", "the state of the art",
                 "the translation is the source once more"},
                {"OpenAI GPT-5", "OpenAI GPT-5", ""}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        const auto& [source, target, norms] = pair;
        // Either way round: a text in the source's place may be in the target's language.
        if (is_untranslated(source.segment.text, source.lang, target.segment.text, target.lang) ||
            is_untranslated(target.segment.text, target.lang, source.segment.text, source.lang))
            found.push_back(
                {CleaningSide::kBoth, "the translation is the source once more", {}, {}});
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_same_text_cleaning() {
    return std::make_unique<SameTextCleaning>();
}

}  // namespace diglot
