#include "quality/cleaning_rules.h"

namespace diglot {

std::vector<std::unique_ptr<CleaningRule>> make_cleaning_rules() {
    std::vector<std::unique_ptr<CleaningRule>> rules;
    rules.push_back(make_mojibake_cleaning());
    rules.push_back(make_control_characters_cleaning());
    rules.push_back(make_entities_cleaning());
    rules.push_back(make_tags_cleaning());
    rules.push_back(make_broken_codes_cleaning());
    rules.push_back(make_repeated_cleaning());
    rules.push_back(make_glued_cleaning());
    rules.push_back(make_empty_cleaning());
    rules.push_back(make_same_text_cleaning());
    rules.push_back(make_wrong_language_cleaning());
    rules.push_back(make_boilerplate_cleaning());
    rules.push_back(make_length_cleaning());
    return rules;
}

}  // namespace diglot
