#include "app/fix.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/interrupt.h"
#include "app/unit_changes.h"
#include "core/error.h"
#include "importers/output_file.h"
#include "quality/suggestion.h"

namespace diglot {

void FixPlan::add(const Finding& finding) {
    if (!finding.safe || finding.suggestion.empty() || finding.suggestion == finding.target) return;
    findings_[finding.place.unit].push_back(finding);
}

namespace {

/// As a check finds it: the variant that fits best, the unit's own where none is asked for.
std::size_t source_index(const Unit& unit, const LanguageTag& lang) {
    if (lang.empty()) return unit.source.value_or(0);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const LanguageFit fit = unit.variants[i].lang.fit(lang);
        if (fit == LanguageFit::kSame) return i;
        if (fit == LanguageFit::kVariant && !found) found = i;
    }
    return found.value_or(unit.variants.size());
}

}  // namespace

void FixReport::count(const FixedTarget& target) {
    for (const std::string& why : target.why_not) ++(why.empty() ? fixed : left);
}

std::vector<TargetFix> plan_fixes(const Unit& unit, const std::vector<Finding>& findings,
                                  const LanguageTag& source) {
    std::vector<TargetFix> fixes;
    const std::size_t from = source_index(unit, source);
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Segment& segment = unit.variants[i].segment;
        TargetFix fix;
        std::vector<std::string> suggestions;
        for (const Finding& finding : findings) {
            if (i == from || finding.target != segment.text) continue;
            fix.told.findings.push_back(finding);
            suggestions.push_back(finding.suggestion);
        }
        if (suggestions.empty()) continue;
        AppliedSuggestions applied = apply_suggestions(segment, suggestions);
        fix.variant = i;
        fix.edits = std::move(applied.edits);
        fix.told.place = fix.told.findings.front().place;
        fix.told.before = segment.text;
        fix.told.after = applied.segment.text;
        fix.told.why_not = std::move(applied.why_not);
        fix.segment = std::move(applied.segment);
        fixes.push_back(std::move(fix));
    }
    return fixes;
}

namespace {

class FixingMemory {
public:
    FixingMemory(DiglotFile& file, const FixMemoryRequest& request, const FixPlan& plan,
                 const TellFix& tell)
        : memory_(file.memory()), request_(request), plan_(plan), tell_(tell) {}

    FixReport run() {
        IdRanges ids;
        for (const auto& [id, findings] : plan_.by_unit()) ids.append(id);
        change_units(memory_, ids, !request_.preview,
                     {[&](std::int64_t id) { return make(id); }, [&](std::int64_t) { tell(); },
                      [&](std::int64_t id) { leave_same(id); }});
        return report_;
    }

private:
    std::optional<Unit> make(std::int64_t id) {
        std::optional<Unit> unit = memory_.find(id);
        if (!unit) return std::nullopt;
        fixes_ = plan_fixes(*unit, plan_.by_unit().at(id), request_.source);
        bool any = false;
        for (const TargetFix& fix : fixes_) {
            if (fix.edits.empty()) continue;
            any = true;
            Variant& variant = unit->variants[fix.variant];
            variant.segment = fix.segment;
            variant.stamp.changed = unit->stamp.changed = Time::now();
            variant.stamp.changed_by = unit->stamp.changed_by = request_.change.user;
        }
        if (any) return unit;
        tell();
        return std::nullopt;
    }

    void tell() {
        for (const TargetFix& fix : fixes_) {
            report_.count(fix.told);
            tell_(fix.told);
        }
    }

    void leave_same(std::int64_t id) {
        const std::optional<Unit> unit = memory_.find(id);
        if (!unit) return;
        fixes_ = plan_fixes(*unit, plan_.by_unit().at(id), request_.source);
        for (TargetFix& fix : fixes_) leave(fix.told, "another unit says the same");
        tell();
    }

    Store& memory_;
    const FixMemoryRequest& request_;
    const FixPlan& plan_;
    const TellFix& tell_;
    FixReport report_;
    std::vector<TargetFix> fixes_;  ///< Of the unit that is being changed.
};

}  // namespace

FixReport fix_memory(DiglotFile& file, const FixMemoryRequest& request, const FixPlan& plan,
                     const TellFix& tell, std::optional<std::int64_t>& change) {
    std::optional<ChangeSet> set;
    if (!request.preview) set.emplace(file.database(), file.log(), request.change);
    const ReadSnapshot snapshot(file.database());
    const FixReport report = FixingMemory(file, request, plan, tell).run();
    if (set && report.fixed > 0) {
        set->commit();
        change = set->id();
    }
    return report;
}

void leave(FixedTarget& target, const std::string& why) {
    target.after = target.before;
    for (std::string& one : target.why_not)
        if (one.empty()) one = why;
}

namespace {

Diagnostic changed_line(const std::string& path, std::size_t line) {
    return {Severity::kError,
            "fix.changed",
            "the line is not as it was checked (only UTF-8 is written)",
            {line, 1},
            path,
            {}};
}

std::string read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file) throw IoError("cannot read " + path);
    return bytes.str();
}

}  // namespace

Result<FixReport> fix_lines(const std::string& path, const std::string& output, const FixPlan& plan,
                            const TellFix& tell) {
    std::map<std::size_t, const std::vector<Finding>*> by_line;
    for (const auto& [unit, findings] : plan.by_unit())
        by_line.emplace(findings.front().place.position.line, &findings);
    const std::string bytes = read_bytes(path);
    FixReport report;
    std::vector<FixedTarget> told;
    std::string result;
    std::size_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string line = bytes.substr(at, end - at);
        const auto fixes = by_line.find(++number);
        if (fixes != by_line.end()) {
            Unit unit;
            unit.variants.resize(2);
            const std::string& text = fixes->second->front().target;
            unit.variants[1].segment = Segment(text);
            // A byte order mark before and a carriage return behind stay.
            const std::size_t place = line.find(text);
            if (place == std::string::npos) return changed_line(path, number);
            for (TargetFix& fix : plan_fixes(unit, *fixes->second, {})) {
                report.count(fix.told);
                line.replace(place, text.size(), fix.told.after);
                told.push_back(std::move(fix.told));
            }
        }
        result += line;
        if (end < bytes.size()) result += '\n';
        at = end + 1;
    }
    if (!by_line.empty() && by_line.rbegin()->first > number)
        return changed_line(path, by_line.rbegin()->first);
    if (report.fixed > 0) {
        OutputFile file(output);
        file.write(result);
        file.commit();
    }
    for (const FixedTarget& target : told) tell(target);
    return report;
}

std::string fixed_name(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::size_t dot = path.rfind('.');
    const bool suffix =
        dot != std::string::npos && dot > 0 && (slash == std::string::npos || dot > slash + 1);
    return suffix ? path.substr(0, dot) + ".fixed" + path.substr(dot) : path + ".fixed";
}

}  // namespace diglot
