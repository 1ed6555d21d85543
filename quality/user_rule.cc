#include "quality/user_rule.h"

#include <optional>
#include <unordered_map>

#include "core/text/regex.h"

namespace diglot {
namespace {

constexpr int kMostSlow = 3;  ///< Texts that may take too long before a rule is silent.
constexpr std::size_t kMostPatterns = 256;  ///< Kept of a pattern with groups of the source.

TextSpan to_span(const std::optional<Regex::Span>& span) {
    return span ? TextSpan{span->start, span->end} : TextSpan{};
}

/// A target expression: fixed, or one for each place in the source.
class TargetPattern {
public:
    TargetPattern(std::string pattern, bool ignore_case)
        : pattern_(std::move(pattern)),
          ignore_case_(ignore_case),
          by_source_(highest_group(pattern_).has_value()) {}

    bool by_source() const { return by_source_; }

    /// Nothing where the filled pattern is no expression.
    std::optional<Regex> of(std::string_view source, const Regex::Match& place) {
        const std::string filled = by_source_ ? fill_pattern(pattern_, source, place) : pattern_;
        if (const auto known = made_.find(filled); known != made_.end()) return known->second;
        const Result<Regex> regex = Regex::compile(filled, ignore_case_);
        if (!regex) return std::nullopt;
        if (made_.size() >= kMostPatterns) made_.clear();
        made_.emplace(filled, *regex);
        return *regex;
    }

private:
    std::string pattern_;
    bool ignore_case_;
    bool by_source_;
    std::unordered_map<std::string, Regex> made_;
};

class UserRule : public Rule {
public:
    UserRule(UserRuleSettings settings, std::optional<Regex> source)
        : settings_(std::move(settings)), source_(std::move(source)) {
        if (!settings_.target_must_match.items.empty())
            must_.emplace(settings_.target_must_match.items.front(), settings_.ignore_case);
        if (!settings_.target_must_not_match.items.empty())
            must_not_.emplace(settings_.target_must_not_match.items.front(), settings_.ignore_case);
    }

    std::string_view name() const override { return settings_.name; }
    Severity severity() const override { return settings_.severity; }
    std::string_view summary() const override { return settings_.message; }
    std::string_view explanation() const override {
        return settings_.explanation.empty() ? settings_.message : settings_.explanation;
    }
    std::vector<RuleExample> examples() const override { return {}; }

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (slow_ >= kMostSlow || !speaks_of(text)) return;
        std::vector<Regex::Match> places;
        if (source_) {
            const auto found = source_->find(text.source);
            if (!found) return too_slow(findings);
            places = *found;
            if (places.empty()) return;
        }
        if (!must_ && !must_not_) {
            for (const Regex::Match& place : places)
                findings.push_back(finding_at(text.source, place, place, {}));
            return;
        }
        if (must_) require_matches(text, places, findings);
        if (must_not_) refuse_matches(text, places, findings);
    }

private:
    bool speaks_of(const BilingualText& text) const {
        const auto fits = [](const LanguageTag& wanted, const LanguageTag& lang) {
            return wanted.empty() || wanted.fit(lang) != LanguageFit::kOther;
        };
        return fits(settings_.source_lang, text.source_lang) &&
               fits(settings_.target_lang, text.target_lang);
    }

    /// `words` fills the message with the groups of `groups`.
    Finding finding_at(std::string_view words, const Regex::Match& groups,
                       const std::optional<Regex::Match>& source,
                       const std::optional<Regex::Match>& target) const {
        Finding finding;
        finding.message = fill_text(settings_.message, words, groups);
        if (source && !source->empty()) finding.source_span = to_span(source->front());
        if (target && !target->empty()) finding.target_span = to_span(target->front());
        return finding;
    }

    void require_matches(const BilingualText& text, const std::vector<Regex::Match>& places,
                         std::vector<Finding>& findings) {
        // Without a source expression the unit as a whole is the one place.
        const std::vector<Regex::Match> all =
            places.empty() ? std::vector<Regex::Match>(1) : places;
        for (const Regex::Match& place : all) {
            const auto regex = must_->of(text.source, place);
            if (!regex) continue;
            const auto found = regex->find(text.target);
            if (!found) return too_slow(findings);
            if (found->empty())
                findings.push_back(finding_at(text.source, place, place, std::nullopt));
        }
    }

    void refuse_matches(const BilingualText& text, const std::vector<Regex::Match>& places,
                        std::vector<Finding>& findings) {
        std::vector<Regex::Match> from = places;
        if (from.empty()) from.emplace_back();
        if (!must_not_->by_source()) from.resize(1);
        for (const Regex::Match& place : from) {
            const auto regex = must_not_->of(text.source, place);
            if (!regex) continue;
            const auto found = regex->find(text.target);
            if (!found) return too_slow(findings);
            for (const Regex::Match& match : *found) {
                Finding finding = source_ ? finding_at(text.source, place, place, match)
                                          : finding_at(text.target, match, std::nullopt, match);
                suggest(text.target, match, finding);
                findings.push_back(std::move(finding));
            }
        }
    }

    void suggest(std::string_view target, const Regex::Match& match, Finding& finding) const {
        if (!settings_.fix) return;
        const TextSpan place = to_span(match.front());
        finding.suggestion = std::string(target.substr(0, place.start)) +
                             fill_text(settings_.fix->items.front(), target, match) +
                             std::string(target.substr(place.end));
        finding.safe = settings_.safe;
        if (finding.suggestion == target) finding.suggestion.clear();
    }

    void too_slow(std::vector<Finding>& findings) {
        ++slow_;
        Finding& finding = findings.emplace_back();
        finding.message =
            "the regular expression takes too long on this text, which was not "
            "checked; make it simpler, or say more of the text literally";
        if (slow_ == kMostSlow) finding.message += "; the rule is not run on";
    }

    UserRuleSettings settings_;
    std::optional<Regex> source_;
    std::optional<TargetPattern> must_;
    std::optional<TargetPattern> must_not_;
    int slow_ = 0;
};

/// Checks that rules can be made of what the settings say, with places in the settings file.
class Maker {
public:
    explicit Maker(const std::string& file) : file_(file) {}

    Result<std::unique_ptr<Rule>> make(const UserRuleSettings& settings) {
        std::optional<Regex> source;
        if (!settings.source.items.empty()) {
            auto regex = compile("source", settings.source, settings);
            if (!regex) return regex.error();
            source = *regex;
        }
        const std::size_t groups = source ? source->groups() : 0;
        std::optional<Regex> must_not;
        for (const auto& [name, value] :
             {std::pair("target-must-match", &settings.target_must_match),
              std::pair("target-must-not-match", &settings.target_must_not_match)}) {
            if (value->items.empty()) continue;
            if (auto fault = check_groups(name, *value, source.has_value(), groups)) return *fault;
            auto regex = compile(name, *value, settings);
            if (!regex) return regex.error();
            if (value == &settings.target_must_not_match) must_not = *regex;
        }
        if (settings.fix)
            if (auto fault = check_groups("fix", *settings.fix, true, must_not->groups()))
                return *fault;
        const SettingValue message{{settings.message}, false, settings.at};
        const std::size_t in_message = source ? groups : must_not ? must_not->groups() : 0;
        if (auto fault = check_groups("message", message, source || must_not, in_message))
            return *fault;
        return std::unique_ptr<Rule>(std::make_unique<UserRule>(settings, source));
    }

private:
    Diagnostic fail(const char* code, std::string message, Position at) const {
        return {Severity::kError, code, std::move(message), at, file_, {}};
    }

    Result<Regex> compile(const char* name, const SettingValue& value,
                          const UserRuleSettings& settings) const {
        const std::string& pattern = value.items.front();
        // The groups of the source stand for some text; as long as $0, so that places stay right.
        constexpr std::string_view kSome = "xx";
        const Regex::Match groups(10, Regex::Span{0, kSome.size()});
        Result<Regex> regex = Regex::compile(
            &value == &settings.source ? pattern : fill_pattern(pattern, kSome, groups),
            settings.ignore_case);
        if (regex) return regex;
        return fail("settings.regex",
                    "\"" + std::string(name) + "\": " + regex.error().message + " (character " +
                        std::to_string(regex.error().position.column) + ")",
                    value.at);
    }

    std::optional<Diagnostic> check_groups(const char* name, const SettingValue& value,
                                           bool has_match, std::size_t groups) const {
        const auto highest = highest_group(value.items.front());
        if (!highest || (has_match && *highest <= groups)) return std::nullopt;
        return fail("settings.group",
                    "\"" + std::string(name) + "\": there is no group $" + std::to_string(*highest),
                    value.at);
    }

    const std::string& file_;
};

}  // namespace

Result<std::vector<std::unique_ptr<Rule>>> make_user_rules(const CheckSettings& settings) {
    std::vector<std::unique_ptr<Rule>> rules;
    Maker maker(settings.file);
    for (const UserRuleSettings& one : settings.user_rules) {
        auto rule = maker.make(one);
        if (!rule) return rule.error();
        rules.push_back(std::move(rule.value()));
    }
    return rules;
}

}  // namespace diglot
