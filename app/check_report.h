// What a check found, as one of the forms that people and build servers read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quality/finding.h"

namespace diglot {

enum class CheckReportFormat { kText, kJson, kHtml, kSarif, kJunit, kGithub };

/// "text", "json", "html", "sarif", "junit", "github"; nothing for another word.
std::optional<CheckReportFormat> parse_check_report_format(std::string_view word);

/// Findings by rule, in the order of their names.
struct RuleCounts {
    std::uint64_t errors = 0;
    std::uint64_t warnings = 0;
    std::uint64_t notes = 0;

    std::uint64_t all() const { return errors + warnings + notes; }
};

struct CheckSummary {
    std::uint64_t checked = 0;                ///< Units with the languages asked for.
    std::map<std::string, RuleCounts> rules;  ///< Of findings that are reported.
    std::uint64_t ignored = 0;                ///< Not reported: a person decided so.
    std::uint64_t in_baseline = 0;            ///< Not reported: known from the baseline.

    void count(const Finding& finding);
    RuleCounts total() const;
};

/// A rule that ran, for formats that describe rules.
struct ReportedRule {
    std::string name;
    Severity severity = Severity::kWarning;
    std::string summary;
    std::string explanation;
    std::vector<std::pair<std::string, std::string>> faulty;  ///< Examples: source and target.
};

struct CheckReportContext {
    std::vector<ReportedRule> rules;
    /// What was checked, as the user named it, in that order; the memory under `memory`.
    std::vector<std::string> files;
    std::string memory;          ///< Path of the Diglot file, where units without a file are.
    bool checks_memory = false;  ///< Whether the memory is among what was checked.
    /// The least severe finding that counts as a failure; nothing where none does.
    std::optional<Severity> fail_on = Severity::kWarning;
};

/// Where a report goes, piece by piece. May throw IoError.
using ReportOutput = std::function<void(std::string_view)>;

/// Begun by its constructor, ended by finish(). Text, JSON and GitHub annotations are written as
/// findings come in; the other forms keep what they need until the end.
class CheckReport {
public:
    virtual ~CheckReport() = default;
    virtual void add(const Finding& finding) = 0;
    virtual void finish(const CheckSummary& summary) = 0;
};

/// Any but text, which is for terminals (app/cli/finding_text.h).
/// - JSON: docs/cli.md, "check".
/// - HTML: one page without other files, with filters that work by keyboard.
/// - SARIF 2.1.0 (OASIS Standard, 27 March 2020), one run, one rule a reportingDescriptor; columns
///   are code points (3.14.17), the fingerprint is partialFingerprints "diglotFinding/v1".
/// - JUnit XML: a test suite a file, a test case a rule that ran; it fails where the rule found
///   something that `fail_on` counts.
/// - GitHub workflow commands: ::error, ::warning, ::notice.
std::unique_ptr<CheckReport> make_check_report(CheckReportFormat format, CheckReportContext context,
                                               ReportOutput output);

/// "news.tmx:5:1", "unit 12", "memory".
std::string place_text(const UnitPlace& place);

/// Where else to look, as a line for people: "also news.tmx:5:1: The text there". The text is left
/// out where the finding has it in its message or its suggestion.
std::string related_text(const Finding& finding, const RelatedPlace& related);

/// The finding as an object of JSON, as docs/cli.md says; spans count code points.
std::string finding_json(const Finding& finding);

}  // namespace diglot
