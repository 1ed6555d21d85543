// Translations that differ from what the memory has for the same source.
#include <algorithm>

#include "quality/described_rule.h"
#include "quality/rule_list.h"
#include "tm/match_index.h"
#include "tm/unit.h"

namespace diglot {
namespace {

class MemoryRule : public DescribedRule {
public:
    MemoryRule()
        : DescribedRule(
              {"memory",
               Severity::kWarning,
               "Differs from the memory's translation of the same source",
               "The memory has the very same source with another translation, and none with this "
               "one. Only translations that carry no penalty count: not those that are marked as "
               "machine-translated, unreviewed or from an alignment, unless the option lets them; "
               "the message then says what they are. Units of the memory itself are not compared "
               "with it.",
               {},
               {{"unreviewed", "false",
                 "whether translations count that nobody has reviewed (machine, unreviewed, "
                 "alignment)"}}}) {}

    void begin(const CheckContext& context) override { memory_ = context.memory; }

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (!memory_ || !text.source_segment || !text.place || text.place->file.empty()) return;
        if (text.source.empty() || text.target.empty()) return;
        MatchOptions options;
        options.source = text.source_lang;
        options.target = text.target_lang;
        options.min = Score{10000};
        if (unreviewed_)
            options.penalties.machine = options.penalties.unreviewed = options.penalties.alignment =
                0;
        const std::vector<MatchQuery> query = {{*text.source_segment, {}, {}}};
        const Matches matches = memory_->match(query, options).front();
        if (matches.empty()) return;
        for (const Match& match : matches)
            if (match.unit.variants[match.target].segment.text == text.target) return;
        const Match& best = matches.front();
        Finding& finding = findings.emplace_back();
        finding.suggestion = best.unit.variants[best.target].segment.text;
        const std::string state = best.unit.property("x-diglot-state").value_or("");
        const bool is_draft = state == "machine" || state == "unreviewed" || state == "alignment";
        finding.message = "the memory has another translation (unit " +
                          std::to_string(best.unit.id) + (is_draft ? ", " + state : "") + "): \"" +
                          finding.suggestion + "\"";
        RelatedPlace& there = finding.also.emplace_back();
        there.place.unit = best.unit.id;
        there.text = finding.suggestion;
    }

protected:
    void set_options(const RuleOptions& options) override {
        unreviewed_ = bool_option(*this, options, "unreviewed", false);
    }

private:
    bool unreviewed_ = false;
    MatchIndex* memory_ = nullptr;
};

}  // namespace

std::unique_ptr<Rule> make_memory_rule() { return std::make_unique<MemoryRule>(); }

}  // namespace diglot
