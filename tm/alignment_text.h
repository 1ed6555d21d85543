// A side of an alignment as numbered words: what the words of the other side are compared with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tm/alignment.h"

struct sb_stemmer;

namespace diglot {

using WordId = std::uint32_t;
inline constexpr WordId kNoWord = ~WordId{0};

/// Takes texts of one language apart: words by their stems, Han by `headwords` (the longest that
/// fits) and else by ICU's dictionary, numerals by value ("#12"), punctuation by what it does (。
/// is
/// ".").
class AlignmentTokenizer {
public:
    explicit AlignmentTokenizer(const LanguageTag& lang);
    ~AlignmentTokenizer();
    AlignmentTokenizer(const AlignmentTokenizer&) = delete;
    AlignmentTokenizer& operator=(const AlignmentTokenizer&) = delete;

    /// A word of Han that longer runs are taken apart by. Folded by fold_text().
    void add_headword(const std::string& folded) {
        headwords_.insert(folded);
        if (folded.size() > longest_) longest_ = folded.size();
    }
    std::vector<std::string> words(std::string_view text) const;

private:
    void split_han(std::string_view run, std::vector<std::string>& out) const;
    std::string stem(std::string folded) const;

    std::unordered_set<std::string> headwords_;
    std::size_t longest_ = 0;  ///< Bytes.
    sb_stemmer* stemmer_ = nullptr;
};

/// The words of one side.
struct AlignmentWords {
    std::unordered_map<std::string, WordId> ids;
    std::vector<std::string> words;       ///< By id.
    std::vector<double> background;       ///< By id: share of all words of the side.
    std::vector<std::uint32_t> lines_of;  ///< By id: how many segments have it.
    std::vector<WordId> tokens;           ///< Of all segments, in order.
    std::vector<std::size_t> starts;      ///< Of segment i in `tokens`; one more than there are.
    std::size_t segments = 0;             ///< Examples come behind them.
    std::vector<double> length;  ///< Sums up to segment i: characters that are no white space.

    std::size_t size() const { return segments; }
    WordId find(const std::string& word) const {
        const auto found = ids.find(word);
        return found == ids.end() ? kNoWord : found->second;
    }
};

/// `examples` are numbered behind the segments and have no length.
AlignmentWords number_words(const std::vector<std::string>& segments,
                            const std::vector<std::string>& examples,
                            const AlignmentTokenizer& tokenizer);

/// The share of Han among the letters of the first segments, 0 to 1.
double share_of_han(const std::vector<std::string>& segments);

}  // namespace diglot
