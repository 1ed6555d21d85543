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
#include "quality/suggestion.h"

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
/// None of what was fixed in it stays: it says why instead.
void leave(FixedTarget& target, const std::string& why);
using TellFix = std::function<void(const FixedTarget&)>;

struct FixReport {
    std::uint64_t fixed = 0;  ///< Findings.
    std::uint64_t left = 0;   ///< Findings that could not be fixed.

    void count(const FixedTarget& target);
};

/// The fixes of one target of a unit that go together.
struct TargetFix {
    std::size_t variant = 0;      ///< Index in the unit.
    std::vector<TextEdit> edits;  ///< Of the target's text, ascending.
    Segment segment;              ///< As it becomes.
    FixedTarget told;
};

/// Of every variant that the findings are about, but for the one that is translated from: the one
/// in `source`, or the unit's own where that is empty.
std::vector<TargetFix> plan_fixes(const Unit& unit, const std::vector<Finding>& findings,
                                  const LanguageTag& source);

struct FixFileRequest {
    std::string path;
    std::string output;  ///< May be `path`; replaced as a whole or not at all.
    ReadOptions reading;
    ReadSummary read;  ///< What the check read of the file.
    std::string user;
};

/// Writes the file's bytes again with the fixes in them: TMX, XLIFF and its flavours, PO, JSON,
/// CSV, TSV. Nothing else changes, but for date and person where the <tu> and <tuv> of a TMX have
/// them. What is to be written is first read, and compared with what it should say. Nothing is
/// written where nothing could be fixed. Errors, and nothing is written: fix.packed (.gz, .zip),
/// fix.format (a format that is not fixed in its bytes), fix.encoding (its bytes are not in its
/// encoding, or a fix is not), fix.changed (it is not the file that was checked), fix.differs (the
/// result would read otherwise than meant). Throws IoError, Interrupted.
Result<FixReport> fix_file(const FixFileRequest& request, const FixPlan& plan, const TellFix& tell);

/// The same for a text file that translates another line by line: lines that have no fix keep
/// every byte. Error: fix.changed.
Result<FixReport> fix_lines(const std::string& path, const std::string& output, const FixPlan& plan,
                            const TellFix& tell);

struct FixMemoryRequest {
    ChangeRequest change;
    LanguageTag source;  ///< As plan_fixes() has it.
    bool preview = false;
};

/// Edits the units as one change set, unless it is a preview, which tells the same. A unit that
/// another one would be the same as is left (change_units()). `change` is set where anything was
/// changed.
FixReport fix_memory(DiglotFile& file, const FixMemoryRequest& request, const FixPlan& plan,
                     const TellFix& tell, std::optional<std::int64_t>& change);

/// "news.tmx" → "news.fixed.tmx".
std::string fixed_name(const std::string& path);

}  // namespace diglot
