// Two memories compared unit by unit, and a page that shows it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/diglot_file.h"
#include "app/unit_spool.h"
#include "core/text/word_diff.h"
#include "tm/unit_items.h"

namespace diglot {

/// What became of a unit between two versions; one of them may be missing.
struct UnitChange {
    std::optional<Unit> a;
    std::optional<Unit> b;
};

struct DiffCounts {
    std::int64_t added = 0;
    std::int64_t removed = 0;
    std::int64_t changed = 0;
    std::int64_t same = 0;
};

/// Calls `visit` with each difference: in the order of `a`, what only `b` has behind the unit it
/// follows there. Another order alone is no difference.
DiffCounts diff_memories(const UnitSpool& a, const UnitSpool& b,
                         const std::function<void(const UnitChange&)>& visit);

/// The same of two states of one file: after change set `from` and after change set `to`; where
/// `from` is nothing, what `to` did. What was undone later is looked at as it was then. Of `same`
/// only units are counted that something was done to.
DiffCounts diff_change_sets(DiglotFile& file, std::optional<std::int64_t> from, std::int64_t to,
                            const std::function<void(const UnitChange&)>& visit);

/// One HTML page without scripts or other files, written as the differences come; it takes its name
/// at finish(). "-" is standard output. All of it may throw IoError.
class DiffPage {
public:
    DiffPage(const std::string& path, const std::string& name_a, const std::string& name_b);
    ~DiffPage();
    void add(const UnitChange& change);
    void finish(const DiffCounts& counts);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
