#include "tm/internal_matches.h"

#include <algorithm>
#include <map>
#include <memory>

#include "tm/score.h"

namespace diglot {

std::vector<Score> internal_matches(const std::vector<Segment>& segments,
                                    const Penalties& penalties, Score least,
                                    const std::function<void()>& tick) {
    std::vector<Score> best(segments.size());
    std::map<std::size_t, std::vector<std::unique_ptr<SegmentProfile>>> by_length;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        auto query = std::make_unique<SegmentProfile>(segments[i]);
        const std::size_t length = query->tokens.tokens.size();
        // Nearest lengths first would find a good bound sooner; the cut-off makes up for it.
        for (auto& [other, profiles] : by_length) {
            const std::size_t longer = std::max(length, other);
            Score wanted = std::max(least, best[i]);
            if (longer == 0 ||
                std::max(length, other) - std::min(length, other) > most_distance(longer, wanted))
                continue;
            for (const auto& unit : profiles) {
                wanted = std::min(std::max(least, best[i]), kFullScore);
                const TextComparison found = compare(*query, *unit, penalties, wanted);
                if (found.raw < wanted) continue;
                const Score score{found.raw.basis_points - total(found.penalties)};
                if (score >= least && score > best[i]) best[i] = score;
            }
        }
        by_length[length].push_back(std::move(query));
        if (tick) tick();
    }
    return best;
}

}  // namespace diglot
