// Names that are in several segments and are written in different ways in the translation.
#include <algorithm>
#include <map>
#include <set>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/name_spelling.h"
#include "quality/rule_list.h"
#include "quality/source_names.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

constexpr std::size_t kMostNames = 100000;
constexpr std::size_t kMostWords = 200;  ///< Of one name's translations.

/// A word of the names in a translation, and where it was met first.
struct NameWord {
    std::string written;
    UnitPlace place;
    std::string target;
};

/// The words with capitals of the names of a text: by their folded form, as they are written.
std::map<std::string, std::pair<std::string, TextSpan>> name_words(std::string_view text) {
    std::map<std::string, std::pair<std::string, TextSpan>> words;
    for (const TargetName& name : find_target_names(text)) {
        for (const Word& word : find_words(name.text)) {
            TextSpan span{name.span.start + word.start, name.span.start + word.end};
            std::string_view written = text.substr(span.start, span.end - span.start);
            for (const std::string_view ending : {"'s", "’s"})
                if (written.ends_with(ending)) written.remove_suffix(ending.size());
            span.end = span.start + written.size();
            if (written.size() >= 4 && is_upper(static_cast<unsigned char>(written.front())))
                words.try_emplace(fold_text(written), std::string(written), span);
        }
    }
    return words;
}

/// Two spellings of one name: Altman and Ultman; not Europe and European.
bool are_alike(const std::string& a, const std::string& b) {
    if (a.starts_with(b) || b.starts_with(a)) return false;
    return letters_between(a, b) <= (std::min(a.size(), b.size()) < 7 ? 1u : 2u);
}

class NameConsistencyRule : public DescribedRule {
public:
    NameConsistencyRule()
        : DescribedRule(
              {"name-consistency",
               Severity::kWarning,
               "A name is written in different ways in the translation",
               "Names that the source shows as such, foreign names with a dot (山姆・奧特曼) and "
               "titles (《…》), and that are in several segments: told is a word with a capital in "
               "the translation that is nearly one of an earlier translation of a segment with the "
               "same name, and is not there itself: Altman here, Ultman there. Names of the "
               "glossary are left to `terms` and `names`. What is wholly different is not told: a "
               "pronoun or a description may be meant.",
               {}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.place || !writes_han(text.source_lang) || !writes_latin(text.target_lang)) return;
        if (!has_han(text.source)) return;
        for (const SourceName& name : find_source_names(text.source)) {
            if (!has_han(name.text) || is_in_glossary(text, name.span)) continue;
            check_name(text, name, findings);
        }
    }

private:
    /// Words by their folded form.
    using Words = std::map<std::string, NameWord>;

    static bool is_in_glossary(const BilingualText& text, TextSpan span) {
        if (!text.terms) return false;
        const std::vector<TermPlace>& places = text.terms->source();
        return std::any_of(places.begin(), places.end(), [&](const TermPlace& place) {
            return place.span.start < span.end && span.start < place.span.end;
        });
    }

    void check_name(const BilingualText& text, const SourceName& name,
                    std::vector<Finding>& findings) {
        if (names_.size() >= kMostNames && !names_.contains(name.key)) return;
        Words& known = names_[name.key];
        const auto here = name_words(text.target);
        for (const auto& [folded, word] : here) {
            if (known.contains(folded)) continue;
            for (const auto& [other, met] : known) {
                if (here.contains(other) || !are_alike(folded, other)) continue;
                report(text, name, word.first, word.second, met, findings);
                break;
            }
        }
        for (const auto& [folded, word] : here)
            if (known.size() < kMostWords)
                known.try_emplace(folded,
                                  NameWord{word.first, *text.place, std::string(text.target)});
    }

    static void report(const BilingualText& text, const SourceName& name,
                       const std::string& written, TextSpan span, const NameWord& met,
                       std::vector<Finding>& findings) {
        Finding& finding = findings.emplace_back();
        finding.message = "\"" + written + "\" for \"" + name.text + "\" was \"" + met.written +
                          "\" in unit " + std::to_string(met.place.unit);
        if (met.place.file != text.place->file) finding.message += " of " + met.place.file;
        finding.source_span = name.span;
        finding.target_span = span;
        finding.also.push_back({met.place, met.target});
    }

    std::map<std::string, Words> names_;  ///< By key.
};

}  // namespace

std::unique_ptr<Rule> make_name_consistency_rule() {
    return std::make_unique<NameConsistencyRule>();
}

}  // namespace diglot
