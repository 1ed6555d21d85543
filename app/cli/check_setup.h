// What a check needs before its first unit: settings, the glossary and the memory, the rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/check_report.h"
#include "app/cli/check.h"
#include "app/import_plan.h"
#include "core/error.h"
#include "glossary/recognition.h"
#include "quality/check_context.h"
#include "quality/checker.h"
#include "quality/configured_rules.h"

namespace diglot {

/// Something a user named that cannot be read is a wrong use, not a failure of the machine. Throws
/// UsageError.
template <typename Read>
auto read_named(Read read) {
    try {
        auto result = read();
        if (!result) throw UsageError(to_string(result.error()));
        return std::move(result.value());
    } catch (const IoError& error) {
        throw UsageError(std::string("check: ") + error.what());
    }
}

/// Those of --settings, else of the file beside the Diglot file. Throws UsageError.
CheckSettings read_settings(const Session& session, const CheckCommand& command);

/// --fail-on; nothing for "none".
std::optional<Severity> parse_threshold(const std::string& word);

/// What the Diglot file has to hold translations against; must outlive the checker.
class Reference {
public:
    /// Without a file where none was named and there is none yet. Throws UsageError for a file
    /// that was named and is not there, and for --on that is no date.
    CheckContext open(Session& session, const CheckCommand& command);

private:
    std::optional<TermRecognizer> glossary_;
};

/// Nothing that is checked may be written over by the report or a fixed copy. Throws UsageError.
void require_free_outputs(const CheckCommand& command, const std::vector<PlannedFile>& files);

/// Rules that are asked for by name must have what they compare with: throws UsageError.
void require_reference(const Session& session, const CheckCommand& command,
                       const CheckContext& context);

/// The rules that run and find nothing without a glossary: "terms, forbidden-terms".
std::string rules_of_glossary(const Checker& checker);

/// For reports, which name files as the user did, of pairs the translation.
CheckReportContext describe_check(const Session& session, const CheckCommand& command,
                                  const std::vector<PlannedFile>& files,
                                  std::vector<ReportedRule> rules);
std::vector<ReportedRule> describe_rules(const Checker& checker, const ConfiguredRules& configured);

}  // namespace diglot
