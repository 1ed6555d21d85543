#include "glossary/glossary_merge.h"

#include <algorithm>

#include "glossary/concept_pairs.h"

namespace diglot {
namespace {

bool same(const Concept& a, const Concept& b) { return differences(a, b).empty(); }

/// Both glossaries, concept by concept.
class GlossaryJoin {
public:
    GlossaryJoin(const std::vector<Concept>* base, const std::vector<Concept>& ours,
                 const std::vector<Concept>& theirs, const DecideMerge& decide)
        : base_(base), ours_(ours), theirs_(theirs), decide_(decide) {}

    MergePlan join() {
        find_partners();
        const DecideMerge ask = [this](const MergeConflict& conflict) {
            const MergeSide side = decide_ ? decide_(conflict) : MergeSide::kUndecided;
            plan_.conflicts.push_back({conflict, side});
            return side;
        };
        for (std::size_t i = 0; i < ours_.size(); ++i) {
            if (theirs_of_[i])
                join_both(i, ask);
            else
                keep_or_remove(i, ask);
        }
        for (std::size_t k = 0; k < theirs_.size(); ++k)
            if (!taken_[k]) add_or_leave(k, ask);
        return std::move(plan_);
    }

private:
    void find_partners() {
        theirs_of_ = pair_concepts(ours_, theirs_);
        base_of_ours_.resize(ours_.size());
        base_of_theirs_.resize(theirs_.size());
        if (base_) {
            base_of_ours_ = pair_concepts(ours_, *base_);
            base_of_theirs_ = pair_concepts(theirs_, *base_);
            // Those of one ancestor are one, whatever became of their terms.
            std::vector<std::optional<std::size_t>> theirs_of_base(base_->size());
            for (std::size_t k = 0; k < theirs_.size(); ++k)
                if (base_of_theirs_[k]) theirs_of_base[*base_of_theirs_[k]] = k;
            for (std::size_t i = 0; i < ours_.size(); ++i)
                if (base_of_ours_[i] && theirs_of_base[*base_of_ours_[i]])
                    theirs_of_[i] = theirs_of_base[*base_of_ours_[i]];
                else if (theirs_of_[i] && base_of_theirs_[*theirs_of_[i]] && base_of_ours_[i])
                    theirs_of_[i].reset();
        }
        taken_.assign(theirs_.size(), false);
        for (std::size_t i = 0; i < ours_.size(); ++i) {
            std::optional<std::size_t>& k = theirs_of_[i];
            if (k && taken_[*k]) k.reset();
            if (k) taken_[*k] = true;
        }
    }

    const Concept* base_of(const std::optional<std::size_t>& index) const {
        return base_ && index ? &(*base_)[*index] : nullptr;
    }

    void join_both(std::size_t i, const DecideMerge& ask) {
        const Concept& ours = ours_[i];
        const Concept* base = base_of(base_of_ours_[i]);
        if (!base) base = base_of(base_of_theirs_[*theirs_of_[i]]);
        Concept merged = join_concepts(base, ours, theirs_[*theirs_of_[i]], ask, Undecided::kOurs);
        if (same(ours, merged) && ours.external_id == merged.external_id) {
            ++plan_.unchanged;
            return;
        }
        plan_.steps.push_back({MergeStep::Kind::kChange, ours, std::move(merged)});
    }

    void keep_or_remove(std::size_t i, const DecideMerge& ask) {
        const Concept& ours = ours_[i];
        const Concept* base = base_of(base_of_ours_[i]);
        const bool remove =
            base && (same(*base, ours) || ask({terms_text(ours),
                                               {},
                                               "concept",
                                               terms_text(*base),
                                               kWholeChanged,
                                               kWholeRemoved}) == MergeSide::kTheirs);
        if (remove)
            plan_.steps.push_back({MergeStep::Kind::kRemove, ours, {}});
        else
            ++plan_.unchanged;
    }

    void add_or_leave(std::size_t k, const DecideMerge& ask) {
        const Concept& theirs = theirs_[k];
        const Concept* base = base_of(base_of_theirs_[k]);
        const bool add =
            !base || (!same(*base, theirs) && ask({terms_text(theirs),
                                                   {},
                                                   "concept",
                                                   terms_text(*base),
                                                   kWholeRemoved,
                                                   kWholeChanged}) == MergeSide::kTheirs);
        if (!add) return;
        plan_.steps.push_back({MergeStep::Kind::kAdd, {}, theirs});
        plan_.steps.back().after.id = 0;
    }

    const std::vector<Concept>* base_;
    const std::vector<Concept>& ours_;
    const std::vector<Concept>& theirs_;
    const DecideMerge& decide_;
    std::vector<std::optional<std::size_t>> theirs_of_, base_of_ours_, base_of_theirs_;
    std::vector<bool> taken_;
    MergePlan plan_;
};

}  // namespace

std::size_t MergePlan::undecided() const {
    return static_cast<std::size_t>(
        std::count_if(conflicts.begin(), conflicts.end(),
                      [](const Conflict& one) { return one.decision == MergeSide::kUndecided; }));
}

std::size_t MergePlan::count(MergeStep::Kind kind) const {
    return static_cast<std::size_t>(std::count_if(
        steps.begin(), steps.end(), [&](const MergeStep& step) { return step.kind == kind; }));
}

MergePlan merge_glossaries(const std::vector<Concept>* base, const std::vector<Concept>& ours,
                           const std::vector<Concept>& theirs, const DecideMerge& decide) {
    return GlossaryJoin(base, ours, theirs, decide).join();
}

}  // namespace diglot
