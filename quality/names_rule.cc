// Names of the glossary that a translation spells otherwise.
#include <algorithm>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/name_spelling.h"
#include "quality/rule_list.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

class NamesRule : public DescribedRule {
public:
    NamesRule()
        : DescribedRule(
              {"names",
               Severity::kError,
               "A name is spelled otherwise than in the glossary or the source",
               "Argone for Argonne, Open AI for OpenAI, NVidia for NVIDIA: a name that the source "
               "has and the translation writes with other spaces, hyphens or capitals, or with one "
               "letter lost, added, changed or swapped (two in names of ten letters or more). "
               "Names are concepts whose kind is organisation, person, place, product or "
               "programme, and those without a kind whose English has capitals.\n\n"
               "A name may stand in capitals throughout, and its plain words in lower case; "
               "capitals inside a word stand where the glossary has them, unless the term's case "
               "rule is `any`. The name must be meant: only concepts of the source count. "
               "Without a glossary, names in Latin letters of a Chinese source (five letters or "
               "more, a capital first and small ones; not in code) are held against the "
               "translation the same way.",
               {{"OpenAI 的執行長", "The CEO of Open AI",
                 "\"Open AI\" is spelled \"OpenAI\" in the source"},
                {"Argonne 的超級電腦", "A supercomputer at Argone",
                 "\"Argone\" is spelled \"Argonne\" in the source"},
                {"OpenAI 的執行長", "Its CEO", ""}},
               {{"ignore", "[]", "spellings that are right all the same: [\"Nvidia\"]"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (text.target.empty() || !writes_latin(text.target_lang)) return;
        if (writes_han(text.source_lang)) check_latin(text, findings);
        if (!text.terms) return;
        std::vector<std::int64_t> asked;
        for (const TermPlace& place : text.terms->source()) {
            if (std::find(asked.begin(), asked.end(), place.concept_id) != asked.end()) continue;
            asked.push_back(place.concept_id);
            const ConceptView& view = text.terms->view(place.concept_id);
            if (view.do_not_translate || !is_name(view)) continue;
            check_name(text, place, view, findings);
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        ignored_ = list_option(options, "ignore");
    }

private:
    /// Names that the Chinese source has in Latin letters.
    void check_latin(const BilingualText& text, std::vector<Finding>& findings) const {
        std::vector<std::string_view> asked;
        for (const Word& word : find_words(text.source)) {
            const std::string_view name = text.source.substr(word.start, word.end - word.start);
            if (!is_latin_name(name) || is_in_code(text.source, word) ||
                text.target.find(name) != text.target.npos)
                continue;
            if (std::find(asked.begin(), asked.end(), name) != asked.end()) continue;
            asked.push_back(name);
            const TextSpan span{word.start, word.end};
            if (is_term(text, span)) continue;
            ConceptView view;
            view.translations.push_back({std::string(name), text.target_lang});
            const auto near = near_names_.find(text.target, view);
            if (near && !is_in_code(text.target, {near->span.start, near->span.end}))
                report(text, span, near->span, near->name, "source", findings);
        }
    }

    /// Code has names of its own: `camelCase`, $endTime, module.Name, name().
    static bool is_in_code(std::string_view text, const Word& word) {
        constexpr std::string_view kMarks = "`$_(){}[]<>\\:./-#@=\"'*+";
        const char before = word.start > 0 ? text[word.start - 1] : ' ';
        const char after = word.end < text.size() ? text[word.end] : ' ';
        const bool ends = word.end + 1 >= text.size() || text[word.end + 1] == ' ';
        const bool marked = kMarks.find(after) != kMarks.npos &&
                            !((after == '.' || after == ':' || after == '\'') && ends) &&
                            !(after == '\'' || after == ')');
        return (before != '(' && kMarks.find(before) != kMarks.npos) || marked;
    }

    /// A capital, and small letters and no others; what is in capitals throughout may be a word
    /// (APP).
    static bool is_latin_name(std::string_view word) {
        if (word.size() < 5 || !is_ascii(word) || !is_upper(static_cast<unsigned char>(word[0])))
            return false;
        const auto is_letter = [](char c) {
            return is_ascii_letter(static_cast<unsigned char>(c));
        };
        const auto is_small = [](char c) { return is_lower(static_cast<unsigned char>(c)); };
        return std::all_of(word.begin(), word.end(), is_letter) &&
               std::any_of(word.begin(), word.end(), is_small) &&
               !std::all_of(word.begin(), word.end(), is_small);
    }

    static bool is_term(const BilingualText& text, TextSpan span) {
        if (!text.terms) return false;
        const std::vector<TermPlace>& places = text.terms->source();
        return std::any_of(places.begin(), places.end(), [&](const TermPlace& place) {
            return place.span.start < span.end && span.start < place.span.end;
        });
    }

    void check_name(const BilingualText& text, const TermPlace& asked, const ConceptView& view,
                    std::vector<Finding>& findings) const {
        bool is_there = false;
        for (const TermPlace& place : text.terms->target()) {
            if (place.concept_id != asked.concept_id) continue;
            is_there = true;
            if (!place.may_be_used()) continue;
            const std::string_view written =
                text.target.substr(place.span.start, place.span.end - place.span.start);
            if (const Translation* name = find_misspelled(written, view))
                report(text, asked.span, place.span, name->term, "glossary", findings);
        }
        if (is_there || is_rendered_beside(text, asked)) return;
        if (const auto near = near_names_.find(text.target, view))
            report(text, asked.span, near->span, near->name, "glossary", findings);
    }

    /// Another concept with the same words is in the target: that one was meant.
    static bool is_rendered_beside(const BilingualText& text, const TermPlace& asked) {
        for (const TermPlace& other : text.terms->source())
            if (other.span == asked.span && text.terms->is_rendered(other.concept_id)) return true;
        return false;
    }

    /// The name that `written` is, if it is spelled as none of them.
    static const Translation* find_misspelled(std::string_view written, const ConceptView& view) {
        const Translation* same = nullptr;
        for (const Translation& name : view.translations) {
            if (!may_be_used(name)) continue;
            if (is_spelled_as(written, name)) return nullptr;
            if (!same && has_same_letters(written, name.term)) same = &name;
        }
        return same;
    }

    /// `where` the name is spelled so.
    /// Where the name begins if its first word stands before `start` already: US Ministry of Energy
    /// is US Department of Energy, and not US US.
    static std::size_t start_with(std::string_view text, std::size_t start,
                                  const std::string& name) {
        const std::string first = name.substr(0, name.find(' ')) + " ";
        if (first.size() > name.size() || start < first.size() ||
            text.substr(start).starts_with(first))
            return start;
        const std::size_t before = start - first.size();
        const bool is_word = before == 0 || text[before - 1] == ' ';
        return is_word && text.substr(before).starts_with(first) ? before : start;
    }

    void report(const BilingualText& text, TextSpan asked, TextSpan span, const std::string& name,
                const std::string& where, std::vector<Finding>& findings) const {
        const std::string written(text.target.substr(span.start, span.end - span.start));
        if (std::find(ignored_.begin(), ignored_.end(), written) != ignored_.end()) return;
        Finding& finding = findings.emplace_back();
        finding.message = "\"" + written + "\" is spelled \"" + name + "\" in the " + where;
        finding.source_span = asked;
        finding.target_span = span;
        span.start = start_with(text.target, span.start, name);
        finding.suggestion = std::string(text.target.substr(0, span.start)) + name +
                             std::string(text.target.substr(span.end));
    }

    std::vector<std::string> ignored_;
    NearNames near_names_;
};

}  // namespace

std::unique_ptr<Rule> make_names_rule() { return std::make_unique<NamesRule>(); }

}  // namespace diglot
