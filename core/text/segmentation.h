// Segmentation by rules: SRX 2.0 (Segmentation Rules eXchange, GALA/LISA OSCAR, 2008).
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/language_tag.h"
#include "core/result.h"

namespace diglot {

/// SRX <rule>: a place between what `before` and `after` match is a break or an exception.
struct SegmentationRule {
    bool is_break = true;  ///< break="yes"
    std::string before;    ///< ICU regular expression; empty matches anywhere.
    std::string after;
    Position position;  ///< Of the rule in its file, if it came from one.
};

/// SRX <languagerule>.
struct LanguageRules {
    std::string name;
    std::vector<SegmentationRule> rules;
};

/// SRX <languagemap>: languages whose tag `pattern` matches as a whole use these rules.
struct LanguageMap {
    std::string pattern;
    std::string rules;
    Position position;
};

/// What an SRX file says.
struct SegmentationSource {
    std::string file;     ///< What a SlowRule names; may be empty.
    bool cascade = true;  ///< All maps that match, in order; else the first only.
    std::vector<LanguageRules> languages;
    std::vector<LanguageMap> maps;
};

/// A rule takes too long on a text: its regular expression tries more and more ways to match
/// ("catastrophic backtracking"). Says which one.
class SlowRule : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Rules made ready. Copies share them; may be used by one thread at a time.
class SegmentationRules {
public:
    /// Errors: srx.pattern (a regular expression ICU does not take; the position is the rule's),
    /// srx.map (rules that are not there).
    static Result<SegmentationRules> compile(const SegmentationSource& source);

    /// The end of each segment of `text`, in bytes, ascending; the last is text.size(), and there
    /// is none in an empty text. The first rule that matches at a place decides; where none does
    /// there is no break. `text` must be valid UTF-8. Throws SlowRule, where a rule costs much more
    /// than its share of time: about half a second, and as much as 40 steps for each character.
    /// Costs time linear in the text for the rules that come with Diglot, and memory of five bytes
    /// for each character and eight for each break. Throws std::logic_error for 2 GB or more.
    std::vector<std::size_t> segment(std::string_view text, const LanguageTag& lang) const;
    /// The same for a tag that may be anything ("languageRule" maps, upper case).
    std::vector<std::size_t> segment(std::string_view text, const std::string& lang) const;

private:
    struct State;
    explicit SegmentationRules(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

}  // namespace diglot
