// The memory cleaned by rules (quality/cleaning): what can be mended is, the rest is set aside.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/diglot_file.h"
#include "quality/cleaning.h"

namespace diglot {

struct CleanRequest {
    std::vector<std::string> only;  ///< Rules; all of them if none is named.
    std::vector<std::string> skip;
    UnitFilter filter;   ///< What is cleaned; lengths are learned from the whole memory.
    bool apply = false;  ///< Else a preview.
    ChangeRequest change;
    /// Told how many units of how many were looked at, two looks at each; may throw.
    WorkProgress progress;
};

struct CleanReport {
    /// Units that a rule had something against, each counted once: set aside, else mended, else
    /// left.
    struct OfRule {
        const CleaningRule* rule = nullptr;
        std::uint64_t mended = 0;
        std::uint64_t set_aside = 0;
        std::uint64_t left = 0;
        std::uint64_t units() const { return mended + set_aside + left; }
    };
    std::vector<OfRule> rules;  ///< Every rule that was asked, in their order.
    std::uint64_t looked_at = 0;
    std::uint64_t mended = 0;     ///< Units of which a text was mended, and that stay in use.
    std::uint64_t set_aside = 0;  ///< Units that were set aside.
    std::optional<std::int64_t> change;
};

/// Told each unit that a rule has something against, by unit: as it was, and what became of it.
using TellCleaned = std::function<void(const Unit& before, const CleanedUnit& cleaned)>;

/// Cleans a memory. The rules live as long as it does.
class MemoryCleaner {
public:
    /// Both must outlive it. Throws std::invalid_argument for a rule there is not.
    MemoryCleaner(DiglotFile& file, const CleanRequest& request);

    /// A unit that would say what another one says once it is mended is set aside as it is.
    /// Applying, each unit is read and judged again under the lock that it is written under; one
    /// change set, none if nothing changed. Throws StoreError, Interrupted.
    CleanReport run(const TellCleaned& tell);

private:
    void learn();
    IdRanges look_through();
    void apply(const IdRanges& found);
    CleanedUnit clean(Unit unit);
    void count(const CleanedUnit& cleaned);
    void told();

    DiglotFile& file_;
    const CleanRequest& request_;
    LengthNorms norms_;
    UnitCleaner cleaner_;
    CleanReport report_;
    const TellCleaned* tell_ = nullptr;
    /// Keys of what was mended in a preview: of two that become the same, the second is set aside.
    std::vector<std::uint64_t> mended_keys_;
    std::int64_t seen_ = 0;
    std::int64_t total_ = 0;
};

}  // namespace diglot
