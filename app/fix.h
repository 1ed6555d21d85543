// Safe suggestions of findings, put into a copy of a file or into units of the memory.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "core/result.h"
#include "importers/format.h"
#include "quality/finding.h"

namespace diglot {

/// Findings whose suggestion may be put in without a person looking at it, by unit.
class FixPlan {
public:
    /// Takes the finding if it is one.
    void add(const Finding& finding);

    bool empty() const { return findings_.empty(); }
    std::size_t units() const { return findings_.size(); }
    /// Of a unit, by its number (UnitPlace::unit).
    const std::map<std::int64_t, std::vector<Finding>>& by_unit() const { return findings_; }

private:
    std::map<std::int64_t, std::vector<Finding>> findings_;
};

/// What became of the findings in one target.
struct FixedTarget {
    UnitPlace place;
    std::string before;
    std::string after;  ///< As `before` where nothing could be done.
    std::vector<Finding> findings;
    std::vector<std::string> why_not;  ///< One a finding, for people; empty where it was fixed.
};
using TellFix = std::function<void(const FixedTarget&)>;

struct FixReport {
    std::uint64_t fixed = 0;  ///< Findings.
    std::uint64_t left = 0;   ///< Findings that could not be fixed.
    std::vector<Loss> losses;
};

/// Puts the fixes into the unit's targets, and `changed_by` and the time beside them. True if any
/// was changed.
bool fix_unit(Unit& unit, const std::vector<Finding>& findings, const std::string& changed_by,
              FixReport& report, const TellFix& tell);

struct FixFileRequest {
    std::string path;
    std::string output;  ///< May be `path`; replaced as a whole or not at all.
    ReadOptions reading;
    ReadSummary read;  ///< What the check read of the file.
    std::string user;
};

/// Reads the file again and writes it, with its fixes, in its own format: TMX, XLIFF, PO, JSON,
/// CSV, TSV, XLSX. Errors, and nothing is written: fix.packed (.gz, .zip), fix.format (a format
/// that is read only), fix.skipped (units that could not be read would be missing), fix.changed (it
/// is not the file that was checked). Throws IoError, Interrupted.
Result<FixReport> fix_file(const FixFileRequest& request, const FixPlan& plan, const TellFix& tell);

/// The same for a text file that translates another line by line: lines that have no fix keep
/// every byte. Error: fix.changed.
Result<FixReport> fix_lines(const std::string& path, const std::string& output, const FixPlan& plan,
                            const TellFix& tell);

/// Edits the units as one change set, unless `preview`. `change` is set where anything was changed.
FixReport fix_memory(DiglotFile& file, const ChangeRequest& request, const FixPlan& plan,
                     bool preview, const TellFix& tell, std::optional<std::int64_t>& change);

/// "news.tmx" → "news.fixed.tmx".
std::string fixed_name(const std::string& path);

}  // namespace diglot
