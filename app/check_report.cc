#include "app/check_report.h"

#include <array>

#include "app/check_report_formats.h"
#include "app/json_writer.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr std::array<std::pair<std::string_view, CheckReportFormat>, 6> kFormats{{
    {"text", CheckReportFormat::kText},
    {"json", CheckReportFormat::kJson},
    {"html", CheckReportFormat::kHtml},
    {"sarif", CheckReportFormat::kSarif},
    {"junit", CheckReportFormat::kJunit},
    {"github", CheckReportFormat::kGithub},
}};

void write_span(JsonWriter& json, const char* name, const std::string& text,
                const std::optional<TextSpan>& span) {
    if (!span) return;
    const std::string_view all = text;
    json.key(name).begin_object();
    json.member("start", count_code_points(all.substr(0, span->start)));
    json.member("end", count_code_points(all.substr(0, span->end)));
    json.end_object();
}

void write_related(JsonWriter& json, const std::vector<RelatedPlace>& also) {
    if (also.empty()) return;
    json.key("also").begin_array();
    for (const auto& [place, text] : also) {
        json.begin_object().member("file", place.file).member("line", place.position.line);
        json.member("unit", place.unit);
        if (!text.empty()) json.member("text", text);
        json.end_object();
    }
    json.end_array();
}

/// One object, a finding a line within it.
class JsonReport : public CheckReport {
public:
    explicit JsonReport(ReportOutput output) : output_(std::move(output)) {
        output_("{\"findings\":[");
    }

    void add(const Finding& finding) override {
        output_((any_ ? "," : "") + finding_json(finding));
        any_ = true;
    }

    void finish(const CheckSummary& summary) override {
        JsonWriter rules;
        rules.begin_object();
        for (const auto& [name, counts] : summary.rules) {
            rules.key(name).begin_object();
            rules.member("errors", counts.errors).member("warnings", counts.warnings);
            rules.member("notes", counts.notes).end_object();
        }
        rules.end_object();
        output_("],\"checked\":" + std::to_string(summary.checked) + ",\"rules\":" + rules.text() +
                ",\"ignored\":" + std::to_string(summary.ignored) +
                ",\"in_baseline\":" + std::to_string(summary.in_baseline) + "}\n");
    }

private:
    ReportOutput output_;
    bool any_ = false;
};

}  // namespace

std::optional<CheckReportFormat> parse_check_report_format(std::string_view word) {
    for (const auto& [name, format] : kFormats)
        if (name == word) return format;
    return std::nullopt;
}

void CheckSummary::count(const Finding& finding) {
    RuleCounts& counts = rules[finding.rule];
    switch (finding.severity) {
        case Severity::kError:
            ++counts.errors;
            break;
        case Severity::kWarning:
            ++counts.warnings;
            break;
        case Severity::kNote:
            ++counts.notes;
            break;
    }
}

RuleCounts CheckSummary::total() const {
    RuleCounts sum;
    for (const auto& [name, counts] : rules) {
        sum.errors += counts.errors;
        sum.warnings += counts.warnings;
        sum.notes += counts.notes;
    }
    return sum;
}

std::string place_text(const UnitPlace& place) {
    if (place.file.empty())
        return place.unit > 0 ? "unit " + std::to_string(place.unit) : std::string("memory");
    const Position& at = place.position;
    std::string text = place.file;
    if (at.line > 0) text += ":" + std::to_string(at.line);
    if (at.line > 0 && at.column > 0) text += ":" + std::to_string(at.column);
    return text;
}

std::string related_text(const Finding& finding, const RelatedPlace& related) {
    std::string text = "also " + place_text(related.place);
    const bool said = related.text == finding.suggestion ||
                      finding.message.find(related.text) != std::string::npos;
    if (!said) text += ": " + related.text;
    return text;
}

std::string finding_json(const Finding& finding) {
    JsonWriter json;
    json.begin_object().member("rule", finding.rule);
    json.member("severity", to_string(finding.severity));
    json.member("file", finding.place.file).member("line", finding.place.position.line);
    json.member("unit", finding.place.unit).member("message", finding.message);
    json.member("source", finding.source).member("target", finding.target);
    if (finding.source_span || finding.target_span) {
        json.key("span").begin_object();
        write_span(json, "source", finding.source, finding.source_span);
        write_span(json, "target", finding.target, finding.target_span);
        json.end_object();
    }
    if (!finding.suggestion.empty())
        json.member("suggestion", finding.suggestion).member("safe", finding.safe);
    write_related(json, finding.also);
    return json.member("fingerprint", fingerprint(finding)).end_object().text();
}

std::unique_ptr<CheckReport> make_json_report(CheckReportContext, ReportOutput output) {
    return std::make_unique<JsonReport>(std::move(output));
}

std::unique_ptr<CheckReport> make_check_report(CheckReportFormat format, CheckReportContext context,
                                               ReportOutput output) {
    switch (format) {
        case CheckReportFormat::kHtml:
            return make_html_report(std::move(context), std::move(output));
        case CheckReportFormat::kSarif:
            return make_sarif_report(std::move(context), std::move(output));
        case CheckReportFormat::kJunit:
            return make_junit_report(std::move(context), std::move(output));
        case CheckReportFormat::kGithub:
            return make_github_report(std::move(context), std::move(output));
        default:
            return make_json_report(std::move(context), std::move(output));
    }
}

}  // namespace diglot
