// The same source translated in different ways within what is checked.
#include <unordered_map>
#include <unordered_set>

#include <xxhash.h>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/said.h"

namespace diglot {
namespace {

constexpr std::size_t kShortest = 5;
constexpr std::size_t kMostKept = std::size_t{32} << 20;  ///< Bytes of texts.

std::uint64_t hash(std::string_view text, std::uint64_t seed = 0) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

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
        const std::uint64_t pair = hash(text.source_lang.text() + '\n' + text.target_lang.text());
        const std::uint64_t target = hash(what_is_said(text.target, text.target_lang), pair);
        const auto [at, is_new] = first_.try_emplace(hash(text.source, pair));
        First& first = at->second;
        if (is_new) {
            first.target = target;
            first.unit = text.place->unit;
            first.position = text.place->position;
            first.file = file_number(text.place->file);
            if (kept_ + text.target.size() <= kMostKept) {
                first.text = text.target;
                kept_ += text.target.size();
            }
            return;
        }
        if (first.target == target || !told_.insert(hash(text.source, target)).second) return;
        Finding& finding = findings.emplace_back();
        const UnitPlace place{files_[first.file], first.position, first.unit};
        finding.message =
            "the same source was translated otherwise in unit " + std::to_string(first.unit);
        if (place.file != text.place->file) finding.message += " of " + place.file;
        if (!first.text.empty()) finding.message += ": \"" + first.text + "\"";
        finding.also.push_back({place, first.text});
    }

protected:
    void set_options(const RuleOptions& options) override {
        shortest_ = static_cast<std::size_t>(
            number_option(*this, options, "shortest", kShortest, 1, 10000));
    }

private:
    std::size_t shortest_ = kShortest;

    struct First {
        std::uint64_t target = 0;
        std::int64_t unit = 0;
        Position position;
        std::size_t file = 0;
        std::string text;  ///< Empty where no room was left.
    };

    std::size_t file_number(const std::string& file) {
        if (files_.empty() || files_.back() != file) files_.push_back(file);
        return files_.size() - 1;
    }

    std::unordered_map<std::uint64_t, First> first_;  ///< By hash of the source.
    std::unordered_set<std::uint64_t> told_;
    std::vector<std::string> files_;
    std::size_t kept_ = 0;
};

}  // namespace

std::unique_ptr<Rule> make_consistency_rule() { return std::make_unique<ConsistencyRule>(); }

}  // namespace diglot
