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

/// What two texts of one name have on either side of their dots: where a name begins and ends shows
/// only where it was met twice.
std::string what_is_common(std::string_view a, std::string_view b) {
    const Characters first(a), second(b);
    const auto dot_of = [](const Characters& text) {
        std::size_t dot = 0;
        while (dot < text.size() && (is_han(text[dot]) || text[dot] == U'《')) ++dot;
        return dot;
    };
    const std::size_t i = dot_of(first), k = dot_of(second);
    if (i == first.size() || k == second.size() || a == b) return std::string(b);
    std::size_t before = 0, after = 0;
    while (before < i && before < k && first[i - before - 1] == second[k - before - 1]) ++before;
    while (k + after < second.size() && first[i + after] == second[k + after]) ++after;
    return std::string(second.slice(k - before, k + after));
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
            if (!has_han(name.text) || is_in_glossary(text, name.core)) continue;
            check_name(text, name, findings);
        }
    }

private:
    struct Name {
        std::string text;                       ///< Where it was met first.
        std::map<std::string, NameWord> words;  ///< By their folded form.
    };

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
        Name& met_before = names_[name.key];
        if (met_before.text.empty()) met_before.text = name.text;
        auto& known = met_before.words;
        const auto here = name_words(text.target);
        for (const auto& [folded, word] : here) {
            if (known.contains(folded)) continue;
            for (const auto& [other, met] : known) {
                if (here.contains(other) || !are_alike(folded, other)) continue;
                const std::string shown = what_is_common(met_before.text, name.text);
                report(text, {name.span, name.core, shown, {}, {}}, word.first, word.second, met,
                       findings);
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

    std::map<std::string, Name> names_;  ///< By key.
};

}  // namespace

std::unique_ptr<Rule> make_name_consistency_rule() {
    return std::make_unique<NameConsistencyRule>();
}

}  // namespace diglot
