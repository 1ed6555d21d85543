#include "glossary/term_pairing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "core/spilled_array.h"
#include "core/text/fold.h"
#include "glossary/candidate_matcher.h"
#include "glossary/term_measures.h"

namespace diglot {
namespace {

constexpr double kFaith = 0.75;  ///< Power of the share of common texts in a pair's score.
constexpr double kNear = 0.4;    ///< Common texts that make a pair which was never linked.
constexpr double kSame = 0.5;    ///< What is not translated matters less.

/// One language: its best candidates, and in which texts they are.
class Side {
public:
    Side(ExtractionCorpus& corpus, const std::vector<TermCandidate>& candidates, std::size_t most)
        : corpus_(corpus),
          candidates_(candidates.data(), std::min(candidates.size(), most)),
          matcher_(corpus.tokens(), candidates_),
          texts_(candidates_.size()) {}

    ExtractionCorpus& corpus() { return corpus_; }
    std::size_t size() const { return candidates_.size(); }
    const TermCandidate& operator[](std::uint32_t candidate) const {
        return candidates_[candidate];
    }
    /// Texts that have the candidate; once index() has seen them all.
    std::uint32_t texts(std::uint32_t candidate) const { return texts_[candidate]; }

    const std::vector<CandidatePlace>& places(std::uint32_t text) {
        const auto tokens = corpus_.tokens();
        const std::size_t start = corpus_.start_of(text);
        const std::size_t end = text + 1 < corpus_.texts()
                                    ? corpus_.start_of(text + 1)
                                    : static_cast<std::size_t>(tokens.size());
        matcher_.find(tokens.subspan(start, end - start), places_);
        return places_;
    }

    /// The candidates of a text, each once; counts them.
    const std::vector<std::uint32_t>& index(std::uint32_t text) {
        once_.clear();
        for (const CandidatePlace& place : places(text)) once_.push_back(place.candidate);
        std::sort(once_.begin(), once_.end());
        once_.erase(std::unique(once_.begin(), once_.end()), once_.end());
        for (const std::uint32_t candidate : once_) ++texts_[candidate];
        return once_;
    }

private:
    ExtractionCorpus& corpus_;
    std::span<const TermCandidate> candidates_;
    CandidateMatcher matcher_;
    std::vector<std::uint32_t> texts_;
    std::vector<CandidatePlace> places_;
    std::vector<std::uint32_t> once_;
};

class Pairing {
public:
    Pairing(Side& source, Side& target, std::uint32_t texts, const PairingOptions& options)
        : source_(source), target_(target), texts_(texts), options_(options) {}

    std::vector<TermPair> run() {
        index();
        associate();
        link();
        return choose();
    }

private:
    void tick(double share) const {
        if (options_.progress) options_.progress(share);
    }

    /// Which texts each source is in, and which targets each text has.
    void index() {
        source_texts_.resize(source_.size());
        target_starts_.push_back(0);
        for (std::uint32_t text = 0; text < texts_; ++text) {
            if (text % 4096 == 0) tick(0.4 * text / texts_);
            for (const std::uint32_t candidate : source_.index(text))
                source_texts_[candidate].push_back(text);
            for (const std::uint32_t candidate : target_.index(text))
                target_lists_.push_back(candidate);
            target_starts_.push_back(target_lists_.size());
        }
    }

    /// The targets most strongly associated with each source.
    void associate() {
        const auto lists = target_lists_.view();
        const auto starts = target_starts_.view();
        std::vector<std::uint32_t> together(target_.size());
        std::vector<std::uint32_t> met;
        first_.push_back(0);
        for (std::uint32_t source = 0; source < source_.size(); ++source) {
            if (source % 256 == 0) tick(0.4 + 0.2 * source / static_cast<double>(source_.size()));
            met.clear();
            for (const std::uint32_t text : source_texts_[source]) {
                for (std::uint64_t i = starts[text]; i < starts[text + 1]; ++i)
                    if (++together[lists[i]] == 1) met.push_back(lists[i]);
            }
            keep_best(source, met, together);
            for (const std::uint32_t target : met) together[target] = 0;
            first_.push_back(static_cast<std::uint32_t>(pairs_.size()));
            source_texts_[source] = {};
        }
    }

    void keep_best(std::uint32_t source, const std::vector<std::uint32_t>& met,
                   const std::vector<std::uint32_t>& together) {
        rivals_.clear();
        for (const std::uint32_t target : met) {
            const Cooccurrence counts{together[target], source_.texts(source),
                                      target_.texts(target), texts_};
            if (counts.both < 2 || !attracts(counts)) continue;
            TermPair pair{};
            pair.source = source;
            pair.target = target;
            pair.together = together[target];
            pair.source_texts = source_.texts(source);
            pair.target_texts = target_.texts(target);
            pair.association = log_likelihood(counts);
            if (pair.association >= options_.least_association) rivals_.push_back(pair);
        }
        const auto end = rivals_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                               options_.rivals, rivals_.size()));
        std::partial_sort(rivals_.begin(), end, rivals_.end(), [](const auto& a, const auto& b) {
            return a.association != b.association ? a.association > b.association
                                                  : a.target < b.target;
        });
        pairs_.insert(pairs_.end(), rivals_.begin(), end);
    }

    /// Of two pairs that want the same place the more faithful goes first, the longer before the
    /// shorter: 中央主管機關 before 主管機關.
    double precedence(const TermPair& pair) const {
        return share(pair) * (source_[pair.source].length + target_[pair.target].length);
    }

    void link() {
        std::vector<double> order(pairs_.size());
        for (std::size_t i = 0; i < pairs_.size(); ++i) order[i] = precedence(pairs_[i]);

        std::vector<std::uint32_t> wanted;  // Pairs the text may have.
        for (std::uint32_t text = 0; text < texts_; ++text) {
            if (text % 4096 == 0) tick(0.6 + 0.4 * text / texts_);
            const auto& sources = source_.places(text);
            if (sources.empty()) continue;
            const auto& targets = target_.places(text);
            if (targets.empty()) continue;
            wanted.clear();
            collect(sources, targets, wanted);
            std::sort(wanted.begin(), wanted.end(), [&](std::uint32_t a, std::uint32_t b) {
                return order[a] != order[b] ? order[a] > order[b] : a < b;
            });
            for (const std::uint32_t pair : wanted) link_in(text, pairs_[pair], sources, targets);
            source_taken_.clear();
            target_taken_.clear();
        }
    }

    /// The pairs both of whose candidates the text has.
    void collect(const std::vector<CandidatePlace>& sources,
                 const std::vector<CandidatePlace>& targets, std::vector<std::uint32_t>& wanted) {
        there_.clear();
        for (const CandidatePlace& place : targets) there_.push_back(place.candidate);
        std::sort(there_.begin(), there_.end());
        once_.clear();
        for (const CandidatePlace& place : sources) once_.push_back(place.candidate);
        std::sort(once_.begin(), once_.end());
        once_.erase(std::unique(once_.begin(), once_.end()), once_.end());
        for (const std::uint32_t source : once_) {
            for (std::uint32_t pair = first_[source]; pair < first_[source + 1]; ++pair)
                if (std::binary_search(there_.begin(), there_.end(), pairs_[pair].target))
                    wanted.push_back(pair);
        }
    }

    using Taken = std::vector<CandidatePlace>;

    static bool is_free(const CandidatePlace& place, const Taken& taken) {
        return std::none_of(taken.begin(), taken.end(), [&](const CandidatePlace& other) {
            return place.start < other.start + other.length &&
                   other.start < place.start + place.length;
        });
    }

    /// As often as both have a place that is free.
    void link_in(std::uint32_t text, TermPair& pair, const std::vector<CandidatePlace>& sources,
                 const std::vector<CandidatePlace>& targets) {
        const auto next = [](std::uint32_t candidate, const std::vector<CandidatePlace>& places,
                             const Taken& taken) {
            return std::find_if(places.begin(), places.end(), [&](const CandidatePlace& place) {
                return place.candidate == candidate && is_free(place, taken);
            });
        };
        bool linked = false;
        while (true) {
            const auto from = next(pair.source, sources, source_taken_);
            if (from == sources.end()) break;
            const auto to = next(pair.target, targets, target_taken_);
            if (to == targets.end()) break;
            source_taken_.push_back(*from);
            target_taken_.push_back(*to);
            linked = true;
        }
        if (!linked) return;
        if (pair.links < 2) pair.examples[pair.links] = text;
        if (++pair.links == 1) pair.examples[1] = text;
    }

    static double share(const TermPair& pair) {
        return dice({pair.together, pair.source_texts, pair.target_texts, 0});
    }
    static double faith(const TermPair& pair) { return std::pow(share(pair), kFaith); }

    /// Whether the translation is the very same word.
    bool is_same(const TermPair& pair) {
        const TermCandidate& source = source_[pair.source];
        const TermCandidate& target = target_[pair.target];
        const std::string_view from = source_.corpus().written(source.position, source.length);
        return fold_text(from) ==
               fold_text(target_.corpus().written(target.position, target.length));
    }

    /// The translation of each source that was linked most; of one whose places others took, the
    /// one it shares most texts with, if that is enough.
    std::vector<TermPair> choose() {
        std::vector<TermPair> chosen;
        for (std::uint32_t source = 0; source < source_.size(); ++source) {
            const TermPair* best = nullptr;
            const TermPair* nearest = nullptr;
            for (std::uint32_t i = first_[source]; i < first_[source + 1]; ++i) {
                const TermPair& pair = pairs_[i];
                if (pair.links > 1 && (!best || pair.links > best->links)) best = &pair;
                if (!nearest || share(pair) > share(*nearest)) nearest = &pair;
            }
            if (!best && nearest && share(*nearest) >= kNear) best = nearest;
            if (!best) continue;
            chosen.push_back(*best);
            TermPair& pair = chosen.back();
            pair.score = source_[source].score * faith(pair) * (is_same(pair) ? kSame : 1);
        }
        std::stable_sort(chosen.begin(), chosen.end(),
                         [](const auto& a, const auto& b) { return a.score > b.score; });
        return chosen;
    }

    Side& source_;
    Side& target_;
    std::uint32_t texts_;
    const PairingOptions& options_;
    std::vector<std::vector<std::uint32_t>> source_texts_;  ///< By source; ascending.
    SpilledArray<std::uint32_t> target_lists_;
    SpilledArray<std::uint64_t> target_starts_;  ///< By text, and one more.
    std::vector<TermPair> pairs_;                ///< By source.
    std::vector<std::uint32_t> first_;           ///< By source, and one more: into pairs_.
    std::vector<TermPair> rivals_;
    Taken source_taken_, target_taken_;
    std::vector<std::uint32_t> there_, once_;
};

}  // namespace

std::vector<TermPair> pair_candidates(ExtractionCorpus& source,
                                      const std::vector<TermCandidate>& source_candidates,
                                      ExtractionCorpus& target,
                                      const std::vector<TermCandidate>& target_candidates,
                                      const PairingOptions& options) {
    assert(source.texts() == target.texts());
    Side from(source, source_candidates, options.sources);
    Side to(target, target_candidates, options.targets);
    return Pairing(from, to, static_cast<std::uint32_t>(source.texts()), options).run();
}

}  // namespace diglot
