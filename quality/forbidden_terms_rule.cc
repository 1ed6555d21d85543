// Translations that the glossary forbids or has replaced.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

constexpr std::size_t kMostShown = 3;  ///< Translations in a message.

class ForbiddenTermsRule : public DescribedRule {
public:
    ForbiddenTermsRule()
        : DescribedRule(
              {"forbidden-terms",
               Severity::kError,
               "The translation uses a term that the glossary forbids or has replaced",
               "A forbidden or deprecated translation of a term that the source has, or one whose "
               "days are over, where the concept has one to put in its place. A name that was "
               "right in its "
               "days may stand for a source that uses the old name too. The words alone are "
               "no fault: only the concept of the source counts.",
               {}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms) return;
        const std::vector<TermPlace>& source = text.terms->source();
        if (source.empty()) return;
        for (const TermPlace& used : text.terms->target()) {
            if (used.may_be_used() || is_covered(text.terms->target(), used)) continue;
            const auto asked = std::find_if(
                source.begin(), source.end(),
                [&](const TermPlace& place) { return place.concept_id == used.concept_id; });
            if (asked == source.end()) continue;
            if (used.status != TermStatus::kForbidden && says_old_name(source, used)) continue;
            const std::vector<std::string> terms = allowed_terms(text.terms->view(used.concept_id));
            if (terms.empty()) continue;
            const std::string word(
                text.target.substr(used.span.start, used.span.end - used.span.start));
            Finding& finding = findings.emplace_back();
            finding.message = "\"" + word + "\" " + what_is_wrong(used) + "; the glossary has " +
                              quoted_list(terms, kMostShown, "or");
            finding.source_span = asked->span;
            finding.target_span = used.span;
            suggest(text, used, finding);
        }
    }

private:
    /// The one translation that may be used, or the one that is preferred, in the place of a term
    /// that stands there as the glossary has it: of another form the right one is not known.
    static void suggest(const BilingualText& text, const TermPlace& used, Finding& finding) {
        const ConceptView& view = text.terms->view(used.concept_id);
        const std::vector<std::string> terms = allowed_terms(view);
        std::vector<std::string> preferred;
        bool as_written = false;
        const std::string_view word =
            text.target.substr(used.span.start, used.span.end - used.span.start);
        for (const Translation& term : view.translations) {
            if (may_be_used(term) && term.status == TermStatus::kPreferred)
                preferred.push_back(term.term);
            as_written = as_written || fold_text(term.term) == fold_text(word);
        }
        const std::vector<std::string>& right = preferred.empty() ? terms : preferred;
        if (right.size() != 1 || !as_written) return;
        std::string by = right.front();
        const bool capital = is_upper(static_cast<unsigned char>(word.front()));
        const bool begins = used.span.start == 0;
        if (capital && begins && is_lower(static_cast<unsigned char>(by.front())))
            by.front() = static_cast<char>(by.front() - 'a' + 'A');
        finding.suggestion = std::string(text.target.substr(0, used.span.start)) + by +
                             std::string(text.target.substr(used.span.end));
    }

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
                   other.may_be_used();
        });
    }
};

}  // namespace

std::unique_ptr<Rule> make_forbidden_terms_rule() { return std::make_unique<ForbiddenTermsRule>(); }

}  // namespace diglot
