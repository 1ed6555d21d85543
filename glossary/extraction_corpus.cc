#include "glossary/extraction_corpus.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <stdexcept>

#include "core/text/fold.h"
#include "core/text/term_tokens.h"
#include "glossary/inflection.h"

namespace diglot {
namespace {

using Kind = ExtractionToken::Kind;

bool is_spaced(const LanguageTag& lang) {
    static const std::string_view kWithout[] = {"Hans", "Hant", "Hani", "Jpan", "Thai",
                                                "Laoo", "Khmr", "Mymr", "Bopo"};
    const std::string script = lang.script();
    return std::find(std::begin(kWithout), std::end(kWithout), script) == std::end(kWithout);
}

bool has_capital(std::string_view written) {
    return std::any_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

ExtractionCorpus::ExtractionCorpus(LanguageTag lang)
    : lang_(std::move(lang)), spaced_(is_spaced(lang_)) {
    tokens_.push_back(kBreakToken);
}

TokenId ExtractionCorpus::word_token(std::string_view written, std::uint64_t value) {
    const auto [found, is_new] =
        by_value_.try_emplace(value, static_cast<TokenId>(kFirstWord + words_.size()));
    if (is_new) {
        const std::string folded = fold_text(written);
        words_.push_back({static_cast<std::uint32_t>(word_texts_.size()),
                          static_cast<std::uint32_t>(folded.size()), 0, 0});
        word_texts_ += folded;
    }
    Word& word = words_[found->second - kFirstWord];
    ++word.count;
    word.capitals += has_capital(written) ? 1 : 0;
    return found->second;
}

void ExtractionCorpus::add(std::string_view text) {
    extraction_tokens(text, buffer_);
    if (tokens_.size() + buffer_.size() >= std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("more than 4 billion tokens");
    starts_.push_back(static_cast<std::uint32_t>(tokens_.size()));
    for (const ExtractionToken& token : buffer_) {
        switch (token.kind) {
            case Kind::kBreak:
                tokens_.push_back(kBreakToken);
                break;
            case Kind::kOpenQuote:
                tokens_.push_back(kOpenQuoteToken);
                break;
            case Kind::kCloseQuote:
                tokens_.push_back(kCloseQuoteToken);
                break;
            case Kind::kCharacter:
                // One that folds to several code points is no more than a break.
                tokens_.push_back(token.value < kFirstWord ? static_cast<TokenId>(token.value)
                                                           : kBreakToken);
                break;
            case Kind::kWord:
                tokens_.push_back(
                    word_token(text.substr(token.start, token.end - token.start), token.value));
                break;
        }
    }
    tokens_.push_back(kBreakToken);
    texts_.append(text);
    ends_.push_back(texts_.size());
}

void ExtractionCorpus::join_forms() {
    if (lang_.language() != "en") return;
    joined_.resize(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) {
        TokenId best = static_cast<TokenId>(kFirstWord + i);
        for (const std::string& form : english_forms(word(best))) {
            const auto found = by_value_.find(term_word_value(form));
            if (found == by_value_.end()) continue;
            const auto rank = [&](TokenId t) {
                return std::pair(words_[t - kFirstWord].count, -t);
            };
            if (rank(found->second) > rank(best)) best = found->second;
        }
        joined_[i] = best;
    }
    // A form of a form is a form: organisations, organisation, organization.
    for (TokenId& token : joined_)
        while (joined_[token - kFirstWord] != token) token = joined_[token - kFirstWord];
    SpilledArray<TokenId> joined;
    for (const TokenId token : tokens_.view())
        joined.push_back(is_word(token) ? joined_[token - kFirstWord] : token);
    tokens_.swap(joined);
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if (joined_[i] == kFirstWord + i) continue;
        Word& to = words_[joined_[i] - kFirstWord];
        to.count += words_[i].count;
        to.capitals += words_[i].capitals;
    }
}

std::uint32_t ExtractionCorpus::text_of(std::uint32_t position) {
    const auto starts = starts_.view();
    return static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), position) -
                                      starts.begin() - 1);
}

std::string_view ExtractionCorpus::text(std::uint32_t number) {
    const auto ends = ends_.view();
    const std::uint64_t start = number == 0 ? 0 : ends[number - 1];
    return texts_.bytes().substr(start, ends[number] - start);
}

std::pair<std::size_t, std::size_t> ExtractionCorpus::bytes_of(std::uint32_t position,
                                                               std::size_t length) {
    const std::uint32_t number = text_of(position);
    extraction_tokens(text(number), buffer_);
    const std::size_t first = position - start_of(number);
    assert(length > 0 && first + length <= buffer_.size());
    return {buffer_[first].start, buffer_[first + length - 1].end};
}

std::string_view ExtractionCorpus::written(std::uint32_t position, std::size_t length) {
    const auto [start, end] = bytes_of(position, length);
    return text(text_of(position)).substr(start, end - start);
}

std::string_view ExtractionCorpus::word(TokenId token) const {
    assert(is_word(token));
    const Word& word = words_[token - kFirstWord];
    return std::string_view(word_texts_).substr(word.text, word.size);
}

}  // namespace diglot
