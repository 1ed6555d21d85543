#include "tm/match_index.h"

#include <algorithm>

#include "core/text/tokens.h"
#include "tm/index_upkeep.h"
#include "tm/match_collector.h"
#include "tm/match_source.h"
#include "tm/score_distance.h"

namespace diglot {

using namespace match_segment;

// ---- SegmentCache

std::shared_ptr<const MatchSegment> SegmentCache::get(std::int64_t id, const BlockSource& source) {
    const std::lock_guard lock(mutex_);
    auto& known = segments_[id];
    if (!known) known = std::make_shared<MatchSegment>(source);
    return known;
}

void SegmentCache::trim(std::span<const std::int64_t> wanted) {
    const std::lock_guard lock(mutex_);
    std::size_t bytes = 0;
    std::erase_if(segments_, [&](const auto& entry) {
        return std::find(wanted.begin(), wanted.end(), entry.first) == wanted.end();
    });
    for (const auto& [id, segment] : segments_) bytes += segment->cached_bytes();
    if (bytes > budget_bytes_) segments_.clear();
}

// ---- Documents that no segment knows yet

/// Their tokens in memory: they are few, and looked at one by one.
struct MatchIndex::Pending {
    struct Document {
        std::int64_t unit;
        std::uint32_t variant;
        bool is_source;
        std::string language;
        std::vector<std::uint64_t> values;
        Signature signature{};
    };
    std::vector<Document> documents;

    void add(const DocumentRow& row) {
        Document& document = documents.emplace_back(Document{row.unit, row.variant, row.is_source, *row.language, {}});
        token_values(row.text, document.values);
        const MatchProbe probe(document.values);
        const std::size_t words = signature_words(document.values.size());
        for (const MatchProbe::Token& token : probe.tokens()) {
            for (std::uint32_t i = 0; i < token.occurrences; ++i)
                set_bit(document.signature, words, signature_bit(token.token, i));
        }
    }
};

// ---- MatchIndex

MatchIndex::MatchIndex(const Database& database, const Store& store, std::shared_ptr<SegmentCache> cache)
    : database_(database),
      store_(store),
      index_(database),
      cache_(cache ? std::move(cache) : std::make_shared<SegmentCache>()),
      pending_(std::make_unique<Pending>()) {}

MatchIndex::~MatchIndex() = default;

void MatchIndex::refresh() {
    const std::int64_t version = index_.version();
    if (version != version_) {
        segments_.clear();
        for (SegmentInfo& info : index_.segments()) {
            if (info.lane.kind != LaneKind::kTexts) segments_.push_back({std::move(info), nullptr});
        }
        others_ = index_.other_variants();
        kept_ = index_.kept_languages();
        pending_->documents.clear();
        index_.for_each_document(index_.pending(), [&](const DocumentRow& row) { pending_->add(row); });
        version_ = version;
    }
    std::vector<std::int64_t> wanted;
    for (const OpenSegment& open : segments_) wanted.push_back(open.info.id);
    cache_->trim(wanted);
    for (OpenSegment& open : segments_) open.segment.reset();  // Taken from the cache when needed.
}

bool MatchIndex::covers(const LanguageTag& source) {
    const ReadSnapshot snapshot(database_);
    refresh();
    if (source.empty()) return true;
    const std::string language = source.language();
    if (std::find(kept_.begin(), kept_.end(), language) != kept_.end()) return true;
    const auto others = others_.find(language);
    return others == others_.end() || others->second == 0;
}

bool MatchIndex::is_behind() {
    const ReadSnapshot snapshot(database_);
    return index_.pending().size() > kMostPending;
}

std::vector<Matches> MatchIndex::match(std::span<const MatchQuery> queries, const MatchOptions& options) {
    const ReadSnapshot snapshot(database_);
    if (!covers(options.source)) return match_by_scan(store_, queries, options);
    std::vector<Matches> results;
    results.reserve(queries.size());
    for (const MatchQuery& query : queries) results.push_back(match_one(query, options));
    return results;
}

Matches MatchIndex::match_one(const MatchQuery& query, const MatchOptions& options) {
    const StoreSource source(store_);
    MatchCollector collector(query, options, source);
    const MatchProbe probe(collector.values());
    const std::string language = options.source.empty() ? "" : options.source.language();
    const auto offer = [&](DocumentId id) {
        store_.with_row(id.unit, id.variant, [&](const SourceRow& row) {
            if (options.source.empty() || row.lang->fit(options.source) != LanguageFit::kOther) collector.offer(row);
        });
        return collector.bar();
    };
    for (OpenSegment& open : segments_) {
        const Lane& lane = open.info.lane;
        const bool wanted = options.source.empty() ? lane.kind == LaneKind::kSources : lane.language == language;
        if (!wanted) continue;
        const StoredBlocks blocks(index_, open.info.id);
        if (!open.segment) open.segment = cache_->get(open.info.id, blocks);
        // What a unit was before it changed does not count, even where it now has a row in that place.
        const bool has_void = open.info.has_void();
        open.segment->search(probe, collector.bar(), blocks, [&](DocumentId id) {
            return has_void && !open.info.live.contains(id.unit) ? collector.bar() : offer(id);
        });
    }
    const DistancePattern pattern(collector.values());
    for (const Pending::Document& document : pending_->documents) {
        const bool wanted = options.source.empty() ? document.is_source : document.language == language;
        if (!wanted || document.values.empty() || probe.length() == 0) continue;
        const std::size_t most = most_distance(std::max(document.values.size(), probe.length()), collector.bar());
        if (!probe.may_be_near(document.signature.data(), document.values.size(), most)) continue;
        if (pattern.distance(document.values, most)) offer({document.unit, document.variant});
    }
    return collector.take();
}

}  // namespace diglot
