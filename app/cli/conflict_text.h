// Conflicts of memories and glossaries that are joined, for people and as JSON; how they are
// decided.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/session.h"
#include "app/json_writer.h"
#include "app/merge_decisions.h"

namespace CLI {
class App;
}

namespace diglot {

/// How conflicts are decided: by a table, and what it leaves open by a side.
struct Decisions {
    std::string table;   ///< --decide
    std::string report;  ///< --report
    bool ours = false;
    bool theirs = false;
};

/// --ours, --theirs, --report, --decide.
void add_decision_options(CLI::App& command, Decisions& decisions);

/// Decides conflicts of either kind.
class Decider {
public:
    /// Reads the table. Throws UsageError.
    explicit Decider(const Decisions& decisions);

    template <typename Conflict>
    MergeSide operator()(const Conflict& conflict) const {
        const MergeSide side = table_->of(conflict);
        return side == MergeSide::kUndecided ? otherwise_ : side;
    }

    const MergeDecisions& table() const { return *table_; }

private:
    std::shared_ptr<const MergeDecisions> table_;
    MergeSide otherwise_;
};

/// Whether every decision of the table was about a conflict there is, once `decider` was asked for
/// all. If not, their lines are named, and the exit status is 1: nothing is to be written then, for
/// the conflict that was meant would be decided otherwise, or by nobody.
bool all_decisions_fit(Session& session, const Decisions& decisions, const Decider& decider);

/// Line breaks and tabs as blanks.
std::string on_one_line(std::string text);

void print_conflicts(const Console& console, const std::vector<UnitMerge::Conflict>& conflicts);
void print_conflicts(const Console& console, const std::vector<DecidedConflict>& conflicts);

/// [{"unit", "where", "field", "base", "ours", "theirs", "decision"}]
void write_conflicts(JsonWriter& json, const std::vector<UnitMerge::Conflict>& conflicts);
/// The same with "terms" instead of "unit".
void write_conflicts(JsonWriter& json, const std::vector<DecidedConflict>& conflicts);
/// Both in one list; each begins with "kind": "unit" or "concept".
void write_conflicts(JsonWriter& json, const std::vector<UnitMerge::Conflict>& of_units,
                     const std::vector<DecidedConflict>& of_concepts);

}  // namespace diglot
