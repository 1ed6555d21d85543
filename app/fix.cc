#include "app/fix.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/interrupt.h"
#include "core/error.h"
#include "importers/output_file.h"
#include "quality/suggestion.h"

namespace diglot {

void FixPlan::add(const Finding& finding) {
    if (!finding.safe || finding.suggestion.empty() || finding.suggestion == finding.target) return;
    findings_[finding.place.unit].push_back(finding);
}

bool fix_unit(Unit& unit, const std::vector<Finding>& findings, const std::string& changed_by,
              FixReport& report, const TellFix& tell) {
    bool any = false;
    for (Variant& variant : unit.variants) {
        FixedTarget target;
        std::vector<std::string> suggestions;
        for (const Finding& finding : findings) {
            if (finding.target != variant.segment.text) continue;
            target.findings.push_back(finding);
            suggestions.push_back(finding.suggestion);
        }
        if (suggestions.empty()) continue;
        target.place = target.findings.front().place;
        AppliedSuggestions applied = apply_suggestions(variant.segment, suggestions);
        target.before = variant.segment.text;
        target.after = applied.segment.text;
        target.why_not = std::move(applied.why_not);
        for (const bool done : applied.applied) ++(done ? report.fixed : report.left);
        if (target.after != target.before) {
            any = true;
            variant.segment = std::move(applied.segment);
            variant.stamp.changed = Time::now();
            variant.stamp.changed_by = changed_by;
        }
        tell(target);
    }
    if (any) {
        unit.stamp.changed = Time::now();
        unit.stamp.changed_by = changed_by;
    }
    return any;
}

FixReport fix_memory(DiglotFile& file, const ChangeRequest& request, const FixPlan& plan,
                     bool preview, const TellFix& tell, std::optional<std::int64_t>& change) {
    FixReport report;
    std::optional<ChangeSet> set;
    if (!preview) set.emplace(file.database(), file.log(), request);
    for (const auto& [id, findings] : plan.by_unit()) {
        throw_if_interrupted();
        std::optional<Unit> unit = file.memory().find(id);
        if (!unit) continue;
        std::vector<FixedTarget> told;
        FixReport of_unit;
        const bool changed = fix_unit(*unit, findings, request.user, of_unit,
                                      [&](const FixedTarget& target) { told.push_back(target); });
        if (changed && set && file.memory().update(*unit) == Updated::kSameAsAnother) {
            of_unit.left += of_unit.fixed;
            of_unit.fixed = 0;
            for (FixedTarget& target : told) {
                target.after = target.before;
                for (std::string& why : target.why_not)
                    if (why.empty()) why = "another unit says the same";
            }
        }
        report.fixed += of_unit.fixed;
        report.left += of_unit.left;
        for (const FixedTarget& target : told) tell(target);
    }
    if (set && report.fixed > 0) {
        set->commit();
        change = set->id();
    }
    return report;
}

namespace {

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
            Variant& variant = unit.variants.emplace_back();
            const std::string& text = fixes->second->front().target;
            variant.segment = Segment(text);
            // A byte order mark before and a carriage return behind stay.
            const std::size_t place = line.find(text);
            if (place == std::string::npos)
                return Diagnostic{Severity::kError,
                                  "fix.changed",
                                  "the line is not as it was checked (only UTF-8 is written)",
                                  {number, 1},
                                  path,
                                  {}};
            fix_unit(unit, *fixes->second, {}, report,
                     [&](const FixedTarget& target) { told.push_back(target); });
            line.replace(place, text.size(), variant.segment.text);
        }
        result += line;
        if (end < bytes.size()) result += '\n';
        at = end + 1;
    }
    OutputFile file(output);
    file.write(result);
    file.commit();
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
