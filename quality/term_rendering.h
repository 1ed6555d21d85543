// Translations of a term that recognition does not find, though a reader would.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "quality/unit_terms.h"

namespace diglot {

/// "the department" for the Department of Energy: a body that was named before may be called by the
/// common noun in its name. English only.
bool is_taken_up(std::string_view target, const std::vector<std::string>& terms);

/// Finds a translation in other words of the same family, as a sentence may need it: "was examined"
/// for Examination, "institutions for testing" for testing institution. English only: the stems
/// (Snowball) of all words of a term but function words, in any order with at most three other
/// words between. Not of titles (Company Act), and of one who does something (operator) only the
/// plural.
class WordFamilies {
public:
    WordFamilies();
    ~WordFamilies();

    bool has_any(std::string_view target, const std::vector<std::string>& terms) const;

private:
    struct Stemmer;
    std::unique_ptr<Stemmer> stemmer_;
};

}  // namespace diglot
