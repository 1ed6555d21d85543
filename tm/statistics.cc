#include "tm/statistics.h"

#include <algorithm>

namespace diglot {
namespace {

std::int64_t characters_of(std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

bool has_note(const std::vector<Markup>& annotations) {
    return std::any_of(annotations.begin(), annotations.end(),
                       [](const Markup& one) { return one.element == "note"; });
}

/// The first that is said, of the unit or of a variant.
template <typename Value>
Value first_said(const Unit& unit, Value Stamp::*what) {
    if (unit.stamp.*what != Value()) return unit.stamp.*what;
    for (const Variant& variant : unit.variants)
        if (variant.stamp.*what != Value()) return variant.stamp.*what;
    return Value();
}

bool is_used(const Unit& unit) {
    const auto used = [](const std::vector<Attribute>& attributes) {
        const std::string* count = find_attribute(attributes, "usagecount");
        return count && count->find_first_of("123456789") != std::string::npos;
    };
    return used(unit.attributes) ||
           std::any_of(unit.variants.begin(), unit.variants.end(),
                       [&](const Variant& variant) { return used(variant.attributes); });
}

std::size_t class_of(std::int64_t characters) {
    const auto& ends = MemoryStatistics::kLengths;
    return static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), characters) -
                                    ends.begin());
}

}  // namespace

void StatisticsCounter::add(const Unit& unit) {
    MemoryStatistics& all = counted_;
    ++all.units;
    ++all.origins[unit.origin];
    ++all.states[unit.property("x-diglot-state").value_or("")];
    const std::size_t source = unit.source.value_or(0);
    bool codes = false, notes = has_note(unit.annotations);
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        const std::int64_t characters = characters_of(variant.segment.text);
        MemoryStatistics::Language& language = all.languages[variant.lang.text()];
        ++language.segments;
        language.as_source += i == source ? 1 : 0;
        language.characters += characters;
        language.longest = std::max(language.longest, characters);
        if (i == source)
            ++all.lengths.at(class_of(characters));
        else
            ++all.pairs[unit.variants[source].lang.text() + " → " + variant.lang.text()];
        codes = codes || !variant.segment.content.empty();
        notes = notes || has_note(variant.annotations);
    }
    all.with_codes += codes ? 1 : 0;
    all.with_notes += notes ? 1 : 0;
    all.used += is_used(unit) ? 1 : 0;
    if (const std::string maker = first_said(unit, &Stamp::created_by); !maker.empty())
        ++all.people[maker].made;
    if (const std::string changer = first_said(unit, &Stamp::changed_by); !changer.empty())
        ++all.people[changer].changed;
    const auto changed = unit.latest_change();
    if (changed) ++all.changed[to_iso_date(*changed).substr(0, 4)];
    const auto made = first_said(unit, &Stamp::created);
    if (made || changed)
        ++all.made[to_iso_date(made ? *made : *changed).substr(0, 7)];
    else
        ++all.undated;
    finder_.add(unit);
}

MemoryStatistics StatisticsCounter::take() {
    for (const UnitGroup& group : finder_.duplicates())
        counted_.duplicates += static_cast<std::int64_t>(group.size()) - 1;
    counted_.contradictions = static_cast<std::int64_t>(finder_.contradictions().size());
    return std::move(counted_);
}

std::string length_class(std::size_t index) {
    const auto& ends = MemoryStatistics::kLengths;
    if (index == 0) return "up to " + std::to_string(ends[0]);
    if (index >= ends.size()) return "over " + std::to_string(ends.back());
    return std::to_string(ends[index - 1] + 1) + " to " + std::to_string(ends[index]);
}

}  // namespace diglot
