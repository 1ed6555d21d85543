// A memory of units without a store, and short spellings for tests.
#pragma once

#include <string_view>
#include <vector>

#include "tm/match_collector.h"

namespace diglot {

/// Units with ids 1, 2, 3 … in the order they were added.
class MemorySource : public MatchSource {
public:
    Unit& add(Unit unit) {
        unit.id = static_cast<std::int64_t>(units_.size()) + 1;
        units_.push_back(std::move(unit));
        return units_.back();
    }
    void for_each_source(const LanguageTag& source,
                         const std::function<bool(const SourceRow&)>& visit) const override {
        for (const Unit& unit : units_) {
            for (std::size_t i = 0; i < unit.variants.size(); ++i) {
                const Variant& variant = unit.variants[i];
                const bool wanted = source.empty()
                                        ? i == unit.source.value_or(0)
                                        : variant.lang.fit(source) != LanguageFit::kOther;
                if (!wanted) continue;
                const std::string markup =
                    variant.segment.content.empty() ? "" : to_jsonml(variant.segment.content);
                if (!visit({unit.id, i, &variant.lang, variant.segment.text, markup})) return;
            }
        }
    }
    std::optional<Unit> find(std::int64_t id) const override {
        return units_.at(static_cast<std::size_t>(id) - 1);
    }
    const std::vector<Unit>& units() const { return units_; }

private:
    std::vector<Unit> units_;
};

/// "Press ‹br› now": ‹x› is a placeholder (<ph>) whose native code is x.
inline Segment segment_of(std::string_view notation) {
    constexpr std::string_view kOpen = "‹";
    constexpr std::string_view kClose = "›";
    std::vector<Markup> content;
    while (!notation.empty()) {
        const std::size_t open = notation.find(kOpen);
        if (open != 0) content.push_back(Markup::run(notation.substr(0, open)));
        if (open == std::string_view::npos) break;
        const std::size_t close = notation.find(kClose);
        const std::size_t from = open + kOpen.size();
        content.push_back(Markup::leaf("ph", {}, notation.substr(from, close - from)));
        notation.remove_prefix(close + kClose.size());
    }
    return Segment::from_content(std::move(content));
}

inline Variant variant_of(std::string_view lang, std::string_view notation) {
    Variant variant;
    variant.lang = LanguageTag(lang);
    variant.segment = segment_of(notation);
    return variant;
}

inline Unit unit_of(std::string_view source, std::string_view target,
                    std::string_view source_lang = "en", std::string_view target_lang = "zh-TW") {
    Unit unit;
    unit.variants = {variant_of(source_lang, source), variant_of(target_lang, target)};
    unit.source = 0;
    return unit;
}

inline void set_state(Unit& unit, std::string_view state) {
    unit.annotations.push_back(Markup::leaf("prop", {{"type", "x-diglot-state"}}, state));
}

inline MatchQuery query_of(std::string_view notation) {
    MatchQuery query;
    query.segment = segment_of(notation);
    return query;
}

}  // namespace diglot
