// Units with nothing on a side.
#include "quality/cleaning_rules.h"
#include "quality/untranslated.h"

namespace diglot {
namespace {

bool is_empty(const Variant& variant) {
    return is_blank(variant.segment.text) && variant.segment.content.empty();
}

class EmptyCleaning : public DescribedCleaningRule {
public:
    EmptyCleaning()
        : DescribedCleaningRule(
              {"empty",
               "Nothing on a side: set aside",
               "A source or a translation without a character that is seen, and without an inline "
               "code. Units that consist of codes alone are left.",
               {{"公司表示，", " ", "the translation is empty"},
                {"", "The company said,", "the source is empty"}}}) {}

    void look(const CleaningPair& pair, std::vector<Dirt>& found) const override {
        if (is_empty(pair.source))
            found.push_back({CleaningSide::kSource, "the source is empty", {}, {}});
        else if (is_empty(pair.target))
            found.push_back({CleaningSide::kTarget, "the translation is empty", {}, {}});
    }
};

}  // namespace

std::unique_ptr<CleaningRule> make_empty_cleaning() { return std::make_unique<EmptyCleaning>(); }

}  // namespace diglot
