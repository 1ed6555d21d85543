#include "tm/index_upkeep.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>

#include "core/text/tokens.h"
#include "tm/index_store.h"
#include "tm/match_segment.h"
#include "tm/match_segment_builder.h"
#include "tm/search_segment.h"

namespace diglot {
namespace {

const Lane kTextLane{LaneKind::kTexts, ""};

/// Of a segment, by the memory its builder takes: about 200 MB.
std::size_t most_documents(const Lane& lane) {
    return std::size_t{1} << (lane.kind == LaneKind::kTexts ? 22 : 20);
}
std::size_t most_tokens(const Lane& lane) {
    return lane.kind == LaneKind::kTexts ? 40000000 : std::size_t{1} << 25;
}

constexpr std::int64_t kProgressStep = 4096;
constexpr std::size_t kJoined =
    4;  ///< Segments of about one size are joined when there are so many.

/// Makes the segments of one lane, each as large as may be.
template <typename Builder>
class LaneBuilder {
public:
    LaneBuilder(IndexStore& store, Lane lane) : store_(store), lane_(std::move(lane)) {}

    /// Has `put` hand the row to the builder.
    template <typename Put>
    void add(const DocumentRow& row, Put put) {
        const bool other_unit = units_.empty() || units_.ranges().back().last != row.unit;
        const bool full =
            builder_.documents() >= most_documents(lane_) ||
            builder_.tokens() >= most_tokens(lane_) ||
            (builder_.documents() > 0 && row.unit - builder_.first_unit() > 0xFFFFFFFFLL);
        if (other_unit && full) finish(true);
        if (units_.empty() || units_.ranges().back().last != row.unit) units_.append(row.unit);
        put(builder_);
    }

    void finish(bool is_full = false) {
        if (units_.empty()) return;
        const std::int64_t segment = store_.add_segment(lane_);
        const auto documents = static_cast<std::int64_t>(builder_.documents());
        builder_.finish([&](std::uint32_t part, std::uint32_t block, std::string_view bytes) {
            store_.write_block(segment, part, block, bytes);
        });
        store_.finish_segment(segment, documents, units_, is_full);
        units_ = {};
    }

private:
    IndexStore& store_;
    Lane lane_;
    Builder builder_;
    IdRanges units_;
};

/// Passes over the rows of units and hands each document to the lanes it belongs to.
class Compiler {
public:
    Compiler(IndexStore& store, const WorkProgress& progress)
        : store_(store), progress_(progress) {}

    /// Every lane's segments of the units, which no segment knows.
    void all_lanes(const IdRanges& units) {
        const std::vector<std::string> kept = store_.kept_languages();
        std::unordered_map<std::string, std::int64_t> others;
        for_matching(units, [&](const DocumentRow& row) -> std::optional<Lane> {
            if (row.is_source) return Lane{LaneKind::kSources, *row.language};
            ++others[*row.language];
            if (std::find(kept.begin(), kept.end(), *row.language) == kept.end())
                return std::nullopt;
            return Lane{LaneKind::kTargets, *row.language};
        });
        for (const auto& [language, count] : others) store_.add_other_variants(language, count);
        for_searching(units);  // A pass of its own, so that the builders' memory does not add up.
    }

    void one_lane(const IdRanges& units, const Lane& wanted) {
        if (wanted.kind == LaneKind::kTexts) return for_searching(units);
        for_matching(units, [&](const DocumentRow& row) -> std::optional<Lane> {
            const bool fits = row.is_source == (wanted.kind == LaneKind::kSources) &&
                              *row.language == wanted.language;
            return fits ? std::optional(wanted) : std::nullopt;
        });
    }

private:
    template <typename LaneOf>
    void for_matching(const IdRanges& units, LaneOf lane_of) {
        std::map<Lane, LaneBuilder<MatchSegmentBuilder>> builders;
        std::vector<std::uint64_t> values;
        pass(units, [&](const DocumentRow& row) {
            const auto lane = lane_of(row);
            if (!lane) return;
            token_values(row.text, values);
            auto& builder = builders.try_emplace(*lane, store_, *lane).first->second;
            builder.add(row, [&](MatchSegmentBuilder& segment) {
                segment.add(row.unit, row.variant, values);
            });
        });
        for (auto& [lane, builder] : builders) builder.finish();
    }

    void for_searching(const IdRanges& units) {
        LaneBuilder<SearchSegmentBuilder> builder(store_, kTextLane);
        pass(units, [&](const DocumentRow& row) {
            builder.add(row, [&](SearchSegmentBuilder& segment) {
                segment.add(row.unit, row.variant, row.is_source, *row.language, row.text);
            });
        });
        builder.finish();
    }

    template <typename Visit>
    void pass(const IdRanges& units, Visit visit) {
        const std::int64_t total = units.size();
        std::int64_t done = 0, last = 0;
        store_.for_each_document(units, [&](const DocumentRow& row) {
            if (progress_ && row.unit != last && ++done % kProgressStep == 0)
                progress_(done, total);
            last = row.unit;
            visit(row);
        });
        if (progress_) progress_(total, total);
    }

    IndexStore& store_;
    const WorkProgress& progress_;
};

/// 0 for up to 2048 documents, and one more for each fourfold.
int size_class(std::int64_t documents) {
    return std::max(
        0, (static_cast<int>(std::bit_width(static_cast<std::uint64_t>(documents))) - 10) / 2);
}

/// Segments to be made into one: so many of about one size, or one of which most does not count any
/// more.
std::vector<SegmentInfo> to_be_joined(const std::vector<SegmentInfo>& segments) {
    std::map<std::pair<Lane, int>, std::vector<SegmentInfo>> groups;
    for (const SegmentInfo& segment : segments) {
        if (2 * segment.live.size() < segment.units) return {segment};
        if (segment.is_full ||
            segment.documents > static_cast<std::int64_t>(most_documents(segment.lane) / 2))
            continue;
        auto& group = groups[{segment.lane, size_class(segment.documents)}];
        group.push_back(segment);
        if (group.size() == kJoined) return group;
    }
    return {};
}

/// Each turn leaves fewer segments that may be joined: what comes of one is full, but for its last.
void join_segments(IndexStore& store, const WorkProgress& progress) {
    for (auto segments = to_be_joined(store.segments()); !segments.empty();
         segments = to_be_joined(store.segments())) {
        IdRanges units;
        for (const SegmentInfo& segment : segments) {
            units = units.united(segment.live);
            store.remove_segment(segment.id);
        }
        Compiler(store, progress).one_lane(units, segments.front().lane);
    }
}

void compile_pending(IndexStore& store, const IdRanges& units, const WorkProgress& progress) {
    store.set_pending({});
    Compiler(store, progress).all_lanes(units);
    join_segments(store, progress);
}

std::string unit_text(std::int64_t id) { return "unit " + std::to_string(id); }

using DocumentSet = std::set<std::pair<std::int64_t, std::uint32_t>>;

/// Compares a search segment with its units as they are now: byte by byte where nothing of it is
/// void, else only which documents it has.
void check_texts(const IndexStore& store, const SegmentInfo& info,
                 std::vector<std::string>& faults) {
    SearchSegmentBuilder builder;
    store.for_each_document(info.live, [&](const DocumentRow& row) {
        builder.add(row.unit, row.variant, row.is_source, *row.language, row.text);
    });
    MemoryBlocks fresh;  // What it should hold for its live units.
    builder.finish(fresh.sink());
    if (!info.has_void()) {
        bool same = true;
        std::size_t count = 0;
        store.for_each_block(info.id,
                             [&](std::uint32_t part, std::uint32_t block, std::string_view bytes) {
                                 same = same && fresh.read(part, block) == bytes;
                                 ++count;
                             });
        if (!same || count != fresh.size())
            faults.push_back("the index knows some texts otherwise than they are");
        return;
    }
    const auto documents = [&](const BlockSource& source) {
        DocumentSet set;
        SearchSegment segment(source);
        SearchCursor cursor(segment, source, {});
        while (cursor.next()) {
            if (info.live.contains(cursor.document().unit))
                set.emplace(cursor.document().unit, cursor.document().variant);
        }
        return set;
    };
    if (documents(StoredBlocks(store, info.id)) != documents(fresh))
        faults.push_back("the index knows other texts than there are");
}

/// Compares a match segment with its units as they are now.
void check_segment(const IndexStore& store, const SegmentInfo& info,
                   std::vector<std::string>& faults) {
    MatchSegmentBuilder builder;
    std::vector<std::uint64_t> values;
    store.for_each_document(info.live, [&](const DocumentRow& row) {
        if (row.is_source != (info.lane.kind == LaneKind::kSources) ||
            *row.language != info.lane.language)
            return;
        token_values(row.text, values);
        builder.add(row.unit, row.variant, values);
    });
    MemoryBlocks fresh;  // What it should hold for its live units.
    const bool any = builder.documents() > 0;
    builder.finish(fresh.sink());
    std::map<std::pair<std::int64_t, std::uint32_t>, std::uint64_t> expected;
    if (any) {
        for (const MatchSegment::Content& one : MatchSegment(fresh).content(fresh))
            expected[{one.id.unit, one.id.variant}] = one.fingerprint;
    }
    const StoredBlocks blocks(store, info.id);
    for (const MatchSegment::Content& one : MatchSegment(blocks).content(blocks)) {
        if (!info.live.contains(one.id.unit)) continue;
        const auto found = expected.find({one.id.unit, one.id.variant});
        if (found == expected.end() || found->second != one.fingerprint) {
            faults.push_back("the index knows " + unit_text(one.id.unit) + " otherwise than it is");
        }
        if (found != expected.end()) expected.erase(found);
    }
    for (const auto& [document, fingerprint] : expected)
        faults.push_back("the index lacks " + unit_text(document.first));
}

/// Whether what the segments say they know is all there is to know, and once.
void check_coverage(const IndexStore& store, const std::vector<SegmentInfo>& segments,
                    std::vector<std::string>& faults) {
    const IdRanges pending = store.pending();
    // Sources of all languages together: a unit has one. By language only where it is another.
    std::map<Lane, IdRanges> known;
    const auto known_in = [&](const Lane& lane) -> IdRanges& {
        const bool other = lane.kind == LaneKind::kTargets;
        return known.try_emplace({lane.kind, other ? lane.language : ""}, pending).first->second;
    };
    for (const SegmentInfo& segment : segments) {
        IdRanges& units = known_in(segment.lane);
        if (!segment.live.shared(units).empty())
            faults.push_back("the index knows some units twice");
        units = units.united(segment.live);
    }
    const std::vector<std::string> kept = store.kept_languages();
    const auto others = store.other_variants();
    std::map<std::string, IdRanges> lacking;  // By language, where that is said.
    std::set<std::string> unknown;
    const auto expect = [&](const Lane& lane, std::int64_t unit) {
        if (known_in(lane).contains(unit)) return;
        IdRanges& units = lacking[lane.language];
        if (units.empty() || units.ranges().back().last != unit) units.append(unit);
    };
    store.for_each_document(store.all_units().without(pending), [&](const DocumentRow& row) {
        expect(kTextLane, row.unit);
        if (row.is_source) {
            expect({LaneKind::kSources, ""}, row.unit);
        } else if (std::find(kept.begin(), kept.end(), *row.language) != kept.end()) {
            expect({LaneKind::kTargets, *row.language}, row.unit);
        } else if (const auto count = others.find(*row.language);
                   (count == others.end() || count->second == 0) &&
                   unknown.insert(*row.language).second) {
            faults.push_back("the index does not know that there are translations into " +
                             *row.language);
        }
    });
    for (const auto& [language, units] : lacking) {
        for (const IdRange& range : units.ranges()) {
            faults.push_back("the index lacks " +
                             (range.size() == 1 ? unit_text(range.first)
                                                : "units " + std::to_string(range.first) + " to " +
                                                      std::to_string(range.last)) +
                             (language.empty() ? "" : " in " + language));
        }
    }
}

std::string lane_text(const Lane& lane) {
    switch (lane.kind) {
        case LaneKind::kSources:
            return "sources in " + lane.language;
        case LaneKind::kTargets:
            return "translations into " + lane.language;
        case LaneKind::kTexts:
            return "all texts";
    }
    return "";
}

}  // namespace

void index_changed_units(const Database& database, const IdRanges& units,
                         const WorkProgress& progress) {
    IndexStore store(database);
    for (const SegmentInfo& segment : store.segments()) {
        const IdRanges live = segment.live.without(units);
        if (live.empty())
            store.remove_segment(segment.id);
        else if (live != segment.live)
            store.set_live(segment.id, live);
    }
    const IdRanges pending = store.pending().united(units);
    if (pending.size() > kMostPending)
        compile_pending(store, pending, progress);
    else
        store.set_pending(pending);
}

void index_pending_units(const Database& database, const WorkProgress& progress) {
    IndexStore store(database);
    const IdRanges pending = store.pending();
    if (pending.size() > kMostPending) compile_pending(store, pending, progress);
}

void index_language(const Database& database, const LanguageTag& language,
                    const WorkProgress& progress) {
    IndexStore store(database);
    const std::string name = language.language();
    const std::vector<std::string> kept = store.kept_languages();
    if (std::find(kept.begin(), kept.end(), name) != kept.end()) return;
    store.keep_language(name);
    Compiler(store, progress)
        .one_lane(store.all_units().without(store.pending()), {LaneKind::kTargets, name});
}

void rebuild_index(const Database& database, const WorkProgress& progress, bool unreadable) {
    if (unreadable) IndexStore::make_anew(database);
    IndexStore store(database);
    store.clear();
    compile_pending(store, store.all_units(), progress);
}

std::vector<std::string> index_faults(const Database& database) {
    const IndexStore store(database);
    std::vector<std::string> faults;
    std::vector<SegmentInfo> segments;
    try {
        segments = store.segments();
    } catch (const DamagedIndex& damage) {
        return {damage.what()};
    }
    for (const SegmentInfo& segment : segments) {
        try {
            store.for_each_block(segment.id, [](auto, auto, auto) {});
            if (segment.lane.kind == LaneKind::kTexts)
                check_texts(store, segment, faults);
            else
                check_segment(store, segment, faults);
        } catch (const DamagedIndex& damage) {
            faults.push_back("segment " + std::to_string(segment.id) + " (" +
                             lane_text(segment.lane) + "): " + damage.what());
        }
    }
    check_coverage(store, segments, faults);
    return faults;
}

}  // namespace diglot
