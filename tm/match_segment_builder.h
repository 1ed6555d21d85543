// Makes a match segment of documents.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/storage/id_ranges.h"
#include "tm/index_blocks.h"
#include "tm/score_distance.h"

namespace diglot {

/// Memory: about 10 bytes a token and 40 a document; a segment of 2^20 documents of 16 tokens takes
/// about 200 MB.
class MatchSegmentBuilder {
public:
    /// In ascending unit, then variant. `values` are those of the text's tokens (token_values); a
    /// text without any is left out. Requires that units are less than 2^32 apart.
    void add(std::int64_t unit, std::uint32_t variant, std::span<const std::uint64_t> values);

    std::size_t documents() const { return documents_.size(); }
    std::size_t tokens() const { return tokens_.size(); }
    std::int64_t first_unit() const { return documents_.front().unit; }
    /// Writes the segment. The builder is empty afterwards.
    void finish(const BlockSink& sink);

private:
    struct Document {
        std::int64_t unit;
        std::uint32_t variant;
        std::uint32_t length;
        std::size_t start;  ///< In tokens_.
    };
    std::int64_t lowest_unit() const;
    void sort_by_length();
    void rank_tokens();
    void write_header(const BlockSink& sink, int bucket_bits) const;
    void write_documents(const BlockSink& sink);
    void write_dictionary(const BlockSink& sink, int bucket_bits);
    void fill_lists();

    std::vector<Document> documents_;
    std::vector<std::uint32_t> tokens_;  ///< Numbers of tokens, later their ranks.
    std::vector<std::uint64_t> known_;   ///< Token by number, later by rank.
    ValueNumbers numbers_;
    std::vector<std::uint32_t> ranks_;                        ///< By number.
    std::vector<std::uint32_t> prefix_counts_, rest_counts_;  ///< By rank.
    std::vector<std::uint32_t>
        kept_;  ///< Of each document: distinct tokens; those of its prefix stand first.
    std::vector<std::uint32_t> kept_prefix_;
    std::vector<std::uint32_t> postings_;
    std::vector<std::size_t>
        starts_;  ///< By rank: where its prefix list, then its other list, begin in postings_.
};

}  // namespace diglot
