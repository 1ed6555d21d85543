// Concordance through the index: the same hits as search_by_scan(), without looking at every text.
// How: docs/matching.md, "The index".
#pragma once

#include <memory>
#include <vector>

#include "core/text/pattern_literals.h"
#include "tm/concordance.h"
#include "tm/index_store.h"
#include "tm/search_segment.h"

namespace diglot {

/// For one thread at a time. Every member may throw StoreError.
class SearchIndex {
public:
    SearchIndex(const Database& database, const Store& store);
    ~SearchIndex();

    /// As search_by_scan(). A unit without what every match must contain is not looked at, so an
    /// expression is not found to be too slow on it.
    Result<std::vector<ConcordanceHit>> search(const ConcordanceQuery& query);
    /// How many units there are in all; query.limit does not count.
    Result<std::int64_t> count(const ConcordanceQuery& query);

private:
    struct OpenSegment {
        SegmentInfo info;
        std::unique_ptr<SearchSegment> segment;
    };
    struct Stream;
    class Candidates;
    void refresh(bool own_changes);

    const Database& database_;
    const Store& store_;
    IndexStore index_;
    std::int64_t version_ = -1;
    bool own_changes_ = false;  ///< At the last question, in the connection's own transaction.
    std::vector<OpenSegment> segments_;
    std::vector<std::int64_t> pending_;  ///< Units, ascending; each is looked at.
};

}  // namespace diglot
