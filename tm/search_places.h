// Places of tokens in a search segment, gone through in ascending order.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tm/elias_fano.h"
#include "tm/search_vocabulary.h"

namespace diglot {

/// Forwards only.
class SearchPlaces {
public:
    virtual ~SearchPlaces() = default;
    bool done() const { return done_; }
    /// Requires !done().
    std::uint64_t value() const { return value_; }
    /// To the first place not below `bound`, if it does not stand there or behind already.
    virtual void seek(std::uint64_t bound) = 0;
    std::uint64_t count() const { return count_; }

protected:
    explicit SearchPlaces(std::uint64_t count) : count_(count) {}
    std::uint64_t value_ = 0;
    std::uint64_t count_;
    bool done_ = false;
};

/// The places of all the lists, of which there is at least one, in the order of
/// SearchVocabulary::find(). `places`: of all
/// tokens together. `seeks`: about how often seek() will be called.
std::unique_ptr<SearchPlaces> merge_places(const std::vector<TokenList>& lists,
                                           std::uint64_t places, std::uint64_t seeks,
                                           LazyBytes& bytes, const BlockSource& source);

}  // namespace diglot
