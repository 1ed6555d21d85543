// Terms of the glossary that are not translated as it says.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/name_spelling.h"
#include "quality/rule_list.h"
#include "quality/term_rendering.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

constexpr std::size_t kMostShown = 3;  ///< Translations in a message.

/// Appends the concept's that are not there yet.
void add_allowed(const ConceptView& view, std::vector<std::string>& terms) {
    for (std::string& term : allowed_terms(view))
        if (std::find(terms.begin(), terms.end(), term) == terms.end())
            terms.push_back(std::move(term));
}

/// The region that a tag names: "GB" of en-GB, nothing of en.
std::string named_region(const LanguageTag& tag) {
    const std::string region = tag.region();
    return !region.empty() && tag.text().ends_with("-" + region) ? region : "";
}

/// The concepts that have the same words of the source.
struct Asked {
    TextSpan span;
    std::vector<std::int64_t> concepts;

    bool has(std::int64_t concept_id) const {
        return std::find(concepts.begin(), concepts.end(), concept_id) != concepts.end();
    }
};

class TermsRule : public DescribedRule {
public:
    TermsRule()
        : DescribedRule(
              {"terms",
               Severity::kError,
               "A term of the glossary is not translated as the glossary says",
               "Terms are recognised in the source as `diglot term find` does, longest first. Any "
               "translation of the concept that is valid that day and neither deprecated nor "
               "forbidden satisfies it, in any of its forms (plural, spelling) or in words of the "
               "same family (\"was examined\" for examination); so does a person's surname, and "
               "one of any of "
               "the concepts that share the term, and \"the department\" for the Department of "
               "Energy. Once in the translation is enough. Where the translation's language names "
               "a region (en-GB), a term of another region does not satisfy if the concept has one "
               "of that region; in Chinese, a word of the other side of the strait never "
               "does.\n\n"
               "A translation that uses a deprecated or forbidden term is left to "
               "`forbidden-terms`, a name that is spelled otherwise to `names`, what must stay as "
               "it is to `do-not-translate`, an empty one to `untranslated`. Nothing is checked "
               "without a glossary.",
               {},
               {{"ignore", "[]", "terms that need not be translated so, as the source has them"},
                {"shortest", "1", "the characters that a term of the source has at least"},
                {"families", "true", "whether words of the same family satisfy"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms || text.target.empty()) return;
        std::vector<std::string_view> told;
        for (const Asked& asked : find_asked(text)) {
            const std::string_view word = slice(text.source, asked.span);
            if (std::find(told.begin(), told.end(), word) != told.end()) continue;
            if (check_asked(text, asked, findings)) told.push_back(word);
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        ignored_ = list_option(options, "ignore");
        shortest_ = static_cast<std::size_t>(number_option(*this, options, "shortest", 1, 1, 1000));
        families_on_ = bool_option(*this, options, "families", true);
    }

private:
    static std::string_view slice(std::string_view text, TextSpan span) {
        return text.substr(span.start, span.end - span.start);
    }

    std::vector<Asked> find_asked(const BilingualText& text) const {
        std::vector<Asked> all;
        for (const TermPlace& place : text.terms->source()) {
            if (!is_asked_for(slice(text.source, place.span))) continue;
            // Concepts that have the same words stand together.
            if (all.empty() || !(all.back().span == place.span)) all.push_back({place.span, {}});
            all.back().concepts.push_back(place.concept_id);
        }
        return all;
    }

    bool is_asked_for(std::string_view word) const {
        if (std::find(ignored_.begin(), ignored_.end(), word) != ignored_.end()) return false;
        return shortest_ == 1 || Characters(word).size() >= shortest_;
    }

    /// Whether something was found.
    bool check_asked(const BilingualText& text, const Asked& asked,
                     std::vector<Finding>& findings) const {
        bool is_there = false;
        const TermPlace* elsewhere = nullptr;
        for (const TermPlace& place : text.terms->target()) {
            if (!asked.has(place.concept_id)) continue;
            is_there = true;
            if (!place.may_be_used()) continue;
            if (find_regional(text, place).empty()) return false;
            if (!elsewhere) elsewhere = &place;
        }
        if (elsewhere) {
            report_region(text, asked, *elsewhere, findings);
            return true;
        }
        if (is_there) return false;
        std::vector<std::string> terms;
        for (const std::int64_t id : asked.concepts) {
            const ConceptView& view = text.terms->view(id);
            if (view.do_not_translate) return false;
            add_allowed(view, terms);
        }
        if (terms.empty() || is_rendered_otherwise(text, asked, terms)) return false;
        report_missing(text, asked, terms, findings);
        return true;
    }

    bool is_rendered_otherwise(const BilingualText& text, const Asked& asked,
                               const std::vector<std::string>& terms) const {
        if (!is_english(text.target_lang)) return false;
        if (is_taken_up(text.target, terms)) return true;
        if (is_called_by_surname(text, asked, terms)) return true;
        bool may_vary = families_on_;
        for (const std::int64_t id : asked.concepts) {
            const ConceptView& view = text.terms->view(id);
            if (!is_name(view)) continue;
            if (near_names_.find(text.target, view)) return true;
            may_vary = may_vary && view.kind.empty();
        }
        return may_vary && families_.has_any(text.target, terms);
    }

    /// A person is named in full once, and by the first or last word of the name from then on:
    /// Jensen Huang and Huang, Kung Ming-hsin and Kung.
    static bool is_called_by_surname(const BilingualText& text, const Asked& asked,
                                     const std::vector<std::string>& terms) {
        const auto is_person = [&](std::int64_t id) {
            return text.terms->view(id).kind == "person";
        };
        if (!std::any_of(asked.concepts.begin(), asked.concepts.end(), is_person)) return false;
        const std::vector<Word> words = find_words(text.target);
        return std::any_of(terms.begin(), terms.end(), [&](const std::string& name) {
            const std::vector<Word> parts = find_words(name);
            if (parts.size() < 2) return false;
            for (const Word& part : {parts.front(), parts.back()}) {
                const std::string_view surname = slice(name, {part.start, part.end});
                if (surname.size() < 2 || !is_upper(static_cast<unsigned char>(surname[0])))
                    continue;
                if (std::any_of(words.begin(), words.end(), [&](const Word& word) {
                        return slice(text.target, {word.start, word.end}) == surname;
                    }))
                    return true;
            }
            return false;
        });
    }

    /// The translation of the target's own region where the place has one of another; empty where
    /// it may stand.
    static std::string find_regional(const BilingualText& text, const TermPlace& place) {
        const ConceptView& view = text.terms->view(place.concept_id);
        const std::string_view word = slice(text.target, place.span);
        const std::string region = named_region(text.target_lang);
        const bool han = writes_han(text.target_lang);
        const Translation* own = nullptr;
        bool is_foreign = false;
        bool is_known = false;
        for (const Translation& term : view.translations) {
            if (!may_be_used(term)) continue;
            const bool is_here = has_same_letters(word, term.term);
            const bool fits = term.region.empty() || term.region.starts_with(region);
            is_known = is_known || is_here;
            if (is_here && fits) return {};
            is_foreign = is_foreign || is_here;
            if (!own && !region.empty() && (han || term.region.starts_with(region)) && fits)
                own = &term;
        }
        // Of a term in another kind of Chinese the concept's translations have nothing.
        if (!own || (!is_foreign && (!han || is_known))) return {};
        return own->term;
    }

    static void report_region(const BilingualText& text, const Asked& asked, const TermPlace& place,
                              std::vector<Finding>& findings) {
        const std::string right = find_regional(text, place);
        Finding& finding = findings.emplace_back();
        finding.message = "\"" + std::string(slice(text.target, place.span)) +
                          "\" is the term of another region; for " + text.target_lang.text() +
                          " the glossary has \"" + right + "\"";
        finding.source_span = asked.span;
        finding.target_span = place.span;
        finding.suggestion = std::string(text.target.substr(0, place.span.start)) + right +
                             std::string(text.target.substr(place.span.end));
    }

    static void report_missing(const BilingualText& text, const Asked& asked,
                               const std::vector<std::string>& terms,
                               std::vector<Finding>& findings) {
        const std::string word(slice(text.source, asked.span));
        Finding& finding = findings.emplace_back();
        finding.message =
            "\"" + word + "\" is not translated as " + quoted_list(terms, kMostShown, "or");
        finding.source_span = asked.span;
        const std::size_t left = text.target.find(word);
        if (left == text.target.npos || !has_han(word) || terms.size() != 1) return;
        finding.target_span = {left, left + word.size()};
        finding.suggestion = std::string(text.target.substr(0, left)) + terms.front() +
                             std::string(text.target.substr(left + word.size()));
    }

    std::vector<std::string> ignored_;
    std::size_t shortest_ = 1;
    bool families_on_ = true;
    WordFamilies families_;
    NearNames near_names_;
};

}  // namespace

std::unique_ptr<Rule> make_terms_rule() { return std::make_unique<TermsRule>(); }

}  // namespace diglot
