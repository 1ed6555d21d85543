#include "tm/duplicates.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <tuple>

#include <unicode/uchar.h>
#include <xxhash.h>

#include "core/text/utf8.h"
#include "tm/merge.h"
#include "tm/score.h"
#include "tm/unit_state.h"

namespace diglot {
namespace {

std::uint64_t print_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

/// What of a segment must agree.
std::string form_of(const Segment& segment, const DuplicateRule& rule) {
    std::string form = duplicate_form(segment.text, rule);
    if (rule.codes) return form;
    for (const InlineCode& code : inline_codes(segment)) form += '\1' + code.spelling;
    return form;
}

std::string language_of(const Variant& variant) {
    return variant.lang.language() + '-' + variant.lang.script() + '-' + variant.lang.region();
}

/// Every variant as language and form: the source first, the others in order.
std::vector<std::string> forms_of(const Unit& unit, const DuplicateRule& rule) {
    const std::size_t source = unit.source.value_or(0);
    std::vector<std::string> forms;
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const Variant& variant = unit.variants[i];
        std::string form = language_of(variant) + '\0' + form_of(variant.segment, rule);
        forms.insert(i == source ? forms.begin() : forms.end(), std::move(form));
    }
    std::sort(forms.begin() + 1, forms.end());
    return forms;
}

std::int64_t usage_of(const Unit& unit) {
    std::int64_t most = 0;
    const auto read = [&](const std::vector<Attribute>& attributes) {
        const std::string* text = find_attribute(attributes, "usagecount");
        std::int64_t count = 0;
        if (text &&
            std::from_chars(text->data(), text->data() + text->size(), count).ec == std::errc())
            most = std::max(most, count);
    };
    read(unit.attributes);
    for (const Variant& variant : unit.variants) read(variant.attributes);
    return most;
}

std::int64_t first_made(const Unit& unit) {
    std::optional<Time> first = unit.stamp.created;
    for (const Variant& variant : unit.variants) {
        const auto& made = variant.stamp.created;
        if (made && (!first || *made < *first)) first = made;
    }
    return first ? first->seconds : std::numeric_limits<std::int64_t>::max();
}

std::int64_t last_changed(const Unit& unit) {
    const auto changed = unit.latest_change();
    return changed ? changed->seconds : std::numeric_limits<std::int64_t>::min();
}

/// How far a unit is: the higher, the more of a person's work is in it.
int rank_of(const Unit& unit) {
    if (is_out_of_use(unit)) return 0;
    if (unit.property(kAlternativeProperty)) return 1;
    const std::string state = state_word(unit);
    return state == unit_state::kReviewed     ? 6
           : state == unit_state::kUnreviewed ? 4
           : state == unit_state::kAlignment  ? 3
           : state == unit_state::kMachine    ? 2
                                              : 5;
}

bool has_language(const Unit& unit, const std::string& language) {
    return std::any_of(unit.variants.begin(), unit.variants.end(),
                       [&](const Variant& variant) { return language_of(variant) == language; });
}

/// Whether every text of `other` in a language that both have is just one of `kept`.
bool has_texts_of(const Unit& kept, const Unit& other) {
    return std::all_of(other.variants.begin(), other.variants.end(), [&](const Variant& variant) {
        return !has_language(kept, language_of(variant)) ||
               std::any_of(kept.variants.begin(), kept.variants.end(), [&](const Variant& mine) {
                   return language_of(mine) == language_of(variant) &&
                          mine.segment == variant.segment;
               });
    });
}

void erase_properties(Unit& unit, std::initializer_list<std::string_view> types) {
    std::erase_if(unit.annotations, [&](const Markup& node) {
        const std::string* type = node.element == "prop" ? node.attribute("type") : nullptr;
        return type && std::find(types.begin(), types.end(), *type) != types.end();
    });
}

void add_group(UnitGroup group, std::vector<UnitGroup>& groups) {
    std::sort(group.begin(), group.end());
    group.erase(std::unique(group.begin(), group.end()), group.end());
    if (group.size() > 1) groups.push_back(std::move(group));
}

}  // namespace

std::string duplicate_form(std::string_view text, const DuplicateRule& rule) {
    const std::string folded = fold_text(text, rule.fold);
    if (!rule.punctuation && !rule.spaces) return folded;
    std::string form;
    bool space = false, after_han = true;
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = next_code_point(folded, at);
        const auto point = static_cast<UChar32>(c);
        if (rule.spaces && u_isUWhiteSpace(point)) {
            space = true;
            continue;
        }
        const auto kind = u_charType(point);
        const bool is_sign = u_ispunct(point) || kind == U_MATH_SYMBOL || kind == U_OTHER_SYMBOL ||
                             kind == U_MODIFIER_SYMBOL;
        if (rule.punctuation && is_sign) {
            space = rule.spaces || space;
            continue;
        }
        // Beside Han a space says nothing.
        const bool is_han = u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC);
        if (space && !after_han && !is_han) form += ' ';
        space = false;
        after_han = is_han;
        append_code_point(c, form);
    }
    // Signs only: then they are what is said.
    return form.empty() ? folded : form;
}

void DuplicateFinder::add(const Unit& unit) {
    const std::vector<std::string> forms = forms_of(unit, rule_);
    std::string whole;
    for (const std::string& form : forms) whole += form + '\1';
    wholes_.push_back({print_of(whole), 0, unit.id});
    for (std::size_t i = 1; i < forms.size(); ++i) {
        const std::size_t end = forms[i].find('\0');
        const std::string about = forms.front() + '\1' + forms[i].substr(0, end);
        targets_.push_back({print_of(about), print_of(forms[i].substr(end)), unit.id});
    }
}

std::vector<UnitGroup> DuplicateFinder::duplicates() const {
    std::vector<Entry> entries = wholes_;
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.print, a.unit) < std::tie(b.print, b.unit);
    });
    std::vector<UnitGroup> groups;
    for (auto at = entries.begin(); at != entries.end();) {
        UnitGroup group;
        const std::uint64_t print = at->print;
        for (; at != entries.end() && at->print == print; ++at) group.push_back(at->unit);
        add_group(std::move(group), groups);
    }
    std::sort(groups.begin(), groups.end());
    return groups;
}

std::vector<UnitGroup> DuplicateFinder::contradictions() const {
    std::vector<Entry> entries = targets_;
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.print, a.other, a.unit) < std::tie(b.print, b.other, b.unit);
    });
    std::vector<UnitGroup> groups;
    for (auto at = entries.begin(); at != entries.end();) {
        UnitGroup group;
        const auto first = at;
        bool differ = false;
        for (; at != entries.end() && at->print == first->print; ++at) {
            group.push_back(at->unit);
            differ = differ || at->other != first->other;
        }
        if (differ) add_group(std::move(group), groups);
    }
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    return groups;
}

bool are_duplicates(const Unit& a, const Unit& b, const DuplicateRule& rule) {
    return forms_of(a, rule) == forms_of(b, rule);
}

bool can_join(const Unit& kept, const Unit& other) {
    const bool has_all = std::all_of(
        other.variants.begin(), other.variants.end(),
        [&](const Variant& variant) { return has_language(kept, language_of(variant)); });
    if (has_all) return true;
    const Variant& mine = kept.source_variant();
    const Variant& source = other.source_variant();
    return language_of(mine) == language_of(source) && rank_of(other) >= rank_of(kept) &&
           form_of(mine.segment, DuplicateRule()) == form_of(source.segment, DuplicateRule());
}

Unit join_duplicates(Unit kept, const std::vector<Unit>& others) {
    for (Unit other : others) {
        std::vector<Variant> added;
        for (const Variant& variant : other.variants)
            if (!has_language(kept, language_of(variant))) added.push_back(variant);
        // What was said of other texts does not hold for these.
        if (has_texts_of(kept, other) && rank_of(other) > rank_of(kept)) {
            erase_properties(kept, {kAlternativeProperty});
            set_state(kept, state_word(other));
        }
        erase_properties(
            other, {kAlternativeProperty, kStateProperty, kSetAsideProperty, kStateBeforeProperty});
        if (const auto proposal = kept.property(kAlternativeProperty))
            other.annotations.push_back(
                Markup::leaf("prop", {{"type", std::string(kAlternativeProperty)}}, *proposal));
        // Older than any, so that it only fills in what is missing.
        other.stamp.created = other.stamp.changed = std::nullopt;
        for (Variant& variant : other.variants) {
            variant.stamp.created = variant.stamp.changed = std::nullopt;
            for (const Variant& mine : kept.variants)
                if (language_of(mine) == language_of(variant)) {
                    variant.lang = mine.lang;
                    variant.segment = mine.segment;
                }
        }
        merge_unit(kept, other);
        std::move(added.begin(), added.end(), std::back_inserter(kept.variants));
    }
    return kept;
}

std::size_t choose_unit(const std::vector<Unit>& group, Keep keep) {
    const auto worth = [&](const Unit& unit) -> std::tuple<int, std::int64_t, std::int64_t> {
        const int rank = rank_of(unit);
        switch (keep) {
            case Keep::kNewest:
            case Keep::kReviewed:
                return {rank, last_changed(unit), 0};
            case Keep::kOldest:
                return {rank, -first_made(unit), 0};
            case Keep::kUsed:
                return {rank, usage_of(unit), last_changed(unit)};
        }
        return {};
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < group.size(); ++i) {
        const auto mine = worth(group[i]), known = worth(group[best]);
        if (mine > known || (mine == known && group[i].id < group[best].id)) best = i;
    }
    return best;
}

}  // namespace diglot
