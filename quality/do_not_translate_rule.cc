// Terms that must stay in a translation as the source has them.
#include <algorithm>

#include "core/text/fold.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

bool is_word_byte(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    return is_ascii_letter(c) || is_digit(c);
}

/// Where `text` has the word, not as a part of another one.
std::optional<TextSpan> find_word(std::string_view text, std::string_view word) {
    if (word.empty()) return std::nullopt;
    for (std::size_t at = 0; (at = text.find(word, at)) != text.npos; ++at) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_word_byte(text, at) || !is_word_byte(text, at - 1);
        const bool ends = end == text.size() || !is_word_byte(text, end - 1) ||
                          !is_word_byte(text, end) || text.substr(end) == "s" ||
                          text.substr(end, 2) == "s ";
        if (begins && ends) return TextSpan{at, end};
    }
    return std::nullopt;
}

class DoNotTranslateRule : public DescribedRule {
public:
    DoNotTranslateRule()
        : DescribedRule(
              {"do-not-translate",
               Severity::kError,
               "A term that must stay as it is was changed or translated",
               "Concepts that the glossary marks as not to be translated: the translation must "
               "have the term character by character, as the source or the glossary writes it; in "
               "half width where the source has it in full width, and with a plural's s. Where "
               "only its case was changed the message says how it is written. Once in the "
               "translation is enough.",
               {}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms || text.target.empty()) return;
        std::vector<std::int64_t> asked;
        for (const TermPlace& place : text.terms->source()) {
            if (std::find(asked.begin(), asked.end(), place.concept_id) != asked.end()) continue;
            const ConceptView& view = text.terms->view(place.concept_id);
            if (!view.do_not_translate) continue;
            asked.push_back(place.concept_id);
            check_term(text, place, view, findings);
        }
    }

private:
    static void check_term(const BilingualText& text, const TermPlace& place,
                           const ConceptView& view, std::vector<Finding>& findings) {
        const std::string_view word =
            text.source.substr(place.span.start, place.span.end - place.span.start);
        const std::string narrow = fold_text(word, {false, true, false});
        const std::vector<std::string> terms = allowed_terms(view);
        if (find_word(text.target, word) || find_word(text.target, narrow)) return;
        for (const std::string& term : terms)
            if (find_word(text.target, term)) return;
        const std::string right = terms.empty() ? narrow : terms.front();
        Finding& finding = findings.emplace_back();
        finding.message = "\"" + right + "\" must stay as it is";
        finding.source_span = place.span;
        const FoldedText folded = fold_with_offsets(text.target);
        const auto found = find_word(folded.text, fold_text(right));
        if (!found) return;
        const FoldedText::Span original = folded.original(found->start, found->end);
        const TextSpan span{original.start, original.end};
        finding.target_span = span;
        finding.message += "; the translation has \"" +
                           std::string(text.target.substr(span.start, span.end - span.start)) + '"';
        finding.suggestion = std::string(text.target.substr(0, span.start)) + right +
                             std::string(text.target.substr(span.end));
    }
};

}  // namespace

std::unique_ptr<Rule> make_do_not_translate_rule() {
    return std::make_unique<DoNotTranslateRule>();
}

}  // namespace diglot
