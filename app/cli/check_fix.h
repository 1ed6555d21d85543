// `diglot check --fix`: what was done, for people.
#pragma once

#include <string>

#include "app/cli/check.h"
#include "app/fix.h"

namespace diglot {

/// Where the fixed copy of a file goes.
std::string fix_target(const CheckCommand& command, const std::string& path);

/// Each writes what is fixed and says it line by line: on stdout where `on_stdout` (the report is
/// text there), else on stderr. False, and it is said why, if nothing could be written.
bool fix_checked_file(Session& session, bool on_stdout, const FixFileRequest& request,
                      const FixPlan& plan);
bool fix_checked_lines(Session& session, bool on_stdout, const std::string& path,
                       const std::string& output, const FixPlan& plan);
/// A preview unless `apply`.
void fix_checked_memory(Session& session, bool on_stdout, const FixPlan& plan,
                        const LanguageTag& source, bool apply);

}  // namespace diglot
