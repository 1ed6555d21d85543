// Different sources that have the same translation.
#include <unordered_map>
#include <unordered_set>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/first_places.h"
#include "quality/rule_list.h"
#include "quality/said.h"

namespace diglot {
namespace {

constexpr std::size_t kShortest = 30;

class SameTargetRule : public DescribedRule {
public:
    SameTargetRule()
        : DescribedRule(
              {"same-target",
               Severity::kNote,
               "Different sources have the same translation",
               "A translation that was met before, letter by letter, and belongs to another source "
               "here: one that differs in letters or digits after case, width and Han script are "
               "folded. Often a segment that was pasted into the wrong row; two ways to say the "
               "same are no fault, so it is a note. Each further source is told once, with the "
               "place of the first. Short translations (OK, Note, Article 3) are left alone.",
               {},
               {{"shortest", std::to_string(kShortest),
                 "the letters and digits that a translation has at least"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.place || text.source.empty() || text.target.size() < shortest_) return;
        const std::string letters = what_is_said(text.target);
        if (letters.size() < shortest_ || Characters(letters).size() < shortest_) return;
        const std::uint64_t pair =
            text_hash(text.source_lang.text() + '\n' + text.target_lang.text());
        const std::uint64_t target = text_hash(letters, pair);
        const auto [at, is_new] = first_.try_emplace(target);
        First& first = at->second;
        if (is_new) {
            // What the source says is looked at when it is needed, as long as the text is kept.
            if (!places_.has_room(text.source.size())) first.source = said(text.source, pair);
            first.place = places_.add(*text.place, text.source);
            return;
        }
        const std::string_view kept = places_.text(first.place);
        if (text.source == kept) return;
        const std::uint64_t source = said(text.source, pair);
        const std::uint64_t there = kept.empty() ? first.source : said(kept, pair);
        if (there == source || !told_.insert(source ^ target).second) return;
        tell_first_place(findings.emplace_back(), "another source has this translation",
                         *text.place, places_.place(first.place), kept);
    }

protected:
    void set_options(const RuleOptions& options) override {
        shortest_ = static_cast<std::size_t>(
            number_option(*this, options, "shortest", kShortest, 1, 10000));
    }

private:
    struct First {
        std::uint64_t source = 0;  ///< Hash of what is said, where the text is not kept.
        std::uint32_t place = 0;
    };

    static std::uint64_t said(std::string_view source, std::uint64_t pair) {
        return text_hash(what_is_said(source), pair);
    }

    std::size_t shortest_ = kShortest;
    std::unordered_map<std::uint64_t, First> first_;  ///< By hash of the translation.
    std::unordered_set<std::uint64_t> told_;
    FirstPlaces places_;
};

}  // namespace

std::unique_ptr<Rule> make_same_target_rule() { return std::make_unique<SameTargetRule>(); }

}  // namespace diglot
