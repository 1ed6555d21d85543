#include "glossary/term_candidates.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>
#include <unordered_map>

#include "core/text/term_tokens.h"
#include "glossary/function_words.h"
#include "glossary/han_words.h"

namespace diglot {
namespace {

constexpr double kLargestShare = 0.75;  ///< Of one neighbour; more: the term goes on there.
constexpr float kLeastCohesion = 0.1F;

std::uint64_t mix(std::uint64_t hash, TokenId token) {
    hash = (hash ^ token) * 0x9E3779B97F4A7C15;
    return hash ^ (hash >> 29);
}

/// What a token may be in a term, by its word.
class TokenRoles {
public:
    explicit TokenRoles(const ExtractionCorpus& corpus)
        : corpus_(corpus), english_(corpus.lang().language() == "en") {}

    bool starts(TokenId token) {
        if (token < kFirstToken) return false;
        return !ExtractionCorpus::is_word(token) || role(token) != kFunction;
    }
    bool ends(TokenId token) {
        if (!corpus_.spaced()) return true;
        return ExtractionCorpus::is_word(token) && role(token) == kFree;
    }
    bool inside(TokenId token) {
        return !ExtractionCorpus::is_word(token) || role(token) != kFunction ||
               may_be_inside_english(corpus_.word(token));
    }
    /// Beside a term such a word is as good as the end of the sentence.
    bool is_edge(TokenId token) {
        return corpus_.spaced() && ExtractionCorpus::is_word(token) && role(token) == kFunction;
    }

private:
    enum Role : std::uint8_t { kUnknown, kFree, kNotLast, kFunction };

    Role role(TokenId token) {
        const std::size_t number = token - ExtractionCorpus::kFirstWord;
        if (number >= roles_.size()) roles_.resize(number + number / 2 + 64, kUnknown);
        if (roles_[number] == kUnknown) {
            const std::string_view word = corpus_.word(token);
            // In a text of another script an English word is one all the same.
            const bool known = english_ || !corpus_.spaced();
            roles_[number] = known && is_english_function_word(word)            ? kFunction
                             : known && english_ && is_english_participle(word) ? kNotLast
                             : !known && word.size() < 4                        ? kFunction
                                                                                : kFree;
        }
        return static_cast<Role>(roles_[number]);
    }

    const ExtractionCorpus& corpus_;
    bool english_;
    std::vector<std::uint8_t> roles_;
};

/// Two neighbours, ever the same, are the rest of two longer words: 式庫 of 函式庫 and 程式庫.
float least_freedom(std::uint32_t count) {
    return std::min(1.5F, 0.25F * std::log2(static_cast<float>(count)));
}

class Finder : public SequenceVisitor {
public:
    Finder(ExtractionCorpus& corpus, const CandidateOptions& options)
        : corpus_(corpus),
          options_(options),
          roles_(corpus),
          small_(corpus.token_count() < kSmallCorpus) {}

    bool starts(TokenId token) override { return roles_.starts(token); }
    bool is_edge(TokenId token) override { return roles_.is_edge(token); }
    void tick(double share) override {
        if (options_.progress) options_.progress(share);
    }

    bool visit(const Sequence& sequence) override {
        const auto count = static_cast<std::uint32_t>(sequence.positions.size());
        counts_.emplace(sequence_hash(sequence.tokens), count);
        if (corpus_.spaced() && !roles_.inside(sequence.tokens.back())) return false;
        if (corpus_.spaced() ? is_spaced_candidate(sequence) : is_unspaced_candidate(sequence)) {
            TermCandidate candidate = describe(sequence);
            if (is_free(candidate, sequence)) found_.push_back(candidate);
        }
        return true;
    }

    std::vector<TermCandidate> run() {
        SequenceLimits limits;
        limits.min_count = small_ && !corpus_.spaced() ? 1 : options_.min_count;
        limits.max_length = corpus_.spaced() ? options_.max_words : options_.max_characters;
        tokens_ = corpus_.tokens();
        count_sequences(tokens_, limits, *this);
        std::erase_if(found_, [&](TermCandidate& candidate) { return !holds_together(candidate); });
        if (!corpus_.spaced())
            std::erase_if(found_,
                          [&](const TermCandidate& candidate) { return !is_words(candidate); });
        count_nested();
        for (TermCandidate& candidate : found_) candidate.score = candidate_score(candidate);
        std::erase_if(found_, [](const TermCandidate& candidate) { return candidate.score <= 0; });
        std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) {
            if (a.score != b.score) return a.score > b.score;
            if (a.count != b.count) return a.count > b.count;
            return a.position < b.position;
        });
        return std::move(found_);
    }

private:
    bool is_spaced_candidate(const Sequence& sequence) {
        if (!roles_.ends(sequence.tokens.back())) return false;
        return sequence.tokens.size() > 1 || corpus_.word(sequence.tokens.front()).size() > 2 ||
               is_acronym(sequence.tokens[0]);
    }
    /// Met with capitals more often than not.
    bool is_acronym(TokenId token) const {
        return corpus_.capital_count(token) * 2 > corpus_.word_count(token);
    }

    bool is_unspaced_candidate(const Sequence& sequence) {
        const bool any_character =
            std::any_of(sequence.tokens.begin(), sequence.tokens.end(),
                        [](TokenId token) { return !ExtractionCorpus::is_word(token); });
        if (any_character) return sequence.tokens.size() > 1;
        // A name in Latin letters, whole.
        return is_acronym(sequence.tokens.front()) && is_acronym(sequence.tokens.back());
    }

    TermCandidate describe(const Sequence& sequence) const {
        TermCandidate candidate;
        candidate.position = sequence.positions.front();
        candidate.length = static_cast<std::uint32_t>(sequence.tokens.size());
        candidate.count = static_cast<std::uint32_t>(sequence.positions.size());
        candidate.latin =
            !corpus_.spaced() &&
            std::all_of(sequence.tokens.begin(), sequence.tokens.end(),
                        [](TokenId token) { return ExtractionCorpus::is_word(token); });
        for (const std::uint32_t position : sequence.positions) {
            if (tokens_[position - 1] == kOpenQuoteToken &&
                tokens_[position + candidate.length] == kCloseQuoteToken)
                ++candidate.quoted;
        }
        return candidate;
    }

    Neighbours left_of(const Sequence& sequence) {
        left_.clear();
        for (const std::uint32_t position : sequence.positions) {
            left_.push_back(tokens_[position - 1]);
        }
        std::sort(left_.begin(), left_.end());
        Neighbours left;
        for (std::size_t first = 0; first < left_.size();) {
            std::size_t last = first;
            while (last < left_.size() && left_[last] == left_[first]) ++last;
            if (left_[first] < kFirstToken || roles_.is_edge(left_[first]))
                left.add_edges(last - first);
            else
                left.add(last - first);
            first = last;
        }
        return left;
    }

    bool is_free(TermCandidate& candidate, const Sequence& sequence) {
        const bool name = small_ && (candidate.quoted > 0 || candidate.latin);
        if (candidate.count < options_.min_count && !name) return false;
        // What is put in quotes by itself is free whatever stands beside it elsewhere.
        const bool quoted = candidate.quoted * 4 >= candidate.count;
        if (!quoted && sequence.right.largest_share() > kLargestShare &&
            sequence.right.variety() < candidate.count)
            return false;
        const Neighbours left = left_of(sequence);
        if (!quoted && left.largest_share() > kLargestShare && left.variety() < candidate.count)
            return false;
        candidate.freedom = static_cast<float>(std::min(left.entropy(), sequence.right.entropy()));
        if (!quoted && !name && candidate.freedom < least_freedom(candidate.count)) return false;
        if (quoted || name) candidate.freedom = std::max(candidate.freedom, 1.0F);
        return true;
    }

    std::uint64_t count_of(std::span<const TokenId> tokens) const {
        const auto found = counts_.find(sequence_hash(tokens));
        return found == counts_.end() ? 0 : found->second;
    }

    /// Sets its cohesion.
    bool holds_together(TermCandidate& candidate) {
        const auto tokens = tokens_.subspan(candidate.position, candidate.length);
        const auto total = static_cast<double>(tokens_.size());
        for (std::size_t k = 1; k < tokens.size(); ++k) {
            const std::uint64_t left = count_of(tokens.first(k));
            const std::uint64_t right = count_of(tokens.subspan(k));
            if (left == 0 || right == 0) continue;  // A part that cannot begin a term.
            candidate.cohesion = std::min(
                candidate.cohesion,
                static_cast<float>(normalized_pmi(candidate.count, static_cast<double>(left),
                                                  static_cast<double>(right), total)));
        }
        return candidate.cohesion >= kLeastCohesion || candidate.quoted > 0;
    }

    /// Whether a candidate without spaces is made of whole words, none at its edges or inside that
    /// no term has there.
    bool is_words(const TermCandidate& candidate) {
        if (candidate.latin) return true;
        const std::string_view written = corpus_.written(candidate.position, candidate.length);
        words_.split(written, parts_);
        assert(!parts_.empty());
        if (parts_.size() == 1) return !is_chinese_function_word(parts_.front());
        if (!may_begin_chinese(parts_.front()) || !may_end_chinese(parts_.back())) return false;
        return std::all_of(parts_.begin(), parts_.end(), may_be_inside_chinese);
    }

    void count_nested() {
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        numbers.reserve(found_.size());
        for (std::uint32_t i = 0; i < found_.size(); ++i)
            numbers.emplace(sequence_hash(tokens_.subspan(found_[i].position, found_[i].length)),
                            i);
        for (const TermCandidate& whole : found_) {
            for (std::uint32_t length = 1; length < whole.length; ++length) {
                for (std::uint32_t at = 0; at + length <= whole.length; ++at) {
                    const auto part =
                        numbers.find(sequence_hash(tokens_.subspan(whole.position + at, length)));
                    if (part == numbers.end()) continue;
                    ++found_[part->second].longer;
                    found_[part->second].longer_count += whole.count;
                }
            }
        }
    }

    ExtractionCorpus& corpus_;
    const CandidateOptions& options_;
    TokenRoles roles_;
    bool small_;
    std::span<const TokenId> tokens_;
    std::unordered_map<std::uint64_t, std::uint32_t> counts_;  ///< By sequence_hash().
    std::vector<TermCandidate> found_;
    std::vector<TokenId> left_;
    HanWords words_;
    std::vector<std::string_view> parts_;
};

}  // namespace

std::uint64_t sequence_hash(std::span<const TokenId> tokens) {
    std::uint64_t hash = tokens.size();
    for (const TokenId token : tokens) hash = mix(hash, token);
    return hash;
}

double candidate_score(const TermCandidate& candidate) {
    const double value =
        c_value(candidate.length, candidate.count, candidate.longer, candidate.longer_count);
    if (value <= 0) return 0;
    const double freedom = candidate.freedom / (candidate.freedom + 1);
    return std::log2(1 + value) * freedom;
}

std::vector<TermCandidate> find_candidates(ExtractionCorpus& corpus,
                                           const CandidateOptions& options) {
    return Finder(corpus, options).run();
}

}  // namespace diglot
