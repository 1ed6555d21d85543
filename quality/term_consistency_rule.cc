// A term that is translated in different ways, each of which the glossary allows.
#include <algorithm>
#include <map>
#include <set>

#include "core/text/fold.h"
#include "glossary/inflection.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/name_spelling.h"
#include "quality/rule_list.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

bool has_lower(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return is_lower(static_cast<unsigned char>(c)); });
}

std::string american(std::string_view text) {
    std::string result;
    const std::string folded = fold_text(text);
    for (const Word& word : find_words(folded))
        result +=
            american_spelling(std::string_view(folded).substr(word.start, word.end - word.start));
    return result;
}

/// Whether `letters` are made of the beginnings of all words from `at` on.
bool is_made_of(std::string_view letters, const std::vector<std::string>& words, std::size_t at) {
    if (at == words.size()) return letters.empty();
    for (std::size_t n = 1; n <= std::min(letters.size(), words[at].size()); ++n) {
        if (letters[n - 1] != words[at][n - 1]) return false;
        if (is_made_of(letters.substr(n), words, at + 1)) return true;
    }
    return false;
}

/// What the other's words begin with: moda for Ministry of Digital Affairs, LLMs for large language
/// models, capex for capital expenditure.
bool is_short_for(std::string_view letters, std::string_view words) {
    std::vector<std::string> parts;
    for (const Word& word : find_words(words))
        parts.push_back(fold_text(words.substr(word.start, word.end - word.start)));
    if (parts.size() < 2) return false;
    const std::string folded = fold_text(letters);
    const std::string_view text = folded;
    return is_made_of(text, parts, 0) ||
           (text.ends_with("s") && is_made_of(text.substr(0, text.size() - 1), parts, 0));
}

/// The same words but for spelling, or one is short for the other: AI, "the lab" of "national lab".
bool go_together(std::string_view a, std::string_view b) {
    if (has_lower(a) != has_lower(b) || is_short_for(a, b) || is_short_for(b, a)) return true;
    if (has_same_letters(a, b) || american(a) == american(b)) return true;
    const std::string first = fold_text(a), second = fold_text(b);
    return first.find(second) != first.npos || second.find(first) != second.npos;
}

class TermConsistencyRule : public DescribedRule {
public:
    TermConsistencyRule()
        : DescribedRule(
              {"term-consistency",
               Severity::kWarning,
               "A term is translated with different words, each of which the glossary allows",
               "Where a concept has several translations that may be used, the first one met is "
               "taken to be the one of the text; another one, for the same words of the source, is "
               "told once, with the place of the first. Forms of one term (plural, spelling), an "
               "abbreviation and what it is short for, and a term that holds the other are one and "
               "the same. Files that are checked together are compared with each other.",
               {},
               {{"ignore", "[]", "terms that may vary, as the source has them"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms || !text.place) return;
        std::set<Key> asked;
        for (const TermPlace& place : text.terms->source()) {
            const Key key{place.concept_id, place.term, text.target_lang.text()};
            if (!asked.insert(key).second || is_ignored(text, place)) continue;
            std::vector<const TermPlace*> used;
            for (const TermPlace& one : text.terms->target())
                if (one.concept_id == place.concept_id && one.may_be_used()) used.push_back(&one);
            if (!used.empty() && !is_shared(text, place))
                check_used(text, place, key, used, findings);
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        ignored_ = list_option(options, "ignore");
    }

private:
    struct Key {
        std::int64_t concept_id;
        std::uint32_t term;
        std::string lang;
        auto operator<=>(const Key&) const = default;
    };
    struct First {
        std::string words;
        UnitPlace place;
        std::string target;
        std::set<std::uint32_t> told;  ///< Terms of the concept.
    };

    bool is_ignored(const BilingualText& text, const TermPlace& place) const {
        if (ignored_.empty()) return false;
        const std::string_view word =
            text.source.substr(place.span.start, place.span.end - place.span.start);
        return std::find(ignored_.begin(), ignored_.end(), word) != ignored_.end();
    }

    /// Several concepts have the same words: which was meant is not known.
    static bool is_shared(const BilingualText& text, const TermPlace& place) {
        return std::any_of(
            text.terms->source().begin(), text.terms->source().end(), [&](const TermPlace& other) {
                return other.span == place.span && other.concept_id != place.concept_id;
            });
    }

    void check_used(const BilingualText& text, const TermPlace& asked, const Key& key,
                    const std::vector<const TermPlace*>& used, std::vector<Finding>& findings) {
        const auto words_of = [&](const TermPlace& place) {
            return std::string(
                text.target.substr(place.span.start, place.span.end - place.span.start));
        };
        const auto [at, is_new] = first_.try_emplace(key);
        First& first = at->second;
        if (is_new) {
            first = {words_of(*used.front()), *text.place, std::string(text.target), {}};
            first.told.insert(used.front()->term);
            return;
        }
        for (const TermPlace* place : used)
            if (go_together(first.words, words_of(*place))) return;
        const TermPlace& other = *used.front();
        if (!first.told.insert(other.term).second) return;
        Finding& finding = findings.emplace_back();
        finding.message = "\"" + words_of(other) + "\" was \"" + first.words + "\" in unit " +
                          std::to_string(first.place.unit);
        if (first.place.file != text.place->file) finding.message += " of " + first.place.file;
        finding.source_span = asked.span;
        finding.target_span = other.span;
        finding.also.push_back({first.place, first.target});
    }

    std::vector<std::string> ignored_;
    std::map<Key, First> first_;
};

}  // namespace

std::unique_ptr<Rule> make_term_consistency_rule() {
    return std::make_unique<TermConsistencyRule>();
}

}  // namespace diglot
