// Terms found in running text: all languages at once, in one pass, longest first at each place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "glossary/concept.h"
#include "glossary/term_automaton.h"

namespace diglot {

/// A term of the same concept in another language.
struct Translation {
    std::string term;
    LanguageTag lang;
    TermStatus status = TermStatus::kNone;
    bool valid = true;  ///< That day; true where no day is asked for.
    std::string region = {};
    std::optional<Date> valid_from = {};
    std::optional<Date> valid_until = {};
    CaseRule case_rule = CaseRule::kAuto;

    bool operator==(const Translation&) const = default;
};

/// In what the words of a text differ from the term; bits. 0: in nothing.
enum class TermDifference : std::uint16_t {
    kCase = 1,
    kWidth = 2,
    kHanScript = 4,
    kInflection = 8,
    kSpelling = 16,       ///< British and American.
    kSpacing = 32,        ///< Spaces, hyphens and dots between the parts of a name.
    kPunctuation = 64,    ///< U.S. and US, St. and St.
    kRegionalWord = 128,  ///< The word of the other side of the strait.
};

/// "exact" for 0, else the names: "case", "width", "script", "inflection", "spelling", "spacing",
/// "punctuation", "regional".
std::vector<std::string> difference_names(std::uint16_t differences);

/// A term met in a text.
struct TermMatch {
    std::int64_t concept_id = 0;
    std::size_t start = 0;  ///< In Unicode code points of the text asked about.
    std::size_t end = 0;    ///< After the last.
    std::string matched;    ///< What stands there.
    std::string term;       ///< As the glossary spells it.
    LanguageTag lang;
    TermStatus status = TermStatus::kNone;
    /// Those valid that day first, then preferred, then admitted and those without status, then
    /// deprecated, then forbidden, in each those of the region asked for; else as the concept has
    /// them. Of a concept that is not translated the term itself, if it has none.
    std::vector<Translation> translations;
    std::uint16_t differences = 0;  ///< TermDifference bits.
    bool valid = true;              ///< The term that day; true where no day is asked for.
    std::string kind;               ///< Of the concept.
    bool do_not_translate = false;
    /// With a concept's first-mention rule and one target language: what to write where it is first
    /// met, and afterwards. Empty otherwise.
    std::string first_mention;
    std::string later_mention;
};

struct RecognizeOptions {
    /// Only terms whose language fits it (not kOther); where a concept has terms of the very
    /// language and of a variant at one place, the former. Empty: terms of every language.
    LanguageTag source;
    /// Only translations into it; into its variants where a concept has none. Empty: into every
    /// other language.
    LanguageTag target;
    /// Also terms inside longer ones and overlapping them.
    bool all = false;
    /// The day whose names are asked for.
    std::optional<Date> on;
};

/// A place where a term stands, before its concept is looked at: the fast form of TermMatch.
struct TermHit {
    const TermLeaf* leaf = nullptr;
    std::size_t start = 0;  ///< Bytes of the text.
    std::size_t end = 0;
    bool inflected = false;
};

/// The glossary as a machine that finds its terms. The rules: docs/glossary.md, "Recognition". In
/// short: words are compared folded (case, width, Han script) and in their English forms; terms
/// stand alone between words; of terms that overlap the one that begins first counts, of those that
/// begin together the longest. Where several concepts have the same words, each is reported.
/// find() and scan() may be called by several threads at once, add() not.
class TermRecognizer {
public:
    TermRecognizer();
    /// One that was compiled before, of concepts that `lookup` finds; those with ids in `stale`
    /// have changed or gone since.
    TermRecognizer(TermAutomaton compiled, std::unordered_set<std::int64_t> stale,
                   std::function<std::optional<Concept>(std::int64_t)> lookup);
    ~TermRecognizer();
    TermRecognizer(TermRecognizer&&) noexcept;
    TermRecognizer& operator=(TermRecognizer&&) noexcept;

    /// Terms without a letter, digit or symbol are left out.
    void add(const Concept& entry);
    /// By start, then longest first, then concept.
    std::vector<TermMatch> find(std::string_view text, const RecognizeOptions& options = {}) const;
    /// The same places in the same order, without what only a concept tells.
    void scan(std::string_view text, const RecognizeOptions& options,
              const std::function<void(const TermHit&)>& report) const;

    std::size_t terms() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
