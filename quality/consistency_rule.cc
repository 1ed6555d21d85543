// The same source translated in different ways within what is checked.
#include <unordered_map>
#include <unordered_set>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/first_places.h"
#include "quality/rule_list.h"
#include "quality/said.h"

namespace diglot {
namespace {

constexpr std::size_t kShortest = 5;

/// Chinese characters; a word in letters counts as two.
std::size_t weight_of(std::string_view text) {
    std::size_t weight = 2 * find_words(text).size();
    if (is_ascii(text)) return weight;
    const Characters all(text);
    for (std::size_t i = 0; i < all.size(); ++i) weight += is_han(all[i]);
    return weight;
}

class ConsistencyRule : public DescribedRule {
public:
    ConsistencyRule()
        : DescribedRule(
              {"consistency",
               Severity::kWarning,
               "The same source translated in different ways",
               "A source that was met before, character by character, and has another translation "
               "here, one that differs in letters or digits and not only in case, white space, "
               "punctuation, tags or English articles. Each further translation of a source is "
               "told once, with the place of the first. Files that are checked together are "
               "compared with each other. One or two words alone are left alone: 開啟 is Open "
               "on a button and On beside a switch.",
               {},
               {{"shortest", std::to_string(kShortest),
                 "the Chinese characters that a source has at least; a word in letters counts as "
                 "two"}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!text.place || text.source.empty() || text.target.empty()) return;
        if (weight_of(text.source) < shortest_) return;
        const std::uint64_t pair =
            text_hash(text.source_lang.text() + '\n' + text.target_lang.text());
        const auto [at, is_new] = first_.try_emplace(text_hash(text.source, pair));
        First& first = at->second;
        if (is_new) {
            // What is said is looked at when it is needed, as long as the text is kept.
            if (!places_.has_room(text.target.size())) first.target = said(text, text.target, pair);
            first.place = places_.add(*text.place, text.target);
            return;
        }
        const std::string_view kept = places_.text(first.place);
        if (text.target == kept) return;
        const std::uint64_t here = said(text, text.target, pair);
        const std::uint64_t there = kept.empty() ? first.target : said(text, kept, pair);
        if (here == there || !told_.insert(text_hash(text.source, here)).second) return;
        tell_first_place(findings.emplace_back(), "the same source was translated otherwise",
                         *text.place, places_.place(first.place), kept);
    }

protected:
    void set_options(const RuleOptions& options) override {
        shortest_ = static_cast<std::size_t>(
            number_option(*this, options, "shortest", kShortest, 1, 10000));
    }

private:
    std::size_t shortest_ = kShortest;

    struct First {
        std::uint64_t target = 0;  ///< Hash of what is said, where the text is not kept.
        std::uint32_t place = 0;
    };

    static std::uint64_t said(const BilingualText& text, std::string_view target,
                              std::uint64_t pair) {
        return text_hash(what_is_said(target, text.target_lang), pair);
    }

    std::unordered_map<std::uint64_t, First> first_;  ///< By hash of the source.
    std::unordered_set<std::uint64_t> told_;
    FirstPlaces places_;
};

}  // namespace

std::unique_ptr<Rule> make_consistency_rule() { return std::make_unique<ConsistencyRule>(); }

}  // namespace diglot
