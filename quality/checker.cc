#include "quality/checker.h"

#include <algorithm>
#include <stdexcept>

namespace diglot {
namespace {

void require_rules(const std::vector<std::string>& names,
                   const std::vector<std::unique_ptr<Rule>>& rules) {
    for (const std::string& name : names) {
        const bool known = std::any_of(rules.begin(), rules.end(),
                                       [&](const auto& rule) { return rule->name() == name; });
        if (!known)
            throw std::invalid_argument("there is no rule \"" + name + "\"; there is " +
                                        rule_names());
    }
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The variant asked for: one that fits best, the source variant where none is asked for.
const Variant* find_source(const Unit& unit, const LanguageTag& lang) {
    if (lang.empty()) return &unit.source_variant();
    const Variant* found = nullptr;
    for (const Variant& variant : unit.variants) {
        const LanguageFit fit = variant.lang.fit(lang);
        if (fit == LanguageFit::kSame) return &variant;
        if (fit == LanguageFit::kVariant && !found) found = &variant;
    }
    return found;
}

}  // namespace

std::string rule_names() {
    std::string names;
    for (const auto& rule : make_rules())
        names.append(names.empty() ? "" : ", ").append(rule->name());
    return names;
}

Checker::Checker(CheckOptions options) : options_(std::move(options)), rules_(make_rules()) {
    require_rules(options_.only, rules_);
    require_rules(options_.skip, rules_);
    std::erase_if(rules_, [&](const auto& rule) {
        return (!options_.only.empty() && !contains(options_.only, rule->name())) ||
               contains(options_.skip, rule->name());
    });
}

bool Checker::check(const Unit& unit, const UnitPlace& place, const Take& take) {
    if (unit.variants.empty()) return false;
    const Variant* source = find_source(unit, options_.source);
    if (!source) return false;
    bool any = false;
    for (const Variant& target : unit.variants) {
        if (&target == source) continue;
        if (!options_.target.empty() && target.lang.fit(options_.target) == LanguageFit::kOther)
            continue;
        // The file says nothing of the target: a text in the source's language is no translation.
        if (options_.target.empty() && target.lang.fit(source->lang) == LanguageFit::kSame)
            continue;
        any = true;
        check_pair(*source, target, place, take);
    }
    if (any) ++checked_;
    return any;
}

void Checker::check_pair(const Variant& source, const Variant& target, const UnitPlace& place,
                         const Take& take) {
    const BilingualText text{source.segment.text, target.segment.text, source.lang, target.lang};
    std::vector<Finding> findings;
    for (const auto& rule : rules_) {
        findings.clear();
        rule->check(text, findings);
        for (Finding& finding : findings) {
            finding.rule = rule->name();
            finding.severity = rule->severity();
            finding.place = place;
            finding.source = text.source;
            finding.target = text.target;
            take(std::move(finding));
        }
    }
}

}  // namespace diglot
