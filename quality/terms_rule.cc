// The glossary's terms: rendered as it says, and not as it forbids.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

constexpr std::size_t kMostShown = 3;  ///< Translations in a message.

bool may_be_used(const Translation& term) {
    return term.valid && term.status != TermStatus::kDeprecated &&
           term.status != TermStatus::kForbidden;
}

void add_allowed(const ConceptView& view, std::vector<std::string>& terms) {
    for (const Translation& term : view.translations)
        if (may_be_used(term) && std::find(terms.begin(), terms.end(), term.term) == terms.end())
            terms.push_back(term.term);
}

bool has_any(const std::vector<TermPlace>& places, std::int64_t concept_id) {
    return std::any_of(places.begin(), places.end(),
                       [&](const TermPlace& place) { return place.concept_id == concept_id; });
}

/// "the department" for the Department of Energy: a body that was named before may be called by the
/// common noun in its name.
bool is_taken_up(const BilingualText& text, const std::vector<std::string>& terms) {
    constexpr std::string_view kBodies[] = {
        "administration", "agency",     "association", "authority",  "bank",       "bureau",
        "center",         "centre",     "commission",  "committee",  "company",    "corporation",
        "council",        "court",      "department",  "foundation", "government", "group",
        "institute",      "laboratory", "ministry",    "office",     "university", "yuan"};
    if (!is_english(text.target_lang)) return false;
    const std::string target = ' ' + fold_text(text.target) + ' ';
    for (const std::string& term : terms) {
        const std::string folded = fold_text(term);
        for (const std::string_view body : kBodies)
            if (folded.find(body) != folded.npos && folded.size() > body.size() &&
                target.find(" the " + std::string(body)) != target.npos)
                return true;
    }
    return false;
}

class TermsRule : public DescribedRule {
public:
    TermsRule()
        : DescribedRule(
              {"terms",
               Severity::kError,
               "A term of the glossary is not translated as the glossary says",
               "Terms are recognised in the source as `diglot term find` does, longest first. Any "
               "translation of the concept that is valid that day and neither deprecated nor "
               "forbidden satisfies it, in any of its forms (plural, spelling); so does one of any "
               "of the concepts that share the term, and \"the department\" for the Department of "
               "Energy. Once in the translation is enough. A "
               "translation that uses a deprecated or forbidden term is left to `forbidden-terms`, "
               "an empty one to `untranslated`. Nothing is checked without a glossary.",
               {},
               {{"ignore", "[]", "terms that need not be translated so, as the source has them"},
                {"shortest", "1", "the characters that a term of the source has at least"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms || text.target.empty()) return;
        const std::vector<TermPlace>& places = text.terms->source();
        std::vector<std::string_view> told;
        for (std::size_t i = 0; i < places.size();) {
            std::size_t end = i;  // Concepts that have the same words stand together.
            bool rendered = false;
            while (end < places.size() && places[end].span == places[i].span)
                rendered = has_any(text.terms->target(), places[end++].concept_id) || rendered;
            const TextSpan span = places[i].span;
            const std::string_view word = text.source.substr(span.start, span.end - span.start);
            if (!rendered && is_asked_for(word) &&
                std::find(told.begin(), told.end(), word) == told.end()) {
                std::vector<std::string> terms;
                for (std::size_t k = i; k < end; ++k)
                    add_allowed(text.terms->view(places[k].concept_id), terms);
                if (!terms.empty() && !is_taken_up(text, terms)) {
                    told.push_back(word);
                    Finding& finding = findings.emplace_back();
                    finding.message = "\"" + std::string(word) + "\" is not translated as " +
                                      quoted_list(terms, kMostShown, "or");
                    finding.source_span = span;
                }
            }
            i = end;
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        ignored_ = list_option(options, "ignore");
        shortest_ = static_cast<std::size_t>(number_option(*this, options, "shortest", 1, 1, 1000));
    }

private:
    bool is_asked_for(std::string_view word) const {
        if (std::find(ignored_.begin(), ignored_.end(), word) != ignored_.end()) return false;
        return shortest_ == 1 || Characters(word).size() >= shortest_;
    }

    std::vector<std::string> ignored_;
    std::size_t shortest_ = 1;
};

class ForbiddenTermsRule : public DescribedRule {
public:
    ForbiddenTermsRule()
        : DescribedRule(
              {"forbidden-terms",
               Severity::kError,
               "The translation uses a term that the glossary forbids or has replaced",
               "A forbidden or deprecated translation of a term that the source has, or one whose "
               "days are over, where the concept has one to put in its place. A name that was "
               "right "
               "in its days may stand for a source that uses the old name too. The words alone are "
               "no fault: only the concept of the source counts.",
               {}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms) return;
        const std::vector<TermPlace>& source = text.terms->source();
        if (source.empty()) return;
        for (const TermPlace& used : text.terms->target()) {
            const bool refused = used.status == TermStatus::kForbidden ||
                                 used.status == TermStatus::kDeprecated || !used.valid;
            if (!refused || is_covered(text.terms->target(), used)) continue;
            const auto asked = std::find_if(
                source.begin(), source.end(),
                [&](const TermPlace& place) { return place.concept_id == used.concept_id; });
            if (asked == source.end()) continue;
            if (used.status != TermStatus::kForbidden && says_old_name(source, used)) continue;
            std::vector<std::string> terms;
            add_allowed(text.terms->view(used.concept_id), terms);
            if (terms.empty()) continue;
            const std::string word(
                text.target.substr(used.span.start, used.span.end - used.span.start));
            Finding& finding = findings.emplace_back();
            finding.message = "\"" + word + "\" " + what_is_wrong(used) + "; the glossary has " +
                              quoted_list(terms, kMostShown, "or");
            finding.source_span = asked->span;
            finding.target_span = used.span;
        }
    }

private:
    static bool says_old_name(const std::vector<TermPlace>& source, const TermPlace& used) {
        return std::any_of(source.begin(), source.end(), [&](const TermPlace& place) {
            return place.concept_id == used.concept_id && !place.valid;
        });
    }

    static const char* what_is_wrong(const TermPlace& used) {
        if (used.status == TermStatus::kForbidden) return "is forbidden";
        return used.valid ? "is deprecated" : "is not the name of that day";
    }

    /// Words of a longer or equal term that may be used: "lab" in "national lab".
    static bool is_covered(const std::vector<TermPlace>& all, const TermPlace& one) {
        return std::any_of(all.begin(), all.end(), [&](const TermPlace& other) {
            return other.span.start <= one.span.start && one.span.end <= other.span.end &&
                   other.valid && other.status != TermStatus::kForbidden &&
                   other.status != TermStatus::kDeprecated;
        });
    }
};

}  // namespace

std::unique_ptr<Rule> make_terms_rule() { return std::make_unique<TermsRule>(); }
std::unique_ptr<Rule> make_forbidden_terms_rule() { return std::make_unique<ForbiddenTermsRule>(); }

}  // namespace diglot
