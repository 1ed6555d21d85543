#include "tm/concordance.h"

#include <algorithm>
#include <stdexcept>

namespace diglot {
namespace {

bool is_source(const Unit& unit, std::size_t variant, const LanguageTag& source) {
    if (source.empty()) return variant == unit.source.value_or(0);
    return unit.variants[variant].lang.fit(source) != LanguageFit::kOther;
}

bool is_wanted(const Unit& unit, std::size_t variant, const ConcordanceQuery& query) {
    const bool source = is_source(unit, variant, query.source);
    const bool target =
        !source && (query.target.empty() ||
                    unit.variants[variant].lang.fit(query.target) != LanguageFit::kOther);
    // Where both sides are one language in two regions, a variant may be on both.
    const bool also_target = source && !query.target.empty() &&
                             unit.variants[variant].lang.fit(query.target) == LanguageFit::kSame &&
                             unit.variants[variant].lang.fit(query.source) != LanguageFit::kSame;
    switch (query.side) {
        case SearchSide::kSource:
            return source;
        case SearchSide::kTarget:
            return target || also_target;
        case SearchSide::kBoth:
            return source || target;
    }
    return false;
}

/// Gathers hits from rows, which come unit by unit.
class Search {
public:
    Search(const Store& store, const ConcordanceQuery& query, const TextPattern& pattern)
        : store_(store), query_(query), pattern_(pattern) {}

    /// False when enough was found, or the pattern took too long.
    bool take(const SourceRow& row) {
        const bool same_unit = !hits_.empty() && hits_.back().unit.id == row.unit;
        if (!same_unit && hits_.size() == query_.limit) return false;
        auto spans = pattern_.find(row.text);
        if (!spans) {
            fault_ = spans.error();
            fault_->message += " (unit " + std::to_string(row.unit) + ")";
            return false;
        }
        if (spans->empty()) return true;
        if (!same_unit && !load(row.unit)) return true;
        const Unit& unit = same_unit ? hits_.back().unit : *loaded_;
        if (!is_wanted(unit, row.variant, query_)) return true;
        if (!same_unit) {
            hits_.push_back({std::move(*loaded_), {}});
            loaded_.reset();
        }
        hits_.back().variants.push_back({row.variant, std::move(spans.value())});
        return true;
    }

    Result<std::vector<ConcordanceHit>> result() && {
        if (fault_) return *fault_;
        return std::move(hits_);
    }

private:
    bool load(std::int64_t id) {
        if (!loaded_ || loaded_->id != id) loaded_ = store_.find(id);
        return loaded_.has_value();
    }

    const Store& store_;
    const ConcordanceQuery& query_;
    const TextPattern& pattern_;
    std::vector<ConcordanceHit> hits_;
    std::optional<Unit> loaded_;
    std::optional<Diagnostic> fault_;
};

}  // namespace

Result<std::vector<ConcordanceHit>> search(const Store& store, const ConcordanceQuery& query) {
    if (query.limit == 0) throw std::logic_error("search: limit is 0");
    const auto pattern = TextPattern::compile(query.text, query.mode, query.fold);
    if (!pattern) return pattern.error();
    Search found(store, query, *pattern);
    const auto visit = [&](const SourceRow& row) { return found.take(row); };
    if (query.side == SearchSide::kSource)
        store.for_each_source(query.source, visit);
    else
        store.for_each_text(visit);
    return std::move(found).result();
}

}  // namespace diglot
