// Reports of findings whose texts are hard to write down.
#include "app/check_report.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <tinyxml2.h>

namespace diglot {
namespace {

constexpr const char* kTricky = "\"a\"\t<b> & 'c'\n]]> ::error::%0A,x:y \x01\x1B[31m 𠀀 שלום";

Finding tricky() {
    Finding finding;
    finding.rule = "numbers";
    finding.severity = Severity::kError;
    finding.place = {"a b%,:\"<ä>.tmx", {7, 5}, 3};
    finding.message = "\"億\" is <wrong>, 100%:\nreally";
    finding.source = "𠀀𠀀億元";
    finding.source_span = TextSpan{8, 11};
    finding.target = kTricky;
    finding.target_span = TextSpan{0, 3};
    finding.suggestion = "]]>%";
    finding.safe = true;
    RelatedPlace& other = finding.also.emplace_back();
    other.place = {"b.tmx", {2, 1}, 1};
    other.text = "other <text>";
    finding.also.emplace_back().place.unit = 9;
    return finding;
}

ReportedRule rule(const char* name) {
    return {name, Severity::kError, "Sums & <more>", "Why \"it\" is so.", {{"三", "4"}}};
}

std::string report(CheckReportFormat format, const std::vector<Finding>& findings,
                   CheckReportContext context = {}) {
    if (context.rules.empty()) context.rules = {rule("numbers"), rule("han")};
    std::string text;
    const auto made = make_check_report(format, std::move(context),
                                        [&](std::string_view piece) { text += piece; });
    CheckSummary summary;
    summary.checked = 4;
    summary.ignored = 2;
    summary.in_baseline = 1;
    for (const Finding& finding : findings) {
        summary.count(finding);
        made->add(finding);
    }
    made->finish(summary);
    return text;
}

CheckReportContext context_of(std::vector<std::string> files) {
    CheckReportContext context;
    context.files = std::move(files);
    context.memory = "my.diglot";
    return context;
}

rapidjson::Document parsed(const std::string& json) {
    rapidjson::Document document;
    document.Parse(json.c_str());
    EXPECT_FALSE(document.HasParseError()) << json;
    return document;
}

std::string text_of(const rapidjson::Value& value) {
    return {value.GetString(), value.GetStringLength()};
}

TEST(CheckReportFormats, HaveNames) {
    for (const char* name : {"text", "json", "html", "sarif", "junit", "github"})
        EXPECT_TRUE(parse_check_report_format(name)) << name;
    EXPECT_FALSE(parse_check_report_format("JSON"));
    EXPECT_FALSE(parse_check_report_format(""));
}

TEST(CheckSummary, CountsByRuleAndSeverity) {
    CheckSummary summary;
    Finding finding = tricky();
    summary.count(finding);
    finding.severity = Severity::kNote;
    summary.count(finding);
    finding.rule = "han";
    finding.severity = Severity::kWarning;
    summary.count(finding);
    EXPECT_EQ(summary.rules["numbers"].all(), 2u);
    EXPECT_EQ(summary.total().errors, 1u);
    EXPECT_EQ(summary.total().warnings, 1u);
    EXPECT_EQ(summary.total().notes, 1u);
}

TEST(JsonReport, SaysEverythingInCodePoints) {
    const auto json = parsed(report(CheckReportFormat::kJson, {tricky(), tricky()}));
    ASSERT_EQ(json["findings"].Size(), 2u);
    const auto& finding = json["findings"][0];
    EXPECT_EQ(text_of(finding["rule"]), "numbers");
    EXPECT_EQ(text_of(finding["severity"]), "error");
    EXPECT_EQ(text_of(finding["file"]), "a b%,:\"<ä>.tmx");
    EXPECT_EQ(finding["line"].GetInt(), 7);
    EXPECT_EQ(finding["unit"].GetInt(), 3);
    EXPECT_EQ(text_of(finding["message"]), tricky().message);
    EXPECT_EQ(text_of(finding["target"]), kTricky);
    EXPECT_EQ(finding["span"]["source"]["start"].GetInt(), 2);
    EXPECT_EQ(finding["span"]["source"]["end"].GetInt(), 3);
    EXPECT_EQ(finding["span"]["target"]["end"].GetInt(), 3);
    EXPECT_EQ(text_of(finding["suggestion"]), "]]>%");
    EXPECT_TRUE(finding["safe"].GetBool());
    EXPECT_EQ(text_of(finding["fingerprint"]), fingerprint(tricky()));
    ASSERT_EQ(finding["also"].Size(), 2u);
    EXPECT_EQ(text_of(finding["also"][0]["file"]), "b.tmx");
    EXPECT_EQ(finding["also"][0]["line"].GetInt(), 2);
    EXPECT_EQ(text_of(finding["also"][0]["text"]), "other <text>");
    EXPECT_EQ(finding["also"][1]["unit"].GetInt(), 9);
    EXPECT_FALSE(finding["also"][1].HasMember("text"));
    EXPECT_EQ(json["checked"].GetInt(), 4);
    EXPECT_EQ(json["rules"]["numbers"]["errors"].GetInt(), 2);
    EXPECT_EQ(json["ignored"].GetInt(), 2);
    EXPECT_EQ(json["in_baseline"].GetInt(), 1);
}

TEST(JsonReport, LeavesOutWhatThereIsNot) {
    Finding plain;
    plain.rule = "r";
    const auto json = parsed(report(CheckReportFormat::kJson, {plain}));
    for (const char* name : {"span", "suggestion", "safe", "also"})
        EXPECT_FALSE(json["findings"][0].HasMember(name)) << name;
    EXPECT_EQ(parsed(report(CheckReportFormat::kJson, {}))["findings"].Size(), 0u);
}

TEST(GithubReport, EscapesWhatACommandMeans) {
    EXPECT_EQ(report(CheckReportFormat::kGithub, {tricky()}),
              "::error file=a b%25%2C%3A\"<ä>.tmx,line=7,col=5,title=numbers " +
                  short_fingerprint(tricky()) +
                  "::\"億\" is <wrong>, 100%25:%0Areally%0A𠀀𠀀億元%0A\"a\"\t<b> & 'c'%0A]]> "
                  "::error::%250A,x:y \x01\x1B[31m 𠀀 שלום%0Asuggestion: ]]>%25%0Aalso b.tmx:2:1: "
                  "other <text>%0Aalso unit 9\n");
}

TEST(GithubReport, KnowsEverySeverityAndUnitsOfTheMemory) {
    Finding finding;
    finding.rule = "r";
    finding.message = "m";
    finding.place.unit = 12;
    finding.severity = Severity::kNote;
    const std::string title = "title=r " + short_fingerprint(finding) + "::";
    EXPECT_EQ(report(CheckReportFormat::kGithub, {finding}), "::notice " + title + "unit 12: m\n");
    finding.severity = Severity::kWarning;
    finding.place = {"a\r\nb", {3, 0}, 1};
    EXPECT_EQ(report(CheckReportFormat::kGithub, {finding}),
              "::warning file=a%0D%0Ab,line=3," + title + "m\n");
}

TEST(HtmlReport, EscapesTextsAndMarksPlaces) {
    const std::string page = report(CheckReportFormat::kHtml, {tricky()}, context_of({"a&b.tmx"}));
    EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n"));
    EXPECT_NE(page.find("<p class=\"where\">a&amp;b.tmx</p>"), std::string::npos);
    EXPECT_NE(page.find("<p>1 finding in 4 units checked · 2 ignored · 1 known from the baseline"),
              std::string::npos);
    EXPECT_NE(page.find("data-file=\"a b%,:&quot;&lt;ä&gt;.tmx\""), std::string::npos);
    EXPECT_NE(page.find("<bdi>&quot;億&quot; is &lt;wrong&gt;, 100%:\nreally</bdi>"),
              std::string::npos);
    EXPECT_NE(page.find("dir=\"auto\">𠀀𠀀<mark>億</mark>元</p>"), std::string::npos);
    EXPECT_NE(page.find("<mark>&quot;a&quot;</mark>\t&lt;b&gt; &amp; 'c'\n]]&gt;"),
              std::string::npos);
    EXPECT_NE(page.find("suggestion: ]]&gt;%"), std::string::npos);
    EXPECT_NE(page.find("also b.tmx:2:1: other &lt;text&gt;"), std::string::npos);
    EXPECT_EQ(page.find("<b>"), std::string::npos);
    EXPECT_EQ(page.find("src="), std::string::npos);
    EXPECT_EQ(page.find("http"), std::string::npos) << "the page asks for no other file";
}

TEST(HtmlReport, SaysThatNothingWasFound) {
    const std::string page = report(CheckReportFormat::kHtml, {}, context_of({"a", "b", "c", "d"}));
    EXPECT_NE(page.find("<p>0 findings in 4 units"), std::string::npos);
    EXPECT_NE(page.find("Nothing was found."), std::string::npos);
    EXPECT_NE(page.find(">a, b, c and 1 more<"), std::string::npos);
}

/// The whole report, so that it must be well-formed.
class ParsedXml {
public:
    explicit ParsedXml(const std::string& xml) {
        document_.Parse(xml.data(), xml.size());
        EXPECT_FALSE(document_.Error()) << document_.ErrorStr() << "\n" << xml;
    }
    const tinyxml2::XMLElement& root() const { return *document_.RootElement(); }

private:
    tinyxml2::XMLDocument document_{true, tinyxml2::PRESERVE_WHITESPACE};
};

std::string attribute(const tinyxml2::XMLElement& element, const char* name) {
    const char* value = element.Attribute(name);
    return value ? value : "(none)";
}

TEST(JunitReport, HasACaseForEachFileAndRule) {
    const ParsedXml xml(
        report(CheckReportFormat::kJunit, {tricky()}, context_of({"a b%,:\"<ä>.tmx", "fine.tmx"})));
    EXPECT_EQ(attribute(xml.root(), "tests"), "4");
    EXPECT_EQ(attribute(xml.root(), "failures"), "1");
    const auto* suite = xml.root().FirstChildElement();
    EXPECT_EQ(attribute(*suite, "name"), "a b%,:\"<ä>.tmx");
    EXPECT_EQ(attribute(*suite, "failures"), "1");
    const auto* test = suite->FirstChildElement();
    EXPECT_EQ(attribute(*test, "name"), "numbers");
    const auto* failure = test->FirstChildElement("failure");
    EXPECT_EQ(attribute(*failure, "message"), "1 finding: Sums & <more>");
    EXPECT_EQ(failure->GetText(),
              "a b%,:\"<ä>.tmx:7:5: error: \"億\" is <wrong>, 100%:\nreally [numbers " +
                  short_fingerprint(tricky()) +
                  "]\n  𠀀𠀀億元\n  \"a\"\t<b> & 'c'\n]]> ::error::%0A,x:y [31m 𠀀 שלום\n"
                  "  suggestion: ]]>%\n  also b.tmx:2:1: other <text>\n  also unit 9\n")
        << "without the control characters that XML has not";
    const auto* fine = suite->NextSiblingElement();
    EXPECT_EQ(attribute(*fine, "failures"), "0");
    EXPECT_EQ(fine->FirstChildElement()->FirstChildElement(), nullptr);
}

TEST(JunitReport, FailsOnlyWhereTheThresholdSaysSo) {
    Finding note = tricky();
    note.severity = Severity::kNote;
    CheckReportContext context = context_of({note.place.file});
    const ParsedXml xml(report(CheckReportFormat::kJunit, {note, tricky()}, context));
    const auto* test = xml.root().FirstChildElement()->FirstChildElement();
    EXPECT_EQ(attribute(*test->FirstChildElement("failure"), "message"),
              "1 finding: Sums & <more>");
    EXPECT_NE(std::string(test->FirstChildElement("system-out")->GetText()).find("note: "),
              std::string::npos);
    context.fail_on = std::nullopt;
    const ParsedXml none(report(CheckReportFormat::kJunit, {note, tricky()}, context));
    EXPECT_EQ(attribute(none.root(), "failures"), "0");
}

TEST(JunitReport, HasFindingsOfPlacesNobodyNamed) {
    Finding of_memory = tricky();
    of_memory.place = {"", {}, 12};
    const ParsedXml xml(report(CheckReportFormat::kJunit, {of_memory}, context_of({"fine.tmx"})));
    EXPECT_EQ(attribute(xml.root(), "failures"), "1");
    const auto* suite = xml.root().FirstChildElement()->NextSiblingElement();
    ASSERT_TRUE(suite);
    EXPECT_EQ(attribute(*suite, "name"), "my.diglot");
    CheckReportContext context = context_of({});
    context.checks_memory = true;
    const ParsedXml memory(report(CheckReportFormat::kJunit, {of_memory}, context));
    EXPECT_EQ(attribute(memory.root(), "tests"), "2");
}

TEST(JunitReport, KeepsCarriageReturnsAndLeavesOutNoncharacters) {
    Finding finding = tricky();
    finding.source =
        "a\rb\xEF\xBF\xBF\xEF\xBF\xBE"
        "c";
    const ParsedXml xml(report(CheckReportFormat::kJunit, {finding}, context_of({"x"})));
    const auto* suite = xml.root().FirstChildElement()->NextSiblingElement();
    const std::string text = suite->FirstChildElement()->FirstChildElement()->GetText();
    EXPECT_NE(text.find("  a\rbc\n"), std::string::npos) << text;
}

TEST(SarifReport, HasWhatTheStandardAsksFor) {
    Finding of_memory = tricky();
    of_memory.place = {"", {}, 12};
    of_memory.severity = Severity::kNote;
    of_memory.also.clear();
    const auto json = parsed(
        report(CheckReportFormat::kSarif, {tricky(), of_memory}, context_of({"a b%,:\"<ä>.tmx"})));
    EXPECT_EQ(text_of(json["version"]), "2.1.0");
    const auto& run = json["runs"][0];
    EXPECT_EQ(text_of(run["columnKind"]), "unicodeCodePoints");
    const auto& driver = run["tool"]["driver"];
    EXPECT_EQ(text_of(driver["name"]), "Diglot");
    ASSERT_EQ(driver["rules"].Size(), 2u);
    EXPECT_EQ(text_of(driver["rules"][0]["id"]), "numbers");
    EXPECT_EQ(text_of(driver["rules"][0]["shortDescription"]["text"]), "Sums & <more>");
    EXPECT_EQ(text_of(driver["rules"][0]["defaultConfiguration"]["level"]), "error");

    const auto& result = run["results"][0];
    EXPECT_EQ(text_of(result["ruleId"]), "numbers");
    EXPECT_EQ(text_of(driver["rules"][result["ruleIndex"].GetUint()]["id"]), "numbers");
    EXPECT_EQ(text_of(result["level"]), "error");
    EXPECT_EQ(text_of(result["message"]["text"]), tricky().message);
    const auto& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(text_of(place["artifactLocation"]["uri"]), "a%20b%25%2C%3A%22%3C%C3%A4%3E.tmx");
    EXPECT_EQ(place["region"]["startLine"].GetInt(), 7);
    EXPECT_EQ(place["region"]["startColumn"].GetInt(), 5);
    EXPECT_EQ(text_of(result["partialFingerprints"]["diglotFinding/v1"]), fingerprint(tricky()));
    EXPECT_EQ(result["properties"]["sourceSpan"]["start"].GetInt(), 2);
    EXPECT_EQ(text_of(result["properties"]["target"]), kTricky);

    ASSERT_EQ(result["relatedLocations"].Size(), 2u);
    const auto& related = result["relatedLocations"][0];
    EXPECT_EQ(text_of(related["physicalLocation"]["artifactLocation"]["uri"]), "b.tmx");
    EXPECT_EQ(related["physicalLocation"]["region"]["startLine"].GetInt(), 2);
    EXPECT_EQ(text_of(related["message"]["text"]), "other <text>");
    const auto& unit = result["relatedLocations"][1];
    EXPECT_EQ(text_of(unit["physicalLocation"]["artifactLocation"]["uri"]), "my.diglot");
    EXPECT_EQ(text_of(unit["logicalLocations"][0]["name"]), "unit 9");
    EXPECT_FALSE(unit.HasMember("message"));

    const auto& memory = run["results"][1];
    EXPECT_EQ(text_of(memory["level"]), "note");
    EXPECT_FALSE(memory.HasMember("relatedLocations"));
    EXPECT_FALSE(memory["locations"][0]["physicalLocation"].HasMember("region"))
        << "a region's lines count from 1";
    EXPECT_EQ(run["properties"]["checked"].GetInt(), 4);
}

TEST(SarifReport, TellsOfFindingsThatStandNowhere) {
    Finding finding;
    finding.rule = "gone";
    finding.message = "m";
    const auto json = parsed(report(CheckReportFormat::kSarif, {finding}));
    const auto& result = json["runs"][0]["results"][0];
    EXPECT_EQ(result["locations"].Size(), 0u);
    EXPECT_FALSE(result.HasMember("ruleIndex"));
}

TEST(SarifReport, NamesWholePathsAsFileAddresses) {
    Finding finding = tricky();
    finding.place.file = "/tmp/新聞 1.tmx";
    const auto json = parsed(report(CheckReportFormat::kSarif, {finding}));
    EXPECT_EQ(text_of(json["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
                          ["artifactLocation"]["uri"]),
              "file:///tmp/%E6%96%B0%E8%81%9E%201.tmx");
}

}  // namespace
}  // namespace diglot
