#include "tm/match_segment_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "core/varint.h"
#include "tm/match_segment_format.h"

namespace diglot {

using namespace match_segment;

namespace {

/// Cuts what is written into blocks of one size.
class BlockWriter {
public:
    BlockWriter(const BlockSink& sink, Part part, std::size_t block_bytes)
        : sink_(sink), part_(part), block_bytes_(block_bytes) {}
    ~BlockWriter() = default;

    void write(const void* data, std::size_t size) {
        const char* bytes = static_cast<const char*>(data);
        while (size > 0) {
            const std::size_t taken = std::min(size, block_bytes_ - pending_.size());
            pending_.append(bytes, taken);
            bytes += taken;
            size -= taken;
            written_ += taken;
            if (pending_.size() == block_bytes_) flush();
        }
    }
    std::size_t written() const { return written_; }
    void flush() {
        if (pending_.empty()) return;
        sink_(part_, block_++, pending_);
        pending_.clear();
    }

private:
    const BlockSink& sink_;
    Part part_;
    std::size_t block_bytes_;
    std::string pending_;
    std::uint32_t block_ = 0;
    std::size_t written_ = 0;
};

/// Gaps between documents; in a list of prefixes with the place.
void append_list(std::span<const std::uint32_t> postings, bool with_place, std::string& out) {
    std::uint32_t at = 0;
    for (const std::uint32_t posting : postings) {
        const std::uint32_t document = posting >> kPlaceBits;
        const std::uint64_t gap = document - at;
        append_varint(with_place ? gap << kPlaceBits | (posting & kMostPlace) : gap, out);
        at = document;
    }
}

}  // namespace

void MatchSegmentBuilder::add(std::int64_t unit, std::uint32_t variant,
                              std::span<const std::uint64_t> values) {
    if (values.empty()) return;
    documents_.push_back(
        {unit, variant, static_cast<std::uint32_t>(values.size()), tokens_.size()});
    for (const std::uint64_t value : values) {
        const std::uint64_t token = token_of(value);
        const std::uint32_t number = numbers_.add(token);
        if (number == known_.size()) known_.push_back(token);
        tokens_.push_back(number);
    }
}

std::int64_t MatchSegmentBuilder::lowest_unit() const {
    std::int64_t lowest = documents_.empty() ? 0 : documents_.front().unit;
    for (const Document& document : documents_) lowest = std::min(lowest, document.unit);
    return lowest;
}

void MatchSegmentBuilder::sort_by_length() {
    std::stable_sort(documents_.begin(), documents_.end(),
                     [](const Document& a, const Document& b) { return a.length < b.length; });
}

/// Numbers tokens anew, the rarest first; equally rare ones by their bits, so that the segment
/// depends on nothing else.
void MatchSegmentBuilder::rank_tokens() {
    const std::size_t count = known_.size();
    std::vector<std::uint32_t> frequencies(count, 0);
    std::vector<std::size_t> last(count, documents_.size());
    for (std::size_t d = 0; d < documents_.size(); ++d) {
        const Document& document = documents_[d];
        for (std::size_t i = document.start; i < document.start + document.length; ++i) {
            const std::uint32_t number = tokens_[i];
            if (last[number] == d) continue;
            last[number] = d;
            ++frequencies[number];
        }
    }
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return frequencies[a] != frequencies[b] ? frequencies[a] < frequencies[b]
                                                : known_[a] < known_[b];
    });
    ranks_.resize(count);
    std::vector<std::uint64_t> by_rank(count);
    for (std::uint32_t rank = 0; rank < count; ++rank) {
        ranks_[order[rank]] = rank;
        by_rank[rank] = known_[order[rank]];
    }
    known_ = std::move(by_rank);
}

void MatchSegmentBuilder::write_header(const BlockSink& sink, int bucket_bits) const {
    std::string header;
    append_varint(kFormat, header);
    append_varint(static_cast<std::uint64_t>(bucket_bits), header);
    append_varint(static_cast<std::uint64_t>(lowest_unit()), header);
    std::string lengths, many;
    std::size_t length_count = 0, many_count = 0;
    for (std::size_t d = 0; d < documents_.size();) {
        std::size_t end = d;
        for (; end < documents_.size() && documents_[end].length == documents_[d].length; ++end) {
            if (documents_[end].variant < kManyVariants) continue;
            append_varint(end, many);
            append_varint(documents_[end].variant, many);
            ++many_count;
        }
        append_varint(documents_[d].length, lengths);
        append_varint(end - d, lengths);
        ++length_count;
        d = end;
    }
    append_varint(length_count, header);
    header += lengths;
    append_varint(many_count, header);
    header += many;
    sink(kHeader, 0, header);
}

/// Signatures, sequences and ids; leaves in tokens_ the ranks of each document's distinct tokens,
/// the rarest first.
void MatchSegmentBuilder::write_documents(const BlockSink& sink) {
    BlockWriter signatures(sink, kSignatures, kSignatureBlock * sizeof(std::uint64_t));
    BlockWriter sequences(sink, kSequences, kSequenceBlock);
    BlockWriter ids(sink, kDocuments, kDocumentBlock * kDocumentBytes);
    const std::int64_t base = lowest_unit();
    prefix_counts_.assign(known_.size(), 0);
    rest_counts_.assign(known_.size(), 0);
    kept_.resize(documents_.size());
    kept_prefix_.resize(documents_.size());
    std::string bytes;
    for (std::size_t d = 0; d < documents_.size(); ++d) {
        const Document& document = documents_[d];
        std::uint32_t* tokens = tokens_.data() + document.start;
        bytes.clear();
        for (std::size_t i = 0; i < document.length; ++i) {
            tokens[i] = ranks_[tokens[i]];
            bytes += static_cast<char>(byte_of(known_[tokens[i]]));
        }
        sequences.write(bytes.data(), bytes.size());
        std::sort(tokens, tokens + document.length);
        const std::size_t prefix = prefix_size(document.length);
        const std::size_t words = signature_words(document.length);
        Signature signature{};
        std::uint32_t kept = 0, occurrence = 0;
        for (std::size_t i = 0; i < document.length; ++i) {
            const std::uint32_t rank = tokens[i];
            occurrence = kept > 0 && tokens[kept - 1] == rank ? occurrence + 1 : 0;
            set_bit(signature, words, signature_bit(known_[rank], occurrence));
            if (occurrence > 0) continue;
            tokens[kept++] = rank;
            ++(i < prefix ? prefix_counts_ : rest_counts_)[rank];
            if (i < prefix) kept_prefix_[d] = kept;
        }
        kept_[d] = kept;
        // A signature never lies across two blocks: a group of longer ones begins at a multiple of
        // its size.
        while (signatures.written() / sizeof(std::uint64_t) % words != 0) {
            const std::uint64_t padding = 0;
            signatures.write(&padding, sizeof padding);
        }
        signatures.write(signature.data(), words * sizeof(std::uint64_t));
        char id[kDocumentBytes];
        const auto offset = static_cast<std::uint32_t>(document.unit - base);
        std::memcpy(id, &offset, sizeof offset);
        id[4] = static_cast<char>(std::min<std::uint32_t>(document.variant, kManyVariants));
        ids.write(id, kDocumentBytes);
    }
    signatures.flush();
    sequences.flush();
    ids.flush();
}

void MatchSegmentBuilder::fill_lists() {
    starts_.assign(2 * known_.size() + 1, 0);
    std::size_t at = 0;
    for (std::size_t rank = 0; rank < known_.size(); ++rank) {
        starts_[2 * rank] = at;
        at += prefix_counts_[rank];
        starts_[2 * rank + 1] = at;
        at += rest_counts_[rank];
    }
    starts_.back() = at;
    postings_.resize(at);
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t d = 0; d < documents_.size(); ++d) {
        const std::uint32_t* tokens = tokens_.data() + documents_[d].start;
        for (std::uint32_t i = 0; i < kept_[d]; ++i) {
            const bool in_prefix = i < kept_prefix_[d];
            const std::size_t list = 2 * tokens[i] + (in_prefix ? 0 : 1);
            // Elements before it: at least so many, as each distinct token is one or more.
            const std::uint32_t place = in_prefix ? std::min(i, kMostPlace) : 0;
            postings_[next[list]++] = static_cast<std::uint32_t>(d) << kPlaceBits | place;
        }
    }
}

void MatchSegmentBuilder::write_dictionary(const BlockSink& sink, int bucket_bits) {
    std::vector<std::uint32_t> order(known_.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return known_[a] < known_[b]; });
    const int shift = kTokenBits - bucket_bits;
    std::string bucket, lists[2];
    std::uint32_t list_number = 0;
    std::size_t i = 0;
    for (std::uint32_t b = 0; b < (1U << bucket_bits); ++b) {
        bucket.clear();
        for (; i < order.size() && known_[order[i]] >> shift == b; ++i) {
            const std::uint32_t rank = order[i];
            const auto remainder =
                static_cast<std::uint32_t>(known_[rank] & ((std::uint64_t{1} << shift) - 1));
            bucket.append(reinterpret_cast<const char*>(&remainder), sizeof remainder);
            for (std::size_t kind = 0; kind < 2; ++kind) {
                const std::size_t from = starts_[2 * rank + kind],
                                  to = starts_[2 * rank + kind + 1];
                lists[kind].clear();
                append_list(std::span(postings_).subspan(from, to - from), kind == 0, lists[kind]);
                append_varint(to - from, bucket);
            }
            for (const std::string& list : lists) {
                const bool apart = list.size() > kInlineBytes;
                append_varint(apart ? 2 * std::uint64_t{list_number} + 1 : 2 * list.size(), bucket);
                if (apart)
                    sink(kLists, list_number++, list);
                else
                    bucket += list;
            }
        }
        if (!bucket.empty()) sink(kDictionary, b, bucket);
    }
}

void MatchSegmentBuilder::finish(const BlockSink& sink) {
    sort_by_length();
    rank_tokens();
    const std::size_t buckets = known_.size() / kTokensInBucket;
    const int bucket_bits =
        std::clamp(static_cast<int>(std::bit_width(buckets)), kLeastBucketBits, kMostBucketBits);
    write_header(sink, bucket_bits);
    write_documents(sink);
    fill_lists();
    write_dictionary(sink, bucket_bits);
    *this = MatchSegmentBuilder();
}

}  // namespace diglot
