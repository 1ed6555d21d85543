#include "quality/cleaning.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "quality/cleaning_rules.h"
#include "tm/segment_edit.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void require_known(const std::vector<std::string>& names,
                   const std::vector<std::unique_ptr<CleaningRule>>& rules) {
    for (const std::string& name : names) {
        const bool known = std::any_of(rules.begin(), rules.end(),
                                       [&](const auto& rule) { return rule->name() == name; });
        if (known) continue;
        std::string all;
        for (const auto& rule : rules) all.append(all.empty() ? "" : ", ").append(rule->name());
        throw std::invalid_argument("there is no rule \"" + name + "\"; there are " + all);
    }
}

/// From the last to the first, so that places stay where they are. False, and nothing is changed,
/// where an inline code stands in one of them.
bool apply(Segment& segment, std::vector<CleaningEdit> edits) {
    Segment mended = segment;
    std::sort(edits.begin(), edits.end(),
              [](const CleaningEdit& a, const CleaningEdit& b) { return a.start > b.start; });
    for (const CleaningEdit& edit : edits)
        if (!replace_text(mended, edit.start, edit.end, edit.by)) return false;
    segment = std::move(mended);
    return true;
}

}  // namespace

const char* to_string(CleaningOutcome outcome) {
    switch (outcome) {
        case CleaningOutcome::kMended:
            return "mended";
        case CleaningOutcome::kSetAside:
            return "set aside";
        case CleaningOutcome::kLeft:
            return "left";
    }
    return "";
}

UnitCleaner::UnitCleaner(const LengthNorms& norms, const std::vector<std::string>& only,
                         const std::vector<std::string>& skip)
    : norms_(norms), rules_(make_cleaning_rules()) {
    require_known(only, rules_);
    require_known(skip, rules_);
    std::erase_if(rules_, [&](const auto& rule) {
        return (!only.empty() && !has(only, rule->name())) || has(skip, rule->name());
    });
}

bool UnitCleaner::needs_norms() const {
    return std::any_of(rules_.begin(), rules_.end(),
                       [](const auto& rule) { return rule->name() == kLengthRule; });
}

/// A unit while it is looked at.
struct UnitCleaner::Work {
    CleanedUnit result;
    /// By variant: a rule had something against it that cannot be mended.
    std::vector<bool> bad;
};

void UnitCleaner::mend(const CleaningRule& rule, const Dirt& dirt, std::size_t variant,
                       Work& work) const {
    Segment& segment = work.result.unit.variants[variant].segment;
    CleaningFinding finding{&rule, CleaningOutcome::kMended, dirt.message, variant, segment.text,
                            {}};
    if (!dirt.content.empty()) {
        segment.content = dirt.content;
        work.result.changed = true;
    } else if (!apply(segment, dirt.edits)) {
        finding.outcome = CleaningOutcome::kLeft;
        finding.message += ", but an inline code stands in the place";
    } else {
        work.result.changed = true;
    }
    finding.after = segment.text;
    work.result.findings.push_back(std::move(finding));
}

CleanedUnit UnitCleaner::clean(Unit unit) const {
    Work work{{std::move(unit), {}, false, false}, {}};
    CleanedUnit& result = work.result;
    const std::size_t count = result.unit.variants.size();
    if (count < 2 || is_out_of_use(result.unit)) return std::move(result);
    work.bad.resize(count);
    const std::size_t source = result.unit.source.value_or(0);
    std::vector<Dirt> found;
    for (const auto& rule : rules_) {
        bool source_mended = false;  // Its dirt is told once, not with each target.
        for (std::size_t i = 0; i < count; ++i) {
            if (i == source || work.bad[i]) continue;
            found.clear();
            rule->look({result.unit.variants[source], result.unit.variants[i], norms_}, found);
            for (const Dirt& dirt : found) {
                const std::size_t variant = dirt.side == CleaningSide::kSource ? source : i;
                if (!dirt.can_be_mended()) {
                    work.bad[i] = true;
                    result.findings.push_back(
                        {rule.get(), CleaningOutcome::kSetAside, dirt.message, variant, {}, {}});
                } else if (variant != source || !std::exchange(source_mended, true)) {
                    mend(*rule, dirt, variant, work);
                }
                if (work.bad[i]) break;
            }
        }
    }
    const auto bad = std::count(work.bad.begin(), work.bad.end(), true);
    std::string reasons;
    for (CleaningFinding& finding : result.findings) {
        if (finding.outcome != CleaningOutcome::kSetAside) continue;
        const std::string name(finding.rule->name());
        if (bad + 1 < static_cast<std::ptrdiff_t>(count))
            finding.outcome = CleaningOutcome::kLeft;
        else if (reasons.find(name) == reasons.npos)
            reasons += (reasons.empty() ? "" : ", ") + name;
    }
    result.aside = bad + 1 == static_cast<std::ptrdiff_t>(count);
    if (result.aside && set_aside(result.unit, reasons)) result.changed = true;
    return std::move(result);
}

}  // namespace diglot
