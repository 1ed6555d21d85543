#include "app/near_duplicates.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

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
    /// The same without shortening the way: several threads may ask at once.
    std::uint32_t root(std::uint32_t one) const {
        while (parent_[one] != one) one = parent_[one];
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

class Search {
public:
    Search(DiglotFile& file, MatchPool& pool, Score near, const WorkProgress& progress)
        : file_(file), pool_(pool), near_(near), progress_(progress) {}

    NearDuplicates run(const UnitFilter& filter) {
        const ReadSnapshot snapshot(file_.database());
        read(filter);
        Sets sets(units_.size());
        join_same(sets);
        std::vector<std::uint32_t> waiting;
        for (std::uint32_t i = 0; i < units_.size(); ++i) {
            if (!stands_for_others_[i]) continue;
            waiting.push_back(i);
            if (waiting.size() == kAtOnce) look_up(sets, waiting);
        }
        look_up(sets, waiting);
        found_.groups = groups_of(sets);
        return std::move(found_);
    }

private:
    /// Of sources with the same tokens the first stands for all.
    void join_same(Sets& sets) {
        std::sort(sources_.begin(), sources_.end(), [](const Source& a, const Source& b) {
            return std::tie(a.print, a.unit) < std::tie(b.print, b.unit);
        });
        stands_for_others_.assign(units_.size(), false);
        for (std::size_t at = 0; at < sources_.size();) {
            const std::size_t first = at;
            const std::uint32_t one = place(sources_[first].unit);
            stands_for_others_[one] = true;
            for (; at < sources_.size() && sources_[at].print == sources_[first].print; ++at)
                sets.join(one, place(sources_[at].unit));
        }
        sources_ = {};
    }

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
    bool is_in_other_group(std::int64_t unit, std::uint32_t group, const Sets& sets) const {
        const std::uint32_t i = place(unit);
        return i < units_.size() && units_[i] == unit && stands_for_others_[i] &&
               sets.root(i) != group;
    }

    void look_up(Sets& sets, std::vector<std::uint32_t>& waiting) {
        std::vector<NearQuery> queries;
        for (const std::uint32_t i : waiting) {
            const std::optional<Unit> unit = file_.memory().find(units_[i]);
            NearQuery& query = queries.emplace_back();
            if (unit) {
                query.segment = unit->source_variant().segment;
                query.language = unit->source_variant().lang.language();
            }
            query.wanted = [this, &sets, group = sets.find(i)](std::int64_t other) {
                return is_in_other_group(other, group, sets);
            };
        }
        const auto all = pool_.find_near(queries, near_, kNearest);
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const NearSource& one : all[i]) sets.join(waiting[i], place(one.unit));
            if (all[i].size() >= kNearest) ++found_.cut;
        }
        if (progress_ && !waiting.empty())
            progress_(waiting.back(), static_cast<std::int64_t>(units_.size()));
        waiting.clear();
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
    Score near_;
    const WorkProgress& progress_;
    std::vector<std::int64_t> units_;      ///< Ascending.
    std::vector<bool> stands_for_others_;  ///< Of units_.
    std::vector<Source> sources_;
    NearDuplicates found_;
};

}  // namespace

NearDuplicates find_near_duplicates(DiglotFile& file, MatchPool& pool, const UnitFilter& filter,
                                    Score near, const WorkProgress& progress) {
    return Search(file, pool, near, progress).run(filter);
}

}  // namespace diglot
