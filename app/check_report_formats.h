// The forms of a check's report, one a file; made by make_check_report().
#pragma once

#include "app/check_report.h"

namespace diglot {

std::unique_ptr<CheckReport> make_json_report(CheckReportContext context, ReportOutput output);
std::unique_ptr<CheckReport> make_html_report(CheckReportContext context, ReportOutput output);
std::unique_ptr<CheckReport> make_sarif_report(CheckReportContext context, ReportOutput output);
std::unique_ptr<CheckReport> make_junit_report(CheckReportContext context, ReportOutput output);
std::unique_ptr<CheckReport> make_github_report(CheckReportContext context, ReportOutput output);

}  // namespace diglot
