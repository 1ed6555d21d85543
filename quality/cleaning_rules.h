// Every cleaning rule's maker.
#pragma once

#include <memory>

#include "quality/cleaning.h"

namespace diglot {

inline constexpr std::string_view kLengthRule = "length";

/// What a rule says of itself.
struct CleaningText {
    std::string_view name;
    std::string_view summary;
    std::string_view explanation;
    std::vector<RuleExample> examples;
};

class DescribedCleaningRule : public CleaningRule {
public:
    std::string_view name() const override { return text_.name; }
    std::string_view summary() const override { return text_.summary; }
    std::string_view explanation() const override { return text_.explanation; }
    std::vector<RuleExample> examples() const override { return text_.examples; }

protected:
    explicit DescribedCleaningRule(CleaningText text) : text_(std::move(text)) {}

private:
    CleaningText text_;
};

std::unique_ptr<CleaningRule> make_mojibake_cleaning();
std::unique_ptr<CleaningRule> make_control_characters_cleaning();
std::unique_ptr<CleaningRule> make_entities_cleaning();
std::unique_ptr<CleaningRule> make_tags_cleaning();
std::unique_ptr<CleaningRule> make_glued_cleaning();
std::unique_ptr<CleaningRule> make_repeated_cleaning();
std::unique_ptr<CleaningRule> make_broken_codes_cleaning();
std::unique_ptr<CleaningRule> make_empty_cleaning();
std::unique_ptr<CleaningRule> make_same_text_cleaning();
std::unique_ptr<CleaningRule> make_wrong_language_cleaning();
std::unique_ptr<CleaningRule> make_boilerplate_cleaning();
std::unique_ptr<CleaningRule> make_length_cleaning();

}  // namespace diglot
