// Workflow commands of GitHub Actions ("Workflow commands for GitHub Actions", "Setting an error
// message"); their escapes are those of actions/toolkit, packages/core/src/command.ts.
#include "app/check_report_formats.h"

namespace diglot {
namespace {

std::string escaped_data(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '%')
            escaped += "%25";
        else if (c == '\r')
            escaped += "%0D";
        else if (c == '\n')
            escaped += "%0A";
        else
            escaped += c;
    }
    return escaped;
}

std::string escaped_property(std::string_view text) {
    std::string escaped;
    for (const char c : escaped_data(text)) {
        if (c == ':')
            escaped += "%3A";
        else if (c == ',')
            escaped += "%2C";
        else
            escaped += c;
    }
    return escaped;
}

const char* command_of(Severity severity) {
    return severity == Severity::kError     ? "error"
           : severity == Severity::kWarning ? "warning"
                                            : "notice";
}

class GithubReport : public CheckReport {
public:
    explicit GithubReport(ReportOutput output) : output_(std::move(output)) {}

    void add(const Finding& finding) override {
        std::string line = std::string("::") + command_of(finding.severity) + " ";
        const Position& at = finding.place.position;
        if (!finding.place.file.empty())
            line += "file=" + escaped_property(finding.place.file) + ",";
        if (at.line > 0) line += "line=" + std::to_string(at.line) + ",";
        if (at.line > 0 && at.column > 0) line += "col=" + std::to_string(at.column) + ",";
        std::string text = finding.message;
        if (finding.place.file.empty() && finding.place.unit > 0)
            text = "unit " + std::to_string(finding.place.unit) + ": " + text;
        if (!finding.source.empty()) text += "\n" + finding.source;
        if (!finding.target.empty()) text += "\n" + finding.target;
        if (!finding.suggestion.empty()) text += "\nsuggestion: " + finding.suggestion;
        for (const RelatedPlace& related : finding.also)
            text += "\n" + related_text(finding, related);
        output_(line +
                "title=" + escaped_property(finding.rule + " " + short_fingerprint(finding)) +
                "::" + escaped_data(text) + "\n");
    }

    void finish(const CheckSummary&) override {}

private:
    ReportOutput output_;
};

}  // namespace

std::unique_ptr<CheckReport> make_github_report(CheckReportContext, ReportOutput output) {
    return std::make_unique<GithubReport>(std::move(output));
}

}  // namespace diglot
