// Short forms that are used before they were introduced.
#include <unordered_map>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

std::string_view slice(std::string_view text, TextSpan span) {
    return text.substr(span.start, span.end - span.start);
}

/// A mark that ends a sentence, with quotes and brackets after it.
bool ends_a_sentence(std::string_view text) {
    const Characters all(text);
    constexpr std::u32string_view kAfter = U")]\"'”’」』）";
    std::size_t end = all.size();
    while (end > 0 && (is_space(all[end - 1]) || kAfter.find(all[end - 1]) != kAfter.npos)) --end;
    constexpr std::u32string_view kMarks = U".!?…。！？";
    return end > 0 && kMarks.find(all[end - 1]) != kMarks.npos;
}

class FirstMentionRule : public DescribedRule {
public:
    FirstMentionRule()
        : DescribedRule(
              {"first-mention",
               Severity::kWarning,
               "A short form is used before it was introduced",
               "Concepts with the glossary's first-mention rule: the first time the full form with "
               "the short form in brackets, Lawrence Livermore National Laboratory (LLNL), then "
               "the short form. Told once in a file, at the first short form that stands there "
               "before both stood together; either of them may be the one in brackets. The full "
               "form may be used again, and one that is never shortened needs no introduction. "
               "Headings (no mark at their end) are left alone, and so is the memory, which is no "
               "text.",
               {},
               {{"headings", "false", "whether headings are looked at too"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.terms || !text.place || text.place->file.empty()) return;
        if (text.place->file != file_) {
            file_ = text.place->file;
            done_.clear();
        }
        if (!headings_ && !ends_a_sentence(text.target)) return;
        for (const TermPlace& place : text.terms->source()) {
            const ConceptView& view = text.terms->view(place.concept_id);
            if (view.first_mention.empty() || done_[place.concept_id]) continue;
            check_concept(text, place, view, findings);
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        headings_ = bool_option(*this, options, "headings", false);
    }

private:
    void check_concept(const BilingualText& text, const TermPlace& asked, const ConceptView& view,
                       std::vector<Finding>& findings) {
        const TermPlace* brief = nullptr;
        for (const TermPlace& place : text.terms->target()) {
            if (place.concept_id != asked.concept_id) continue;
            const bool is_brief = slice(text.target, place.span) == view.later_mention;
            if (is_brief && !brief) brief = &place;
            for (const TermPlace& other : text.terms->target()) {
                if (other.concept_id != asked.concept_id || other.span.start < place.span.end)
                    continue;
                const bool other_is_brief = slice(text.target, other.span) == view.later_mention;
                const std::string_view between =
                    slice(text.target, {place.span.end, other.span.start});
                if (is_brief != other_is_brief && between.size() <= 4 &&
                    between.find_first_of("([") != between.npos)
                    done_[asked.concept_id] = true;
            }
        }
        if (!brief || done_[asked.concept_id]) return;
        done_[asked.concept_id] = true;
        Finding& finding = findings.emplace_back();
        finding.message = "\"" + view.later_mention + "\" is used before it was introduced as \"" +
                          view.first_mention + "\"";
        finding.source_span = asked.span;
        finding.target_span = brief->span;
        finding.suggestion = std::string(text.target.substr(0, brief->span.start)) +
                             view.first_mention + std::string(text.target.substr(brief->span.end));
    }

    bool headings_ = false;
    std::string file_;
    std::unordered_map<std::int64_t, bool> done_;  ///< Introduced in this file, or told.
};

}  // namespace

std::unique_ptr<Rule> make_first_mention_rule() { return std::make_unique<FirstMentionRule>(); }

}  // namespace diglot
