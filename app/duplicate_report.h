// Groups of units as a table or page to decide in, and what was decided carried out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "core/result.h"
#include "core/score.h"
#include "tm/duplicates.h"

namespace diglot {

enum class DuplicateDecision {
    kOpen,
    kKeep,
    kJoin,  ///< Removed; what it has beside its texts, and other languages, goes to the one that is
            ///< kept.
    kRemove,
};

/// "", "keep", "join", "remove".
const char* to_string(DuplicateDecision decision);

/// Units that belong together, and what is proposed.
struct DuplicateGroup {
    struct Row {
        Unit unit;
        DuplicateDecision decision = DuplicateDecision::kOpen;
        std::optional<Score> alike;  ///< Its source and that of the group's first, or kept, unit.
    };
    std::vector<Row> rows;
};

/// What is proposed of a group: nothing, or, where `keep` chooses a unit, that it takes in the
/// others, but for those of which a language would be lost (can_join()). Of near-duplicates (`near`
/// above zero) only those that are near to it by themselves,
/// have its numbers and its languages; then also how alike each is to it, or to the first.
DuplicateGroup propose_decisions(std::vector<Unit> units, std::optional<Keep> keep, Score near);

/// Written group by group; takes its place at finish(). All of it may throw IoError.
class DuplicateReport {
public:
    virtual ~DuplicateReport() = default;
    virtual void add(const DuplicateGroup& group) = 0;
    virtual void finish() = 0;
};

/// CSV (RFC 4180, UTF-8) with a row a unit: group, unit, decision, alike, source_language, source,
/// target_language, target, origin, changed, changed_by, state. "-" is standard output.
std::unique_ptr<DuplicateReport> duplicate_csv(const std::string& path);
/// One page without other files, light and dark, in which to decide; it saves the same table.
std::unique_ptr<DuplicateReport> duplicate_page(const std::string& path, const std::string& title);

/// One row of a table that was decided in.
struct DecidedUnit {
    std::string group;
    std::int64_t unit = 0;
    DuplicateDecision decision = DuplicateDecision::kOpen;
    std::uint64_t state = 0;  ///< state_of() the unit that was decided about.
    std::size_t line = 0;
};

/// The rows of such a table, group by group in the order of the file; columns are found by their
/// names, and what other columns say does not count. Errors, with their line: dedupe.no-columns;
/// dedupe.row, no number or state; dedupe.decision, a word that is no decision; dedupe.twice, a
/// unit in two rows; dedupe.join, without just one unit to keep. Throws IoError.
Result<std::vector<std::vector<DecidedUnit>>> read_duplicate_decisions(const std::string& path);

struct DuplicatesApplied {
    std::int64_t removed = 0;  ///< Of these some were joined.
    std::int64_t joined = 0;
    std::int64_t groups = 0;  ///< With something decided.
    /// Units because of which their groups were left as they are: changed since, or gone; and such
    /// that were to be joined, but have a language that would be lost (can_join()).
    std::vector<DecidedUnit> changed;
    std::vector<DecidedUnit> other_languages;
    std::optional<std::int64_t> change;  ///< Nothing where nothing was written.
};

/// Carries out what was decided, as one change set.
DuplicatesApplied apply_decisions(DiglotFile& file,
                                  const std::vector<std::vector<DecidedUnit>>& groups,
                                  const ChangeRequest& request, const WorkProgress& progress);

}  // namespace diglot
