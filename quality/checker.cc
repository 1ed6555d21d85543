#include "quality/checker.h"

#include <algorithm>
#include <stdexcept>

#include "quality/unit_terms.h"

namespace diglot {
namespace {

void require_rules(const std::vector<std::string>& names,
                   const std::vector<std::unique_ptr<Rule>>& rules) {
    for (const std::string& name : names) {
        const bool known = std::any_of(rules.begin(), rules.end(),
                                       [&](const auto& rule) { return rule->name() == name; });
        if (!known)
            throw std::invalid_argument("there is no rule \"" + name + "\"; there is " +
                                        rule_names(rules));
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

std::string rule_names(const std::vector<std::unique_ptr<Rule>>& rules) {
    std::string names;
    for (const auto& rule : rules) names.append(names.empty() ? "" : ", ").append(rule->name());
    return names;
}

std::string rule_names() { return rule_names(make_rules()); }

Checker::Checker(CheckOptions options, std::vector<std::unique_ptr<Rule>> rules)
    : options_(std::move(options)), rules_(std::move(rules)) {
    require_rules(options_.only, rules_);
    require_rules(options_.skip, rules_);
    std::vector<std::string> set;
    for (const auto& [name, settings] : options_.settings) set.push_back(name);
    require_rules(set, rules_);
    for (const auto& rule : rules_)
        rule->configure(options_.settings[std::string(rule->name())].options);
    std::erase_if(rules_, [&](const auto& rule) {
        const bool on =
            options_.settings[std::string(rule->name())].on.value_or(rule->is_on_by_default());
        const bool wanted = options_.only.empty() ? on : contains(options_.only, rule->name());
        return !wanted || contains(options_.skip, rule->name());
    });
    const CheckContext& context = options_.context;
    for (const auto& rule : rules_) rule->begin(context);
    if (context.glossary) terms_ = std::make_unique<UnitTerms>(*context.glossary, context.on);
}
Checker::~Checker() = default;

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

void Checker::hand_on(const Rule& rule, Finding finding, const Take& take) const {
    finding.rule = rule.name();
    const auto settings = options_.settings.find(finding.rule);
    finding.severity = rule.severity();
    if (settings != options_.settings.end() && settings->second.severity)
        finding.severity = *settings->second.severity;
    take(std::move(finding));
}

void Checker::check_pair(const Variant& source, const Variant& target, const UnitPlace& place,
                         const Take& take) {
    BilingualText text{source.segment.text, target.segment.text, source.lang, target.lang};
    text.place = &place;
    text.source_segment = &source.segment;
    text.target_segment = &target.segment;
    if (terms_) {
        terms_->set(text.source, text.source_lang, text.target, text.target_lang);
        text.terms = terms_.get();
    }
    std::vector<Finding> findings;
    for (const auto& rule : rules_) {
        findings.clear();
        rule->check(text, findings);
        for (Finding& finding : findings) {
            finding.place = place;
            finding.source = text.source;
            finding.target = text.target;
            hand_on(*rule, std::move(finding), take);
        }
    }
}

void Checker::finish(const Take& take) {
    std::vector<Finding> findings;
    for (const auto& rule : rules_) {
        findings.clear();
        rule->finish(findings);
        for (Finding& finding : findings) hand_on(*rule, std::move(finding), take);
    }
}

}  // namespace diglot
