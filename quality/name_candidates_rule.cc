// Names that recur and are not in the glossary.
#include <algorithm>
#include <map>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/source_names.h"
#include "quality/unit_terms.h"

namespace diglot {
namespace {

constexpr std::size_t kLeast = 2;
constexpr std::size_t kMost = 50;
constexpr std::size_t kMostNames = 100000;

class NameCandidatesRule : public DescribedRule {
public:
    NameCandidatesRule()
        : DescribedRule(
              {"name-candidates",
               Severity::kNote,
               "Names that recur and are not in the glossary, listed at the end",
               "Foreign names with a dot (山姆・奧特曼), titles (《…》) and names in Latin letters "
               "of "
               "the source, and runs of two or more words with capitals of an English translation, "
               "that are in several units and that no term of the glossary covers. Each is told "
               "once, after the last unit, the most frequent first, at the place where it was met "
               "first. Off unless asked for: with --only name-candidates, or in the settings.",
               {},
               {{"least", std::to_string(kLeast), "the units that a name is in at least"},
                {"most", std::to_string(kMost), "how many names are listed"}},
               false}) {}

    void check(const BilingualText& text, std::vector<Finding>&) override {
        if (!text.place) return;
        if (writes_han(text.source_lang))
            for (const SourceName& name : find_source_names(text.source))
                if (!is_covered(text.terms ? &text.terms->source() : nullptr, name.core))
                    count(text, name.key, name.text, name.original, name.span, true);
        if (!is_english(text.target_lang)) return;
        for (const TargetName& name : find_target_names(text.target))
            if (name.text.find(' ') != name.text.npos &&
                !is_covered(text.terms ? &text.terms->target() : nullptr, name.span))
                count(text, name.text, name.text, "", name.span, false);
    }

    void finish(std::vector<Finding>& findings) override {
        std::vector<const Candidate*> listed;
        for (const auto& [key, candidate] : candidates_)
            if (candidate.units >= least_) listed.push_back(&candidate);
        std::stable_sort(listed.begin(), listed.end(), [](const Candidate* a, const Candidate* b) {
            return a->units != b->units ? a->units > b->units : a->number < b->number;
        });
        if (listed.size() > most_) listed.resize(most_);
        for (const Candidate* one : listed) {
            Finding& finding = findings.emplace_back();
            finding.place = one->place;
            finding.source = one->source;
            finding.target = one->target;
            (one->is_source ? finding.source_span : finding.target_span) = one->span;
            finding.message = "\"" + one->text + "\"";
            if (!one->original.empty()) finding.message += " (" + one->original + ")";
            finding.message +=
                " is in " + std::to_string(one->units) + " units and not in the glossary";
        }
    }

protected:
    void set_options(const RuleOptions& options) override {
        least_ =
            static_cast<std::size_t>(number_option(*this, options, "least", kLeast, 1, 1000000));
        most_ = static_cast<std::size_t>(number_option(*this, options, "most", kMost, 1, 1000000));
    }

private:
    struct Candidate {
        std::size_t number = 0;  ///< In the order they were met.
        std::size_t units = 0;
        std::int64_t last_unit = -1;
        std::string text, original;
        UnitPlace place;
        std::string source, target;
        TextSpan span;
        bool is_source = true;
    };

    static bool is_covered(const std::vector<TermPlace>* places, TextSpan span) {
        return places && std::any_of(places->begin(), places->end(), [&](const TermPlace& place) {
                   return place.span.start < span.end && span.start < place.span.end;
               });
    }

    void count(const BilingualText& text, const std::string& key, const std::string& written,
               const std::string& original, TextSpan span, bool is_source) {
        if (candidates_.size() >= kMostNames && !candidates_.contains(key)) return;
        const auto [at, is_new] = candidates_.try_emplace(key);
        Candidate& one = at->second;
        if (is_new) {
            one.number = candidates_.size();
            one.text = written;
            one.place = *text.place;
            one.source = text.source;
            one.target = text.target;
            one.span = span;
            one.is_source = is_source;
        }
        if (one.original.empty()) one.original = original;
        const bool is_same = one.last_unit == text.place->unit && one.units > 0;
        if (!is_same) ++one.units;
        one.last_unit = text.place->unit;
    }

    std::size_t least_ = kLeast;
    std::size_t most_ = kMost;
    std::map<std::string, Candidate> candidates_;
};

}  // namespace

std::unique_ptr<Rule> make_name_candidates_rule() { return std::make_unique<NameCandidatesRule>(); }

}  // namespace diglot
