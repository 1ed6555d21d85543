#include "tm/search_places.h"

#include <algorithm>
#include <bit>
#include <span>

namespace diglot {
namespace {

/// `place`, which is below `end` unless the index is damaged.
std::uint32_t place_below(std::uint32_t place, std::uint64_t end) {
    if (place >= end) throw DamagedIndex("a place behind all texts");
    return place;
}

class OneList : public SearchPlaces {
public:
    OneList(EliasFanoCursor cursor, std::uint64_t places)
        : SearchPlaces(cursor.count()), cursor_(cursor), places_(places) {
        update();
    }
    void seek(std::uint64_t bound) override {
        if (done_ || value_ >= bound) return;
        done_ = bound >= places_;
        if (done_) return;
        cursor_.seek(static_cast<std::uint32_t>(bound));
        update();
    }

private:
    void update() {
        done_ = cursor_.done();
        if (!done_) value_ = place_below(cursor_.value(), places_);
    }
    EliasFanoCursor cursor_;
    std::uint64_t places_;
};

/// Few places in all: put in order at once.
class SortedPlaces : public SearchPlaces {
public:
    explicit SortedPlaces(std::vector<std::uint32_t> places)
        : SearchPlaces(places.size()), places_(std::move(places)) {
        std::sort(places_.begin(), places_.end());
        at_ = places_.begin();
        update();
    }
    void seek(std::uint64_t bound) override {
        while (at_ != places_.end() && *at_ < bound) ++at_;
        update();
    }

private:
    void update() {
        done_ = at_ == places_.end();
        if (!done_) value_ = *at_;
    }
    std::vector<std::uint32_t> places_;
    std::vector<std::uint32_t>::iterator at_;
};

/// Many places of many lists: window by window put into a bitmap. The first window is small, for
/// the first page of answers; later ones are larger, so that lists are visited a few times only. As
/// lists of one length are ordered by their first place, those that begin behind the window are not
/// even looked at. Cost: each place once, each list once a window from where it begins.
class MergedPlaces : public SearchPlaces {
public:
    MergedPlaces(std::span<const TokenList> lists, std::uint64_t places, LazyBytes& bytes,
                 const BlockSource& source)
        : SearchPlaces(sum(lists)), bytes_(bytes), source_(source) {
        for (const TokenList& list : lists) {
            if (waiting_.empty() || waiting_.back().lists.front().count != list.count)
                waiting_.push_back({EliasFanoShape(list.count, places), {}, 0, {}});
            waiting_.back().lists.push_back(list);
        }
        for (Waiting& group : waiting_) bytes_.prefetch(group.lists.front().offset);
        for (Waiting& group : waiting_) group.first = open(group);
        fill(0);
    }

    void seek(std::uint64_t bound) override {
        if (done_ || value_ >= bound) return;
        if (bound >= end_)
            fill(bound);
        else
            scan(bound);
    }

private:
    static constexpr std::uint64_t kFirstWindow = 1 << 14;
    static constexpr std::uint64_t kLargestWindow = 1 << 20;
    static constexpr std::uint64_t kFew = 16;  ///< So many places are rather taken all at once.

    /// Lists of one length, from the first one on that begins behind the window.
    struct Waiting {
        EliasFanoShape shape;
        std::vector<TokenList> lists;
        std::size_t at = 0;
        EliasFanoCursor first;  ///< lists[at].
    };

    static std::uint64_t sum(std::span<const TokenList> lists) {
        std::uint64_t count = 0;
        for (const TokenList& list : lists) count += list.count;
        return count;
    }

    EliasFanoCursor open(const Waiting& group) {
        constexpr std::size_t kAhead = 4;  // A list is hardly ever in the processor's cache.
        if (group.at + kAhead < group.lists.size())
            bytes_.prefetch(group.lists[group.at + kAhead].offset);
        return EliasFanoCursor(bytes_, source_, group.lists[group.at].offset, group.shape);
    }

    /// Takes the lists that begin before the window's end.
    void take_lists() {
        std::erase_if(waiting_, [&](Waiting& group) {
            while (group.at < group.lists.size() && group.first.value() < end_) {
                if (group.shape.count <= kFew)
                    for (; !group.first.done(); group.first.next())
                        few_.push_back(group.first.value());
                else
                    lists_.push_back(group.first);
                if (++group.at < group.lists.size()) group.first = open(group);
            }
            return group.at == group.lists.size();
        });
    }

    void set(std::uint64_t place) {
        if (place - begin_ >= size_) throw DamagedIndex("a list is not in order");
        bits_[(place - begin_) / 64] |= std::uint64_t{1} << ((place - begin_) % 64);
    }

    bool is_empty() const { return few_.empty() && lists_.empty() && waiting_.empty(); }

    /// The window that begins at `from`; if there is nothing, those behind.
    void fill(std::uint64_t from) {
        for (; !is_empty(); from = end_) {
            size_ = std::min(kLargestWindow, size_ == 0 ? kFirstWindow : 4 * size_);
            begin_ = from;
            end_ = from + size_;
            bits_.assign(size_ / 64, 0);
            take_lists();
            std::erase_if(few_, [&](std::uint32_t place) {
                if (place >= begin_ && place < end_) set(place);
                return place < end_;
            });
            std::erase_if(lists_, [&](EliasFanoCursor& list) {
                list.seek(static_cast<std::uint32_t>(from));
                for (; !list.done() && list.value() < end_; list.next()) set(list.value());
                return list.done();
            });
            if (scan_window(from)) return;
        }
        done_ = true;
    }

    void scan(std::uint64_t from) {
        if (!scan_window(from)) fill(end_);
    }

    bool scan_window(std::uint64_t from) {
        std::size_t at = (from - begin_) / 64;
        std::uint64_t word = bits_[at] & ~std::uint64_t{0} << ((from - begin_) % 64);
        while (word == 0) {
            if (++at == bits_.size()) return false;
            word = bits_[at];
        }
        value_ = begin_ + 64 * at + static_cast<std::uint64_t>(std::countr_zero(word));
        return true;
    }

    LazyBytes& bytes_;
    const BlockSource& source_;
    std::vector<Waiting> waiting_;
    std::vector<std::uint32_t> few_;
    std::vector<EliasFanoCursor> lists_;
    std::vector<std::uint64_t> bits_;
    std::uint64_t begin_ = 0, end_ = 0, size_ = 0;
};

/// Some long lists, in which one jumps to what is asked for, beside the places of many short ones.
class AnyOf : public SearchPlaces {
public:
    AnyOf(std::vector<std::unique_ptr<SearchPlaces>> parts, std::uint64_t count)
        : SearchPlaces(count), parts_(std::move(parts)) {
        update();
    }
    void seek(std::uint64_t bound) override {
        if (done_ || value_ >= bound) return;
        for (const auto& part : parts_) part->seek(bound);
        update();
    }

private:
    void update() {
        done_ = true;
        for (const auto& part : parts_) {
            if (part->done() || (!done_ && part->value() >= value_)) continue;
            value_ = part->value();
            done_ = false;
        }
    }
    std::vector<std::unique_ptr<SearchPlaces>> parts_;
};

std::unique_ptr<SearchPlaces> merge_all(std::span<const TokenList> lists, std::uint64_t places,
                                        LazyBytes& bytes, const BlockSource& source) {
    constexpr std::uint64_t kSorted = 256;
    constexpr std::size_t kAhead = 8;
    if (lists.size() == 1) {
        const TokenList& list = lists.front();
        return std::make_unique<OneList>(
            EliasFanoCursor(bytes, source, list.offset, EliasFanoShape(list.count, places)),
            places);
    }
    std::uint64_t total = 0;
    for (const TokenList& list : lists) total += list.count;
    if (total > kSorted) return std::make_unique<MergedPlaces>(lists, places, bytes, source);
    std::vector<std::uint32_t> few;
    std::uint64_t length = 0;
    EliasFanoShape shape(0, places);
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (i + kAhead < lists.size()) bytes.prefetch(lists[i + kAhead].offset);
        const TokenList& list = lists[i];
        if (list.count != length) shape = EliasFanoShape(length = list.count, places);
        for (EliasFanoCursor one(bytes, source, list.offset, shape); !one.done(); one.next())
            few.push_back(place_below(one.value(), places));
    }
    return std::make_unique<SortedPlaces>(std::move(few));
}

/// How many of the lists, the longest, are better jumped in than gone through.
std::size_t lists_to_jump_in(const std::vector<TokenList>& lists, std::uint64_t seeks) {
    constexpr std::size_t kMost = 8;
    constexpr std::uint64_t kCostOfJump = 12;  // In times of going one place further.
    std::uint64_t left = 0;
    for (const TokenList& list : lists) left += list.count;
    std::size_t best = 0;
    std::uint64_t least = left;
    for (std::size_t i = 0; i < std::min(kMost, lists.size()); ++i) {
        left -= lists[i].count;
        const std::uint64_t cost = left + seeks * kCostOfJump * (i + 2);
        if (cost >= least) continue;
        least = cost;
        best = i + 1;
    }
    return best;
}

}  // namespace

std::unique_ptr<SearchPlaces> merge_places(const std::vector<TokenList>& lists,
                                           std::uint64_t places, std::uint64_t seeks,
                                           LazyBytes& bytes, const BlockSource& source) {
    const std::span<const TokenList> all(lists);
    const std::size_t jumps = lists.size() > 1 ? lists_to_jump_in(lists, seeks) : 0;
    if (jumps == 0) return merge_all(all, places, bytes, source);
    std::vector<std::unique_ptr<SearchPlaces>> parts;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < jumps; ++i)
        parts.push_back(merge_all(all.subspan(i, 1), places, bytes, source));
    if (jumps < lists.size()) parts.push_back(merge_all(all.subspan(jumps), places, bytes, source));
    for (const auto& part : parts) count += part->count();
    return std::make_unique<AnyOf>(std::move(parts), count);
}

}  // namespace diglot
