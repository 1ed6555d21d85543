// The list of rules: a new rule is one file and one line here.
#include "quality/numbers_rule.h"
#include "quality/rule.h"
#include "quality/rule_list.h"

namespace diglot {

std::vector<std::unique_ptr<Rule>> make_rules() {
    std::vector<std::unique_ptr<Rule>> rules;
    rules.push_back(make_terms_rule());
    rules.push_back(make_forbidden_terms_rule());
    rules.push_back(make_term_consistency_rule());
    rules.push_back(make_do_not_translate_rule());
    rules.push_back(make_first_mention_rule());
    rules.push_back(make_names_rule());
    rules.push_back(make_name_consistency_rule());
    rules.push_back(std::make_unique<NumbersRule>());
    rules.push_back(make_consistency_rule());
    rules.push_back(make_same_target_rule());
    rules.push_back(make_memory_rule());
    rules.push_back(make_codes_rule());
    rules.push_back(make_placeholders_rule());
    rules.push_back(make_addresses_rule());
    rules.push_back(make_untranslated_rule());
    rules.push_back(make_han_rule());
    rules.push_back(make_punctuation_rule());
    rules.push_back(make_brackets_rule());
    rules.push_back(make_repeated_words_rule());
    rules.push_back(make_spacing_rule());
    rules.push_back(make_end_punctuation_rule());
    rules.push_back(make_length_ratio_rule());
    rules.push_back(make_name_candidates_rule());
    return rules;
}

}  // namespace diglot
