// SARIF 2.1.0 (OASIS Standard, 27 March 2020); numbers below are its sections.
#include <QString>
#include <QUrl>

#include "app/check_report_formats.h"
#include "app/json_writer.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr const char* kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// 3.27.10.
const char* level_of(Severity severity) { return to_string(severity); }

/// 3.4.3, 3.10: a URI reference; a relative path stays relative.
std::string uri_of(const std::string& path) {
    const QString name = QString::fromStdString(path);
    if (path.starts_with('/'))
        return QUrl::fromLocalFile(name).toEncoded(QUrl::FullyEncoded).toStdString();
    return QUrl::toPercentEncoding(name, "/").toStdString();
}

void write_text(JsonWriter& json, const char* name, std::string_view text) {
    json.key(name).begin_object().member("text", text).end_object();
}

std::string help_of(const ReportedRule& rule) {
    std::string help = rule.explanation;
    for (const auto& [source, target] : rule.faulty)
        help += "\n\nExample of a fault:\n" + source + "\n" + target;
    return help;
}

/// 3.49.
void write_rule(JsonWriter& json, const ReportedRule& rule) {
    json.begin_object().member("id", rule.name).member("name", rule.name);
    write_text(json, "shortDescription", rule.summary);
    write_text(json, "fullDescription", rule.explanation);
    write_text(json, "help", help_of(rule));
    json.key("defaultConfiguration").begin_object();
    json.member("level", level_of(rule.severity)).end_object().end_object();
}

void write_span(JsonWriter& json, const char* name, const std::string& text,
                const std::optional<TextSpan>& span) {
    if (!span) return;
    const std::string_view all = text;
    json.key(name).begin_object();
    json.member("start", count_code_points(all.substr(0, span->start)));
    json.member("end", count_code_points(all.substr(0, span->end)));
    json.end_object();
}

class SarifReport : public CheckReport {
public:
    SarifReport(CheckReportContext context, ReportOutput output)
        : context_(std::move(context)), output_(std::move(output)) {
        for (std::size_t i = 0; i < context_.rules.size(); ++i)
            indices_.emplace(context_.rules[i].name, i);
        JsonWriter driver;
        driver.begin_object().member("name", "Diglot").member("version", DIGLOT_VERSION);
        driver.member("semanticVersion", DIGLOT_VERSION).key("rules").begin_array();
        for (const ReportedRule& rule : context_.rules) write_rule(driver, rule);
        driver.end_array().end_object();
        output_(std::string("{\"$schema\":\"") + kSchema +
                "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":" + driver.text() +
                "},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    }

    void add(const Finding& finding) override {
        JsonWriter json;
        json.begin_object().member("ruleId", finding.rule);
        if (const auto index = indices_.find(finding.rule); index != indices_.end())
            json.member("ruleIndex", index->second);
        json.member("level", level_of(finding.severity));
        write_text(json, "message", finding.message);
        json.key("locations").begin_array();
        if (is_somewhere(finding.place)) write_location(json, finding.place, {});
        json.end_array();
        write_related(json, finding.also);
        json.key("partialFingerprints").begin_object();
        json.member("diglotFinding/v1", fingerprint(finding)).end_object();
        json.key("properties").begin_object();
        json.member("source", finding.source).member("target", finding.target);
        write_span(json, "sourceSpan", finding.source, finding.source_span);
        write_span(json, "targetSpan", finding.target, finding.target_span);
        if (!finding.suggestion.empty()) json.member("suggestion", finding.suggestion);
        json.end_object().end_object();
        output_((any_ ? "," : "") + json.text());
        any_ = true;
    }

    void finish(const CheckSummary& summary) override {
        JsonWriter properties;
        properties.begin_object().member("checked", summary.checked);
        properties.member("ignored", summary.ignored).member("inBaseline", summary.in_baseline);
        output_("],\"properties\":" + properties.end_object().text() + "}]}\n");
    }

private:
    bool is_somewhere(const UnitPlace& place) const {
        return !place.file.empty() || !context_.memory.empty();
    }

    /// 3.27.22.
    void write_related(JsonWriter& json, const std::vector<RelatedPlace>& also) const {
        if (also.empty()) return;
        json.key("relatedLocations").begin_array();
        for (const RelatedPlace& related : also)
            if (is_somewhere(related.place)) write_location(json, related.place, related.text);
        json.end_array();
    }

    /// 3.28: a unit of the memory has no line, but a name within the Diglot file.
    void write_location(JsonWriter& json, const UnitPlace& place, std::string_view text) const {
        const bool memory = place.file.empty();
        json.begin_object();
        json.key("physicalLocation").begin_object().key("artifactLocation").begin_object();
        json.member("uri", uri_of(memory ? context_.memory : place.file)).end_object();
        if (place.position.line > 0) {
            json.key("region").begin_object().member("startLine", place.position.line);
            if (place.position.column > 0) json.member("startColumn", place.position.column);
            json.end_object();
        }
        json.end_object();
        if (place.unit > 0) {
            json.key("logicalLocations").begin_array().begin_object();
            json.member("name", "unit " + std::to_string(place.unit));
            json.end_object().end_array();
        }
        if (!text.empty()) write_text(json, "message", text);
        json.end_object();
    }

    CheckReportContext context_;
    ReportOutput output_;
    std::map<std::string, std::size_t> indices_;
    bool any_ = false;
};

}  // namespace

std::unique_ptr<CheckReport> make_sarif_report(CheckReportContext context, ReportOutput output) {
    return std::make_unique<SarifReport>(std::move(context), std::move(output));
}

}  // namespace diglot
