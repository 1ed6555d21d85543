// Cleaning: units that are dirt, and texts that can be mended. Each rule looks at one source and
// one target; UnitCleaner makes one answer a unit of what they say. docs/cleaning.md has the rules.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quality/length_norms.h"
#include "quality/rule.h"
#include "tm/unit.h"

namespace diglot {

/// Two variants of a unit, as a rule sees them.
struct CleaningPair {
    const Variant& source;
    const Variant& target;
    const LengthNorms& norms;
};

enum class CleaningSide { kSource, kTarget, kBoth };

/// One place of a text, and what is to stand there.
struct CleaningEdit {
    std::size_t start = 0;  ///< Bytes.
    std::size_t end = 0;
    std::string by;
};

/// What a rule has against a pair. With edits or content it can be mended (only on one side);
/// without, the pair is no translation.
struct Dirt {
    CleaningSide side = CleaningSide::kBoth;
    std::string message;  ///< For people.
    std::vector<CleaningEdit> edits;
    /// Instead of edits: the segment's content with other codes around the same text.
    std::vector<Markup> content;

    bool can_be_mended() const { return !edits.empty() || !content.empty(); }
};

class CleaningRule {
public:
    virtual ~CleaningRule() = default;

    /// In lower case, with hyphens: "wrong-language".
    virtual std::string_view name() const = 0;
    /// One line: what it catches, and what is done.
    virtual std::string_view summary() const = 0;
    /// What it catches, what is done about it, and what it leaves alone; paragraphs.
    virtual std::string_view explanation() const = 0;
    /// RuleExample::found is Dirt::message.
    virtual std::vector<RuleExample> examples() const = 0;
    /// At most one Dirt a side.
    virtual void look(const CleaningPair& pair, std::vector<Dirt>& found) const = 0;
};

/// Every rule, in the order they are asked: those that mend first.
std::vector<std::unique_ptr<CleaningRule>> make_cleaning_rules();

enum class CleaningOutcome {
    kMended,
    kSetAside,
    kLeft,  ///< Another translation of the unit is fine, so that it stays in use as it is.
};
const char* to_string(CleaningOutcome outcome);  ///< "mended", "set aside", "left".

struct CleaningFinding {
    const CleaningRule* rule = nullptr;
    CleaningOutcome outcome = CleaningOutcome::kSetAside;
    std::string message;
    std::size_t variant = 0;  ///< Index into Unit::variants of what is mended or wrong.
    std::string before;       ///< Of what is mended: the text with no codes, before and after.
    std::string after;
};

/// What became of a unit.
struct CleanedUnit {
    Unit unit;  ///< With what was mended, and set aside where it is.
    std::vector<CleaningFinding> findings;
    bool changed = false;
    bool aside = false;
};

class UnitCleaner {
public:
    /// Only the rules named, all of them if none is. `norms` must outlive it. Throws
    /// std::invalid_argument for a name that no rule has.
    UnitCleaner(const LengthNorms& norms, const std::vector<std::string>& only,
                const std::vector<std::string>& skip);

    const std::vector<std::unique_ptr<CleaningRule>>& rules() const { return rules_; }
    /// Whether a rule is among them that needs norms.
    bool needs_norms() const;

    /// Units out of use and units of one language are clean. Dates and people stay as they are.
    CleanedUnit clean(Unit unit) const;

private:
    struct Work;
    void mend(const CleaningRule& rule, const Dirt& dirt, std::size_t variant, Work& work) const;

    const LengthNorms& norms_;
    std::vector<std::unique_ptr<CleaningRule>> rules_;
};

}  // namespace diglot
