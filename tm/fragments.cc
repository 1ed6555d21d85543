#include "tm/fragments.h"

#include <algorithm>

#include "core/text/tokens.h"
#include "tm/common_runs.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

constexpr std::size_t kLeastCandidates = 32;  ///< Units of a run looked at, where fewer are wanted.

/// Whether a part is worth showing.
bool is_worth(std::span<const Token> tokens, bool whole) {
    std::size_t words = 0, ideographs = 0;
    for (const Token& token : tokens) {
        if (token.kind == TokenKind::kIdeograph)
            ++ideographs;
        else if (token.kind == TokenKind::kWord)
            ++words;
    }
    if (words + ideographs == 0) return false;
    // A word says about as much as two Han characters.
    return 2 * words + ideographs >= (whole ? 2U : 4U);
}

/// Indices of the variants that answer as target.
std::optional<std::size_t> target_of(const Unit& unit, std::size_t source,
                                     const LanguageTag& wanted) {
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        if (i == source || variant.segment.text.empty()) continue;
        if (wanted.empty() || variant.lang.fit(wanted) != LanguageFit::kOther) return i;
    }
    return std::nullopt;
}

/// A candidate's unit, as far as it fits.
struct Candidate {
    Unit unit;
    std::size_t target = 0;
    TokenizedText text;
    std::vector<std::uint64_t> values;
};

std::optional<Candidate> load(const Store& store, DocumentId id, const MatchOptions& options) {
    Candidate candidate;
    std::optional<Unit> unit = store.find(id.unit);
    if (!unit || id.variant >= unit->variants.size() || is_out_of_use(*unit)) return std::nullopt;
    const Variant& variant = unit->variants[id.variant];
    const bool fits = options.source.empty()
                          ? id.variant == unit->source.value_or(0)
                          : variant.lang.fit(options.source) != LanguageFit::kOther;
    const auto target = target_of(*unit, id.variant, options.target);
    if (!fits || !target) return std::nullopt;
    candidate.text = tokenize(variant.segment.text);
    for (const Token& token : candidate.text.tokens) candidate.values.push_back(token.value);
    candidate.target = *target;
    candidate.unit = std::move(*unit);
    return candidate;
}

/// Where `part` stands in the candidate; nothing where it does not: the index knew its tokens by
/// one byte only.
std::optional<FragmentHit> to_hit(Candidate& candidate, std::size_t variant,
                                  std::span<const std::uint64_t> part) {
    const auto found =
        std::search(candidate.values.begin(), candidate.values.end(), part.begin(), part.end());
    if (found == candidate.values.end()) return std::nullopt;
    const auto at = static_cast<std::size_t>(found - candidate.values.begin());
    const auto& tokens = candidate.text.tokens;
    const auto span =
        candidate.text.folded.original(tokens[at].start, tokens[at + part.size() - 1].end);
    FragmentHit hit;
    hit.source = variant;
    hit.target = candidate.target;
    hit.whole = part.size() == tokens.size();
    hit.start = span.start;
    hit.end = span.end;
    hit.unit = std::move(candidate.unit);
    return hit;
}

}  // namespace

std::vector<Fragment> find_fragments(MatchIndex& index, const MatchQuery& query,
                                     const MatchOptions& options) {
    const ReadSnapshot snapshot(index.database());
    const TokenizedText text = tokenize(query.segment.text);
    std::vector<std::uint64_t> values;
    for (const Token& token : text.tokens) values.push_back(token.value);
    MatchIndex::Runs runs =
        index.find_runs(values, options.source, std::max(kLeastCandidates, 4 * options.limit));
    std::vector<Fragment> result;
    std::size_t covered = 0;  // End of the longest part before, in tokens.
    for (auto at = runs.begin(); at != runs.end(); ++at) {
        auto& [start, by_count] = *at;
        while (!by_count.empty() && start + by_count.rbegin()->first > covered) {
            const auto [count, documents] = *by_count.rbegin();
            by_count.erase(count);
            const auto part = std::span<const std::uint64_t>(values).subspan(start, count);
            const auto tokens = std::span<const Token>(text.tokens).subspan(start, count);
            Fragment fragment;
            for (const DocumentId id : documents) {
                if (fragment.hits.size() == options.limit) break;
                auto candidate = load(index.store(), id, options);
                if (!candidate) continue;
                if (auto hit = to_hit(*candidate, id.variant, part)) {
                    if (is_worth(tokens, hit->whole)) fragment.hits.push_back(std::move(*hit));
                    continue;
                }
                for_each_common_run(
                    part, candidate->values, [&](std::size_t offset, std::size_t shorter) {
                        if (shorter == part.size()) return;
                        std::vector<DocumentId>& known = runs[at->first + offset][shorter];
                        const auto same = [&](const DocumentId& other) {
                            return other.unit == id.unit && other.variant == id.variant;
                        };
                        if (std::none_of(known.begin(), known.end(), same)) known.push_back(id);
                    });
            }
            if (fragment.hits.empty()) continue;
            std::stable_sort(
                fragment.hits.begin(), fragment.hits.end(),
                [](const FragmentHit& a, const FragmentHit& b) { return a.whole && !b.whole; });
            const auto span = text.folded.original(tokens.front().start, tokens.back().end);
            fragment.start = span.start;
            fragment.end = span.end;
            fragment.tokens = count;
            covered = start + count;
            result.push_back(std::move(fragment));
        }
    }
    return result;
}

}  // namespace diglot
