#include "app/near_duplicates.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <xxhash.h>

#include "core/text/tokens.h"

namespace diglot {
namespace {

constexpr std::size_t kAtOnce = 512;  ///< Sources looked up together.

/// Sets that are joined (Tarjan, J. ACM 22, 1975): almost constant time a step.
class Sets {
public:
    explicit Sets(std::size_t size) : parent_(size) {
        std::iota(parent_.begin(), parent_.end(), 0U);
    }
    std::uint32_t find(std::uint32_t one) {
        while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
        return one;
    }
    /// The lower number stands for both.
    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

/// A unit's source as its tokens: those of one print are alike by 100 %.
struct Source {
    std::uint64_t print = 0;
    std::int64_t unit = 0;
};

Penalties no_penalties() {
    Penalties none;
    none.numbers = none.punctuation = none.letter_case = none.width = none.script = none.spacing =
        none.code = none.codes_most = none.variant = none.machine = none.unreviewed =
            none.alignment = 0;
    return none;
}

class Search {
public:
    Search(DiglotFile& file, MatchPool& pool, Score near, const WorkProgress& progress)
        : file_(file), pool_(pool), progress_(progress) {
        options_.min = near;
        options_.penalties = no_penalties();
    }

    NearDuplicates run(const UnitFilter& filter) {
        const ReadSnapshot snapshot(file_.database());
        read(filter);
        Sets sets(units_.size());
        std::sort(sources_.begin(), sources_.end(), [](const Source& a, const Source& b) {
            return std::tie(a.print, a.unit) < std::tie(b.print, b.unit);
        });
        for (std::size_t at = 0; at < sources_.size();) {
            const std::size_t first = at;
            for (; at < sources_.size() && sources_[at].print == sources_[first].print; ++at)
                sets.join(place(sources_[first].unit), place(sources_[at].unit));
            waiting_.push_back({sources_[first].unit, at - first});
            if (waiting_.size() == kAtOnce) look_up(sets, at);
        }
        look_up(sets, sources_.size());
        found_.groups = groups_of(sets);
        return std::move(found_);
    }

private:
    struct Wanted {
        std::int64_t unit;
        std::size_t same;  ///< Units with just its tokens.
    };

    void read(const UnitFilter& filter) {
        std::vector<std::uint64_t> values;
        file_.memory().for_each(filter, [&](const Unit& unit) {
            const Variant& source = unit.source_variant();
            token_values(source.segment.text, values);
            values.push_back(
                XXH3_64bits(source.lang.language().data(), source.lang.language().size()));
            units_.push_back(unit.id);
            // A text without tokens is like none.
            if (values.size() > 1)
                sources_.push_back(
                    {XXH3_64bits(values.data(), values.size() * sizeof values[0]), unit.id});
            if (progress_ && units_.size() % 1024 == 0) progress_(0, 1);
            return true;
        });
    }

    std::uint32_t place(std::int64_t unit) const {
        return static_cast<std::uint32_t>(std::lower_bound(units_.begin(), units_.end(), unit) -
                                          units_.begin());
    }
    bool is_asked_for(std::int64_t unit) const {
        return std::binary_search(units_.begin(), units_.end(), unit);
    }

    void look_up(Sets& sets, std::size_t done) {
        std::vector<MatchQuery> queries;
        std::vector<std::string> languages;
        std::size_t most_same = 0;
        for (const Wanted& wanted : waiting_) {
            const std::optional<Unit> unit = file_.memory().find(wanted.unit);
            queries.push_back({unit ? unit->source_variant().segment : Segment(), {}, {}});
            languages.push_back(unit ? unit->source_variant().lang.language() : "");
            most_same = std::max(most_same, wanted.same);
        }
        options_.limit = most_same + kNearest;
        const std::vector<Matches> all = pool_.match(queries, options_);
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const Match& match : all[i]) {
                if (match.unit.variants[match.source].lang.language() == languages[i] &&
                    is_asked_for(match.unit.id))
                    sets.join(place(waiting_[i].unit), place(match.unit.id));
            }
            if (all[i].size() >= options_.limit) ++found_.cut;
        }
        waiting_.clear();
        if (progress_)
            progress_(static_cast<std::int64_t>(done), static_cast<std::int64_t>(sources_.size()));
    }

    std::vector<UnitGroup> groups_of(Sets& sets) const {
        std::map<std::uint32_t, UnitGroup> groups;
        std::vector<std::uint32_t> sizes(units_.size());
        for (std::uint32_t i = 0; i < units_.size(); ++i) ++sizes[sets.find(i)];
        for (std::uint32_t i = 0; i < units_.size(); ++i)
            if (const std::uint32_t set = sets.find(i); sizes[set] > 1)
                groups[set].push_back(units_[i]);
        std::vector<UnitGroup> found;
        for (auto& [set, group] : groups) found.push_back(std::move(group));
        return found;
    }

    DiglotFile& file_;
    MatchPool& pool_;
    const WorkProgress& progress_;
    MatchOptions options_;
    std::vector<std::int64_t> units_;  ///< Ascending.
    std::vector<Source> sources_;
    std::vector<Wanted> waiting_;
    NearDuplicates found_;
};

}  // namespace

NearDuplicates find_near_duplicates(DiglotFile& file, MatchPool& pool, const UnitFilter& filter,
                                    Score near, const WorkProgress& progress) {
    return Search(file, pool, near, progress).run(filter);
}

}  // namespace diglot
