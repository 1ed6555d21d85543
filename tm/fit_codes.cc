#include "tm/fit_codes.h"

#include <algorithm>
#include <vector>

namespace diglot {
namespace {

/// The number a code has within its segment: of a pair i, else x; id where a file has only that.
std::string number_of(const Markup& code) {
    for (const char* name : {"i", "rid", "x", "id"})
        if (const std::string* value = code.attribute(name)) return value->empty() ? "0" : *value;
    return {};
}

std::vector<const Markup*> codes_of(const Segment& segment) {
    std::vector<const Markup*> codes;
    for (const Markup& node : segment.content)
        if (!node.is_text()) codes.push_back(&node);
    return codes;
}

bool is_simple(const Markup& code) {
    return is_native_code(code.element) &&
           std::all_of(code.children.begin(), code.children.end(),
                       [](const Markup& child) { return child.is_text(); });
}

bool are_alike(const std::vector<const Markup*>& a, const std::vector<const Markup*>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i]->element != b[i]->element || !is_simple(*a[i]) || !is_simple(*b[i])) return false;
        // Codes with one number are a pair in both, or in neither.
        for (std::size_t k = 0; k < i; ++k)
            if ((number_of(*a[i]) == number_of(*a[k])) != (number_of(*b[i]) == number_of(*b[k])))
                return false;
    }
    return true;
}

}  // namespace

std::optional<Segment> fit_codes(const Segment& query, const Segment& source,
                                 const Segment& target) {
    const std::vector<const Markup*> wanted = codes_of(query), known = codes_of(source);
    if (!are_alike(wanted, known)) return {};
    if (target.content.empty()) return target;
    std::vector<Markup> content = target.content;
    std::vector<bool> used(known.size());
    for (Markup& node : content) {
        if (node.is_text()) continue;
        std::size_t at = 0;
        while (at < known.size() && (used[at] || known[at]->element != node.element ||
                                     number_of(*known[at]) != number_of(node)))
            ++at;
        if (at == known.size()) return {};
        used[at] = true;
        node = *wanted[at];
    }
    return Segment::from_content(std::move(content));
}

}  // namespace diglot
