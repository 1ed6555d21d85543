// Units that say the same, and units that contradict each other: found by fingerprints of their
// folded texts, in one pass over the memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/fold.h"
#include "tm/unit.h"

namespace diglot {

/// What makes no difference.
struct DuplicateRule {
    FoldOptions fold;  ///< Case, width, Han script.
    bool punctuation = true;
    bool spaces = true;
    bool codes = false;

    bool operator==(const DuplicateRule&) const = default;
};

/// A text as the rule sees it.
std::string duplicate_form(std::string_view text, const DuplicateRule& rule);

/// Units with numbers that are the same, or that belong together; two or more.
using UnitGroup = std::vector<std::int64_t>;

/// Memory: 24 bytes a unit, and as many a target. Two texts are taken as one where their 64-bit
/// fingerprints agree: whoever changes the memory compares the texts (are_duplicates).
class DuplicateFinder {
public:
    explicit DuplicateFinder(DuplicateRule rule = {}) : rule_(rule) {}

    void add(const Unit& unit);

    /// The same source and the same targets, in the same languages; each group and the groups in
    /// ascending order.
    std::vector<UnitGroup> duplicates() const;
    /// The same source, but different targets in one language (and region); likewise.
    std::vector<UnitGroup> contradictions() const;

private:
    struct Entry {
        std::uint64_t print = 0;
        std::uint64_t other = 0;
        std::int64_t unit = 0;
    };
    DuplicateRule rule_;
    std::vector<Entry> wholes_;  ///< print: of source and targets.
    std::vector<Entry>
        targets_;  ///< print: of the source and a target's language; other: its text.
};

/// Whether the units say the same by the rule: source and targets, language by language.
bool are_duplicates(const Unit& a, const Unit& b, const DuplicateRule& rule);

enum class Keep { kNewest, kOldest, kUsed, kReviewed };

/// Index of the unit to keep. One in a better state goes before all: reviewed, then a person's, not
/// yet reviewed ("new"), from alignment, a machine's, a proposal, out of use: nobody's work is
/// replaced by a machine's. Of one state the newest (latest change; so for kReviewed), the oldest
/// (first made), or the one used most (TMX usagecount). Where they tie, or say nothing, the lowest
/// id.
std::size_t choose_unit(const std::vector<Unit>& group, Keep keep);

/// Whether join_duplicates() would lose no language of `other`: `kept` has them all; or both have
/// sources in one language that say the same by the plain rule, and `other` is in no worse state,
/// so that what it has in other languages can stand in `kept`.
bool can_join(const Unit& kept, const Unit& other);

/// The unit with the notes, properties, attributes and contexts it lacks and the others have, and
/// with their translations into languages it has none in. Its texts, and what it says itself, stay;
/// but where another one with just its texts is in a better state, it gets that. Requires
/// can_join() of each.
Unit join_duplicates(Unit kept, const std::vector<Unit>& others);

}  // namespace diglot
