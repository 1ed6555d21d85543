// A query made ready for the segments of the index.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tm/match_segment_format.h"

namespace diglot {

/// Lower bounds for the distance between the query and a document, from a document's signature and
/// from its tokens cut down to a byte each.
class MatchProbe {
public:
    /// Of the query's tokens (token_values).
    explicit MatchProbe(std::span<const std::uint64_t> values);

    struct Token {
        std::uint64_t token = 0;
        std::uint32_t occurrences = 0;
    };

    std::size_t length() const { return length_; }
    const std::vector<Token>& tokens() const { return tokens_; }  ///< Distinct, ascending.

    /// Of 1, 2 or 4 words.
    const match_segment::Signature& signature(std::size_t words) const {
        return signatures_[words / 2];
    }
    /// Whether a document of `length` tokens with that signature can be as near as `most`.
    bool may_be_near(const std::uint64_t* signature, std::size_t length, std::size_t most) const {
        const std::size_t words = match_segment::signature_words(length);
        const match_segment::Signature& own = signatures_[words / 2];
        std::size_t lacks = 0, has_more = 0;
        for (std::size_t i = 0; i < words; ++i) {
            lacks += static_cast<std::size_t>(__builtin_popcountll(own[i] & ~signature[i]));
            has_more += static_cast<std::size_t>(__builtin_popcountll(signature[i] & ~own[i]));
        }
        // What only the one has must be taken out or replaced; what makes the other longer is put
        // in beside that.
        const std::size_t longer_by = length > length_ ? length - length_ : 0;
        const std::size_t shorter_by = length < length_ ? length_ - length : 0;
        return lacks + longer_by <= most && has_more + shorter_by <= most;
    }
    /// Whether the distance of the byte sequences is at most `most`; it is never above that of the
    /// tokens. Bit-parallel (Hyyrö 2003), cost: document's length * ceil(length() / 64).
    bool is_near(std::span<const std::uint8_t> bytes, std::size_t most) const;

private:
    std::size_t length_;
    std::size_t blocks_;
    std::vector<Token> tokens_;
    match_segment::Signature signatures_[3]{};  ///< Of 1, 2 and 4 words.
    std::vector<std::uint64_t> places_;         ///< 256 rows of blocks_ words.
    mutable std::vector<std::uint64_t> plus_, minus_;
};

}  // namespace diglot
