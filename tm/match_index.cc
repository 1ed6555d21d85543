#include "tm/match_index.h"

#include <algorithm>

#include "core/text/tokens.h"
#include "tm/common_runs.h"
#include "tm/index_upkeep.h"
#include "tm/match_collector.h"
#include "tm/match_source.h"
#include "tm/score.h"
#include "tm/score_distance.h"

namespace diglot {

using namespace match_segment;

// ---- SegmentCache

std::shared_ptr<const MatchSegment> SegmentCache::get(std::int64_t id, const BlockSource& source) {
    const std::lock_guard lock(mutex_);
    const auto known = segments_.find(id);
    if (known != segments_.end()) return known->second;
    return segments_.emplace(id, std::make_shared<MatchSegment>(source)).first->second;
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
        Lane lane;
        std::vector<std::uint64_t> values;
        Signature signature{};
    };
    std::vector<Document> documents;

    void add(const DocumentRow& row) {
        Document& document = documents.emplace_back(
            Document{row.unit,
                     row.variant,
                     {row.is_source ? LaneKind::kSources : LaneKind::kTargets, *row.language},
                     {}});
        token_values(row.text, document.values);
        const MatchProbe probe(document.values);
        const std::size_t words = signature_words(document.values.size());
        for (const MatchProbe::Token& token : probe.tokens()) {
            for (std::uint32_t i = 0; i < token.occurrences; ++i)
                set_bit(document.signature, words, signature_bit(token.token, i));
        }
    }
};

// ---- Rows looked at before

/// Segments that were candidates, as scoring sees them: texts of one family are candidates of each
/// other's queries again and again.
class MatchIndex::Profiles {
public:
    struct Row {
        LanguageTag lang;
        std::string markup;
        SegmentProfile profile;
    };

    void clear() {
        rows_.clear();
        bytes_ = 0;
    }
    /// Null where there is no such row.
    const Row* get(const Store& store, DocumentId id) {
        const auto found = rows_.find({id.unit, id.variant});
        if (found != rows_.end()) return found->second.get();
        if (bytes_ > kBudgetBytes) clear();
        std::unique_ptr<Row> row;
        store.with_row(id.unit, id.variant, [&](const SourceRow& read) {
            Segment segment(read.text);
            if (!read.markup.empty()) segment.content = parse_jsonml(read.markup);
            row = std::make_unique<Row>(
                Row{*read.lang, std::string(read.markup), SegmentProfile(std::move(segment))});
        });
        if (!row) return nullptr;
        // Text, folded text with a number a byte, tokens; roughly.
        bytes_ += 1000 + 8 * row->profile.segment.text.size() + 4 * row->markup.size() +
                  48 * row->profile.values.size();
        return rows_.emplace(Key{id.unit, id.variant}, std::move(row)).first->second.get();
    }

private:
    static constexpr std::size_t kBudgetBytes = std::size_t{32} << 20;
    struct Key {
        std::int64_t unit;
        std::uint32_t variant;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const {
            return static_cast<std::size_t>(key.unit) * 0x9E3779B97F4A7C15ULL + key.variant;
        }
    };
    std::unordered_map<Key, std::unique_ptr<Row>, Hash> rows_;
    std::size_t bytes_ = 0;
};

// ---- MatchIndex

MatchIndex::MatchIndex(const Database& database, const Store& store,
                       std::shared_ptr<SegmentCache> cache)
    : database_(database),
      store_(store),
      index_(database),
      cache_(cache ? std::move(cache) : std::make_shared<SegmentCache>()),
      pending_(std::make_unique<Pending>()),
      profiles_(std::make_unique<Profiles>()) {}

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
        index_.for_each_document(index_.pending(),
                                 [&](const DocumentRow& row) { pending_->add(row); });
        profiles_->clear();
        version_ = version;
    }
    std::vector<std::int64_t> wanted;
    for (const OpenSegment& open : segments_) wanted.push_back(open.info.id);
    cache_->trim(wanted);
    for (OpenSegment& open : segments_) open.segment.reset();  // Taken from the cache when needed.
}

/// What is seen of the connection's own transaction may be taken back, and its numbers given again:
/// nothing of it is kept.
class MatchIndex::Look {
public:
    explicit Look(MatchIndex& index)
        : index_(index),
          own_changes_(index.database_.in_transaction()),
          snapshot_(index.database_) {
        if (own_changes_) forget();
        index_.refresh();
    }
    ~Look() {
        if (own_changes_) forget();
    }
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

private:
    void forget() {
        index_.version_ = -1;
        index_.segments_.clear();
        index_.cache_->trim({});
    }

    MatchIndex& index_;
    bool own_changes_;
    ReadSnapshot snapshot_;
};

bool MatchIndex::covers(const LanguageTag& source) {
    const Look look(*this);
    return knows(source);
}

bool MatchIndex::knows(const LanguageTag& source) const {
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

bool MatchIndex::is_wanted(const Lane& lane, const LanguageTag& source) const {
    return source.empty() ? lane.kind == LaneKind::kSources : lane.language == source.language();
}

const MatchSegment& MatchIndex::open(OpenSegment& segment) {
    if (!segment.segment)
        segment.segment = cache_->get(segment.info.id, StoredBlocks(index_, segment.info.id));
    return *segment.segment;
}

std::vector<Matches> MatchIndex::match(std::span<const MatchQuery> queries,
                                       const MatchOptions& options) {
    const Look look(*this);
    if (!knows(options.source)) return match_by_scan(store_, queries, options);
    std::vector<Matches> results;
    results.reserve(queries.size());
    for (const MatchQuery& query : queries) results.push_back(match_one(query, options));
    return results;
}

std::vector<std::vector<NearSource>> MatchIndex::find_near(std::span<const NearQuery> queries,
                                                           Score least, std::size_t most) {
    const Look look(*this);
    std::vector<std::vector<NearSource>> results;
    results.reserve(queries.size());
    for (const NearQuery& query : queries) results.push_back(near_one(query, least, most));
    return results;
}

void MatchIndex::for_each_candidate(std::span<const std::uint64_t> values,
                                    const std::function<bool(const Lane&)>& is_wanted,
                                    const std::function<Score()>& bar,
                                    const std::function<void(DocumentId)>& offer) {
    const MatchProbe probe(values);
    for (OpenSegment& segment : segments_) {
        if (!is_wanted(segment.info.lane)) continue;
        // What a unit was before it changed does not count, even where it now has a row in that
        // place.
        const bool has_void = segment.info.has_void();
        open(segment).search(probe, bar(), StoredBlocks(index_, segment.info.id),
                             [&](DocumentId id) {
                                 if (!has_void || segment.info.live.contains(id.unit)) offer(id);
                                 return bar();
                             });
    }
    const DistancePattern pattern(values);
    for (const Pending::Document& document : pending_->documents) {
        if (!is_wanted(document.lane) || document.values.empty() || probe.length() == 0) continue;
        const std::size_t most =
            most_distance(std::max(document.values.size(), probe.length()), bar());
        if (!probe.may_be_near(document.signature.data(), document.values.size(), most)) continue;
        if (pattern.distance(document.values, most)) offer({document.unit, document.variant});
    }
}

Matches MatchIndex::match_one(const MatchQuery& query, const MatchOptions& options) {
    const StoreSource source(store_);
    MatchCollector collector(query, options, source);
    for_each_candidate(
        collector.values(), [&](const Lane& lane) { return is_wanted(lane, options.source); },
        [&] { return collector.bar(); },
        [&](DocumentId id) {
            const Profiles::Row* row = profiles_->get(store_, id);
            if (row &&
                (options.source.empty() || row->lang.fit(options.source) != LanguageFit::kOther))
                collector.offer(
                    {id.unit, id.variant, &row->lang, row->profile.segment.text, row->markup},
                    row->profile);
        });
    return collector.take();
}

std::vector<NearSource> MatchIndex::near_one(const NearQuery& query, Score least,
                                             std::size_t most) {
    const SegmentProfile profile(query.segment);
    const Penalties penalties;
    std::vector<NearSource> nearest;  // Nearest first.
    const auto nearer = [](const NearSource& a, const NearSource& b) {
        return a.alike != b.alike ? a.alike > b.alike : a.unit < b.unit;
    };
    const auto bar = [&] { return nearest.size() < most ? least : nearest.back().alike; };
    for_each_candidate(
        profile.values,
        [&](const Lane& lane) {
            return lane.kind == LaneKind::kSources && lane.language == query.language;
        },
        bar,
        [&](DocumentId id) {
            if (!query.wanted(id.unit)) return;
            const Profiles::Row* row = profiles_->get(store_, id);
            if (!row) return;
            const NearSource found{id.unit, compare(profile, row->profile, penalties, bar()).raw};
            if (found.alike < bar()) return;
            nearest.insert(std::upper_bound(nearest.begin(), nearest.end(), found, nearer), found);
            if (nearest.size() > most) nearest.pop_back();
        });
    return nearest;
}

MatchIndex::Runs MatchIndex::find_runs(std::span<const std::uint64_t> values,
                                       const LanguageTag& source, std::size_t most) {
    const Look look(*this);
    Runs runs;
    const auto add = [&](std::size_t start, std::size_t count, bool whole, auto&& id) {
        std::vector<DocumentId>& documents = runs[start][count];
        if (!whole && documents.size() >= most) return;
        const std::optional<DocumentId> one = id();
        const auto same = [&](const DocumentId& other) {
            return other.unit == one->unit && other.variant == one->variant;
        };
        if (!one || std::any_of(documents.begin(), documents.end(), same)) return;
        documents.insert(whole ? documents.begin() : documents.end(), *one);
        if (documents.size() > most) documents.pop_back();
    };
    for (OpenSegment& segment : segments_) {
        if (!is_wanted(segment.info.lane, source)) continue;
        const StoredBlocks blocks(index_, segment.info.id);
        const MatchSegment& documents = open(segment);
        const bool has_void = segment.info.has_void();
        documents.find_runs(values, blocks, [&](const MatchSegment::Run& run) {
            add(run.query_start, run.count, run.whole, [&]() -> std::optional<DocumentId> {
                const DocumentId id = documents.document(run.document, blocks);
                return has_void && !segment.info.live.contains(id.unit) ? std::nullopt
                                                                        : std::optional(id);
            });
        });
    }
    for (const Pending::Document& document : pending_->documents) {
        if (!is_wanted(document.lane, source)) continue;
        for_each_common_run(values, document.values, [&](std::size_t start, std::size_t count) {
            add(start, count, count == document.values.size(), [&] {
                return std::optional(DocumentId{document.unit, document.variant});
            });
        });
    }
    return runs;
}

}  // namespace diglot
