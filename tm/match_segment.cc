#include "tm/match_segment.h"

#include <algorithm>
#include <cstring>
#include <optional>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/varint.h"

namespace diglot {

using namespace match_segment;

namespace {

[[noreturn]] void broken(const char* what) { throw DamagedIndex(what); }

std::size_t round_up(std::size_t value, std::size_t multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

/// Keeps `made` in the slot unless another thread was first; returns what is kept.
template <typename T>
const T& keep(std::atomic<const T*>& slot, std::unique_ptr<T> made, std::size_t bytes,
              std::atomic<std::size_t>& total) {
    const T* expected = nullptr;
    if (!slot.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel))
        return *expected;
    total += bytes;
    return *made.release();
}

}  // namespace

// ---- What is kept in memory

MatchSegment::Bucket::~Bucket() {
    for (const Entry& entry : entries) {
        for (const auto& list : entry.lists) delete list.load();
    }
}

template <Part kPart, std::size_t kBlockBytes>
void MatchSegment::Array<kPart, kBlockBytes>::resize(std::size_t bytes, const BlockSource& source) {
    if (bytes > 0) {
        const std::size_t last = (bytes - 1) / kBlockBytes;
        if (last >= kMostBlocks || source.read(kPart, static_cast<std::uint32_t>(last)).size() !=
                                       bytes - last * kBlockBytes)
            broken("a part's size");
    }
    size_ = bytes;
    bytes_.reset(new char[bytes]);  // Not initialised: see its declaration.
    loaded_ = std::vector<std::atomic<bool>>((bytes + kBlockBytes - 1) / kBlockBytes);
}

template <Part kPart, std::size_t kBlockBytes>
void MatchSegment::Array<kPart, kBlockBytes>::load(std::size_t block, const BlockSource& source,
                                                   std::atomic<std::size_t>& cached) const {
    const std::lock_guard lock(mutex_);
    if (block >= loaded_.size()) broken("a place beyond a part's end");
    if (loaded_[block].load(std::memory_order_relaxed)) return;
    const std::string bytes = source.read(kPart, static_cast<std::uint32_t>(block));
    if (bytes.size() != std::min(kBlockBytes, size_ - block * kBlockBytes))
        broken("a block's size");
    std::memcpy(bytes_.get() + block * kBlockBytes, bytes.data(), bytes.size());
    cached += bytes.size();
    loaded_[block].store(true, std::memory_order_release);
}

MatchSegment::MatchSegment(const BlockSource& source) {
    const std::string bytes = source.read(kHeader, 0);
    VarintReader header(bytes);
    if (header.next() != kFormat) broken("format");
    bucket_bits_ = static_cast<int>(header.next());
    if (bucket_bits_ < kLeastBucketBits || bucket_bits_ > kMostBucketBits) broken("header");
    const std::uint64_t base_unit = header.next();
    if (base_unit >= kUnitEnd) broken("header");
    base_unit_ = static_cast<std::int64_t>(base_unit);
    std::uint32_t documents = 0;
    std::size_t words = 0, tokens = 0;
    for (std::uint64_t left = header.next(); left > 0 && !header.at_end(); --left) {
        const std::uint64_t length = header.next(), count = header.next();
        const std::uint64_t shorter = groups_.empty() ? 0 : groups_.back().length;
        if (length <= shorter || length > kMostLength || count == 0 ||
            count > kMostDocuments - documents || tokens > kMostBlocks * kSequenceBlock)
            broken("header");
        Lengths& group = groups_.emplace_back();
        group.length = static_cast<std::uint32_t>(length);
        group.first = documents;
        group.end = documents += static_cast<std::uint32_t>(count);
        const std::size_t each = signature_words(group.length);
        group.signatures = round_up(words, each);
        words = group.signatures + each * (group.end - group.first);
        group.sequences = tokens;
        tokens += std::size_t{group.length} * (group.end - group.first);
    }
    for (std::uint64_t left = header.next(); left > 0 && !header.at_end(); --left) {
        const auto document = static_cast<std::uint32_t>(header.next());
        many_variants_[document] = static_cast<std::uint32_t>(header.next());
    }
    document_count_ = documents;
    buckets_ = std::vector<std::atomic<const Bucket*>>(std::size_t{1} << bucket_bits_);
    documents_.resize(document_count_ * kDocumentBytes, source);
    signatures_.resize(words * sizeof(std::uint64_t), source);
    sequences_.resize(tokens, source);
}

MatchSegment::~MatchSegment() {
    for (const auto& bucket : buckets_) delete bucket.load();
}

std::unique_ptr<MatchSegment::Bucket> MatchSegment::parse_bucket(std::string bytes) {
    auto made = std::make_unique<Bucket>();
    made->bytes = std::move(bytes);
    // Entries hold atomics and cannot move: count first.
    std::size_t count = 0;
    const auto walk = [&](const auto& visit) {
        VarintReader reader(made->bytes);
        while (!reader.at_end()) {
            const std::string_view remainder = reader.bytes(4);
            if (remainder.size() < 4) broken("dictionary");
            const std::uint64_t counts[2] = {reader.next(), reader.next()};
            std::uint32_t at[2], sizes[2];
            for (int kind = 0; kind < 2; ++kind) {
                const std::uint64_t where = reader.next();
                if (where % 2 == 1) {
                    at[kind] = static_cast<std::uint32_t>(where / 2);
                    sizes[kind] = kApart;
                } else {
                    const std::string_view list = reader.bytes(where / 2);
                    at[kind] = static_cast<std::uint32_t>(list.data() - made->bytes.data());
                    sizes[kind] = static_cast<std::uint32_t>(list.size());
                }
            }
            visit(remainder, counts, at, sizes);
        }
    };
    walk([&](auto&&...) { ++count; });
    made->entries = std::vector<Entry>(count);
    std::size_t i = 0;
    walk([&](std::string_view remainder, const std::uint64_t* counts, const std::uint32_t* at,
             const std::uint32_t* sizes) {
        Entry& entry = made->entries[i++];
        std::memcpy(&entry.remainder, remainder.data(), sizeof entry.remainder);
        for (int kind = 0; kind < 2; ++kind) {
            entry.counts[kind] = static_cast<std::uint32_t>(counts[kind]);
            entry.at[kind] = at[kind];
            entry.sizes[kind] = sizes[kind];
        }
    });
    return made;
}

const MatchSegment::Bucket& MatchSegment::bucket(std::size_t number,
                                                 const BlockSource& source) const {
    if (const Bucket* known = buckets_[number].load(std::memory_order_acquire)) return *known;
    auto made = parse_bucket(source.read(kDictionary, static_cast<std::uint32_t>(number)));
    const std::size_t bytes =
        sizeof(Bucket) + made->bytes.capacity() + made->entries.size() * sizeof(Entry);
    return keep<Bucket>(buckets_[number], std::move(made), bytes, cached_bytes_);
}

const MatchSegment::Entry* MatchSegment::find(std::uint64_t token, const BlockSource& source,
                                              const Bucket** in) const {
    const int shift = kTokenBits - bucket_bits_;
    const Bucket& bucket = this->bucket(token >> shift, source);
    const auto remainder = static_cast<std::uint32_t>(token & ((std::uint64_t{1} << shift) - 1));
    const auto at = std::lower_bound(
        bucket.entries.begin(), bucket.entries.end(), remainder,
        [](const Entry& entry, std::uint32_t wanted) { return entry.remainder < wanted; });
    *in = &bucket;
    return at != bucket.entries.end() && at->remainder == remainder ? &*at : nullptr;
}

const MatchSegment::List& MatchSegment::list(const Bucket& bucket, const Entry& entry, int kind,
                                             const BlockSource& source) const {
    if (const List* known = entry.lists[kind].load(std::memory_order_acquire)) return *known;
    std::string apart;
    std::string_view bytes;
    if (entry.sizes[kind] == kApart) {
        apart = source.read(kLists, entry.at[kind]);
        bytes = apart;
    } else {
        bytes = std::string_view(bucket.bytes).substr(entry.at[kind], entry.sizes[kind]);
    }
    if (entry.counts[kind] > document_count_) broken("list");
    auto made = std::make_unique<List>();
    made->reserve(entry.counts[kind]);
    VarintReader reader(bytes);
    std::uint32_t document = 0;
    while (!reader.at_end()) {
        const std::uint64_t step = reader.next();
        const std::uint64_t place = kind == kPrefixList ? step & kMostPlace : 0;
        const std::uint64_t gap = kind == kPrefixList ? step >> kPlaceBits : step;
        if (gap >= document_count_ - document) broken("list");
        document += static_cast<std::uint32_t>(gap);
        made->push_back(document << kPlaceBits | static_cast<std::uint32_t>(place));
    }
    if (made->size() != entry.counts[kind]) broken("list");
    const std::size_t size = sizeof(List) + made->capacity() * sizeof(std::uint32_t);
    return keep<List>(entry.lists[kind], std::move(made), size, cached_bytes_);
}

const std::uint64_t* MatchSegment::signature(const Lengths& group, std::uint32_t document,
                                             const BlockSource& source) const {
    const std::size_t words = signature_words(group.length);
    const std::size_t word = group.signatures + (document - group.first) * words;
    const char* bytes = signatures_.get(word * sizeof(std::uint64_t), words * sizeof(std::uint64_t),
                                        source, cached_bytes_);
    return reinterpret_cast<const std::uint64_t*>(bytes);
}

std::span<const std::uint8_t> MatchSegment::sequence(const Lengths& group, std::uint32_t document,
                                                     const BlockSource& source) const {
    const std::size_t at = group.sequences + std::size_t{document - group.first} * group.length;
    const char* bytes = sequences_.get(at, group.length, source, cached_bytes_);
    return {reinterpret_cast<const std::uint8_t*>(bytes), group.length};
}

DocumentId MatchSegment::document(std::uint32_t number, const BlockSource& source) const {
    const char* bytes =
        documents_.get(number * kDocumentBytes, kDocumentBytes, source, cached_bytes_);
    std::uint32_t unit = 0;
    std::memcpy(&unit, bytes, sizeof unit);
    std::uint32_t variant = static_cast<std::uint8_t>(bytes[4]);
    if (variant == kManyVariants) {
        const auto found = many_variants_.find(number);
        if (found == many_variants_.end()) broken("variants");
        variant = found->second;
    }
    return {base_unit_ + unit, variant};
}

// ---- Verification

std::vector<MatchSegment::Content> MatchSegment::content(const BlockSource& source) const {
    std::vector<Content> result(document_count_);
    for (const Lengths& group : groups_) {
        for (std::uint32_t d = group.first; d < group.end; ++d) {
            const auto bytes = sequence(group, d, source);
            const std::uint64_t* words = signature(group, d, source);
            result[d].id = document(d, source);
            result[d].fingerprint =
                XXH3_64bits_withSeed(words, signature_words(group.length) * sizeof *words,
                                     XXH3_64bits(bytes.data(), bytes.size()));
        }
    }
    for (std::size_t b = 0; b < buckets_.size(); ++b) {
        const std::unique_ptr<Bucket> bucket =
            parse_bucket(source.read(kDictionary, static_cast<std::uint32_t>(b)));
        for (const Entry& entry : bucket->entries) {
            for (const int kind : {kPrefixList, kOtherList}) {
                const std::uint64_t token =
                    std::uint64_t{b} << (kTokenBits - bucket_bits_) | entry.remainder;
                const std::uint64_t print = XXH3_64bits(&token, sizeof token);
                for (const std::uint32_t posting : list(*bucket, entry, kind, source))
                    result[posting >> kPlaceBits].fingerprint += print;
            }
        }
    }
    return result;
}

}  // namespace diglot
