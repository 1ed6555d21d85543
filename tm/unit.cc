#include "tm/unit.h"

#include <algorithm>
#include <array>

#include <xxhash.h>

namespace diglot {
namespace {

void append_text(const std::vector<Markup>& content, std::string& text) {
    for (const Markup& node : content) {
        if (node.is_text())
            text += node.text;
        else if (!is_native_code(node.element))
            append_text(node.children, text);
    }
}

/// A spelling of codes in which different codes differ: lengths before texts, i and x left out,
/// attributes sorted.
void append_codes(const std::vector<Markup>& content, std::string& out) {
    const auto field = [&](char kind, std::string_view text) {
        out += kind + std::to_string(text.size()) + ":";
        out += text;
    };
    for (const Markup& node : content) {
        if (node.is_text()) {
            field('t', node.text);
            continue;
        }
        field('e', node.element);
        std::vector<std::pair<std::string_view, std::string_view>> attributes;
        for (const Attribute& attribute : node.attributes) {
            if (attribute.name != "i" && attribute.name != "x")
                attributes.emplace_back(attribute.name, attribute.value);
        }
        std::sort(attributes.begin(), attributes.end());
        for (const auto& [name, value] : attributes) {
            field('n', name);
            field('v', value);
        }
        append_codes(node.children, out);
        out += ')';
    }
}

std::uint64_t hash(std::string_view bytes, std::uint64_t seed) {
    const std::uint64_t value = XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
    return value == 0 ? 1 : value;
}

constexpr std::uint64_t kFingerprintMask = (std::uint64_t{1} << 47) - 1;

/// Of characters and codes.
std::uint64_t segment_hash(const Segment& segment) {
    if (segment.content.empty()) return hash(segment.text, 0);
    std::string codes;
    append_codes(segment.content, codes);
    return hash(codes, 3);
}

/// Numbers of one variant: equal for variants that same_unit() takes as equal.
std::uint64_t variant_key(const Variant& variant, bool is_source) {
    const std::string& lang = variant.lang.text();
    return segment_hash(variant.segment) ^ hash(lang, is_source ? 2 : 1);
}

bool same_variant(const Variant& a, const Variant& b) {
    if (a.lang != b.lang || a.segment.text != b.segment.text) return false;
    if (a.segment.content.empty() && b.segment.content.empty()) return true;
    std::string codes_a;
    std::string codes_b;
    append_codes(a.segment.content, codes_a);
    append_codes(b.segment.content, codes_b);
    return codes_a == codes_b;
}

}  // namespace

bool is_native_code(std::string_view element) {
    static constexpr std::array<std::string_view, 5> kCodes = {"bpt", "ept", "it", "ph", "ut"};
    return std::find(kCodes.begin(), kCodes.end(), element) != kCodes.end();
}

Segment Segment::from_content(std::vector<Markup> content) {
    Segment segment;
    append_text(content, segment.text);
    const bool plain = std::all_of(content.begin(), content.end(),
                                   [](const Markup& node) { return node.is_text(); });
    if (!plain) segment.content = std::move(content);
    return segment;
}

std::optional<std::string> Unit::property(std::string_view type) const {
    for (const Markup& node : annotations) {
        const std::string* found = node.element == "prop" ? node.attribute("type") : nullptr;
        if (found && *found == type) return node.all_text();
    }
    return std::nullopt;
}

std::optional<Time> Unit::latest_change() const {
    std::optional<Time> latest;
    const auto take = [&](const Stamp& one) {
        for (const auto& time : {one.created, one.changed}) {
            if (time && (!latest || *time > *latest)) latest = time;
        }
    };
    take(stamp);
    for (const Variant& variant : variants) take(variant.stamp);
    return latest;
}

std::uint64_t fingerprint(const Segment& segment) {
    const std::uint64_t print = segment_hash(segment) & kFingerprintMask;
    return print == 0 ? 1 : print;
}

std::uint64_t unit_key(const Unit& unit) {
    std::uint64_t key = unit.variants.size();
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const std::uint64_t one = variant_key(unit.variants[i], unit.source == i);
        key += hash({reinterpret_cast<const char*>(&one), sizeof one},
                    4);  // A sum: the order does not matter.
    }
    return key;
}

bool same_unit(const Unit& a, const Unit& b) {
    if (a.variants.size() != b.variants.size() || a.source.has_value() != b.source.has_value())
        return false;
    std::vector<bool> taken(b.variants.size(), false);
    for (std::size_t i = 0; i < a.variants.size(); ++i) {
        bool found = false;
        for (std::size_t k = 0; k < b.variants.size() && !found; ++k) {
            found = !taken[k] && (a.source == i) == (b.source == k) &&
                    same_variant(a.variants[i], b.variants[k]);
            if (found) taken[k] = true;
        }
        if (!found) return false;
    }
    return true;
}

}  // namespace diglot
