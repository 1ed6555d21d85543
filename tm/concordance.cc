#include "tm/concordance.h"

#include <algorithm>
#include <stdexcept>

#include "tm/concordance_match.h"

namespace diglot {

bool is_wanted(const LanguageTag& lang, bool is_source, const ConcordanceQuery& query) {
    const bool source =
        query.source.empty() ? is_source : lang.fit(query.source) != LanguageFit::kOther;
    const bool target =
        !source && (query.target.empty() || lang.fit(query.target) != LanguageFit::kOther);
    // Where both sides are one language in two regions, a variant may be on both.
    const bool also_target = source && !query.target.empty() &&
                             lang.fit(query.target) == LanguageFit::kSame &&
                             lang.fit(query.source) != LanguageFit::kSame;
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

Diagnostic name_unit(Diagnostic fault, std::int64_t unit) {
    fault.message += " (unit " + std::to_string(unit) + ")";
    return fault;
}

Result<std::optional<ConcordanceHit>> hit_in(
    Unit unit, const ConcordanceQuery& query, const TextPattern& pattern,
    const std::function<bool(std::size_t variant)>& may_have) {
    std::vector<VariantHit> variants;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        if (!may_have(i) || !is_wanted(variant.lang, i == unit.source.value_or(0), query)) continue;
        auto spans = pattern.find(variant.segment.text);
        if (!spans) return name_unit(spans.error(), unit.id);
        if (!spans->empty()) variants.push_back({i, std::move(spans.value())});
    }
    if (variants.empty()) return std::optional<ConcordanceHit>();
    return std::optional(ConcordanceHit{std::move(unit), std::move(variants)});
}

namespace {

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
            fault_ = name_unit(spans.error(), row.unit);
            return false;
        }
        if (spans->empty()) return true;
        if (!same_unit && !load(row.unit)) return true;
        const Unit& unit = same_unit ? hits_.back().unit : *loaded_;
        const Variant& variant = unit.variants[row.variant];
        if (!is_wanted(variant.lang, row.variant == unit.source.value_or(0), query_)) return true;
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

Result<std::vector<ConcordanceHit>> search_by_scan(const Store& store,
                                                   const ConcordanceQuery& query) {
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
