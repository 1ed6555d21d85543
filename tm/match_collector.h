// The best matches of one query: exact scoring, penalties and ranking, whoever proposes the
// candidates.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "tm/match.h"
#include "tm/score.h"
#include "tm/score_distance.h"

namespace diglot {

/// Where units come from; the store, or a test's memory.
class MatchSource {
public:
    virtual ~MatchSource() = default;
    virtual void for_each_source(const LanguageTag& source,
                                 const std::function<bool(const SourceRow&)>& visit) const = 0;
    virtual std::optional<Unit> find(std::int64_t id) const = 0;
};

/// match_by_scan() over any source.
std::vector<Matches> scan(const MatchSource& source, std::span<const MatchQuery> queries,
                          const MatchOptions& options);

/// Takes candidates in any order and keeps the best. Candidates may be left out, or offered in
/// vain, only below bar().
class MatchCollector {
public:
    /// All three must outlive it. Throws std::logic_error where options.limit is 0.
    MatchCollector(const MatchQuery& query, const MatchOptions& options, const MatchSource& source);

    /// What the query is compared by.
    const std::vector<std::uint64_t>& values() const { return profile_.values; }
    /// No row of lower similarity can be among the best any more. Rises; between 0.01 % and 100 %.
    Score bar() const;
    /// Scores the row against the query and, where its unit can still enter, loads that.
    void offer(const SourceRow& row);
    /// The same with the row's profile ready.
    void offer(const SourceRow& row, const SegmentProfile& profile);
    /// The same where the row's count of tokens and its distance by token values are known: spares
    /// looking at the text where that cannot do.
    void offer(const SourceRow& row, std::size_t tokens, std::size_t distance);
    /// Best first.
    Matches take();

private:
    struct Candidate {
        Match match;
        bool only_numbers = false;  ///< As TextComparison.
        bool reviewed = false;
        std::optional<Time> changed;
        /// Levenshtein distance in code points, nothing folded; known once a tie asked for it.
        mutable std::optional<std::size_t> characters_apart;
    };
    bool better(const Candidate& a, const Candidate& b) const;
    bool can_enter(Score score, Score raw) const;
    /// Whether a row that can do no better than the last of the best lies further from the query's
    /// characters than that: whole families of texts differ in a name or number only, and their
    /// units need not be loaded.
    bool loses_tie(std::string_view text, Score possible, Score raw);
    void offer_unit(const SourceRow& row, const TextComparison& text);
    std::optional<Candidate> score_target(const Unit& unit, std::size_t source, std::size_t target,
                                          const TextComparison& text) const;
    void enter(Candidate candidate);
    void adapt(Candidate& candidate) const;
    std::size_t characters_apart(const Candidate& candidate) const;

    const MatchQuery& query_;
    const MatchOptions& options_;
    const MatchSource& source_;
    SegmentProfile profile_;
    std::vector<std::uint64_t> characters_;   ///< Code points of the query.
    std::optional<DistancePattern> pattern_;  ///< Of characters_, once needed.
    std::vector<Candidate> best_;             ///< Best first.
};

}  // namespace diglot
