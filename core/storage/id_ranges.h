// Sets of row ids, kept as ranges: what a change set added, what an index knows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace diglot {

/// From `first` to `last`, both included.
struct IdRange {
    std::int64_t first = 0;
    std::int64_t last = -1;

    std::int64_t size() const { return last - first + 1; }
    bool operator==(const IdRange&) const = default;
};

/// A set of ids as ascending ranges that neither overlap nor touch.
class IdRanges {
public:
    IdRanges() = default;
    /// Ranges in any order, overlapping or not.
    explicit IdRanges(std::vector<IdRange> ranges);

    const std::vector<IdRange>& ranges() const { return ranges_; }
    bool empty() const { return ranges_.empty(); }
    std::int64_t size() const;  ///< Ids in it.
    bool contains(std::int64_t id) const;

    IdRanges united(const IdRanges& other) const;
    IdRanges without(const IdRanges& other) const;
    IdRanges shared(const IdRanges& other) const;

    /// Adds an id above all in it.
    void append(std::int64_t id);

    /// Gaps and sizes as varints.
    std::string to_bytes() const;
    /// Throws StoreError where to_bytes() cannot have written them.
    static IdRanges from_bytes(std::string_view bytes);

    bool operator==(const IdRanges&) const = default;

private:
    std::vector<IdRange> ranges_;
};

}  // namespace diglot
