#include "core/storage/id_ranges.h"

#include <algorithm>
#include <limits>

#include "core/error.h"
#include "core/varint.h"

namespace diglot {

IdRanges::IdRanges(std::vector<IdRange> ranges) {
    std::erase_if(ranges, [](const IdRange& range) { return range.size() <= 0; });
    std::sort(ranges.begin(), ranges.end(),
              [](const IdRange& a, const IdRange& b) { return a.first < b.first; });
    for (const IdRange& range : ranges) {
        if (ranges_.empty() || range.first > ranges_.back().last + 1) {
            ranges_.push_back(range);
        } else {
            ranges_.back().last = std::max(ranges_.back().last, range.last);
        }
    }
}

std::int64_t IdRanges::size() const {
    std::int64_t size = 0;
    for (const IdRange& range : ranges_) size += range.size();
    return size;
}

bool IdRanges::contains(std::int64_t id) const {
    const auto after = std::upper_bound(
        ranges_.begin(), ranges_.end(), id,
        [](std::int64_t wanted, const IdRange& range) { return wanted < range.first; });
    return after != ranges_.begin() && std::prev(after)->last >= id;
}

IdRanges IdRanges::united(const IdRanges& other) const {
    std::vector<IdRange> all = ranges_;
    all.insert(all.end(), other.ranges_.begin(), other.ranges_.end());
    return IdRanges(std::move(all));
}

IdRanges IdRanges::without(const IdRanges& other) const {
    IdRanges result;
    auto cut = other.ranges_.begin();
    for (IdRange range : ranges_) {
        while (cut != other.ranges_.end() && cut->last < range.first) ++cut;
        for (auto at = cut; at != other.ranges_.end() && at->first <= range.last; ++at) {
            if (at->first > range.first) result.ranges_.push_back({range.first, at->first - 1});
            range.first = at->last + 1;
            if (range.first > range.last) break;
        }
        if (range.size() > 0) result.ranges_.push_back(range);
    }
    return result;
}

IdRanges IdRanges::shared(const IdRanges& other) const { return without(without(other)); }

void IdRanges::append(std::int64_t id) {
    if (!ranges_.empty() && ranges_.back().last + 1 == id) {
        ranges_.back().last = id;
    } else {
        ranges_.push_back({id, id});
    }
}

std::string IdRanges::to_bytes() const {
    std::string bytes;
    std::int64_t at = 0;
    for (const IdRange& range : ranges_) {
        append_varint(static_cast<std::uint64_t>(range.first - at), bytes);
        append_varint(static_cast<std::uint64_t>(range.size()), bytes);
        at = range.last + 1;
    }
    return bytes;
}

IdRanges IdRanges::from_bytes(std::string_view bytes) {
    IdRanges result;
    VarintReader reader(bytes);
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::uint64_t at = 0;  // At most kMost, and so is what is added to it.
    while (!reader.at_end()) {
        const std::uint64_t gap = reader.next();
        const std::uint64_t size = reader.next();
        const bool touches = gap == 0 && !result.ranges_.empty();
        if (touches || size == 0 || gap > kMost - at || size > kMost - at - gap)
            throw StoreError(0, "a set of ids is damaged");
        const std::uint64_t first = at + gap;
        at = first + size;
        result.ranges_.push_back(
            {static_cast<std::int64_t>(first), static_cast<std::int64_t>(at - 1)});
    }
    return result;
}

}  // namespace diglot
