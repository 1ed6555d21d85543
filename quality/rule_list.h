// Every rule's maker, so that the list of rules (rules.cc) needs no header of each.
#pragma once

#include <memory>

#include "quality/rule.h"

namespace diglot {

std::unique_ptr<Rule> make_terms_rule();
std::unique_ptr<Rule> make_forbidden_terms_rule();
std::unique_ptr<Rule> make_term_consistency_rule();
std::unique_ptr<Rule> make_do_not_translate_rule();
std::unique_ptr<Rule> make_first_mention_rule();
std::unique_ptr<Rule> make_names_rule();
std::unique_ptr<Rule> make_name_consistency_rule();
std::unique_ptr<Rule> make_name_candidates_rule();
std::unique_ptr<Rule> make_consistency_rule();
std::unique_ptr<Rule> make_same_target_rule();
std::unique_ptr<Rule> make_memory_rule();
std::unique_ptr<Rule> make_codes_rule();
std::unique_ptr<Rule> make_placeholders_rule();
std::unique_ptr<Rule> make_addresses_rule();
std::unique_ptr<Rule> make_untranslated_rule();
std::unique_ptr<Rule> make_han_rule();
std::unique_ptr<Rule> make_punctuation_rule();
std::unique_ptr<Rule> make_brackets_rule();
std::unique_ptr<Rule> make_repeated_words_rule();
std::unique_ptr<Rule> make_spacing_rule();
std::unique_ptr<Rule> make_end_punctuation_rule();
std::unique_ptr<Rule> make_length_ratio_rule();

}  // namespace diglot
