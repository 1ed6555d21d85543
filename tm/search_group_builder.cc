#include "tm/search_group_builder.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

#include <xxhash.h>

#include "core/text/fold.h"
#include "core/text/utf8.h"
#include "core/varint.h"
#include "tm/elias_fano.h"
#include "tm/search_format.h"

namespace diglot {

using namespace search_format;

namespace {

constexpr std::size_t kBehindIdeographs = 0x40000;  ///< Code points; Han ends in plane 3.

void write_blocks(std::uint32_t part, std::string_view bytes, const BlockSink& sink) {
    for (std::size_t at = 0, block = 0; at < bytes.size(); at += LazyBytes::kBlockBytes, ++block)
        sink(part, static_cast<std::uint32_t>(block), bytes.substr(at, LazyBytes::kBlockBytes));
}

}  // namespace

SearchGroupBuilder::SearchGroupBuilder() : slots_(1 << 10) {}

void SearchGroupBuilder::add(std::int64_t unit, std::uint32_t variant, bool is_source,
                             std::string_view text) {
    folded_ = fold_text(text);
    cut_search_tokens(folded_, cut_);
    if (cut_.empty()) return;
    if (documents_.empty()) first_unit_ = unit;
    if (unit < first_unit_ || unit - first_unit_ > 0xFFFFFFFFLL ||
        token_count_ + cut_.size() > 0xFFFFFFFFU)
        throw std::logic_error("search group: too much, or not in order");
    documents_.push_back({static_cast<std::uint32_t>(unit - first_unit_),
                          variant << 1 | (is_source ? 1U : 0U),
                          static_cast<std::uint32_t>(token_count_)});
    for (const SearchToken& token : cut_) {
        const auto piece = std::string_view(folded_).substr(token.start, token.end - token.start);
        std::size_t offset = 0;
        const bool ideograph = token.kind == SearchTokenKind::kIdeograph;
        const std::uint32_t number =
            number_of(piece, token.kind, ideograph ? next_code_point(piece, offset) : 0);
        ++words_[number].count;
        if (token_count_++ % kChunk == 0) chunks_.emplace_back().reserve(kChunk);
        chunks_.back().push_back(number);
    }
}

std::uint32_t SearchGroupBuilder::number_of(std::string_view text, SearchTokenKind kind,
                                            char32_t ideograph) {
    if (ideograph != 0) {
        if (ideographs_.empty()) ideographs_.resize(kBehindIdeographs);
        std::uint32_t& known = ideographs_.at(ideograph);
        if (known == 0) known = 1 + new_word(text, kind, 0);
        return known - 1;
    }
    const auto hash = static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        if (slots_[slot] == 0) {
            const std::uint32_t number = new_word(text, kind, hash);
            slots_[slot] = 1 + number;
            if (2 * words_.size() > slots_.size()) grow_slots();
            return number;
        }
        const Word& word = words_[slots_[slot] - 1];
        if (word.hash == hash && std::string_view(texts_).substr(word.text, word.size) == text)
            return slots_[slot] - 1;
    }
}

std::uint32_t SearchGroupBuilder::new_word(std::string_view text, SearchTokenKind kind,
                                           std::uint32_t hash) {
    if (texts_.size() + text.size() > 0xFFFFFFFFU)
        throw std::logic_error("search group: too many different tokens");
    words_.push_back({static_cast<std::uint32_t>(texts_.size()),
                      static_cast<std::uint32_t>(text.size()), 0, hash, kind});
    texts_ += text;
    return static_cast<std::uint32_t>(words_.size() - 1);
}

void SearchGroupBuilder::grow_slots() {
    std::vector<std::uint32_t> grown(2 * slots_.size());
    for (const std::uint32_t entry : slots_) {
        if (entry == 0) continue;
        std::size_t slot = words_[entry - 1].hash & (grown.size() - 1);
        while (grown[slot] != 0) slot = (slot + 1) & (grown.size() - 1);
        grown[slot] = entry;
    }
    slots_ = std::move(grown);
}

/// Words are numbered as they are first met, so those of one length stay ordered by first place.
void SearchGroupBuilder::sort_words() {
    order_.resize(words_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (words_[a].kind != words_[b].kind) return words_[a].kind < words_[b].kind;
        return words_[a].count > words_[b].count;
    });
}

/// Places ascend, so each list is written where it belongs while one pass goes over all tokens.
void SearchGroupBuilder::write_lists(const BlockSink& sink) {
    std::uint64_t bytes = 0;
    for (const std::uint32_t number : order_)
        bytes += EliasFanoShape(words_[number].count, token_count_).bytes;
    std::string lists(bytes + LazyBytes::kPadding, '\0');
    std::vector<EliasFanoWriter> writers(words_.size());
    bytes = 0;
    for (const std::uint32_t number : order_) {
        const EliasFanoShape shape(words_[number].count, token_count_);
        writers[number] = EliasFanoWriter(shape, lists.data() + bytes);
        bytes += shape.bytes;
    }
    std::uint32_t place = 0;
    for (const auto& chunk : chunks_) {
        for (const std::uint32_t number : chunk) writers[number].add(place++);
    }
    bytes = 0;
    for (const std::uint32_t number : order_) {
        const EliasFanoShape shape(words_[number].count, token_count_);
        EliasFanoWriter::write_hints(shape, lists.data() + bytes);
        bytes += shape.bytes;
    }
    lists.resize(bytes);
    write_blocks(kLists, lists, sink);
}

void SearchGroupBuilder::write_documents(const BlockSink& sink) {
    const DocumentsShape shape(documents_.size(), token_count_,
                               documents_.back().unit + std::uint64_t{1}, info_bits());
    std::string bytes(shape.bytes + LazyBytes::kPadding, '\0');
    EliasFanoWriter starts(shape.starts, bytes.data());
    EliasFanoWriter units(shape.units, bytes.data() + shape.units_start);
    std::uint64_t bit = 8 * shape.info_start;
    for (const Document& document : documents_) {
        starts.add(document.start);
        units.add(document.unit);
        put_bits(bytes.data(), bit, document.info);
        bit += static_cast<std::uint64_t>(shape.info_bits);
    }
    EliasFanoWriter::write_hints(shape.starts, bytes.data());
    EliasFanoWriter::write_hints(shape.units, bytes.data() + shape.units_start);
    bytes.resize(shape.bytes);
    write_blocks(kDocuments, bytes, sink);
}

int SearchGroupBuilder::info_bits() const {
    std::uint32_t most = 0;
    for (const Document& document : documents_) most = std::max(most, document.info);
    return std::max(1, static_cast<int>(std::bit_width(most)));
}

/// For each kind: how many words each block has.
void SearchGroupBuilder::write_words(const BlockSink& sink, std::string& header) const {
    std::uint32_t block = 0;
    auto at = order_.begin();
    for (std::size_t kind = 0; kind < kSearchTokenKinds; ++kind) {
        std::vector<std::uint64_t> counts;
        while (at != order_.end() && static_cast<std::size_t>(words_[*at].kind) == kind) {
            std::string bytes(1, kDelimiter);
            std::uint64_t count = 0;
            for (; at != order_.end() && static_cast<std::size_t>(words_[*at].kind) == kind;
                 ++at, ++count) {
                const Word& word = words_[*at];
                if (count > 0 && bytes.size() + word.size + 1 > kWordBlock) break;
                bytes.append(texts_, word.text, word.size) += kDelimiter;
            }
            sink(kWords, block++, bytes);
            counts.push_back(count);
        }
        append_varint(counts.size(), header);
        for (const std::uint64_t count : counts) append_varint(count, header);
    }
}

/// For each kind: how many words have a list of which length.
void SearchGroupBuilder::write_classes(std::string& header) const {
    auto at = order_.begin();
    for (std::size_t kind = 0; kind < kSearchTokenKinds; ++kind) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> classes;
        for (; at != order_.end() && static_cast<std::size_t>(words_[*at].kind) == kind; ++at) {
            const std::uint32_t count = words_[*at].count;
            if (classes.empty() || classes.back().first != count) classes.emplace_back(count, 0);
            ++classes.back().second;
        }
        append_varint(classes.size(), header);
        std::uint32_t last = static_cast<std::uint32_t>(token_count_);
        for (const auto& [count, words] : classes) {
            append_varint(last - count, header);
            append_varint(words, header);
            last = count;
        }
    }
}

void SearchGroupBuilder::finish(const BlockSink& sink) {
    std::string header;
    append_varint(kFormat, header);
    append_varint(documents_.size(), header);
    if (!documents_.empty()) {
        append_varint(static_cast<std::uint64_t>(first_unit_), header);
        append_varint(documents_.back().unit, header);
        append_varint(static_cast<std::uint64_t>(info_bits()), header);
        append_varint(token_count_, header);
        sort_words();
        write_words(sink, header);
        write_classes(header);
        write_documents(sink);
        write_lists(sink);
    }
    sink(kHeader, 0, header);
    *this = {};
}

}  // namespace diglot
