// Look-up through the index: the same answers as match_by_scan(), without looking at every unit.
// How: docs/matching.md, "The index".
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "tm/index_store.h"
#include "tm/match.h"
#include "tm/match_segment.h"

namespace diglot {

/// Segments with what was read of them, shared by the threads of a process. Safe for any number of
/// threads.
class SegmentCache {
public:
    /// A segment that holds more than `budget_bytes` together with the others is forgotten when the
    /// next is asked for.
    explicit SegmentCache(std::size_t budget_bytes = std::size_t{160} << 20)
        : budget_bytes_(budget_bytes) {}

    std::shared_ptr<const MatchSegment> get(std::int64_t id, const BlockSource& source);
    /// Forgets segments other than these; and all, where they take more than the budget.
    void trim(std::span<const std::int64_t> wanted);

private:
    std::size_t budget_bytes_;
    std::mutex mutex_;
    std::map<std::int64_t, std::shared_ptr<const MatchSegment>> segments_;
};

class MatchCollector;

/// A text whose near ones are looked for.
struct NearQuery {
    Segment segment;
    std::string language;  ///< LanguageTag::language() of their sources.
    std::function<bool(std::int64_t)>
        wanted;  ///< Which units count, by id; asked before any is read.
};

struct NearSource {
    std::int64_t unit = 0;
    Score alike;  ///< Match::raw_score.
};

/// One thread's way to the index; as many as wanted may share a cache, each with its own
/// connection. Every member may throw StoreError.
class MatchIndex {
public:
    MatchIndex(const Database& database, const Store& store,
               std::shared_ptr<SegmentCache> cache = {});
    ~MatchIndex();

    /// As match_by_scan(): all answers from one state of the file.
    std::vector<Matches> match(std::span<const MatchQuery> queries, const MatchOptions& options);

    /// Of each query the units whose sources are at least `least` alike, whatever their targets and
    /// states: the `most` nearest, nearest first, then by id. Requires most > 0.
    std::vector<std::vector<NearSource>> find_near(std::span<const NearQuery> queries, Score least,
                                                   std::size_t most);

    const std::shared_ptr<SegmentCache>& cache() const { return cache_; }
    /// Whether the index alone can answer for that source language. If not, match() looks at every
    /// unit; index_language() mends that.
    bool covers(const LanguageTag& source);
    /// Whether more units wait for a segment than should (a file from before the index).
    bool is_behind();

    /// Documents by the run of the query's tokens that they have: first the run's start, then its
    /// count of tokens.
    using Runs = std::map<std::size_t, std::map<std::size_t, std::vector<DocumentId>>>;
    /// The longest runs of `values` in each document that can be asked for in `source`, at most
    /// `most` documents a run, those that are nothing else first. Tokens were compared by one byte:
    /// some runs are shorter than told.
    Runs find_runs(std::span<const std::uint64_t> values, const LanguageTag& source,
                   std::size_t most);

    const Database& database() const { return database_; }
    const Store& store() const { return store_; }

private:
    struct Pending;
    struct OpenSegment {
        SegmentInfo info;
        std::shared_ptr<const MatchSegment> segment;
    };
    class Profiles;
    class Look;
    void refresh();
    bool knows(const LanguageTag& source) const;
    bool is_wanted(const Lane& lane, const LanguageTag& source) const;
    const MatchSegment& open(OpenSegment& segment);
    Matches match_one(const MatchQuery& query, const MatchOptions& options);
    std::vector<NearSource> near_one(const NearQuery& query, Score least, std::size_t most);
    /// Hands every document that can be as near as `bar()` says to `offer`.
    void for_each_candidate(std::span<const std::uint64_t> values,
                            const std::function<bool(const Lane&)>& is_wanted,
                            const std::function<Score()>& bar,
                            const std::function<void(DocumentId)>& offer);

    const Database& database_;
    const Store& store_;
    IndexStore index_;
    std::shared_ptr<SegmentCache> cache_;
    std::int64_t version_ = -1;
    std::vector<OpenSegment> segments_;
    std::unordered_map<std::string, std::int64_t> others_;
    std::vector<std::string> kept_;
    std::unique_ptr<Pending> pending_;
    std::unique_ptr<Profiles> profiles_;
};

}  // namespace diglot
