// Different sources that have the same translation.
#include <unordered_map>
#include <unordered_set>

#include <xxhash.h>

#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "quality/said.h"

namespace diglot {
namespace {

constexpr std::size_t kMostKept = std::size_t{32} << 20;  ///< Bytes of texts.
constexpr std::size_t kShortest = 30;

std::uint64_t hash(std::string_view text, std::uint64_t seed = 0) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

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
        if (Characters(letters).size() < shortest_) return;
        const std::uint64_t pair = hash(text.source_lang.text() + '\n' + text.target_lang.text());
        const std::uint64_t target = hash(letters, pair);
        const std::uint64_t source = hash(what_is_said(text.source), pair);
        const auto [at, is_new] = first_.try_emplace(target);
        First& first = at->second;
        if (is_new) {
            first.source = source;
            first.place = {text.place->unit, text.place->position, file_number(text.place->file)};
            if (kept_ + text.source.size() <= kMostKept) {
                first.text = text.source;
                kept_ += text.source.size();
            }
            return;
        }
        if (first.source == source || !told_.insert(source ^ target).second) return;
        Finding& finding = findings.emplace_back();
        const UnitPlace place{files_[first.place.file], first.place.position, first.place.unit};
        finding.message =
            "another source has this translation in unit " + std::to_string(first.place.unit);
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
    struct Place {
        std::int64_t unit = 0;
        Position position;
        std::size_t file = 0;
    };
    struct First {
        std::uint64_t source = 0;
        Place place;
        std::string text;  ///< Empty where no room was left.
    };

    std::size_t file_number(const std::string& file) {
        if (files_.empty() || files_.back() != file) files_.push_back(file);
        return files_.size() - 1;
    }

    std::size_t shortest_ = kShortest;
    std::unordered_map<std::uint64_t, First> first_;  ///< By hash of the translation.
    std::unordered_set<std::uint64_t> told_;
    std::vector<std::string> files_;
    std::size_t kept_ = 0;
};

}  // namespace

std::unique_ptr<Rule> make_same_target_rule() { return std::make_unique<SameTargetRule>(); }

}  // namespace diglot
