// Look-up of many texts on every core.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "app/diglot_file.h"

namespace diglot {

/// Workers, each with its own connection to the file; what one reads of the index serves all.
class MatchPool {
public:
    /// `first` answers small batches by itself and lends its index's memory to the others, which
    /// open the same file when they are first needed. Requires workers > 0.
    MatchPool(DiglotFile& first, std::size_t workers);
    ~MatchPool();

    /// As MatchIndex::match(), but each part of the queries is answered from a state of the file of
    /// its own, should it change meanwhile. Throws what a worker throws.
    std::vector<Matches> match(std::span<const MatchQuery> queries, const MatchOptions& options);

    /// As MatchIndex::find_near(), likewise; the queries are asked by several threads at once what
    /// they want.
    std::vector<std::vector<NearSource>> find_near(std::span<const NearQuery> queries, Score least,
                                                   std::size_t most);

private:
    /// Hands parts of `count` queries to the workers: where each begins, and how many it has.
    void run(std::size_t count,
             const std::function<void(MatchIndex&, std::size_t, std::size_t)>& answer);
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace diglot
