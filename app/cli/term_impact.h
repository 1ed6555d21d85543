// What `term edit` and `term remove` say of the memory with --impact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/session.h"
#include "glossary/concept.h"

namespace diglot {

struct ImpactOptions {
    bool asked = false;
    bool apply = false;
    std::optional<std::string> only;  ///< "surely", "all"; nothing: all to look at, surely to do.
    std::vector<std::int64_t> units;  ///< Only these, whether surely or perhaps; all if empty.
    std::string replace_with;
};

/// --impact, and, where the command can put another wording, what goes with it.
void add_impact_options(CLI::App* command, ImpactOptions& options, bool can_apply);

/// Lists the units that the change of the concept makes wrong; with `change` also rewrites those
/// chosen. Without terms in `after`: the concept removed. Throws UsageError.
void run_impact(Session& session, DiglotFile& file, const Concept& before, const Concept& after,
                const ImpactOptions& options, ChangeSet* change = nullptr);

}  // namespace diglot
