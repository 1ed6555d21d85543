#include "tm/search_index.h"

#include <algorithm>
#include <stdexcept>

#include "tm/concordance_match.h"

namespace diglot {
namespace {

constexpr std::size_t kBudgetBytes = std::size_t{96} << 20;  ///< Of blocks kept.

/// Languages to which the query confines itself; none for all.
std::vector<std::string> languages_of(const ConcordanceQuery& query) {
    if (query.side == SearchSide::kSource && !query.source.empty())
        return {query.source.language()};
    if (query.side == SearchSide::kTarget && !query.target.empty())
        return {query.target.language()};
    return {};
}

}  // namespace

/// Documents of one segment that still count.
struct SearchIndex::Stream {
    std::unique_ptr<StoredBlocks> blocks;  ///< The cursor refers to it.
    SearchCursor cursor;
    const SegmentInfo* info;
    bool has_void;

    bool next() {
        while (cursor.next()) {
            if (!has_void || info->live.contains(cursor.document().unit)) return true;
        }
        return false;
    }
    std::int64_t unit() const { return cursor.document().unit; }
};

/// Units in ascending id in which the pattern may occur.
class SearchIndex::Candidates {
public:
    Candidates(SearchIndex& index, const ConcordanceQuery& query, const PatternLiterals& literals)
        : index_(index), query_(query) {
        for (OpenSegment& open : index.segments_) {
            auto blocks = std::make_unique<StoredBlocks>(index.index_, open.info.id);
            if (!open.segment) open.segment = std::make_unique<SearchSegment>(*blocks);
            SearchCursor cursor(*open.segment, *blocks, literals.texts, languages_of(query));
            Stream stream{std::move(blocks), std::move(cursor), &open.info, open.info.has_void()};
            if (stream.next()) streams_.push_back(std::move(stream));
        }
    }

    struct Unit {
        std::int64_t id = 0;
        bool pending = false;                  ///< Nothing is known of it.
        std::vector<std::uint32_t> certain;    ///< Variants that contain the literals.
        std::vector<std::uint32_t> uncertain;  ///< Variants that may.

        std::function<bool(std::size_t)> may_have() const {
            return [this](std::size_t variant) {
                const auto is = [&](std::uint32_t one) { return one == variant; };
                return pending || std::any_of(certain.begin(), certain.end(), is) ||
                       std::any_of(uncertain.begin(), uncertain.end(), is);
            };
        }
    };
    /// The next one; false when there is none.
    bool next(Unit& unit) {
        while (take(unit)) {
            if (unit.pending || !unit.certain.empty() || !unit.uncertain.empty()) return true;
        }
        return false;
    }

private:
    bool take(Unit& unit) {
        const auto first =
            std::min_element(streams_.begin(), streams_.end(),
                             [](const Stream& a, const Stream& b) { return a.unit() < b.unit(); });
        const bool has_pending = pending_ < index_.pending_.size();
        if (first == streams_.end() && !has_pending) return false;
        unit.certain.clear();
        unit.uncertain.clear();
        unit.pending =
            has_pending && (first == streams_.end() || index_.pending_[pending_] < first->unit());
        if (unit.pending) {
            unit.id = index_.pending_[pending_++];
            return true;
        }
        unit.id = first->unit();
        // A unit lives in one segment only.
        bool more = true;
        for (; more && first->unit() == unit.id; more = first->next()) {
            const SearchDocument& document = first->cursor.document();
            const bool other_side =
                query_.side == SearchSide::kSource ? query_.source.empty() && !document.is_source
                : query_.side == SearchSide::kTarget
                    ? query_.source.empty() && query_.target.empty() && document.is_source
                    : false;
            if (other_side) continue;
            (first->cursor.is_exact() ? unit.certain : unit.uncertain).push_back(document.variant);
        }
        if (!more) streams_.erase(first);
        return true;
    }

    SearchIndex& index_;
    const ConcordanceQuery& query_;
    std::vector<Stream> streams_;
    std::size_t pending_ = 0;
};

SearchIndex::SearchIndex(const Database& database, const Store& store)
    : database_(database), store_(store), index_(database) {}

SearchIndex::~SearchIndex() = default;

void SearchIndex::refresh(bool own_changes) {
    // What is seen of the connection's own transaction may be taken back, and its numbers given
    // again.
    if (own_changes || own_changes_) {
        segments_.clear();
        version_ = -1;
    }
    own_changes_ = own_changes;
    const std::int64_t version = index_.version();
    if (version != version_) {
        std::vector<OpenSegment> known = std::move(segments_);
        segments_.clear();
        for (SegmentInfo& info : index_.segments()) {
            if (info.lane.kind != LaneKind::kTexts) continue;
            const auto same =
                std::find_if(known.begin(), known.end(),
                             [&](const OpenSegment& open) { return open.info.id == info.id; });
            segments_.push_back(
                {std::move(info), same == known.end() ? nullptr : std::move(same->segment)});
        }
        pending_.clear();
        index_.for_each_document(index_.pending(), [&](const DocumentRow& row) {
            if (pending_.empty() || pending_.back() != row.unit) pending_.push_back(row.unit);
        });
        version_ = version;
    }
    std::size_t bytes = 0;
    for (const OpenSegment& open : segments_)
        bytes += open.segment ? open.segment->cached_bytes() : 0;
    if (bytes <= kBudgetBytes) return;
    for (OpenSegment& open : segments_) open.segment.reset();
}

Result<std::vector<ConcordanceHit>> SearchIndex::search(const ConcordanceQuery& query) {
    if (query.limit == 0) throw std::logic_error("search: limit is 0");
    const auto pattern = TextPattern::compile(query.text, query.mode, query.fold);
    if (!pattern) return pattern.error();
    const bool own_changes = database_.in_transaction();
    const ReadSnapshot snapshot(database_);
    refresh(own_changes);
    Candidates candidates(*this, query, pattern_literals(query.text, query.mode, query.fold));
    std::vector<ConcordanceHit> hits;
    Candidates::Unit candidate;
    while (hits.size() < query.limit && candidates.next(candidate)) {
        std::optional<Unit> unit = store_.find(candidate.id);
        if (!unit) continue;
        auto hit = hit_in(std::move(*unit), query, *pattern, candidate.may_have());
        if (!hit) return hit.error();
        if (*hit) hits.push_back(std::move(**hit));
    }
    return hits;
}

Result<std::int64_t> SearchIndex::count(const ConcordanceQuery& query) {
    const auto pattern = TextPattern::compile(query.text, query.mode, query.fold);
    if (!pattern) return pattern.error();
    const bool own_changes = database_.in_transaction();
    const ReadSnapshot snapshot(database_);
    refresh(own_changes);
    const PatternLiterals literals = pattern_literals(query.text, query.mode, query.fold);
    // Of a variant in a language that was not named, its side is all that is asked.
    const bool any_language = query.source.empty() && query.target.empty();
    Candidates candidates(*this, query, literals);
    Candidates::Unit candidate;
    std::int64_t count = 0;
    while (candidates.next(candidate)) {
        if (literals.exact && any_language && !candidate.certain.empty()) {
            ++count;
            continue;
        }
        std::optional<Unit> unit = store_.find(candidate.id);
        if (!unit) continue;
        auto hit = hit_in(std::move(*unit), query, *pattern, candidate.may_have());
        if (!hit) return hit.error();
        count += *hit ? 1 : 0;
    }
    return count;
}

}  // namespace diglot
