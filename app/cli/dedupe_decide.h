// Duplicates decided by a person: in a table, or asked one by one.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"
#include "app/duplicate_report.h"

namespace diglot {

/// Carries out what was decided, as one change set, and says what became of it; `table` is where it
/// was decided, or empty.
void carry_out_decisions(Session& session, const std::vector<std::vector<DecidedUnit>>& groups,
                         const std::string& table);
/// The same of a table. Throws UsageError for one that cannot be taken, IoError.
void apply_table(Session& session, const std::string& table);

struct Answer {
    std::vector<DecidedUnit> decided;  ///< Empty: the group stays.
    bool ends = false;                 ///< No more is to be asked.
};
/// Shows group `number` of `count` on stderr and reads from stdin which unit is kept; the others
/// are joined to it.
Answer ask_about(Session& session, const DuplicateGroup& group, std::size_t number,
                 std::size_t count);

}  // namespace diglot
