#include "importers/unit_pairs.h"

#include <algorithm>

#include "importers/tmx_speller.h"

namespace diglot {
namespace {

void append_with_codes(const std::vector<Markup>& content, std::string& text, LossCounter& losses) {
    for (const Markup& node : content) {
        if (node.is_text()) {
            text += node.text;
            continue;
        }
        if (node.children.empty())
            losses.add("inline code without content, left out");
        else if (is_native_code(node.element))
            losses.add("inline code, written as text");
        else
            losses.add("markup <" + node.element + "> around text");
        append_with_codes(node.children, text, losses);
    }
}

bool is_in(std::string_view what, std::span<const std::string_view> list) {
    return std::find(list.begin(), list.end(), what) != list.end();
}

void count(const std::vector<Attribute>& attributes, const std::vector<Markup>& annotations,
           const char* of, std::span<const std::string_view> carried, LossCounter& losses) {
    for (const Attribute& attribute : attributes)
        losses.add("attribute " + attribute.name + " of a " + of);
    for (const Markup& node : annotations) {
        const std::string* type = node.attribute("type");
        if (is_in(type ? std::string_view(*type) : std::string_view(node.element), carried))
            continue;
        losses.add((type ? "property " + *type : node.element) + " of a " + of);
    }
}

void count(const Stamp& stamp, const char* of, LossCounter& losses) {
    if (stamp.created || stamp.changed) losses.add(std::string("dates of a ") + of);
    if (!stamp.created_by.empty() || !stamp.changed_by.empty())
        losses.add(std::string("people of a ") + of);
}

}  // namespace

bool for_each_pair(const Unit& unit, const LanguagePair& languages, LossCounter& losses,
                   const std::function<void(const Variant&, const Variant&)>& take) {
    std::vector<bool> used(unit.variants.size(), false);
    bool any = false;
    for (const std::size_t s : answering(unit.variants, languages.source)) {
        for (const std::size_t t : answering(unit.variants, languages.target)) {
            // Of two variants in one language the source is not the other's translation.
            const bool reversed = languages.source == languages.target && unit.source == t;
            if (s == t || reversed) continue;
            any = used[s] = used[t] = true;
            take(unit.variants[s], unit.variants[t]);
        }
    }
    if (!any) {
        losses.add("unit without " + languages.source.text() + " and " + languages.target.text());
        return false;
    }
    const auto left = static_cast<std::size_t>(std::count(used.begin(), used.end(), false));
    if (left > 0) losses.add("variant in another language", left);
    return true;
}

bool has_both_texts(std::string_view source, std::string_view target, LossCounter& losses) {
    const auto is_blank = [](std::string_view text) {
        return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    };
    if (!is_blank(source) && !is_blank(target)) return true;
    losses.add("unit without text");
    return false;
}

std::string text_with_codes(const Segment& segment, LossCounter& losses) {
    if (segment.content.empty()) return segment.text;
    std::string text;
    append_with_codes(segment.content, text, losses);
    return text;
}

void count_unsaid(const Unit& unit, const Variant& source, const Variant& target,
                  std::span<const std::string_view> carried, LossCounter& losses) {
    count(unit.attributes, unit.annotations, "unit", carried, losses);
    count(source.attributes, source.annotations, "source variant", {}, losses);
    count(target.attributes, target.annotations, "target variant", carried, losses);
    if (is_in("stamp", carried)) return;
    count(unit.stamp, "unit", losses);
    count(source.stamp, "source variant", losses);
    count(target.stamp, "target variant", losses);
}

}  // namespace diglot
