#include "tm/unit.h"

#include <algorithm>
#include <array>
#include <map>

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

/// Which code is which, whatever a file numbers them: each id by the place where it is met first.
class CodeNumbers {
public:
    const std::string& operator()(const std::string& id) {
        const auto [it, added] = numbers_.try_emplace(id);
        if (added) it->second = std::to_string(numbers_.size());
        return it->second;
    }

private:
    std::map<std::string, std::string> numbers_;
};

/// A spelling of codes in which different codes differ: lengths before texts, attributes sorted, i
/// and x left out, other numbers as `numbers` gives them.
void append_codes(const std::vector<Markup>& content, CodeNumbers& numbers, std::string& out) {
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
            if (!is_code_number(attribute.name))
                attributes.emplace_back(attribute.name, attribute.value);
            else if (attribute.name == "id" || attribute.name == "rid" ||
                     attribute.name == "startRef")
                attributes.emplace_back(attribute.name, numbers(attribute.value));
        }
        std::sort(attributes.begin(), attributes.end());
        for (const auto& [name, value] : attributes) {
            field('n', name);
            field('v', value);
        }
        append_codes(node.children, numbers, out);
        out += ')';
    }
}

/// The numbers of the codes of a unit's source, by which those of the other variants are known; so
/// that the same two codes the other way round are another translation.
CodeNumbers source_numbers(const Unit& unit) {
    CodeNumbers numbers;
    std::string ignored;
    if (unit.source) append_codes(unit.variants[*unit.source].segment.content, numbers, ignored);
    return numbers;
}

std::uint64_t hash(std::string_view bytes, std::uint64_t seed) {
    const std::uint64_t value = XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
    return value == 0 ? 1 : value;
}

constexpr std::uint64_t kFingerprintMask = (std::uint64_t{1} << 47) - 1;

/// Of characters and codes.
std::uint64_t segment_hash(const Segment& segment, CodeNumbers numbers) {
    if (segment.content.empty()) return hash(segment.text, 0);
    std::string codes;
    append_codes(segment.content, numbers, codes);
    return hash(codes, 3);
}

/// Numbers of one variant: equal for variants that same_unit() takes as equal.
std::uint64_t variant_key(const Variant& variant, bool is_source, const CodeNumbers& numbers) {
    const std::string& lang = variant.lang.text();
    return segment_hash(variant.segment, numbers) ^ hash(lang, is_source ? 2 : 1);
}

bool same_variant(const Variant& a, CodeNumbers numbers_a, const Variant& b,
                  CodeNumbers numbers_b) {
    if (a.lang != b.lang || a.segment.text != b.segment.text) return false;
    if (a.segment.content.empty() && b.segment.content.empty()) return true;
    std::string codes_a;
    std::string codes_b;
    append_codes(a.segment.content, numbers_a, codes_a);
    append_codes(b.segment.content, numbers_b, codes_b);
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
    const std::uint64_t print = segment_hash(segment, {}) & kFingerprintMask;
    return print == 0 ? 1 : print;
}

std::uint64_t unit_key(const Unit& unit) {
    std::uint64_t key = unit.variants.size();
    const CodeNumbers numbers = source_numbers(unit);
    for (std::size_t i = 0; i < unit.variants.size(); ++i) {
        const std::uint64_t one = variant_key(unit.variants[i], unit.source == i, numbers);
        key += hash({reinterpret_cast<const char*>(&one), sizeof one},
                    4);  // A sum: the order does not matter.
    }
    return key;
}

bool same_unit(const Unit& a, const Unit& b) {
    if (a.variants.size() != b.variants.size() || a.source.has_value() != b.source.has_value())
        return false;
    std::vector<bool> taken(b.variants.size(), false);
    const CodeNumbers numbers_a = source_numbers(a);
    const CodeNumbers numbers_b = source_numbers(b);
    for (std::size_t i = 0; i < a.variants.size(); ++i) {
        bool found = false;
        for (std::size_t k = 0; k < b.variants.size() && !found; ++k) {
            found = !taken[k] && (a.source == i) == (b.source == k) &&
                    same_variant(a.variants[i], numbers_a, b.variants[k], numbers_b);
            if (found) taken[k] = true;
        }
        if (!found) return false;
    }
    return true;
}

}  // namespace diglot
