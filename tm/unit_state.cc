#include "tm/unit_state.h"

#include <algorithm>

namespace diglot {
namespace {

using namespace unit_state;

/// First the names as they are kept, then other names of them.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"new", kUnreviewed},
    {kReviewed, kReviewed},
    {kRejected, kRejected},
    {kSetAside, kSetAside},
    {kMachine, kMachine},
    {kAlignment, kAlignment},
    {kUnreviewed, kUnreviewed},
    {"set aside", kSetAside},
    {"setaside", kSetAside},
    {"machine-translated", kMachine},
    {"mt", kMachine},
    {"from-alignment", kAlignment},
    {"from alignment", kAlignment},
};
constexpr std::size_t kShownNames = 6;

bool is_property(const Markup& node, std::string_view type) {
    const std::string* found = node.element == "prop" ? node.attribute("type") : nullptr;
    return found && *found == type;
}

Markup property(std::string_view type, std::string_view text) {
    return Markup::leaf("prop", {{"type", std::string(type)}}, text);
}

std::vector<Markup>::iterator find_property(Unit& unit, std::string_view type) {
    return std::find_if(unit.annotations.begin(), unit.annotations.end(),
                        [&](const Markup& node) { return is_property(node, type); });
}

bool take_notes_away(Unit& unit) {
    return std::erase_if(unit.annotations, [](const Markup& node) {
               return is_property(node, kSetAsideProperty) ||
                      is_property(node, kStateBeforeProperty);
           }) > 0;
}

}  // namespace

std::optional<std::string> state_named(std::string_view word) {
    for (const auto& [name, state] : kNames)
        if (name == word) return std::string(state);
    return std::nullopt;
}

std::string state_names() {
    std::string names;
    for (std::size_t i = 0; i < kShownNames; ++i)
        names.append(i == 0 ? "" : ", ").append(kNames[i].first);
    return names;
}

std::string state_word(const Unit& unit) { return unit.property(kStateProperty).value_or(""); }

bool is_set_aside(const Unit& unit) { return state_word(unit) == kSetAside; }

bool is_out_of_use(const Unit& unit) {
    for (const Markup& node : unit.annotations) {
        if (!is_property(node, kStateProperty)) continue;
        const std::string state = node.all_text();
        return state == kSetAside || state == kRejected;
    }
    return false;
}

bool set_state(Unit& unit, std::string_view state) {
    const bool had_notes = take_notes_away(unit);
    const auto at = find_property(unit, kStateProperty);
    if (at == unit.annotations.end()) {
        if (state.empty()) return had_notes;
        unit.annotations.push_back(property(kStateProperty, state));
        return true;
    }
    if (at->all_text() == state) return had_notes;
    if (state.empty())
        unit.annotations.erase(at);
    else
        *at = property(kStateProperty, state);
    return true;
}

bool set_aside(Unit& unit, std::string_view why) {
    if (is_set_aside(unit)) return false;
    const std::string before = state_word(unit);
    set_state(unit, kSetAside);
    if (!before.empty()) unit.annotations.push_back(property(kStateBeforeProperty, before));
    if (!why.empty()) unit.annotations.push_back(property(kSetAsideProperty, why));
    return true;
}

bool restore(Unit& unit) {
    return is_set_aside(unit) && set_state(unit, unit.property(kStateBeforeProperty).value_or(""));
}

}  // namespace diglot
