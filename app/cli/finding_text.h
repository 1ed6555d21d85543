// Findings for people.
#pragma once

#include <string>

#include "app/check_report.h"
#include "app/cli/console.h"
#include "quality/finding.h"

namespace diglot {

/// The place and message, then both texts on a line each with carets under what it is about; long
/// texts are cut around that, where the report goes to the console. Ends with a line break.
std::string finding_text(const Finding& finding, const Console* console);

/// The text with spaces in place of control characters, which a terminal may obey; as many bytes.
std::string one_line(std::string text);

/// "2 findings in 3 units checked: 1 error, 1 warning; numbers 1, typography 1; 3 ignored".
std::string summary_text(const CheckSummary& summary);

/// As findings come in, to the console or, where `console` is null, plainly to `output`.
std::unique_ptr<CheckReport> make_text_report(const Console* console, ReportOutput output);

}  // namespace diglot
