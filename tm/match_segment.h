// A match segment being asked: which of its documents may be as like a query as the bar demands.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/score.h"
#include "tm/index_blocks.h"
#include "tm/match_probe.h"

namespace diglot {

struct DocumentId {
    std::int64_t unit = 0;
    std::uint32_t variant = 0;
};

/// Blocks are read when first needed and kept. May be used from many threads at once, each with a
/// BlockSource of its own.
class MatchSegment {
public:
    explicit MatchSegment(const BlockSource& source);
    ~MatchSegment();
    MatchSegment(const MatchSegment&) = delete;
    MatchSegment& operator=(const MatchSegment&) = delete;

    std::size_t documents() const { return document_count_; }
    /// Memory that blocks and lists take.
    std::size_t cached_bytes() const { return cached_bytes_; }

    /// Offers every document whose similarity may be `bar` or more (some below, never one twice),
    /// those of the query's length first. `offer` returns the bar from there on, never lower than
    /// before.
    using Offer = std::function<Score(DocumentId)>;
    void search(const MatchProbe& probe, Score bar, const BlockSource& source,
                const Offer& offer) const;

    /// A run of the query's tokens that stands in a document.
    struct Run {
        std::size_t query_start = 0;  ///< Tokens.
        std::size_t count = 0;
        std::uint32_t document = 0;
        bool whole = false;  ///< It is all of the document.
    };
    /// Tells of every longest run of two tokens or more in every document, and of documents of one
    /// token that the query has; of a token by its byte, so that a few are none. Documents come by
    /// token, each time from the shortest. Cost: the documents of a cheapest set of tokens in which
    /// one of each two neighbours is.
    void find_runs(std::span<const std::uint64_t> values, const BlockSource& source,
                   const std::function<void(const Run&)>& visit) const;

    DocumentId document(std::uint32_t number, const BlockSource& source) const;
    /// All documents with a fingerprint of what is kept of each: signature, sequence, the tokens
    /// that list it. For verification: the same document in a segment made anew, of whatever other
    /// documents, has the same one.
    struct Content {
        DocumentId id;
        std::uint64_t fingerprint = 0;
    };
    std::vector<Content> content(const BlockSource& source) const;

private:
    class Query;
    struct Lengths {
        std::uint32_t length = 0;
        std::uint32_t first = 0;  ///< Document.
        std::uint32_t end = 0;
        std::size_t signatures = 0;  ///< Where those of the group begin, in 64-bit words.
        std::size_t sequences = 0;   ///< In bytes.
    };
    using List = std::vector<std::uint32_t>;  ///< Postings, see match_segment_format.h.
    /// A token in a bucket.
    struct Entry {
        std::uint32_t remainder = 0;
        std::uint32_t counts[2] = {0, 0};  ///< Documents that have it in their prefix; behind it.
        std::uint32_t at[2] = {0, 0};      ///< Offset in the bucket, or number of the list's block.
        std::uint32_t sizes[2] = {0, 0};   ///< Bytes in the bucket; kApart.
        mutable std::atomic<const List*> lists[2] = {nullptr, nullptr};
    };
    static constexpr std::uint32_t kApart = ~std::uint32_t{0};
    struct Bucket {
        std::string bytes;
        std::vector<Entry> entries;
        ~Bucket();
    };
    /// One part as a whole, of which each block is read when a byte of it is first asked for.
    template <match_segment::Part kPart, std::size_t kBlockBytes>
    class Array {
    public:
        /// Throws DamagedIndex where the part's last block is not where it must be at that size.
        void resize(std::size_t bytes, const BlockSource& source);
        const char* get(std::size_t offset, std::size_t size, const BlockSource& source,
                        std::atomic<std::size_t>& cached) const {
            const std::size_t last = (offset + size - 1) / kBlockBytes;
            for (std::size_t block = offset / kBlockBytes; block <= last; ++block) {
                if (block >= loaded_.size() || !loaded_[block].load(std::memory_order_acquire))
                    load(block, source, cached);
            }
            return bytes_.get() + offset;
        }

        /// Where the part begins; only what get() was asked for may be read.
        const char* start() const { return bytes_.get(); }

    private:
        void load(std::size_t block, const BlockSource& source,
                  std::atomic<std::size_t>& cached) const;

        std::size_t size_ = 0;
        std::unique_ptr<char[]> bytes_;  ///< Pages never read into take no memory.
        mutable std::vector<std::atomic<bool>> loaded_;
        mutable std::mutex mutex_;
    };

    const Bucket& bucket(std::size_t number, const BlockSource& source) const;
    static std::unique_ptr<Bucket> parse_bucket(std::string bytes);
    const Entry* find(std::uint64_t token, const BlockSource& source, const Bucket** bucket) const;
    const List& list(const Bucket& bucket, const Entry& entry, int kind,
                     const BlockSource& source) const;
    const std::uint64_t* signature(const Lengths& group, std::uint32_t document,
                                   const BlockSource& source) const;
    std::span<const std::uint8_t> sequence(const Lengths& group, std::uint32_t document,
                                           const BlockSource& source) const;

    int bucket_bits_ = 0;
    std::int64_t base_unit_ = 0;
    std::size_t document_count_ = 0;
    std::vector<Lengths> groups_;  ///< Ascending length.
    std::unordered_map<std::uint32_t, std::uint32_t> many_variants_;
    mutable std::vector<std::atomic<const Bucket*>> buckets_;
    Array<match_segment::kSignatures, match_segment::kSignatureBlock * sizeof(std::uint64_t)>
        signatures_;
    Array<match_segment::kSequences, match_segment::kSequenceBlock> sequences_;
    Array<match_segment::kDocuments, match_segment::kDocumentBlock * match_segment::kDocumentBytes>
        documents_;
    mutable std::atomic<std::size_t> cached_bytes_{0};
};

}  // namespace diglot
