// One query in one segment: the filters, from lists to signatures to sequences.
#include <algorithm>
#include <optional>

#include "tm/match_segment.h"

namespace diglot {

using namespace match_segment;

namespace {

/// What a group of documents of one length is held against.
struct SignatureTest {
    const std::uint64_t* group;  ///< Signatures of the group's documents.
    std::uint32_t first;         ///< Number of its first document.
    const std::uint64_t* query;
    std::size_t most_lacking;  ///< Elements only the query has.
    std::size_t most_extra;    ///< Elements only the document has.
};

/// Appends to `out`, which has room, those of `documents` that may be near enough. The inner loop
/// of every look-up.
template <std::size_t kWords>
[[gnu::always_inline]] inline std::size_t filter_words(const SignatureTest& test,
                                                       std::span<const std::uint32_t> documents,
                                                       std::uint32_t* out) {
    std::uint64_t query[kWords];
    std::copy_n(test.query, kWords, query);
    constexpr std::size_t kAhead = 12;  ///< A signature is hardly ever in the cache.
    std::size_t count = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (i + kAhead < documents.size())
            __builtin_prefetch(test.group +
                               std::size_t{documents[i + kAhead] - test.first} * kWords);
        const std::uint32_t document = documents[i];
        const std::uint64_t* signature = test.group + std::size_t{document - test.first} * kWords;
        std::size_t lacking = 0, extra = 0;
        for (std::size_t w = 0; w < kWords; ++w) {
            lacking += static_cast<std::size_t>(__builtin_popcountll(query[w] & ~signature[w]));
            extra += static_cast<std::size_t>(__builtin_popcountll(signature[w] & ~query[w]));
        }
        out[count] = document;
        count += lacking <= test.most_lacking && extra <= test.most_extra ? 1 : 0;
    }
    return count;
}

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
[[gnu::target_clones("popcnt", "default")]]
#endif
std::size_t
filter(std::size_t words, const SignatureTest& test, std::span<const std::uint32_t> documents,
       std::uint32_t* out) {
    switch (words) {
        case 1:
            return filter_words<1>(test, documents, out);
        case 2:
            return filter_words<2>(test, documents, out);
        default:
            return filter_words<kMostWords>(test, documents, out);
    }
}

}  // namespace

/// One query in one segment.
class MatchSegment::Query {
public:
    Query(const MatchSegment& segment, const MatchProbe& probe, Score bar,
          const BlockSource& source, const Offer& offer)
        : segment_(segment), probe_(probe), bar_(bar), source_(source), offer_(offer) {}

    void run() {
        order_tokens();
        const auto& groups = segment_.groups_;
        const auto middle = std::lower_bound(
            groups.begin(), groups.end(), probe_.length(),
            [](const Lengths& group, std::size_t length) { return group.length < length; });
        std::ptrdiff_t up = middle - groups.begin();
        std::ptrdiff_t down = up - 1;
        first_document_ = up < static_cast<std::ptrdiff_t>(groups.size())
                              ? groups[static_cast<std::size_t>(up)].first
                              : static_cast<std::uint32_t>(segment_.document_count_);
        if (up < static_cast<std::ptrdiff_t>(groups.size()) &&
            groups[static_cast<std::size_t>(up)].length == probe_.length())
            equal_ones(groups[static_cast<std::size_t>(up)]);
        // Outwards from the query's length; beyond where a direction ends, nothing can be near
        // enough.
        bool go_up = true, go_down = true;
        while (go_up || go_down) {
            go_up = go_up && up < static_cast<std::ptrdiff_t>(groups.size());
            go_down = go_down && down >= 0;
            const auto gap = [&](std::ptrdiff_t i) {
                const auto length =
                    static_cast<std::ptrdiff_t>(groups[static_cast<std::size_t>(i)].length);
                return std::abs(length - static_cast<std::ptrdiff_t>(probe_.length()));
            };
            if (go_up && (!go_down || gap(up) <= gap(down)))
                go_up = visit(groups[static_cast<std::size_t>(up++)], true);
            else if (go_down)
                go_down = visit(groups[static_cast<std::size_t>(down--)], false);
        }
    }

private:
    struct Element {
        std::uint64_t token;
        std::uint32_t documents;
        std::uint32_t occurrences;
        const Bucket* bucket;
        const Entry* entry;     ///< Null: nobody has it.
        std::size_t start = 0;  ///< Elements before it.
        struct Cursor {
            const List* list = nullptr;
            std::size_t up = 0,
                        down = 0;  ///< The list's part not yet visited: before `down`, from `up`.
        } cursors[2];
    };

    /// The query's tokens in the segment's order.
    void order_tokens() {
        elements_.reserve(probe_.tokens().size());
        for (const MatchProbe::Token& token : probe_.tokens()) {
            const Bucket* bucket = nullptr;
            const Entry* entry = segment_.find(token.token, source_, &bucket);
            elements_.push_back({token.token,
                                 entry ? entry->counts[0] + entry->counts[1] : 0,
                                 token.occurrences,
                                 bucket,
                                 entry,
                                 0,
                                 {}});
        }
        std::sort(elements_.begin(), elements_.end(), [](const Element& a, const Element& b) {
            return a.documents != b.documents ? a.documents < b.documents : a.token < b.token;
        });
        std::size_t start = 0;
        for (Element& element : elements_) {
            element.start = start;
            start += element.occurrences;
        }
    }

    Element::Cursor& cursor(Element& element, int kind) {
        Element::Cursor& cursor = element.cursors[kind];
        if (!cursor.list) {
            cursor.list = &segment_.list(*element.bucket, *element.entry, kind, source_);
            cursor.up =
                static_cast<std::size_t>(std::lower_bound(cursor.list->begin(), cursor.list->end(),
                                                          first_document_ << kPlaceBits) -
                                         cursor.list->begin());
            cursor.down = cursor.up;
        }
        return cursor;
    }

    /// The greatest distance at which a document of `length` is still at the bar; nothing where its
    /// length alone is too far.
    std::optional<std::size_t> most(std::size_t length) const {
        const std::size_t longer = std::max(length, probe_.length());
        const std::size_t shorter = std::min(length, probe_.length());
        const std::size_t distance = most_distance(longer, bar_);
        if (longer - shorter > distance) return std::nullopt;
        return distance;
    }

    /// Documents with the very tokens of the query, before all others: they raise the bar most.
    void equal_ones(const Lengths& group) {
        if (elements_.empty() || !elements_.front().entry) return;
        Element& rarest = elements_.front();
        for (const int kind : {kPrefixList, kOtherList}) {
            if (rarest.entry->counts[kind] == 0) continue;
            const Element::Cursor& at = cursor(rarest, kind);
            found_.clear();
            const auto* from = at.list->data() + at.up;
            collect(group,
                    {from, std::lower_bound(from, at.list->data() + at.list->size(),
                                            group.end << kPlaceBits)},
                    0);
            for (const std::uint32_t document : found_) {
                if (!probe_.is_near(segment_.sequence(group, document, source_), 0)) continue;
                equal_.push_back(document);
                bar_ = offer_(segment_.document(document, source_));
            }
        }
        std::sort(equal_.begin(), equal_.end());
    }

    /// Adds to found_ the documents of the group's postings that may be near enough.
    void collect(const Lengths& group, std::span<const std::uint32_t> postings,
                 std::size_t distance) {
        const std::size_t length = group.length, own = probe_.length();
        // The first element both share stands at this place of the document at most.
        const std::size_t most_place = length + distance - std::max(length, own);
        near_prefix_.resize(postings.size());
        std::size_t count = 0;
        for (const std::uint32_t posting : postings) {
            near_prefix_[count] = posting >> kPlaceBits;
            count += (posting & kMostPlace) <= most_place ? 1 : 0;
        }
        if (count == 0) return;
        near_prefix_.resize(count);
        const std::size_t words = signature_words(length);
        std::size_t known_block = ~std::size_t{0};
        for (const std::uint32_t document : near_prefix_) {
            const std::size_t block =
                (group.signatures + (document - group.first) * words) / kSignatureBlock;
            if (block == known_block) continue;
            segment_.signature(group, document, source_);
            known_block = block;
        }
        const std::size_t base = group.signatures * sizeof(std::uint64_t);
        const SignatureTest test{
            reinterpret_cast<const std::uint64_t*>(segment_.signatures_.start() + base),
            group.first, probe_.signature(words).data(),
            distance - (length > own ? length - own : 0),
            distance - (length < own ? own - length : 0)};
        const std::size_t before = found_.size();
        found_.resize(before + count);
        found_.resize(before + filter(words, test, near_prefix_, found_.data() + before));
    }

    /// False where no document this far from the query's length can be near enough.
    bool visit(const Lengths& group, bool upwards) {
        const auto distance = most(group.length);
        if (!distance) return false;
        // Elements that are to be looked up: |query| - (shared tokens demanded) + 1.
        const std::size_t longer = std::max<std::size_t>(group.length, probe_.length());
        const std::size_t probes = probe_.length() - (longer - *distance) + 1;
        found_.clear();
        for (Element& element : elements_) {
            if (element.start >= probes) break;
            if (!element.entry) continue;
            for (const int kind : {kPrefixList, kOtherList}) {
                if (element.entry->counts[kind] == 0 ||
                    (kind == kOtherList && bar_ >= kPrefixScore))
                    continue;
                Element::Cursor& at = cursor(element, kind);
                collect(group, upwards ? next_above(at, group) : next_below(at, group), *distance);
            }
        }
        verify(group);
        return true;
    }

    /// The list's part for the group, which lies above all visited before on that side; it counts
    /// as visited then.
    static std::span<const std::uint32_t> next_above(Element::Cursor& at, const Lengths& group) {
        const List& list = *at.list;
        const std::uint32_t first = group.first << kPlaceBits, end = group.end << kPlaceBits;
        while (at.up < list.size() && list[at.up] < first) ++at.up;
        const std::size_t start = at.up;
        while (at.up < list.size() && list[at.up] < end) ++at.up;
        return std::span(list).subspan(start, at.up - start);
    }
    static std::span<const std::uint32_t> next_below(Element::Cursor& at, const Lengths& group) {
        const List& list = *at.list;
        const std::uint32_t first = group.first << kPlaceBits, end = group.end << kPlaceBits;
        while (at.down > 0 && list[at.down - 1] >= end) --at.down;
        const std::size_t stop = at.down;
        while (at.down > 0 && list[at.down - 1] >= first) --at.down;
        return std::span(list).subspan(at.down, stop - at.down);
    }

    void verify(const Lengths& group) {
        std::sort(found_.begin(), found_.end());
        found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
        for (const std::uint32_t document : found_) {
            const auto distance = most(group.length);
            if (!distance) return;
            if (std::binary_search(equal_.begin(), equal_.end(), document)) continue;
            if (!probe_.is_near(segment_.sequence(group, document, source_), *distance)) continue;
            bar_ = offer_(segment_.document(document, source_));
        }
    }

    const MatchSegment& segment_;
    const MatchProbe& probe_;
    Score bar_;
    const BlockSource& source_;
    const Offer& offer_;
    std::vector<Element> elements_;
    std::uint32_t first_document_ = 0;
    std::vector<std::uint32_t> near_prefix_;
    std::vector<std::uint32_t> found_;
    std::vector<std::uint32_t> equal_;  ///< Offered already.
};

void MatchSegment::search(const MatchProbe& probe, Score bar, const BlockSource& source,
                          const Offer& offer) const {
    if (probe.length() == 0 || document_count_ == 0) return;
    Query(*this, probe, bar, source, offer).run();
}

}  // namespace diglot
