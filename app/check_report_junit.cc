// JUnit XML as Jenkins, GitLab and GitHub's test reporters read it: testsuites, testsuite,
// testcase, failure. A case a rule and file, whatever it found, so that a build server can say
// since when it fails.
#include <algorithm>

#include <fmt/format.h>

#include "app/check_report_formats.h"
#include "app/html_text.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

/// XML 1.0 has no place for other control characters, nor for U+FFFE and U+FFFF (2.2), escaped or
/// not; a carriage return stays one only as a reference (2.11).
std::string xml_text(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = next_code_point(text, at);
        const bool known = c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\n' || c == '\t';
        if (c == '\r')
            plain += "&#13;";
        else if (known)
            plain += html_escaped(text.substr(start, at - start));
    }
    return plain;
}

std::string describe(const Finding& finding) {
    std::string text = place_text(finding.place) + ": " + to_string(finding.severity) + ": " +
                       finding.message + " [" + finding.rule + " " + short_fingerprint(finding) +
                       "]\n";
    for (const std::string* part : {&finding.source, &finding.target})
        if (!part->empty()) text += "  " + *part + "\n";
    if (!finding.suggestion.empty()) text += "  suggestion: " + finding.suggestion + "\n";
    for (const RelatedPlace& related : finding.also)
        text += "  " + related_text(finding, related) + "\n";
    return text;
}

class JunitReport : public CheckReport {
public:
    JunitReport(CheckReportContext context, ReportOutput output)
        : context_(std::move(context)), output_(std::move(output)) {}

    void add(const Finding& finding) override {
        Case& found = cases_[{finding.place.file, finding.rule}];
        const bool counts = context_.fail_on && finding.severity >= *context_.fail_on;
        (counts ? found.failures : found.remarks) += describe(finding);
        ++(counts ? found.failed : found.remarked);
    }

    void finish(const CheckSummary&) override {
        std::vector<std::string> suites = context_.files;
        if (context_.checks_memory) suites.emplace_back();
        for (const auto& [place, found] : cases_)
            if (std::find(suites.begin(), suites.end(), place.first) == suites.end())
                suites.push_back(place.first);
        std::string body;
        std::size_t failures = 0;
        for (const std::string& file : suites) failures += write_suite(file, body);
        output_(
            fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
                        "name=\"diglot check\" tests=\"{}\" failures=\"{}\">\n",
                        suites.size() * context_.rules.size(), failures));
        output_(body);
        output_("</testsuites>\n");
    }

private:
    struct Case {
        std::string failures, remarks;
        std::size_t failed = 0, remarked = 0;
    };

    /// Returns how many cases fail.
    std::size_t write_suite(const std::string& file, std::string& out) const {
        const std::string name = xml_text(file.empty() ? context_.memory : file);
        std::string body;
        std::size_t failures = 0;
        for (const ReportedRule& rule : context_.rules) {
            const auto found = cases_.find({file, rule.name});
            const std::string head = fmt::format("    <testcase classname=\"{}\" name=\"{}\"", name,
                                                 xml_text(rule.name));
            if (found == cases_.end()) {
                body += head + "/>\n";
                continue;
            }
            const Case& one = found->second;
            body += head + ">\n";
            if (one.failed > 0) {
                ++failures;
                body += fmt::format(
                    "      <failure message=\"{}: {}\" type=\"{}\">{}</failure>\n",
                    one.failed == 1 ? "1 finding" : fmt::format("{} findings", one.failed),
                    xml_text(rule.summary), xml_text(rule.name), xml_text(one.failures));
            }
            if (one.remarked > 0)
                body += "      <system-out>" + xml_text(one.remarks) + "</system-out>\n";
            body += "    </testcase>\n";
        }
        out += fmt::format(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" "
            "skipped=\"0\">\n",
            name, context_.rules.size(), failures);
        out += body + "  </testsuite>\n";
        return failures;
    }

    CheckReportContext context_;
    ReportOutput output_;
    std::map<std::pair<std::string, std::string>, Case> cases_;
};

}  // namespace

std::unique_ptr<CheckReport> make_junit_report(CheckReportContext context, ReportOutput output) {
    return std::make_unique<JunitReport>(std::move(context), std::move(output));
}

}  // namespace diglot
