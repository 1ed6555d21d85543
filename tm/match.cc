// Look-up by scan: the answer every index must give.
#include "tm/match.h"

#include <algorithm>

#include "core/text/tokens.h"
#include "tm/match_source.h"
#include "tm/score_distance.h"

namespace diglot {
namespace {

/// How many tokens a row shares with each query, counted for all queries at once. The k-th
/// occurrence of a token in the row meets the k-th in the query, so that the count is the size of
/// the bags' intersection.
class SharedTokens {
public:
    void add(std::uint32_t query, std::span<const std::uint64_t> values) {
        std::vector<std::uint32_t> seen(occurrences_.size(), 0);
        for (const std::uint64_t value : values) {
            const std::uint32_t number = numbers_.add(value);
            if (number >= occurrences_.size()) occurrences_.resize(number + 1);
            if (number >= seen.size()) seen.resize(number + 1, 0);
            auto& lists = occurrences_[number];
            if (lists.size() == seen[number]) lists.emplace_back();
            lists[seen[number]++].push_back(query);
        }
    }

    /// Calls visit(query, shared) for each query that shares a token.
    template <typename Visit>
    void for_each(std::span<const std::uint64_t> row, std::size_t queries, Visit visit) {
        shared_.resize(queries, 0);
        seen_.resize(occurrences_.size(), 0);
        touched_.clear();
        met_.clear();
        for (const std::uint64_t value : row) {
            const std::uint32_t number = numbers_.find(value);
            if (number == ValueNumbers::kNone) continue;
            met_.push_back(number);
            const auto& lists = occurrences_[number];
            const std::uint32_t occurrence = seen_[number]++;
            if (occurrence >= lists.size()) continue;
            for (const std::uint32_t query : lists[occurrence]) {
                if (shared_[query]++ == 0) touched_.push_back(query);
            }
        }
        for (const std::uint32_t number : met_) seen_[number] = 0;
        for (const std::uint32_t query : touched_) visit(query, std::exchange(shared_[query], 0));
    }

private:
    ValueNumbers numbers_;
    /// By token, by occurrence in the query: the queries that have it.
    std::vector<std::vector<std::vector<std::uint32_t>>> occurrences_;
    std::vector<std::uint32_t> shared_;   ///< By query.
    std::vector<std::uint32_t> seen_;     ///< By token.
    std::vector<std::uint32_t> touched_;  ///< Queries.
    std::vector<std::uint32_t> met_;      ///< Tokens.
};

}  // namespace

const char* to_string(MatchKind kind) {
    switch (kind) {
        case MatchKind::kContext:
            return "context";
        case MatchKind::kExact:
            return "exact";
        case MatchKind::kFuzzy:
            return "fuzzy";
    }
    return "";
}

std::vector<Matches> scan(const MatchSource& source, std::span<const MatchQuery> queries,
                          const MatchOptions& options) {
    std::vector<MatchCollector> collectors;
    std::vector<DistancePattern> patterns;
    SharedTokens tokens;
    collectors.reserve(queries.size());
    patterns.reserve(queries.size());
    for (const MatchQuery& query : queries) {
        collectors.emplace_back(query, options, source);
        patterns.emplace_back(collectors.back().values());
        tokens.add(static_cast<std::uint32_t>(collectors.size() - 1), collectors.back().values());
    }
    std::vector<std::uint64_t> values;
    const auto visit = [&](const SourceRow& row) {
        token_values(row.text, values);
        tokens.for_each(values, queries.size(), [&](std::uint32_t query, std::size_t shared) {
            const std::size_t longer = std::max(values.size(), patterns[query].size());
            const std::size_t most = most_distance(longer, collectors[query].bar());
            if (longer - shared <= most && patterns[query].distance(values, most))
                collectors[query].offer(row);
        });
        return true;
    };
    if (!queries.empty()) source.for_each_source(options.source, visit);
    std::vector<Matches> results;
    results.reserve(queries.size());
    for (MatchCollector& collector : collectors) results.push_back(collector.take());
    return results;
}

std::vector<Matches> match_by_scan(const Store& store, std::span<const MatchQuery> queries,
                                   const MatchOptions& options) {
    return scan(StoreSource(store), queries, options);
}

}  // namespace diglot
