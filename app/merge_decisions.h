// Conflicts of a merge as a table: written, decided by hand in a spreadsheet, read back.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "glossary/glossary_merge.h"
#include "tm/unit_merge.h"

namespace diglot {

/// Writes CSV (RFC 4180, UTF-8, LF), a row a conflict: terms, where, field, base, ours, theirs,
/// decision. The decision is ours, theirs, or empty. Replaces `path` as a whole; "-" is standard
/// output. Throws IoError.
void write_merge_report(const std::string& path, const std::vector<MergePlan::Conflict>& conflicts);
/// The same of units of a memory, and of the concepts beside it: the first column is "unit" (its
/// texts) where all are units, "terms" where all are concepts, else "unit or terms".
void write_merge_report(const std::string& path, const std::vector<UnitMerge::Conflict>& conflicts,
                        const std::vector<DecidedConflict>& of_concepts = {});

class MergeDecisions {
public:
    /// Reads such a table; columns are found by their names, in any order. Errors:
    /// merge.no-columns; merge.decision, a word that is no decision (with its line). Throws
    /// IoError.
    static Result<MergeDecisions> read(const std::string& path);

    /// What was decided of exactly this conflict: a row whose terms, place, field and both sides
    /// are the same. kUndecided where there is none, or it says nothing.
    MergeSide of(const MergeConflict& conflict) const;
    MergeSide of(const UnitConflict& conflict) const;
    std::size_t size() const { return decided_.size(); }
    /// Lines, ascending, of rows with a decision that of() was not asked of: there is no such
    /// conflict, be it for one space in a cell.
    std::vector<std::size_t> unused_lines() const;

private:
    struct Row {
        MergeSide side = MergeSide::kUndecided;
        std::size_t line = 0;
        mutable bool used = false;
    };
    MergeSide of(const std::vector<std::string>& cells) const;
    std::map<std::vector<std::string>, Row> decided_;
};

}  // namespace diglot
