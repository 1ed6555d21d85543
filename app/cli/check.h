// What `diglot check` was asked to do.
#pragma once

#include <string>
#include <vector>

#include "app/cli/reading_options.h"
#include "app/cli/session.h"

namespace diglot {

/// As the command line has it; empty where nothing was said.
struct CheckCommand {
    std::vector<std::string> files;
    std::vector<std::string> lines;  ///< A text and its translation, one pair after another.
    bool memory = false;
    std::string where;
    std::string changed_since;
    std::string source, target;
    ReadingArguments reading;

    std::string settings;
    std::vector<std::string> only, skip;
    std::string on;

    std::string report, output;
    std::string fail_on = "warning";

    std::vector<std::string> ignore;
    std::string reason;
    std::string baseline, write_baseline;

    bool fix = false;
    std::string fix_to;
    bool in_place = false;
    bool apply = false;
    bool force = false;  ///< Fixed copies take the place of what is there.

    bool wants_fix() const { return fix || in_place || !fix_to.empty(); }
    bool reports_to_stdout() const { return output.empty() || output == "-"; }
};

/// Sets the exit status. Throws UsageError, IoError, StoreError, Interrupted.
void run_check(Session& session, const CheckCommand& command);

/// The settings file that is read where none is named: beside the Diglot file, with .checks.toml in
/// place of its suffix; empty if there is none.
std::string default_settings_path(const std::string& diglot_file);

}  // namespace diglot
