#include "quality/number_pairs.h"

#include <algorithm>
#include <string>

namespace diglot {
namespace {

std::string slice(std::string_view text, TextSpan span) {
    return std::string(text.substr(span.start, span.end - span.start));
}

/// "three (3)": digits behind a number in words.
bool is_in_brackets_behind(std::string_view text, const Quantity& word, const Quantity& digits) {
    if (!word.digits.empty() || digits.digits.empty() || digits.start < word.end) return false;
    const std::string_view between = text.substr(word.end, digits.start - word.end);
    return (between == " (" || between == "(") && digits.end < text.size() &&
           text[digits.end] == ')';
}

/// The two numbers of 第四十六條之一 and Article 46-1.
struct Part {
    Rational whole, part;
    TextSpan span;
};

std::vector<Part> parts_of(const std::vector<Quantity>& all, std::string_view text) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        if (all[i + 1].start < all[i].end) continue;
        const std::string_view between = text.substr(all[i].end, all[i + 1].start - all[i].end);
        if (between == "-" || between == "條之" || between == "条之")
            parts.push_back({all[i].value, all[i + 1].value, {all[i].start, all[i + 1].end}});
    }
    return parts;
}

bool has(const std::vector<Part>& all, const Part& one) {
    return std::any_of(all.begin(), all.end(), [&](const Part& other) {
        return other.whole == one.whole && other.part == one.part;
    });
}

}  // namespace

void find_contradiction(const BilingualText& text, const std::vector<Quantity>& target,
                        std::vector<Finding>& findings) {
    for (std::size_t i = 0; i + 1 < target.size(); ++i) {
        const Quantity& word = target[i];
        const Quantity& digits = target[i + 1];
        if (word.kind == QuantityKind::kOrdinal || digits.kind == QuantityKind::kOrdinal ||
            !is_in_brackets_behind(text.target, word, digits) || may_mean_the_same(word, digits))
            continue;
        Finding& finding = findings.emplace_back();
        finding.target_span = TextSpan{word.start, digits.end + 1};
        finding.message =
            "\"" + slice(text.target, *finding.target_span) + "\" says two different numbers";
        return;
    }
}

void find_wrong_part(const BilingualText& text, const std::vector<Quantity>& source,
                     const std::vector<Quantity>& target, std::vector<Finding>& findings) {
    const std::vector<Part> asked = parts_of(source, text.source);
    if (asked.empty()) return;
    const std::vector<Part> there = parts_of(target, text.target);
    for (const Part& one : asked) {
        if (has(there, one)) continue;
        const auto other = std::find_if(there.begin(), there.end(), [&](const Part& part) {
            return part.whole == one.whole && !has(asked, part);
        });
        if (other == there.end()) continue;
        Finding& finding = findings.emplace_back();
        finding.message = "different quantities: \"" + slice(text.source, one.span) +
                          "\" became \"" + slice(text.target, other->span) + '"';
        finding.source_span = one.span;
        finding.target_span = other->span;
        return;
    }
}

}  // namespace diglot
